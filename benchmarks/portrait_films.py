# SPDX-License-Identifier: GPL-3.0-or-later
"""What of a picture that speaks moves and should not: docs/measured/portrait.md.

    python benchmarks/portrait_films.py --films FOLDER

Films of a line with /m/, /f/, /u/, /ɑ/ and /θ/ from the pictures of portrait_sheet.py; FOLDER: of the GRID corpus.
"""

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from measured_page import write_part
from portrait import PAGE
from portrait_sheet import pictures
from soliloquy.runtime.arrays import Array
from soliloquy.runtime.face.mesh_points import OVAL
from soliloquy.runtime.layouts import arkit_curves
from soliloquy.runtime.motion import ArkitCurves
from soliloquy.runtime.perform import perform
from soliloquy.runtime.portrait.frames import warped
from soliloquy.runtime.portrait.motion import face_motion, wanted_points
from soliloquy.runtime.portrait.painter import painted
from soliloquy.runtime.portrait.painting import Painted, Wanted, blend, reference_of, wanted_of
from soliloquy.runtime.portrait.patch import SIDE, in_square
from soliloquy.runtime.portrait.sitter import Sitter, sit
from soliloquy.runtime.portrait.surroundings import with_surroundings
from soliloquy.runtime.requests import SpeakRequest, VoiceRequest
from soliloquy.runtime.requests.portrait import PortraitRequest

_TEXT = "Mama's father, both of you move four moths."
_SIZE, _FPS = 512, 25.0
_EDGE = 0.03
"""Of the patch's side: the band along its edge."""
_OPEN = 0.9
"""Of the landmark map: surely between the lips, in both of two frames."""
_FEWEST = 40
"""Pixels of the patch that two frames show of a mouth's inside, for it to count."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--films", type=Path, required=True, help="of the GRID corpus, speaker s1")
    given = parser.parse_args()
    curves = arkit_curves(perform(SpeakRequest(VoiceRequest(_TEXT))), _FPS)
    with tempfile.TemporaryDirectory() as folder:
        rows = [_row(path, curves) for path in pictures(Path(folder), given.films)]
    write_part(PAGE, "portrait_films.py", _page(rows, len(curves.weights)))
    return 0


def _row(path: Path, curves: ArkitCurves) -> str:
    sitter = sit(PortraitRequest(str(path), size=_SIZE))
    points = wanted_points(face_motion(sitter.mesh, sitter.eyes_covered), curves, 0.5)
    reference = reference_of(sitter.picture, sitter.mesh.points)
    mouths = [wanted_of(reference, each) for each in points]
    paints = painted(reference, mouths)
    beyond = _beyond(sitter)
    background, edge, lips = zip(*_moved(sitter, points, mouths, paints, beyond), strict=True)
    inside = np.mean(list(_steps(mouths, paints)))
    stands = f"{max(background):.1f}" if beyond.any() else "none seen"
    return f"| {path.stem} | {stands} | {np.mean(edge):.2f} | {np.mean(lips):.1f} | {inside:.1f} |\n"


def _beyond(sitter: Sitter) -> Array:
    """(H,W): outside the ring around the face from which on the background is to stand."""
    around = with_surroundings(sitter.mesh.flat)[len(sitter.mesh.flat) + len(OVAL) :]
    height, width = sitter.picture.shape[:2]
    places = np.stack(np.meshgrid(np.arange(width) + 0.5, np.arange(height) + 0.5), axis=-1)
    middle = around.mean(axis=0)
    return np.asarray(_angle_radius(places - middle, around - middle) > 1.0)


def _angle_radius(places: Array, ring: Array) -> Array:
    """How far out places (...,2) lie, in the ring's (N,2) own radius in their direction."""
    angles, radii = np.arctan2(ring[:, 1], ring[:, 0]), np.linalg.norm(ring, axis=1)
    order = np.argsort(angles)
    there = np.interp(np.arctan2(places[..., 1], places[..., 0]), angles[order], radii[order], period=2 * np.pi)
    return np.asarray(np.linalg.norm(places, axis=-1) / there)


def _moved(
    sitter: Sitter, points: Array, mouths: Sequence[Wanted], paints: Sequence[Painted], beyond: Array
) -> Iterator[tuple[float, float, float]]:
    """Of each frame the largest change beyond the ring, and the mean of what the paint adds along the patch's edge and
    in the middle of it."""
    height, width = beyond.shape
    places = np.stack(np.meshgrid(np.arange(width) + 0.5, np.arange(height) + 0.5), axis=-1).reshape(-1, 2)
    for each, mouth, paint in zip(points, mouths, paints, strict=True):
        plain = warped(sitter.picture, sitter.mesh.flat, each[:, :2])
        seen = plain.copy()
        blend(seen, mouth, paint)
        change = np.abs(seen - sitter.picture)[beyond]
        inside = in_square(places, mouth.square)
        depth = np.minimum(inside, 1.0 - inside).min(axis=1).reshape(height, width)
        added = np.abs(seen - plain).mean(axis=2)
        edge, middle = added[(depth > 0.0) & (depth < _EDGE)], added[depth > 0.5 - 5 * _EDGE]
        yield float(change.max()) if change.size else 0.0, float(edge.mean()), float(middle.mean())


def _steps(mouths: Sequence[Wanted], paints: Sequence[Painted]) -> Iterator[float]:
    """From frame to frame, the mean change of the painted inside in the skull's own square, where two show it."""
    for one, other, before, after in zip(mouths, mouths[1:], paints, paints[1:], strict=False):
        both = (np.minimum(one.maps[1], other.maps[1]) >= 255 * _OPEN).reshape(SIDE, SIDE)
        if both.sum() >= _FEWEST:
            yield float(np.abs(after.colour - before.colour)[both].mean())


def _page(rows: Sequence[str], frames: int) -> str:
    return f"""## What should stand still

Films of {frames} pictures at {_SIZE} pixels, of a line with /m/, /f/, /u/, /ɑ/ and /θ/, in values of 0 to 255.
Background: the largest change of any pixel beyond the ring around the face. Paint: how much it adds to the warp along
the edge of its patch, where a seam would be, and in the patch's middle. Inside: how much that of the mouth changes from
frame to frame where two frames show it, in the skull's own square: teeth that flicker would.

| | background | paint, at the edge | in the middle | inside, from frame to frame |
|---|---|---|---|---|
{"".join(rows)}"""


if __name__ == "__main__":
    raise SystemExit(main())

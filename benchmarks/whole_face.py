# SPDX-License-Identifier: GPL-3.0-or-later
"""How far each part of a face moves, of a man on film and of our head that plays his sound: a page of docs/measured.

    python benchmarks/whole_face.py --tracks FOLDER [--clips 15]

FOLDER holds clips/NAME.flac and video/NAME.mp4 of one man, whose last 90 clips by name are looked at. The same face
mesh looks at him and at the head, and what counts are millimetres of its points with the head's turn undone.
"""

import argparse
from collections.abc import Callable
from pathlib import Path

import numpy as np
from face_mesh import meshes
from measured_page import write_part
from soliloquy.api import animate
from soliloquy.runtime.arrays import Array
from soliloquy.runtime.capture.basis import capture_basis
from soliloquy.runtime.capture.pose import posed
from soliloquy.runtime.face.mesh_points import (
    BROW_MIDDLES,
    CHEEKS,
    LID_MIDDLES,
    LOWER_LIP,
    MOUTH_CORNERS,
    RIGID,
    UPPER_LIP,
)
from soliloquy.runtime.head.heads import load_head
from soliloquy.runtime.motion import FRAMES_PER_SECOND
from soliloquy.tools.weights.capture_poses import Poses
from soliloquy.tools.weights.fit_capture import responses
from soliloquy.training.data.tracked_faces import HELD_OUT_CLIPS

PAGE = "whole-face.md"
HEAD = "Daniel"
PICTURES_PER_SECOND = 25
SEEDS = (1, 2, 3)
_EYES = (33, 133, 263, 362)
_OPEN, _BESIDE = 0.75, 2
"""Of how far apart the lids mostly are, what counts as an open eye, and frames around a blink that are left out too."""

Face = Callable[[tuple[int, ...]], Array]
"""Means (T,3) of points, millimetres, +Y up."""


def _over_the_eyes(face: Face, points: tuple[int, ...]) -> Array:
    return np.asarray(face(points)[:, 1] - face(_EYES)[:, 1])


PARTS: dict[str, Callable[[Face], Array]] = {
    "lips, gap": lambda face: np.linalg.norm(face((UPPER_LIP,)) - face((LOWER_LIP,)), axis=1),
    "mouth, width": lambda face: np.linalg.norm(face(MOUTH_CORNERS[:1]) - face(MOUTH_CORNERS[1:]), axis=1),
    "mouth's corners, height": lambda face: _over_the_eyes(face, MOUTH_CORNERS),
    "cheeks, height": lambda face: _over_the_eyes(face, CHEEKS),
    "under the eyes, height": lambda face: _over_the_eyes(face, (118, 347)),
    "nostrils, height": lambda face: face((97, 326))[:, 1] - face((6, 168))[:, 1],
    "lower lids, height": lambda face: _over_the_eyes(face, (144, 145, 153, 373, 374, 380)),
    "brows, height": lambda face: _over_the_eyes(face, BROW_MIDDLES),
    "brows, inner ends, height": lambda face: _over_the_eyes(face, (55, 285)),
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--tracks", type=Path, required=True, help="the folder")
    parser.add_argument("--clips", type=int, default=15)
    given = parser.parse_args()
    names = sorted(path.stem for path in (given.tracks / "clips").glob("*.flac"))[-HELD_OUT_CLIPS:]
    chosen = names[:: max(1, HELD_OUT_CLIPS // given.clips)][: given.clips]
    man = [_moves(meshes(given.tracks / "video" / f"{name}.mp4")) for name in chosen]
    ours = {
        engine: [
            _moves(_played(given.tracks / "clips" / f"{name}.flac", engine, SEEDS[place % len(SEEDS)]))
            for place, name in enumerate(chosen)
        ]
        for engine in ("flow", "rules")
    }
    write_part(PAGE, "whole_face.py", _table(man, ours))
    return 0


def _played(recording: Path, engine: str, seed: int) -> Array:
    """(T,478,3) what the mesh sees of the head, at the pictures' instants."""
    curves = animate(recording, engine=engine, seed=seed).curves
    at = np.arange(0.5 / PICTURES_PER_SECOND, (len(curves.weights) - 1) / FRAMES_PER_SECOND, 1 / PICTURES_PER_SECOND)
    frames = np.clip(np.round(at * FRAMES_PER_SECOND).astype(int), 0, len(curves.weights) - 1)
    return responses(load_head(HEAD), Poses(curves.weights[frames], curves.head[frames]))


def _moves(points: Array) -> tuple[Array, Array]:
    """How far each of ``PARTS`` is from where it is on average in the clip, (T,P), and which frames have open eyes."""
    basis = capture_basis()
    seen = points[:, basis.points].astype(float) * [1.0, -1.0, -1.0]
    rigid = basis.places(RIGID)
    own = np.median(posed(seen, basis.rest, rigid).face, axis=0)
    still = posed(seen, own, rigid).face

    def face(places: tuple[int, ...]) -> Array:
        return np.asarray(still[:, basis.places(places)].mean(axis=1))

    uppers, lowers = zip(*LID_MIDDLES, strict=True)
    apart = face(uppers)[:, 1] - face(lowers)[:, 1]
    shut = apart < _OPEN * np.percentile(apart, 80)
    opened = np.convolve(shut, np.ones(2 * _BESIDE + 1), "same") == 0
    moves = np.stack([part(face) for part in PARTS.values()], axis=1)
    return moves - moves[opened].mean(axis=0), opened


def _table(man: list[tuple[Array, Array]], ours: dict[str, list[tuple[Array, Array]]]) -> str:
    frames = sum(int(opened.sum()) for _, opened in man)
    rows = [
        f"{len(man)} clips; {frames} frames of the man with open eyes. Standard deviation within a clip, millimetres.",
        "",
        "| part | man | flow | over his | rules | over his |",
        "|---|---|---|---|---|---|",
    ]
    true, flow, rules = (_spread(clips) for clips in (man, ours["flow"], ours["rules"]))
    for part, (his, by_flow, by_rules) in zip(PARTS, zip(true, flow, rules, strict=True), strict=True):
        rows.append(
            f"| {part} | {his:.2f} | {by_flow:.2f} | {by_flow / his:.2f} | {by_rules:.2f} | {by_rules / his:.2f} |"
        )
    return "\n".join(rows)


def _spread(clips: list[tuple[Array, Array]]) -> Array:
    return np.asarray(np.concatenate([moves[opened] for moves, opened in clips]).std(axis=0))


if __name__ == "__main__":
    raise SystemExit(main())

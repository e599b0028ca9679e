# SPDX-License-Identifier: GPL-3.0-or-later
"""Looking at a picture, from coarse to fine: is there a face, how is it shaped, how does it look to the encoder."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from .certainty import faces_in, small_face
from .chips import cut
from .detection import Detection
from .geometry import Shape, shape_of
from .impression import Impression, impression_of
from .landmarks import Mesh, both_sides, face_square
from .picture import Picture, read_picture

SMALLEST_SIDE, SMALL_SIDE = 32, 80
"""Pixels across the face: below the first nothing can be said of it, below the second it is unsure. Chosen by eye."""
MUCH_TURNED = 35.0
"""Degrees to a side beyond which what is seen gets unsure (docs/voice-from-face.md)."""

_EVEN_STEP, _EVEN_SHARE, _EVEN_SIZE = 0.4, 0.5, 160
"""How far two pixels that are alike differ, of 255 levels; the share of the face's pixels from which on it is a
drawing; pixels of the square that is looked at. Chosen by hand: photographs and rendered heads have up to a tenth of
such pixels, a drawing in plain colours 0.8."""


@dataclass(frozen=True)
class Face:
    """box: left, top, right, bottom in pixels of the file. turned: degrees to a side. warnings: on the picture."""

    box: tuple[int, int, int, int]
    turned: float
    shape: Shape
    impression: Impression
    warnings: tuple[str, ...]


def look(path: Path) -> Face:
    """The largest face in a picture file.

    Raises InputError when it is no picture, or shows no face, or one that is too small or turned too far away.
    """
    picture = read_picture(path)
    faces = faces_in(path, picture.image, MUCH_TURNED)
    detection, mesh = faces[0]
    side = detection.side / picture.scale
    if side < SMALLEST_SIDE:
        raise small_face(path, side, SMALL_SIDE, "see anything of it")
    doubts = _doubts(picture, [found for found, _ in faces], mesh)
    left, top, right, bottom = (round(float(edge) / picture.scale) for edge in detection.box)
    sides = both_sides(picture.image, detection, mesh)
    seen = impression_of(picture.image, *sides)
    warnings = (*picture.warnings, *doubts)
    return Face((left, top, right, bottom), mesh.turned, shape_of(*sides), seen, warnings)


def _doubts(picture: Picture, faces: list[Detection], mesh: Mesh) -> Iterator[str]:
    if len(faces) > 1:
        yield f"{len(faces)} faces are in the picture: the largest one is taken"
    side = faces[0].side / picture.scale
    if side < SMALL_SIDE:
        yield f"the face is only {side:.0f} pixels across: little is seen of its shape"
    if mesh.turned > MUCH_TURNED:
        yield f"the face is turned away by {mesh.turned:.0f} degrees: from the front more is seen of it"
    if _even_share(picture.image, mesh) > _EVEN_SHARE:
        yield "this looks like a drawing: it is measured as if it were a photograph"


def _even_share(image: Image.Image, mesh: Mesh) -> float:
    """Share of the face's pixels that are like the next one to the right and the next one below."""
    grey = cut(image, face_square(mesh, 0.8), _EVEN_SIZE).mean(axis=2)
    across, down = np.abs(np.diff(grey, axis=1))[:-1], np.abs(np.diff(grey, axis=0))[:, :-1]
    return float(((across < _EVEN_STEP) & (down < _EVEN_STEP)).mean())

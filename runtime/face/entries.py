# SPDX-License-Identifier: GPL-3.0-or-later
"""What the face encoder is given of a face: a small grey picture, and the mesh's points as if seen from the front.

The pictures are of the inner face alone, without colour and of one contrast, so that neither hair nor light nor skin's
colour is to choose a voice. The points look the same on drawn heads and on photographs: they are the bridge between
what it learnt on and what it sees.
"""

import numpy as np
from PIL import Image

from ..arrays import Array
from .chips import cut
from .landmarks import Mesh, face_square
from .mesh_points import CHIN, EYE_CORNERS

SIDE, POINTS = 128, 468
"""Pixels of the picture; points of the mesh, without those of the irises."""
AROUND = 1.15
"""The picture's side for one of the face's own. Chosen by hand."""
_LUMINANCE = np.array([0.299, 0.587, 0.114], np.float32)
"""Of red, green and blue: ITU-R BT.601."""
_PLACE = np.linspace(-1.0, 1.0, SIDE)
INNER: Array = (_PLACE / 0.55) ** 2 + (_PLACE[:, None] / 0.8) ** 2 < 1.0
"""(SIDE,SIDE): from brow to chin. Drawn hair is unlike people's: with all that lies around the face, pixels alone took
three of four photographed people for the other sex. The ellipse was chosen by eye."""
_SPREADS = 2.5
"""Of the face's own spread of grey, to either side: what lies beyond is cut off. Chosen by hand."""


def grey_chip(image: Image.Image, mesh: Mesh) -> Array:
    """The face, its eyes level, uint8 (SIDE,SIDE)."""
    grey: Array = (cut(image, face_square(mesh, AROUND), SIDE) @ _LUMINANCE).round().astype(np.uint8)
    return grey


def even(chips: Array) -> Array:
    """Chips (...,SIDE,SIDE) with a set mean and contrast of the face within, float32, -1..1; around it 0."""
    grey = np.asarray(chips, np.float32)
    within = grey[..., INNER]
    mean = within.mean(axis=-1)[..., None, None]
    spread = np.maximum(within.std(axis=-1), 1.0)[..., None, None]
    return np.clip((grey - mean) / (_SPREADS * spread), -1.0, 1.0) * INNER


def frontal_points(mesh: Mesh) -> Array:
    """(POINTS,3) float32: the mesh turned to the front, the distance of the outer corners of the eyes as its unit."""
    points = mesh.points[:POINTS]
    left, right = points[list(EYE_CORNERS)]
    across = right - left
    unit = float(np.linalg.norm(across))
    middle = (left + right) / 2
    x = across / unit
    down = points[CHIN] - middle
    down -= (down @ x) * x
    y = down / max(float(np.linalg.norm(down)), 1e-9)
    axes = np.stack([x, y, np.cross(x, y)])
    turned: Array = ((points - middle) @ axes.T / unit).astype(np.float32)
    return turned

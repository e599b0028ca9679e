# SPDX-License-Identifier: GPL-3.0-or-later
"""Normal and roughness maps of skin, made of the picture of its relief, for files and for our own pictures."""

import io
from typing import TYPE_CHECKING

import numpy as np

from ..runtime.arrays import Array
from ..runtime.head.skin_maps import (
    BEARD_HEIGHT,
    BEARD_ROUGHNESS,
    FLAT,
    HEIGHT,
    METRES_ACROSS,
    relief_picture,
)
from ..runtime.vectors import unit

if TYPE_CHECKING:
    from PIL import Image


def normal_picture(wrinkles: float, most: int | None, beard: Array | None = None) -> "Image.Image":
    """Tangent space, +Y up as glTF has it, RGB.

    wrinkles: how deep those of age are, in HEIGHT. most: pixels a side at most. beard (B,B): how far its strokes stand
    out, 0..1, the first row at v = 1. Raises SetupError.
    """
    from PIL import Image

    return Image.fromarray(np.round((_normals(wrinkles, most, beard) * 0.5 + 0.5) * 255).astype(np.uint8))


def roughness_picture(most: int | None, beard: Array | None = None) -> "Image.Image":
    """As glTF has it, RGB: roughness of a Principled BSDF in green, metal in blue, of which there is none.

    most, beard: as of ``normal_picture``. Raises SetupError.
    """
    from PIL import Image

    rough = _relief(most).getchannel("B")
    if beard is not None:
        bare = np.asarray(rough, np.float32)
        shaded = bare + _of_size(beard, len(bare)) * (255.0 * BEARD_ROUGHNESS - bare)
        rough = Image.fromarray(np.round(shaded).astype(np.uint8))
    return Image.merge("RGB", (rough, rough, Image.new("L", rough.size, 0)))


def _normals(wrinkles: float, most: int | None, beard: Array | None) -> Array:
    """Unit vectors (S,S,3), the first row at v = 1."""
    relief = np.asarray(_relief(most), np.float32) / 255.0
    height = (relief[..., 0] + wrinkles * (relief[..., 1] - FLAT)) * HEIGHT
    if beard is not None:
        height += BEARD_HEIGHT * HEIGHT * _of_size(beard, len(height))
    texel = METRES_ACROSS / len(height)
    down, across = np.gradient(height, texel)
    return unit(np.stack([-across, down, np.ones_like(height)], axis=-1))


def _of_size(picture: Array, size: int) -> Array:
    from PIL import Image

    found = Image.fromarray(picture.astype(np.float32)).resize((size, size), Image.Resampling.BOX)
    return np.asarray(found)


def _relief(most: int | None) -> "Image.Image":
    from PIL import Image

    with Image.open(io.BytesIO(relief_picture())) as picture:
        relief = picture.convert("RGB")
    if most is not None and most < relief.width:
        relief = relief.resize((most, most), Image.Resampling.BOX)
    return relief

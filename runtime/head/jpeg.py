# SPDX-License-Identifier: GPL-3.0-or-later
"""JPEGs to pixels and back: by Pillow, or by another program's own means where Pillow is not to be loaded."""

import io
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ..arrays import Array

SKIN_QUALITY, EYE_QUALITY, RELIEF_QUALITY = 88, 93, 85
"""Of the heads' textures, from 1 to 100, wherever one is written. Chosen by eye."""


@dataclass(frozen=True)
class Codec:
    """decode: sRGB uint8 (H,W,3) of a JPEG, the highest row first. encode: a JPEG of such pixels, by its quality 1 to
    100."""

    decode: Callable[[bytes], Array]
    encode: Callable[[Array, int], bytes]


def _decoded(content: bytes) -> Array:
    from PIL import Image

    with Image.open(io.BytesIO(content)) as picture:
        return np.asarray(picture.convert("RGB"))


def _encoded(pixels: Array, quality: int) -> bytes:
    from PIL import Image

    content = io.BytesIO()
    Image.fromarray(pixels).save(content, format="JPEG", quality=quality, subsampling=2)
    return content.getvalue()


PILLOW = Codec(_decoded, _encoded)

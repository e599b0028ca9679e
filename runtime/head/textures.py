# SPDX-License-Identifier: GPL-3.0-or-later
"""The painted textures of the embedded heads: each preset has its own, and anybody else wears the nearest one's."""

import io
from pathlib import Path

from ..weights import weight_path
from .eye_colour import recoloured_eye
from .heads import PLAIN_TINT, Head

TEXTURED = ("skin", "eye", "hair")
"""The materials of a head that are painted; locks of hair show a patch of the scalp of the skin's texture."""
_JPEG_QUALITY = 93
"""As tools/head/bake_textures.py writes them."""


def texture_path(look: str, material: str) -> Path:
    """The picture of one of the TEXTURED materials of a preset. Raises SetupError when missing or altered."""
    return weight_path(f"{look.lower()}_{'skin' if material == 'hair' else material}")


def texture_name(head: Head, material: str) -> str:
    """A name that two heads share where the texture of a material is the same."""
    if material == "eye" and head.iris:
        return f"eyes-{head.iris}"
    if material != "skin" or head.tint == PLAIN_TINT:
        return head.look
    return f"{head.look}-{bytes(min(255, round(128 * part)) for part in head.tint).hex()}"


def texture_of(head: Head, material: str) -> bytes:
    """The picture of one of the TEXTURED materials of a head, as a JPEG. Raises SetupError as ``texture_path``."""
    if material == "eye" and head.iris:
        return recoloured_eye(head.iris)
    path = texture_path(head.look, material)
    if material != "skin" or head.tint == PLAIN_TINT:
        return path.read_bytes()
    from PIL import Image

    with Image.open(path) as picture:
        table = [min(255, round(value * part)) for part in head.tint for value in range(256)]
        tinted = picture.convert("RGB").point(table)
    content = io.BytesIO()
    tinted.save(content, format="JPEG", quality=_JPEG_QUALITY, subsampling=0)
    return content.getvalue()

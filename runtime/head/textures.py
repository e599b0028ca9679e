# SPDX-License-Identifier: GPL-3.0-or-later
"""The textures of the embedded heads: each preset has its own skin and eyes, and anybody else wears the nearest one's;
hair is drawn for each."""

import zlib
from pathlib import Path

import numpy as np

from ..arrays import Array
from ..people.presets import PRESETS, hair_look
from ..weights import weight_path
from .beard_picture import paint_beard
from .brow_picture import recolour_brows
from .eye_colour import recoloured_eye
from .hair_picture import colour_picture
from .heads import PLAIN_TINT, Head
from .jpeg import PILLOW, SKIN_QUALITY, Codec
from .scalp_picture import recolour_scalp, scalp_colour
from .skin_maps import relief_picture

TEXTURED = ("skin", "eye", "hair")
"""The materials of a head that have a picture."""


def texture_path(look: str, material: str) -> Path:
    """The painted picture of a preset's skin or eye. Raises SetupError when missing or altered."""
    return weight_path(f"{look.lower()}_{material}")


def texture_name(head: Head, material: str) -> str:
    """A name that two heads share where the texture of a material is the same."""
    if material == "eye" and head.iris:
        return f"eyes-{head.iris}"
    if material == "hair":
        assert head.hair is not None
        own = head.hair == hair_look(PRESETS[head.look])
        return head.look if own else f"{head.look}-{zlib.crc32(repr(head.hair).encode()):08x}"
    if material != "skin":
        return head.look
    tint = "" if head.tint == PLAIN_TINT else f"-{bytes(min(255, round(128 * part)) for part in head.tint).hex()}"
    return f"{head.look}{tint}{_hairs_name(head)}"


def _hairs_name(head: Head) -> str:
    """Of what is painted of scalp, brows and beard: kind, colour and curl; the vertices matter little."""
    scalp = scalp_colour(head)
    hairs = f"-on-{scalp.code}" if scalp is not None else ""
    brows = f"-{head.brows.code}" if head.brows is not None else ""
    return hairs + brows + (f"-{head.beard}-{zlib.crc32(repr(head.hair).encode()):08x}" if head.beard else "")


def texture_of(head: Head, material: str, codec: Codec = PILLOW) -> bytes:
    """The picture of one of the TEXTURED materials of a head: a JPEG, of hair a PNG with alpha. codec: by which one is
    painted on. Raises SetupError as ``texture_path``."""
    if material == "eye" and head.iris:
        return recoloured_eye(head.iris, codec)
    if material == "hair":
        assert head.hair is not None
        return colour_picture(head.hair.waves, head.hair.colour)
    path = texture_path(head.look, material)
    scalp = scalp_colour(head)
    as_painted = head.tint == PLAIN_TINT and head.brows is None and not head.beard and scalp is None
    if material != "skin" or as_painted:
        return path.read_bytes()
    own = recolour_brows(codec.decode(path.read_bytes()), head)
    if scalp is not None:
        own = recolour_scalp(own, codec.decode(relief_picture()), head, scalp)
    return codec.encode(paint_beard(_tinted(own, head.tint), head), SKIN_QUALITY)


def _tinted(skin: Array, tint: tuple[float, float, float]) -> Array:
    if tint == PLAIN_TINT:
        return skin
    values = np.arange(256)
    tables = [np.minimum(255, np.round(values * part)).astype(np.uint8) for part in tint]
    return np.stack([table[skin[..., channel]] for channel, table in enumerate(tables)], axis=2)

# SPDX-License-Identifier: GPL-3.0-or-later
"""The picture of the material ``shade``: darkness that thins out from the lids' edges, as a PNG with alpha.

Written by hand, without compression, so that its bytes are the same everywhere and neither Blender's start nor a file
needs a library for it.
"""

import struct
import zlib
from functools import cache

from .png import chunk

_WIDTH, _HEIGHT = 4, 64
_COLOUR = (38, 18, 14)
"""sRGB: the light that comes in between the lids has gone through blood."""
_DARKEST, _FALL = 0.80, 1.7
"""Alpha at the lids, and the power with which it falls (chosen by eye)."""


@cache
def shade_picture() -> bytes:
    """The PNG. Its last row is v = 0, the lids' edge; its first, where the shade ends, is clear."""
    rows = b""
    for row in range(_HEIGHT):
        share = row / (_HEIGHT - 1)
        alpha = round(255 * _DARKEST * share**_FALL)
        rows += b"\0" + bytes((*_COLOUR, alpha)) * _WIDTH
    header = struct.pack(">IIBBBBB", _WIDTH, _HEIGHT, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", _stored(rows)) + chunk(b"IEND", b"")


def _stored(content: bytes) -> bytes:
    """A zlib stream of one block that is not compressed (RFC 1950, 1951)."""
    block = struct.pack("<BHH", 1, len(content), len(content) ^ 0xFFFF)
    return b"\x78\x01" + block + content + struct.pack(">I", zlib.adler32(content))

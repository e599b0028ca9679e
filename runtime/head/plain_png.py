# SPDX-License-Identifier: GPL-3.0-or-later
"""A PNG written by hand, without compression, so that its bytes are the same everywhere and neither Blender's start nor
a file needs a library for it."""

import struct
import zlib

import numpy as np

from ..arrays import Array

_COLOUR_TYPES = {3: 2, 4: 6}


def plain_png(pixels: Array) -> bytes:
    """The PNG of uint8 pixels (H,W,3) or (H,W,4), the highest row first."""
    height, width, channels = pixels.shape
    rows = np.zeros((height, 1 + width * channels), np.uint8)
    rows[:, 1:] = pixels.reshape(height, -1)
    header = struct.pack(">IIBBBBB", width, height, 8, _COLOUR_TYPES[channels], 0, 0, 0)
    content = _chunk(b"IHDR", header) + _chunk(b"IDAT", _stored(rows.tobytes())) + _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + content


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def _stored(content: bytes) -> bytes:
    """A zlib stream of one block that is not compressed (RFC 1950, 1951). Raises struct.error beyond 65,535 bytes."""
    block = struct.pack("<BHH", 1, len(content), len(content) ^ 0xFFFF)
    return b"\x78\x01" + block + content + struct.pack(">I", zlib.adler32(content))

# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures as PNG, written by hand, so that neither Blender's start nor a file needs a library for it."""

import struct
import zlib

import numpy as np

from ..arrays import Array

_KINDS = {3: 2, 4: 6}
"""PNG's colour types by the number of channels."""
_LEVEL = 6
_UP = 2
"""Filter of every row: what differs from the row above (PNG specification, 9.2), which is little along strands."""


def png(pixels: Array) -> bytes:
    """The PNG of uint8 pixels (H,W,3) or (H,W,4), the first row at the top."""
    height, width, channels = pixels.shape
    flat = pixels.reshape(height, width * channels)
    above = np.concatenate([np.zeros_like(flat[:1]), flat[:-1]])
    rows = np.concatenate([np.full((height, 1), _UP, np.uint8), flat - above], axis=1)
    header = struct.pack(">IIBBBBB", width, height, 8, _KINDS[channels], 0, 0, 0)
    return b"".join(
        [
            b"\x89PNG\r\n\x1a\n",
            chunk(b"IHDR", header),
            chunk(b"IDAT", zlib.compress(rows.tobytes(), _LEVEL)),
            chunk(b"IEND", b""),
        ]
    )


def chunk(kind: bytes, content: bytes) -> bytes:
    """A part of a PNG with its length and its check."""
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

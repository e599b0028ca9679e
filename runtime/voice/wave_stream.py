# SPDX-License-Identifier: GPL-3.0-or-later
"""Sound written as a WAV before its length is known."""

import struct
from collections.abc import Iterable
from typing import BinaryIO

import numpy as np

from ..arrays import Array

_LENGTH_UNKNOWN = 0xFFFFFFFF
"""As FFmpeg writes it into a WAV that goes through a pipe."""
_PCM, _BYTES = 1, 2
"""WAVE_FORMAT_PCM, and bytes of a sample."""


def write_wave_stream(pieces: Iterable[Array], sample_rate: int, out: BinaryIO, comment: str = "") -> None:
    """Write pieces of samples (N,), -1..1, mono, as 16-bit WAV, each as soon as it is there. comment: of its metadata.

    The header has 0xFFFFFFFF for the lengths, as streaming players take it. Raises OSError when ``out`` is closed.
    """
    form = struct.pack("<HHIIHH", _PCM, 1, sample_rate, sample_rate * _BYTES, _BYTES, 8 * _BYTES)
    header = b"RIFF" + struct.pack("<I", _LENGTH_UNKNOWN) + b"WAVE" + riff_chunk(b"fmt ", form)
    if comment:
        header += riff_chunk(b"LIST", b"INFO" + riff_chunk(b"ICMT", comment.encode() + b"\0"))
    begun = False
    for piece in pieces:
        if not begun:
            # Only now, so that a text that cannot be said leaves nothing behind.
            out.write(header + b"data" + struct.pack("<I", _LENGTH_UNKNOWN))
            begun = True
        out.write(np.round(np.clip(piece, -1.0, 1.0) * 32767).astype("<i2").tobytes())
        out.flush()


def riff_chunk(name: bytes, body: bytes) -> bytes:
    """A part of a RIFF file, whose name has four letters: padded to an even number of bytes."""
    return name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)

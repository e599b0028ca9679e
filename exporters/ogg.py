# SPDX-License-Identifier: GPL-3.0-or-later
"""Ogg files whose bytes repeat: libsndfile gives each stream a serial number by the clock.

Source: RFC 3533, section 6 (a page's header, its checksum).
"""

import struct
import zlib
from pathlib import Path

import numpy as np
import soxr

from ..runtime.requests import ExportOptions
from ..runtime.sound_writer import write_sound
from ..runtime.take import Take
from .synthetic_sound import sound_of

_SERIAL = 0x534F4C49
"""Of the stream: "SOLI". libsndfile draws one by chance, and the same take is to be the same file."""
_REVERSED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))
"""Each byte with its bits in the other order: Ogg's CRC goes from the highest bit, zlib's from the lowest."""


def write_ogg(take: Take, path: Path, options: ExportOptions, subtype: str, rates: tuple[int, ...]) -> None:
    """The take's sound in an Ogg stream. rates: those that the encoder takes, the highest last; empty for any.

    Raises OSError.
    """
    (samples, tag), rate = sound_of(take, options), take.speech.sample_rate
    if rates and rate not in rates:
        samples, rate = soxr.resample(np.asarray(samples), rate, rates[-1], quality="HQ"), rates[-1]
    with path.open("w+b") as file:
        write_sound(file, samples, rate, "OGG", subtype, tag)
    path.write_bytes(with_serial(path.read_bytes(), _SERIAL))


def with_serial(stream: bytes, serial: int) -> bytes:
    """An Ogg stream whose pages bear ``serial``."""
    data, start = bytearray(stream), 0
    while start < len(data):
        segments = data[start + 26]
        end = start + 27 + segments + sum(data[start + 27 : start + 27 + segments])
        struct.pack_into("<I", data, start + 14, serial)
        struct.pack_into("<I", data, start + 22, 0)
        struct.pack_into("<I", data, start + 22, _checksum(bytes(data[start:end])))
        start = end
    return bytes(data)


def _checksum(page: bytes) -> int:
    """The CRC of zlib's polynomial without its start, its end, and its turning round of bits."""
    turned = zlib.crc32(page.translate(_REVERSED), 0xFFFFFFFF) ^ 0xFFFFFFFF
    return int(f"{turned:032b}"[::-1], 2)

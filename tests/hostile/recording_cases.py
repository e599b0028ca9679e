# SPDX-License-Identifier: GPL-3.0-or-later
"""Recordings: headers that lie, every format of libsndfile, odd rates and channels, samples that are no numbers."""

import io
import random
import struct
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import soundfile

from .case import DONE, INPUT, USAGE, Case
from .samples import Samples

_CODES = frozenset({DONE, USAGE, INPUT})
_OPTIONS = ("--out", "out", "--formats", "csv", "--json")
_RATES = (1, 10, 100, 1000, 4000, 8000, 11_025, 22_050, 44_100, 48_000, 96_000, 192_000, 655_350, 10_000_000, 2**31 - 1)
_CHANNELS = (2, 3, 5, 6, 8, 17, 64, 200)
_FIELDS = ((4, "I"), (16, "I"), (20, "H"), (22, "H"), (24, "I"), (28, "I"), (32, "H"), (34, "H"), (40, "I"))
"""Of a WAV's header: where, and how it is stored."""
_LIES = {"I": (0, 1, 2**31 - 1, 2**31, 2**32 - 1), "H": (0, 1, 2**15, 2**16 - 1)}

Make = Callable[[Samples], bytes]


def cases(seed: int, samples: Samples) -> Iterator[Case]:
    """All of them, each animated; and the good one with sections and channels that it does not have."""
    for place, kind in _FIELDS:
        for lie in _LIES[kind]:
            yield _recording(f"WAV with {lie} at byte {place}", ".wav", _lying(place, kind, lie))
    for name, make in {**_FLACS, **_SOUNDS}.items():
        yield _recording(name, ".flac" if name in _FLACS else ".wav", make)
    for rate in _RATES:
        yield _recording(f"{rate} Hz", ".wav", _sounding(4000, 1, rate))
    for channels in _CHANNELS:
        yield _recording(f"{channels} channels", ".wav", _sounding(48_000, channels, 24_000))
    for kind in soundfile.available_formats():
        for subtype in list(soundfile.available_subtypes(kind))[:3]:
            yield _recording(f"{kind} {subtype}", f".{kind.lower()}", _written(kind, subtype))
    for number, options in enumerate(_SECTIONS):
        yield _recording(f"section {number}", ".wav", lambda samples: samples.content(".wav"), options)
    chance = random.Random(seed)
    for number in range(30):
        yield _recording(f"chunks in disorder {number}", ".wav", _chunks(chance.randrange(2**32)))


_SECTIONS = (
    ("--start", "0.5", "--end", "0.5"), ("--start", "1", "--end", "0"), ("--start", "1e308"), ("--end", "1e-308"),
    ("--end", "0"), ("--channel", "2"), ("--channel", "999999999999999999999"), ("--start", "0.3", "--end", "0.31"),
    ("--end", "1e300"), ("--transcript", ""), ("--transcript", "x" * 5000), ("--transcript", "你好"),
    ("--transcript", "\udcff"), ("--transcript", "[](//)"),
    ("--transcript", "Bob moved five maps.", "--language", "zh"),
    ("--transcript", "$123456789012345678901234567890123456"),
)  # fmt: skip


def _recording(name: str, ending: str, make: Make, options: tuple[str, ...] = ()) -> Case:
    def prepare(folder: Path, samples: Samples) -> None:
        (folder / f"x{ending}").write_bytes(make(samples))

    return Case(name, ("animate", f"x{ending}", *_OPTIONS, *options), prepare, codes=_CODES)


def _tone(length: int, channels: int = 1) -> np.ndarray:
    return np.repeat(0.3 * np.sin(np.arange(length) * 0.1)[:, None], channels, axis=1).astype(np.float32)


def _sounding(length: int, channels: int, rate: int) -> Make:
    return lambda samples: _wav(_tone(length, channels), rate)


def _wav(sound: np.ndarray, rate: int, **more: str) -> bytes:
    buffer = io.BytesIO()
    soundfile.write(buffer, sound, rate, **{"format": "WAV", **more})
    return buffer.getvalue()


def _lying(place: int, kind: str, lie: int) -> Make:
    def make(samples: Samples) -> bytes:
        content = bytearray(samples.content(".wav"))
        struct.pack_into(f"<{kind}", content, place, lie)
        return bytes(content)

    return make


def _flac_of(count: int, rate: int = 24_000, channels: int = 1, bits: int = 16) -> Make:
    """The good FLAC, which claims so many samples; 0 is what a stream claims."""

    def make(samples: Samples) -> bytes:
        content = bytearray(samples.content(".flac"))
        packed = rate << 44 | (channels - 1) << 41 | (bits - 1) << 36 | count
        content[18:26] = packed.to_bytes(8, "big")
        return bytes(content)

    return make


_FLACS: dict[str, Make] = {
    "FLAC of a stream": _flac_of(0),
    "FLAC of 2^36 samples": _flac_of(2**36 - 1),
    "FLAC of a billion samples": _flac_of(10**9),
    "FLAC of one sample": _flac_of(1),
    "FLAC at 0 Hz": _flac_of(30_000, rate=0),
    "FLAC of 8 channels that has one": _flac_of(30_000, channels=8),
    "FLAC of 32 bits that has 16": _flac_of(30_000, bits=32),
    "FLAC with its signature alone": lambda samples: b"fLaC",
    "FLAC of blocks without end": lambda samples: b"fLaC" + b"\x00\x00\x00\x22" + bytes(34) + b"\x01\xff\xff\xff" * 999,
}


def _with(value: float, where: slice = slice(None), subtype: str = "FLOAT") -> Make:
    def make(samples: Samples) -> bytes:
        sound = _tone(24_000).astype(np.float64)
        sound[where] = value
        return _wav(sound, 24_000, subtype=subtype)

    return make


def _shaped(sound: Callable[[], np.ndarray]) -> Make:
    return lambda samples: _wav(sound(), 24_000)


_SOUNDS: dict[str, Make] = {
    "NaN everywhere": _with(np.nan),
    "one NaN at the end": _with(np.nan, slice(-1, None)),
    "infinite": _with(np.inf, slice(100, 200)),
    "1e300": _with(1e300, slice(100, 200), "DOUBLE"),
    "1e38": _with(1e38),
    "denormal": _with(1e-42),
    "silence": _with(0.0),
    "full scale": _with(1.0),
    "one click": _with(1.0, slice(10_000, 10_001)),
    "no sample": _shaped(lambda: _tone(0)),
    "one sample": _shaped(lambda: _tone(1)),
    "two samples": _shaped(lambda: _tone(2)),
    "10 ms": _shaped(lambda: _tone(240)),
    "noise": _shaped(lambda: np.random.default_rng(1).normal(0, 0.5, (24_000, 1))),
    "a steady tone": _shaped(lambda: _tone(72_000)),
    "two channels that cancel": _shaped(lambda: np.concatenate([_tone(24_000), -_tone(24_000)], axis=1)),
    "ten minutes of silence": lambda samples: _wav(np.zeros((600 * 8000, 1), np.int16), 8000),
}


def _written(kind: str, subtype: str) -> Make:
    def make(samples: Samples) -> bytes:
        sound = soundfile.read(io.BytesIO(samples.content(".wav")))[0]
        for rate in (24_000, 8000, 48_000):
            try:
                return _wav(sound, rate, format=kind, subtype=subtype)
            except (soundfile.LibsndfileError, ValueError):
                continue
        return b""

    return make


def _chunks(seed: int) -> Make:
    """A WAV of odd chunks: unknown ones, of false sizes, the format after the data, twice, or not at all."""

    def make(samples: Samples) -> bytes:
        chance, data = random.Random(seed), samples.content(".wav")[44:]
        kinds = [b"fmt ", b"data", b"LIST", b"junk", b"fact", b"bext", b"cue ", b"\0\0\0\0", b"id3 "]
        body = b""
        for kind in chance.choices(kinds, k=6):
            size = chance.choice((0, 1, 16, 16, 17, 18, 40, 2**31, len(data)))
            start = struct.pack("<HHIIHH", chance.choice((1, 1, 3, 6, 0x11, 0x55, 0xFFFE)), 1, 24_000, 48_000, 2, 16)
            content = start if kind == b"fmt " else data
            body += kind + struct.pack("<I", size) + content[: min(size, len(content))]
        return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WAVE" + body

    return make

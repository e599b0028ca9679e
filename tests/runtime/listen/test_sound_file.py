# SPDX-License-Identifier: GPL-3.0-or-later
"""Sound files that do not say their length, lie about it, or cannot be read backwards."""

from pathlib import Path

import numpy as np
import pytest
import soundfile
from soliloquy.runtime.errors import InputError
from soliloquy.runtime.listen.recording import read_recording

RATE = 24_000
TONE = 0.5 * np.sin(np.arange(3 * RATE) / 20.0).astype(np.float32)
_TOTAL_SAMPLES = 8 + 13
"""Where the 36 bits of a FLAC's length begin, with the upper four in the lower half of this byte (RFC 9639, 8.2)."""


def _flac_that_claims(path: Path, low: int, rest: bytes) -> Path:
    soundfile.write(path, TONE, RATE, format="FLAC")
    content = bytearray(path.read_bytes())
    content[_TOTAL_SAMPLES] = content[_TOTAL_SAMPLES] & 0xF0 | low
    content[_TOTAL_SAMPLES + 1 : _TOTAL_SAMPLES + 5] = rest
    path.write_bytes(content)
    return path


def test_a_flac_of_a_stream_which_claims_no_length_is_read_whole(tmp_path: Path) -> None:
    path = _flac_that_claims(tmp_path / "stream.flac", 0, bytes(4))
    heard = read_recording(path)
    assert heard.samples == pytest.approx(TONE, abs=1e-3)
    part = read_recording(path, start=1.0, end=2.0)
    assert part.samples == pytest.approx(TONE[RATE : 2 * RATE], abs=1e-3)


def test_a_flac_that_claims_days_is_refused_without_memory_for_them(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="hours, more than the 2"):
        read_recording(_flac_that_claims(tmp_path / "days.flac", 0xF, b"\xff" * 4))


def test_a_flac_that_claims_more_than_there_is_is_cut_off(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"cut off|damaged"):
        read_recording(_flac_that_claims(tmp_path / "more.flac", 0, (60 * RATE).to_bytes(4, "big")))


def test_gsm_is_read_though_it_cannot_be_read_backwards(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "call.wav", TONE[::3], 8000, format="WAV", subtype="GSM610")
    assert read_recording(tmp_path / "call.wav").duration == pytest.approx(3.0, abs=0.1)
    assert read_recording(tmp_path / "call.wav", start=1.0, end=2.0).duration == pytest.approx(1.0)


@pytest.mark.parametrize("name", ["http:x.wav", "concat:a.wav|b.wav", "bad\udcff.wav", "-i.wav"])
def test_a_name_is_a_name_and_no_address(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    try:
        soundfile.write(tmp_path / "plain.wav", TONE, RATE)
        (tmp_path / "plain.wav").rename(path)
    except OSError:
        pytest.skip("this system has no such names")
    assert read_recording(path).duration == 3.0

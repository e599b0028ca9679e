# SPDX-License-Identifier: GPL-3.0-or-later
"""Sound is written as libsndfile writes it, and what goes wrong meanwhile is neither printed nor lost."""

import io
import signal
from pathlib import Path

import numpy as np
import pytest
import soundfile
from soliloquy.runtime.sound_writer import write_sound

NOISE = np.random.default_rng(0).normal(size=300_000).astype(np.float32) * 0.2


@pytest.mark.parametrize("count", [0, 1, 1 << 18, 300_000])
@pytest.mark.parametrize(("form", "subtype"), [("WAV", "PCM_16"), ("FLAC", "PCM_24")])
def test_pieces_give_the_bytes_of_the_whole(count: int, form: str, subtype: str) -> None:
    whole, pieces = io.BytesIO(), io.BytesIO()
    soundfile.write(whole, NOISE[:count], 24_000, format=form, subtype=subtype)
    write_sound(pieces, NOISE[:count], 24_000, form, subtype)
    assert pieces.getvalue() == whole.getvalue()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("count", [10, 300_000])
def test_a_full_disk_is_an_error_and_nothing_is_printed(count: int, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(OSError, match="No space left"), Path("/dev/full").open("wb") as full:
        write_sound(full, NOISE[:count], 24_000, "WAV", "PCM_16")
    assert capfd.readouterr().err == ""


def test_an_interrupt_that_comes_while_libsndfile_calls_back_is_raised(capfd: pytest.CaptureFixture[str]) -> None:
    class Interrupted(io.BytesIO):
        def write(self, data: bytes) -> int:  # type: ignore[override]
            signal.raise_signal(signal.SIGINT)
            return super().write(data)

    with pytest.raises(KeyboardInterrupt):
        write_sound(Interrupted(), NOISE, 24_000, "WAV", "PCM_16")
    assert capfd.readouterr().err == ""

# SPDX-License-Identifier: GPL-3.0-or-later
"""Samples that stay in a take's file are those that would be held, and are read piece by piece."""

from pathlib import Path

import numpy as np
import pytest
import soundfile
from soliloquy.exporters import export
from soliloquy.runtime.errors import InputError
from soliloquy.runtime.motion import MOTION_COLUMNS, Motion, frame_count
from soliloquy.runtime.requests import ExportOptions
from soliloquy.runtime.speech import Speech
from soliloquy.runtime.take import Take, load_take, save_take

PIECE = 1 << 18
RATE = 24_000


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some 25 s, more than two pieces."""
    path = tmp_path_factory.mktemp("saved") / "long.take"
    samples = np.random.default_rng(1).uniform(-0.5, 0.5, 2 * PIECE + 75_712).astype(np.float32)
    frames = frame_count(len(samples) / RATE)
    still = {name: np.zeros((frames, columns), np.float32) for name, columns in MOTION_COLUMNS.items()}
    save_take(Take(Speech(samples, RATE), Motion(**still), "rules"), path)
    return path


@pytest.fixture
def stored(saved: Path) -> Take:
    return load_take(saved, in_file=True)


def test_they_are_the_same_in_any_order(saved: Path, stored: Take) -> None:
    held = load_take(saved).speech.samples
    samples = stored.speech.samples
    assert (len(samples), samples.shape, samples.ndim) == (len(held), held.shape, 1)
    assert stored.speech.duration == len(held) / RATE
    for part in (slice(1000, 1010), slice(5, 5), slice(10, PIECE + 7), slice(0, 3), slice(-4, None), slice(None)):
        np.testing.assert_array_equal(samples[part], held[part])
    np.testing.assert_array_equal(np.asarray(samples), held)
    with pytest.raises(ValueError, match="one after the other"):
        samples[::2]


@pytest.mark.parametrize("name", ["take", "wav", "ogg", "opus"])
def test_formats_are_the_same_bytes(saved: Path, stored: Take, name: str, tmp_path: Path) -> None:
    contents = []
    for take in (load_take(saved), stored):
        written = export(take, [name], tmp_path, "line", ExportOptions())
        contents.append([path.read_bytes() for path in written])
    assert contents[0] == contents[1]


@pytest.mark.parametrize("name", ["take", "wav"])
def test_no_more_is_held_than_a_piece(saved: Path, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    own = soundfile.SoundFile.read

    def read(sound: soundfile.SoundFile, frames: int = -1, dtype: str = "float64") -> np.ndarray:
        asked.append(frames)
        return own(sound, frames, dtype)

    monkeypatch.setattr(soundfile.SoundFile, "read", read)
    export(load_take(saved, in_file=True), [name], tmp_path, "line", ExportOptions())
    assert len(asked) == 2 * 3
    assert min(asked) > 0 and max(asked) == PIECE


def test_the_file_may_be_replaced_meanwhile(saved: Path, tmp_path: Path) -> None:
    own, held = tmp_path / "line.take", load_take(saved).speech.samples
    own.write_bytes(saved.read_bytes())
    take = load_take(own, in_file=True)
    (tmp_path / "other").write_bytes(b"another")
    (tmp_path / "other").replace(own)
    np.testing.assert_array_equal(take.speech.samples[:100], held[:100])


def test_damaged_sound_is_refused_before_anything_is_written(saved: Path, tmp_path: Path) -> None:
    content = bytearray(saved.read_bytes())
    middle = content.index(b"fLaC") + 200_000
    content[middle : middle + 1000] = bytes(1000)
    (tmp_path / "line.take").write_bytes(content)
    with pytest.raises(InputError, match="damaged"):
        load_take(tmp_path / "line.take", in_file=True)

# SPDX-License-Identifier: GPL-3.0-or-later
"""What is recorded becomes a file, whole or not at all, and what keeps it from that is said."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
import soundfile
from soliloquy.runtime import microphone
from soliloquy.runtime.errors import InputError, SetupError, WriteError

RATE = 48_000
ALSA = """pcm.!default {{ type file; slave.pcm {{ type null }}; file "/dev/null"; infile "{raw}"; format "raw" }}
ctl.!default {{ type null }}
"""
NO_CARD = "pcm.!default { type hw; card 31 }\nctl.!default { type hw; card 31 }\n"


class PortAudioError(Exception):
    pass


class Stream:
    """A microphone that hears a tone."""

    samplerate = float(RATE)
    level = 0.5
    fails_after = 10**9

    def __init__(self, **options: Any) -> None:
        assert options == {"channels": 1, "dtype": "float32"}
        self.read_so_far = 0

    def __enter__(self) -> "Stream":
        return self

    def __exit__(self, *raised: object) -> None:
        pass

    def read(self, frames: int) -> tuple[np.ndarray, bool]:
        if self.read_so_far >= self.fails_after:
            raise PortAudioError("Device unavailable [PaErrorCode -9985]")
        places = np.arange(self.read_so_far, self.read_so_far + frames)
        self.read_so_far += frames
        return (self.level * np.sin(places / 20)).astype(np.float32).reshape(-1, 1), False


@pytest.fixture
def device(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Stream]]:
    """The library's boundary, with that microphone."""

    class Own(Stream):
        pass

    library = ModuleType("sounddevice")
    library.InputStream, library.PortAudioError = Own, PortAudioError  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "sounddevice", library)
    yield Own


def after(pieces: int) -> Any:
    """Ends a recording after so many pieces."""
    left = iter([False] * pieces)
    return lambda: next(left, True)


def test_what_was_heard_is_in_the_file(device: type[Stream], tmp_path: Path) -> None:
    told: list[tuple[float, float]] = []
    path = tmp_path / "recordings" / "Clara.wav"
    seconds = microphone.record(path, after(10), lambda *each: told.append(each))
    samples, rate = soundfile.read(path)
    assert rate == RATE and len(samples) == 10 * RATE // 20 and seconds == pytest.approx(0.5)
    np.testing.assert_allclose(samples, 0.5 * np.sin(np.arange(len(samples)) / 20), atol=1e-6)
    assert len(told) == 10 and told[-1][0] == pytest.approx(0.5) and 0.45 < told[-1][1] <= 0.5
    assert [each.name for each in path.parent.iterdir()] == ["Clara.wav"]


@pytest.mark.parametrize("fault", ["silent", "unplugged", "at once"])
def test_no_file_is_left_where_nothing_was_heard(device: type[Stream], tmp_path: Path, fault: str) -> None:
    device.level = 0.0 if fault == "silent" else 0.5
    device.fails_after = 5000 if fault == "unplugged" else 10**9
    with pytest.raises(InputError, match=r"silent|none that can be used"):
        microphone.record(tmp_path / "a.wav", after(0 if fault == "at once" else 10), lambda *each: None)
    assert not list(tmp_path.iterdir())


def test_a_folder_that_takes_no_file_is_said(device: type[Stream], tmp_path: Path) -> None:
    (tmp_path / "recordings").write_text("a file")
    with pytest.raises(WriteError, match="recordings"):
        microphone.record(tmp_path / "recordings" / "a.wav", after(3), lambda *each: None)


def test_a_recording_ends_by_itself(device: type[Stream], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(microphone, "MOST_SECONDS", 0.2)
    assert microphone.record(tmp_path / "a.wav", lambda: False, lambda *each: None) == pytest.approx(0.2)


@pytest.mark.parametrize(("raised", "named"), [(ImportError, "sounddevice"), (OSError, "PortAudio")])
def test_what_is_missing_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, raised: type[Exception], named: str
) -> None:
    class Finder:
        @staticmethod
        def find_spec(name: str, *more: object) -> None:
            if name == "sounddevice":
                raise raised("library not found")

    monkeypatch.delitem(sys.modules, "sounddevice", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Finder, *sys.meta_path])
    with pytest.raises(SetupError, match=named):
        microphone.record(tmp_path / "a.wav", after(1), lambda *each: None)


def portaudio() -> str:
    """Why PortAudio itself cannot be asked here; empty where it can."""
    try:
        import sounddevice  # noqa: F401
    except (ImportError, OSError) as error:
        return str(error)
    return "" if sys.platform == "linux" else "ALSA is Linux's"


@pytest.mark.skipif(bool(portaudio()), reason=f"no PortAudio to record with: {portaudio()}")
@pytest.mark.parametrize("there", [True, False], ids=["a microphone", "none"])
def test_portaudio_itself_records_from_alsa_through_the_program(tmp_path: Path, there: bool) -> None:
    from soliloquy.addon.recorder import Recorder

    tone = (0.25 * np.sin(np.arange(44_100 * 20) / 15)).astype("<f4")
    (tmp_path / "in.raw").write_bytes(tone.tobytes())
    (tmp_path / "asound.conf").write_text(ALSA.format(raw=tmp_path / "in.raw") if there else NO_CARD)
    before, os.environ["ALSA_CONFIG_PATH"] = os.environ.get("ALSA_CONFIG_PATH"), str(tmp_path / "asound.conf")
    try:
        recorder = Recorder(tmp_path / "out.wav")
    finally:
        del os.environ["ALSA_CONFIG_PATH"]
        if before is not None:
            os.environ["ALSA_CONFIG_PATH"] = before
    while not recorder.is_over and recorder.seconds < 1.0:
        recorder.drain()
    recorder.stop()
    while not recorder.is_over:
        recorder.drain()
    if not there:
        assert isinstance(recorder.error, InputError) and "Plug one in" in str(recorder.error)
        return
    assert recorder.error is None and recorder.saved == tmp_path / "out.wav"
    samples, rate = soundfile.read(recorder.saved, dtype="float32")
    assert rate == 44_100 and len(samples) / rate == pytest.approx(recorder.seconds, abs=0.01) and len(samples) > rate
    shared = min(len(samples), len(tone))
    np.testing.assert_allclose(samples[:shared], tone[:shared], atol=1e-4)

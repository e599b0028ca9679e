# SPDX-License-Identifier: GPL-3.0-or-later
"""Another motion needs no other voice: what was spoken or heard is kept, and told apart by all that it hangs on."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from soliloquy.runtime import sounding
from soliloquy.runtime.errors import InputError, UsageError
from soliloquy.runtime.perform import another_take, perform
from soliloquy.runtime.requests import AnimateRequest, Direction, MotionRequest, SpeakRequest, VoiceRequest
from soliloquy.runtime.sounding import KeptSoundings
from soliloquy.runtime.speech import Speech
from soliloquy.runtime.take import Take, load_take, save_take
from soliloquy.runtime.voice.synthesis import synthesise

_SAID: list[tuple[Any, Speech]] = []
LINE = SpeakRequest(VoiceRequest("Papa came."), MotionRequest("rules"))


def _directed(request: Any, **direction: Any) -> Any:
    return replace(request, motion=replace(request.motion, direction=Direction(**direction)))


def _bytes(take: Take, path: Path) -> bytes:
    save_take(take, path)
    return path.read_bytes()


@pytest.fixture
def spoken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the voice was asked for."""
    asked: list[str] = []

    def counted(request: VoiceRequest, progress: Any, emotion: dict[str, float]) -> Speech:
        asked.append(request.text)
        key = (request, tuple(emotion.items()))
        # Counted, and yet said once in all tests.
        found = next((speech for other, speech in _SAID if other == key), None)
        if found is None:
            found = synthesise(request, progress, emotion)
            _SAID.append((key, found))
        return found

    monkeypatch.setattr(sounding, "synthesise", counted)
    return asked


def test_another_seed_speaks_nothing_and_gives_the_bytes_of_a_first_take(spoken: list[str], tmp_path: Path) -> None:
    kept = KeptSoundings()
    perform(LINE, kept=kept)
    other = perform(_directed(LINE, seed=5, variation=0.5), kept=kept)
    assert len(spoken) == 1
    fresh = perform(_directed(LINE, seed=5, variation=0.5))
    assert _bytes(other, tmp_path / "a.take") == _bytes(fresh, tmp_path / "b.take")


@pytest.mark.parametrize(
    "change",
    [
        lambda line: replace(line, spoken=replace(line.spoken, speed=1.2)),
        lambda line: replace(line, spoken=replace(line.spoken, voice="bf_emma")),
        lambda line: _directed(line, emotion={"sad": 1.0}),
    ],
)
def test_what_is_heard_otherwise_is_spoken_anew(
    change: Callable[[SpeakRequest], SpeakRequest], spoken: list[str]
) -> None:
    kept = KeptSoundings()
    perform(LINE, kept=kept)
    perform(change(LINE), kept=kept)
    assert len(spoken) == 2


def test_an_emotion_of_the_face_alone_is_no_other_voice(spoken: list[str]) -> None:
    kept = KeptSoundings()
    line = replace(LINE, emotion_in_voice=False)
    perform(line, kept=kept)
    perform(_directed(line, emotion={"sad": 1.0}), kept=kept)
    assert len(spoken) == 1


def test_a_recording_that_was_changed_is_heard_again(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    soundfile.write(path, np.zeros(8000), 16_000)
    kept, request = KeptSoundings(), AnimateRequest(str(path), motion=MotionRequest("rules"))
    assert perform(request, kept=kept).speech is perform(_directed(request, seed=3), kept=kept).speech
    soundfile.write(path, np.zeros(16_000), 16_000)
    os.utime(path, ns=(1, 1))
    assert perform(request, kept=kept).speech.duration == 1.0


def test_only_so_much_is_kept(spoken: list[str]) -> None:
    kept = KeptSoundings(most_seconds=2.5)
    lines = [replace(LINE, spoken=VoiceRequest(text)) for text in ("Papa came.", "Mama.", "Bob.")]
    for line in (*lines, lines[0]):
        perform(line, kept=kept)
    assert len(spoken) == 4


def test_another_take_is_moved_alone(spoken: list[str], tmp_path: Path) -> None:
    take = perform(LINE)
    other = another_take(take, {"seed": 5, "variation": 0.5})
    assert len(spoken) == 1 and other.speech is take.speech
    fresh = perform(_directed(LINE, seed=5, variation=0.5))
    assert _bytes(other, tmp_path / "a.take") == _bytes(fresh, tmp_path / "b.take")
    flow = another_take(take, {"engine": "flow"})
    assert flow.engine == "flow" and "flow_decoder" in flow.weights and "flow_decoder" not in take.weights


def test_a_take_from_a_file_and_an_unknown_option_are_refused(tmp_path: Path) -> None:
    take = perform(LINE)
    with pytest.raises(UsageError, match="sed"):
        another_take(take, {"sed": 5})
    take.save(tmp_path / "a.take")
    with pytest.raises(InputError, match="read from a file"):
        another_take(load_take(tmp_path / "a.take"), {"seed": 5})

# SPDX-License-Identifier: GPL-3.0-or-later
"""The microphone's button: what was recorded is a file beside the .blend, and the head moves to it."""

import time
import wave
from pathlib import Path
from typing import Any

import numpy as np
import pytest

bpy = pytest.importorskip("bpy")

from soliloquy.addon import recording_operators, session  # noqa: E402
from soliloquy.addon.recorder import Recorder  # noqa: E402
from soliloquy.runtime.errors import InputError  # noqa: E402
from soliloquy.tests.addon.take_stage import TakeStage, stage  # noqa: E402
from soliloquy.tests.addon.test_text_fields import Drawn  # noqa: E402

__all__ = ["stage"]
PROGRAM = """import json, sys
path = json.loads(sys.stdin.readline())["path"]
print(json.dumps({"seconds": 0.5, "level": 0.25}), flush=True)
word = sys.stdin.readline().strip()
print("no JSON", flush=True)
if word == "stop":
    print(json.dumps({"saved": path, "seconds": 0.75}), flush=True)
elif word == "drop":
    print(json.dumps({"dropped": True}), flush=True)
"""


def until(holds: Any) -> None:
    """Lets Blender's timer run."""
    for _ in range(2000):
        recording_operators.follow()
        if holds():
            return
        time.sleep(0.005)
    raise AssertionError("it did not come to that")


@pytest.fixture
def begun(stage: TakeStage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TakeStage:
    """A recording that goes on, by a program that records nothing."""
    script = tmp_path / "program.py"
    script.write_text(PROGRAM)
    monkeypatch.setattr(recording_operators, "Recorder", lambda path: Recorder(path, script))
    bpy.ops.wm.save_as_mainfile(filepath=str(tmp_path / "scene.blend"))
    bpy.context.scene.soliloquy.target = stage.head
    assert bpy.ops.soliloquy.record() == {"FINISHED"}
    until(lambda: recording_operators._state.recorder.seconds > 0.0)
    return stage


def drawn() -> list[Any]:
    found: list[tuple[str, Any]] = []
    recording_operators.draw_microphone(Drawn(found))
    return [what for _kind, what in found]


def test_while_it_records_the_panel_says_how_long_and_how_loud(begun: TakeStage) -> None:
    assert drawn() == ["\u2585 0.5 s", "soliloquy.stop_recording", "soliloquy.drop_recording"]
    assert not bpy.ops.soliloquy.record.poll()
    bpy.ops.soliloquy.drop_recording()
    until(lambda: recording_operators._state.recorder is None)
    assert drawn() == ["soliloquy.record"] and "nothing was kept" in session.message(begun.head).text


def test_what_was_recorded_is_animated_at_once(
    begun: TakeStage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []
    monkeypatch.setattr(recording_operators.generation, "begin", asked.append)
    (tmp_path / "recordings").mkdir()
    recorder = recording_operators._state.recorder
    bpy.ops.soliloquy.stop_recording()
    # As the real program has it: the file is whole before it says so.
    path = tmp_path / "recordings" / "take.wav"
    with wave.open(str(path), "wb") as sound:
        sound.setparams((1, 2, 16000, 0, "NONE", ""))
        sound.writeframes((8000 * np.sin(np.arange(16000) / 5)).astype("<i2").tobytes())
    until(lambda: recording_operators._state.recorder is None)
    assert recorder.saved.parent == tmp_path / "recordings" and recorder.saved.name.startswith("Hero ")
    settings = bpy.context.scene.soliloquy
    assert settings.source == "AUDIO" and settings.recording.startswith("//recordings")
    assert len(asked) == 1 and asked[0].kind == "animate"
    assert Path(asked[0].request.recording) == recorder.saved


def test_a_program_that_ends_by_itself_is_said(begun: TakeStage) -> None:
    recording_operators._state.recorder._tell("neither")
    until(lambda: recording_operators._state.recorder is None)
    assert session.message(begun.head).kind == "error" and "by itself" in session.message(begun.head).text


def test_why_nothing_could_be_recorded_is_said(begun: TakeStage, monkeypatch: pytest.MonkeyPatch) -> None:
    error = InputError("the microphone", "there is none that can be used (no device)", "Plug one in")
    recorder = recording_operators._state.recorder
    recorder.drop()

    def fail() -> None:
        recorder.error, recorder.is_over = error, True

    monkeypatch.setattr(recorder, "drain", fail)
    recording_operators.follow()
    assert session.message(begun.head).kind == "error" and "Plug one in" in session.message(begun.head).text

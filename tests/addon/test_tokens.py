# SPDX-License-Identifier: GPL-3.0-or-later
"""Tokens in the panel: said by a voice, said again with another seed, and made of a take."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

bpy = pytest.importorskip("bpy")

import soliloquy  # noqa: E402
from soliloquy.addon import commands, panel, session  # noqa: E402
from soliloquy.addon.edit_choice import edits_reason  # noqa: E402
from soliloquy.addon.scene_request import disabled_reason, request_from_panel, take_name  # noqa: E402
from soliloquy.addon.source_tabs import rows_of  # noqa: E402
from soliloquy.addon.sources import SOURCES  # noqa: E402
from soliloquy.addon.take_text import about  # noqa: E402
from soliloquy.runtime.requests import MotionRequest, VoiceRequest  # noqa: E402
from soliloquy.runtime.requests.tokens import DecodeRequest  # noqa: E402
from soliloquy.runtime.sound_writer import write_sound  # noqa: E402
from soliloquy.runtime.syllables import decoding  # noqa: E402
from soliloquy.runtime.syllables.encoding import encode_text  # noqa: E402
from soliloquy.runtime.syllables.syl_file import from_bytes, to_bytes  # noqa: E402
from soliloquy.runtime.syllables.token import Pause, Syllable, Tokens  # noqa: E402
from soliloquy.tests.addon.take_stage import TakeStage, stage  # noqa: E402

__all__ = ["stage"]


@pytest.fixture(scope="module")
def syl(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("tokens") / "Papa came.syl"
    path.write_bytes(soliloquy.encode("Papa came."))
    return path


@pytest.fixture(autouse=True)
def a_hum_for_a_voice(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sound of decoded lines takes most of the time, and is tested elsewhere."""
    monkeypatch.setattr(decoding, "rendered", lambda line, threads: np.full(600 * line.encoded.frames, 0.1, np.float32))


def _say(stage: TakeStage, path: Path, **options: Any) -> None:
    assert bpy.ops.soliloquy.generate(tokens=str(path), engine="rules", **options) == {"FINISHED"}


def test_tokens_are_asked_for_with_the_voice_of_the_panel(head: Any, syl: Path) -> None:
    settings = bpy.context.scene.soliloquy
    settings.source, settings.voice, settings.emotion.sad = "TOKENS", "am_adam", 0.5
    assert "tokens" in disabled_reason(bpy.context)
    settings.tokens = str(syl)
    assert disabled_reason(bpy.context) == ""
    asked = request_from_panel(bpy.context, {})
    assert isinstance(asked.request, DecodeRequest)
    assert (asked.request.tokens, asked.request.voice) == (str(syl), "am_adam")
    assert asked.request.motion.direction.emotion == {"sad": 0.5}
    assert (asked.kind, take_name(asked).partition("-")[0]) == ("decode", "Papa")


def test_the_chosen_file_is_the_source(head: Any, syl: Path) -> None:
    assert bpy.ops.soliloquy.choose_tokens(filepath=str(syl)) == {"FINISHED"}
    settings = bpy.context.scene.soliloquy
    assert (settings.source, settings.tokens) == ("TOKENS", str(syl))


def test_tokens_are_said_kept_and_moved_anew_without_a_voice(
    stage: TakeStage, syl: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _say(stage, syl, voice="am_adam", seed=1)
    assert stage.names == ["Papa came"] and stage.shown == ["Papa came"] and stage.strips
    assert about(stage.takes[0])["voice"] == "am_adam"
    assert max(dict(stage.keys()).values()) > 0.1
    monkeypatch.setattr(decoding, "rendered", None)
    assert bpy.ops.soliloquy.another_take(seed=2) == {"FINISHED"}
    assert stage.names == ["Papa came", "Papa came 2"]
    assert stage.worker.asked[-1][1]["motion"]["direction"]["seed"] == 2
    assert "made of tokens" in edits_reason(bpy.context)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"hello", "no .syl file"),
        (to_bytes(Tokens((Pause(9),), "en-us"))[:-1], "cut off"),
        (to_bytes(Tokens((Pause(9),), "en-us")).replace(b"SYL\x01", b"SYL\x07"), "version 7"),
        (to_bytes(Tokens((Pause(9),), "en-us")), "nothing that can be said"),
    ],
)
def test_a_file_that_cannot_be_said_is_named(stage: TakeStage, content: bytes, said: str, tmp_path: Path) -> None:
    path = tmp_path / "bad.syl"
    path.write_bytes(content)
    with pytest.raises(RuntimeError, match=said):
        _say(stage, path)
    assert stage.names == []


def _saved(path: Path) -> Tokens:
    assert bpy.ops.soliloquy.save_tokens(filepath=str(path)) == {"FINISHED"}
    return from_bytes(path.read_bytes())


def test_a_spoken_take_is_saved_as_its_tokens(stage: TakeStage, tmp_path: Path) -> None:
    stage.generate("Papa.", voice="af_heart")
    assert _saved(tmp_path / "a.syl") == from_bytes(to_bytes(encode_text(VoiceRequest("Papa.", voice="af_heart"))[0]))
    bpy.ops.soliloquy.retype(to="Mama")
    bpy.ops.soliloquy.regenerate()
    edited = from_bytes(to_bytes(encode_text(VoiceRequest("Mama.", voice="af_heart"))[0]))
    said = [(token.head, token.rhyme) for token in edited.tokens if isinstance(token, Syllable)]
    tokens = _saved(tmp_path / "b.syl").tokens
    assert [(token.head, token.rhyme) for token in tokens if isinstance(token, Syllable)] == said


def test_recorded_and_decoded_takes_are_saved_and_others_refused(stage: TakeStage, syl: Path, tmp_path: Path) -> None:
    speech = soliloquy.speak("Papa.", engine="rules").speech
    wave = tmp_path / "line.wav"
    with wave.open("wb") as file:
        write_sound(file, speech.samples, speech.sample_rate, "WAV", "PCM_16")
    bpy.ops.soliloquy.generate(recording=str(wave), transcript="Papa.", engine="rules")
    assert _saved(tmp_path / "recorded.syl").from_sound
    _say(stage, syl, start_frame=200)
    assert to_bytes(_saved(tmp_path / "again.syl")) == syl.read_bytes()
    bpy.ops.soliloquy.generate(seconds=2.0, start_frame=400)
    with pytest.raises(RuntimeError, match="says no words"):
        bpy.ops.soliloquy.save_tokens(filepath=str(tmp_path / "idle.syl"))
    assert not (tmp_path / "idle.syl").exists()


def test_a_folder_that_is_not_there_takes_no_tokens(stage: TakeStage, tmp_path: Path) -> None:
    stage.generate("Papa.")
    with pytest.raises(RuntimeError, match="nowhere"):
        bpy.ops.soliloquy.save_tokens(filepath=str(tmp_path / "nowhere" / "a.syl"))
    assert not list(tmp_path.glob("*.syl"))


def test_in_a_window_the_tokens_are_written_when_they_are_there(
    stage: TakeStage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from soliloquy.addon import tokens_operators

    stage.generate("Papa.")
    path = tmp_path / "later.syl"
    asked = tokens_operators._arguments(stage.takes[0])
    session.start("encode", asked, lambda result: tokens_operators._saved(path, result))
    assert session.task() is not None and not path.exists()
    for _ in range(5):
        session._tick()
    told = session.message()
    assert path.exists() and told is not None and "later.syl" in told.text


@pytest.mark.parametrize(
    ("width", "rows"),
    [(80, [["TEXT", "AUDIO", "VIDEO", "IDLE", "TOKENS"]]), (36, [["TEXT", "AUDIO"], ["VIDEO", "IDLE", "TOKENS"]])],
)
def test_the_tabs_stand_in_as_many_rows_as_they_can_be_read_in(width: int, rows: list[list[str]]) -> None:
    assert rows_of([(source.name, len(source.label)) for source in SOURCES], width) == rows


def test_the_request_as_it_comes_has_the_default_engine(head: Any, syl: Path) -> None:
    asked = request_from_panel(bpy.context, {"tokens": str(syl)})
    assert isinstance(asked.request, DecodeRequest)
    assert asked.request.motion == MotionRequest(asked.request.motion.engine)


class _Drawn:
    """Takes what a panel draws. said: the tabs, fields and buttons, by their names in Blender."""

    def __init__(self, said: list[str]) -> None:
        self._said = said

    def prop(self, settings: Any, name: str, **more: Any) -> None:
        self._said.append(name)

    def prop_enum(self, settings: Any, name: str, value: str) -> None:
        self._said.append(value)

    def operator(self, name: str, **more: Any) -> Any:
        self._said.append(name)
        return SimpleNamespace()

    def __getattr__(self, name: str) -> Any:
        return lambda *arguments, **more: _Drawn(self._said)


def test_the_panel_shows_five_tabs_and_the_fields_of_the_chosen_one(head: Any) -> None:
    preferences = SimpleNamespace(system=SimpleNamespace(ui_scale=1.0))
    screen = SimpleNamespace(is_animation_playing=False)
    context = SimpleNamespace(
        scene=bpy.context.scene, region=SimpleNamespace(width=300), preferences=preferences, screen=screen
    )
    bpy.context.scene.soliloquy.source = "TOKENS"
    said: list[str] = []
    panel.draw_speech(_Drawn(said), context)
    assert said[:7] == [*(source.name for source in SOURCES), "tokens", "soliloquy.choose_tokens"]


def test_a_command_says_tokens(stage: TakeStage, syl: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "spoken.blend"
    options = ("--voice", "am_adam", "--engine", "rules", "--target", "Hero", "--out", str(out), "--json")
    code = commands.run(["decode", str(syl), *options])
    assert code == 0, capfd.readouterr().err
    assert out.exists() and stage.names == ["Papa came"]
    assert stage.worker.asked[-1][1]["voice"] == "am_adam"

# SPDX-License-Identifier: GPL-3.0-or-later
"""A take's words and phones are edited in the panel, and Regenerate makes it with them, whatever else has changed."""

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

bpy = pytest.importorskip("bpy")

from soliloquy.addon.edit_choice import choice_of  # noqa: E402
from soliloquy.addon.edit_names import edit_name  # noqa: E402
from soliloquy.addon.edit_panel import draw_edits  # noqa: E402
from soliloquy.addon.edited_take import EDITS, edits_on, is_pending, moved_times, words_of  # noqa: E402
from soliloquy.tests.addon.take_stage import TakeStage, stage  # noqa: E402

__all__ = ["stage"]
PAPA, SAT = 0, 1


@pytest.fixture
def line(stage: TakeStage) -> TakeStage:
    """One take of two words."""
    stage.generate("Papa sat.", seed=1, start_frame=11)
    return stage


def _choose(word: int, phone: int = -1) -> None:
    bpy.ops.soliloquy.choose_word(word=word, phone=phone)


def _take(line: TakeStage) -> Any:
    return line.takes[line.head.soliloquy_take_chosen]


def _said(line: TakeStage) -> list[str]:
    told = words_of(_take(line))
    assert told is not None
    return [word.text for word in told.words]


def _regenerate(line: TakeStage, **more: Any) -> Any:
    assert bpy.ops.soliloquy.regenerate(**more) == {"FINISHED"}
    return json.loads(_take(line).text.as_string())


def test_words_and_phones_are_there_and_one_of_them_is_chosen(line: TakeStage) -> None:
    told = words_of(_take(line))
    assert told is not None and _said(line) == ["Papa", "sat"] and told.spoken
    assert [phone.symbol for phone in told.words[PAPA].phones] == ["p", "ɑ", "p", "ə"]
    _choose(SAT, 1)
    choice = choice_of(bpy.context)
    assert choice is not None and (choice.place.word, choice.place.phone, choice.place.ipa) == (SAT, 1, "æ")
    bpy.context.scene.frame_current = 11
    bpy.ops.soliloquy.word_at_playhead()
    assert choice_of(bpy.context).word == PAPA


def test_a_moved_edge_waits_and_moves_the_sound_of_a_new_take(line: TakeStage) -> None:
    before = words_of(_take(line)).words[SAT]
    _choose(SAT)
    for _ in range(2):
        bpy.ops.soliloquy.move_edge(edge="END", milliseconds=25)
    assert [edit_name(each) for each in edits_on(_take(line)).edits] == ["End of sat by +50 ms"]
    assert moved_times(words_of(_take(line)), edits_on(_take(line))) == {(SAT, -1, "end"): pytest.approx(0.05)}
    assert is_pending(_take(line)) and len(line.takes) == 1
    _regenerate(line)
    assert line.names == ["Papa sat", "Papa sat 2"] and line.shown == ["Papa sat 2"]
    assert words_of(_take(line)).words[SAT].end == pytest.approx(before.end + 0.05)
    assert not is_pending(_take(line)) and moved_times(words_of(_take(line)), edits_on(_take(line))) == {}
    assert line.worker.asked[-1][1]["edits"]["words"] == ["Papa", "sat"]
    bpy.ops.soliloquy.another_take(seed=9)
    assert len(line.takes) == 3 and words_of(_take(line)).words[SAT].end == pytest.approx(before.end + 0.05)


def test_every_edit_is_made_at_once_and_holds_for_other_settings(line: TakeStage) -> None:
    _choose(PAPA, 0)
    bpy.ops.soliloquy.set_closure(closed=False)
    bpy.ops.soliloquy.retype(to="b")
    _choose(PAPA)
    bpy.ops.soliloquy.stress(level="STRONG")
    bpy.ops.soliloquy.insert_pause(seconds=0.4)
    bpy.ops.soliloquy.mute_blink()
    bpy.ops.soliloquy.hold_shape(shape="jawOpen", amount=0.3, words=2)
    _choose(SAT)
    bpy.ops.soliloquy.split(first="see", second="at")
    assert len(edits_on(_take(line)).edits) == 7
    told = _regenerate(line)
    assert [word["text"] for word in told["words"]] == ["Papa", "see", "at"] and not told["warnings"]
    assert [phone["symbol"] for phone in told["phones"] if phone["word"] == PAPA] == ["b", "ɑ", "p", "ə"]
    settings = bpy.context.scene.soliloquy
    settings.text, settings.voice, settings.engine = "So papa never sat.", "bm_george", "rules"
    told = _regenerate(line, with_settings=True)
    assert [word["text"] for word in told["words"]] == ["So", "papa", "never", "see", "at"]
    assert told["voice"] == "bm_george" and told["words"][2]["start"] - told["words"][1]["end"] > 0.35
    settings.text = "Mama stood."
    told = _regenerate(line, with_settings=True)
    assert len([warning for warning in told["warnings"] if "left out" in warning]) == 7
    assert bpy.ops.soliloquy.another_take(seed=5) == {"FINISHED"}
    settings.text = "Papa sat."
    told = _regenerate(line, with_settings=True)
    assert [word["text"] for word in told["words"]] == ["Papa", "see", "at"]


def test_lips_are_forced_at_a_phone_and_only_at_one(line: TakeStage) -> None:
    _choose(SAT)
    with pytest.raises(RuntimeError, match="Choose one of the word's phones"):
        bpy.ops.soliloquy.set_closure(closed=True)
    _choose(SAT, 1)
    bpy.ops.soliloquy.set_closure(closed=True)
    told = _regenerate(line)
    vowel = next(phone for phone in told["phones"] if phone["symbol"] == "æ")
    frames = [round(11 + 24 * (vowel["start"] + share * (vowel["end"] - vowel["start"]))) for share in (0.2, 0.5)]
    shut = {frame: value for frame, value in line.keys("jawOpen")}
    close = {frame: value for frame, value in line.keys("mouthClose")}
    assert min(shut[frame] - close[frame] for frame in frames) < 0.02


def test_edits_are_removed_saved_loaded_and_refused_where_they_are_none(line: TakeStage, tmp_path: Path) -> None:
    _choose(PAPA)
    bpy.ops.soliloquy.retype(to="mama")
    bpy.ops.soliloquy.insert_pause(seconds=0.2)
    path = tmp_path / "a.json"
    bpy.ops.soliloquy.save_edits(filepath=str(path))
    bpy.ops.soliloquy.remove_edit(number=0)
    assert [edit_name(each) for each in edits_on(_take(line)).edits] == ["Pause of 0.20 s after Papa"]
    bpy.ops.soliloquy.remove_all_edits()
    assert edits_on(_take(line)).edits == ()
    bpy.ops.soliloquy.load_edits(filepath=str(path))
    assert len(edits_on(_take(line)).edits) == 2
    with pytest.raises(RuntimeError, match="a text of at most"):
        bpy.ops.soliloquy.retype(to="  ")
    with pytest.raises(RuntimeError, match="no such edit"):
        bpy.ops.soliloquy.remove_edit(number=9)
    line.generate("Papa sat.", edits=str(path))
    assert _said(line) == ["mama", "sat"] and len(edits_on(_take(line)).edits) == 2
    bpy.context.scene.soliloquy.source, bpy.context.scene.soliloquy.video = "VIDEO", "a.mp4"
    with pytest.raises(RuntimeError, match="says no words"):
        bpy.ops.soliloquy.regenerate(with_settings=True)
    path.write_text("{}", encoding="utf-8")
    with pytest.raises(RuntimeError, match="soliloquy edits"):
        bpy.ops.soliloquy.load_edits(filepath=str(path))


def test_damaged_edits_are_said_and_can_be_taken_away(line: TakeStage) -> None:
    for wrong in ("{", '{"format": 1}'):
        _take(line).text[EDITS] = wrong
        said = draw_edits(_Recorded([]), bpy.context)
        assert "damaged" in said or "soliloquy edits" in said
        with pytest.raises(RuntimeError):
            bpy.ops.soliloquy.insert_pause(seconds=0.2)
    bpy.ops.soliloquy.remove_all_edits()
    assert edits_on(_take(line)).edits == ()
    text = _take(line).text
    told = json.loads(text.as_string())
    faulty = ({"words": 3}, {"request": "x"}, {"phones": [{"symbol": "p", "word": 9, "start": 0, "end": 1}]})
    for number, change in enumerate((*faulty, {"words": [{"text": "a", "start": 1e999, "end": 0}]}, {})):
        text.clear()
        text.write(json.dumps(told | change).replace("Infinity", "1e999") + "\n" * number if change else "")
        assert words_of(_take(line)) is None, change


class _Recorded:
    """Takes what a panel draws. said: its words, buttons and labels."""

    def __init__(self, said: list[str]) -> None:
        self._said = said

    def operator(self, name: str, text: str = "", **more: Any) -> Any:
        self._said.append(text or name)
        return SimpleNamespace()

    def label(self, text: str = "", **more: Any) -> None:
        self._said.append(text)

    def __getattr__(self, name: str) -> Any:
        return lambda *arguments, **more: _Recorded(self._said)


def test_the_section_shows_words_phones_and_edits(line: TakeStage) -> None:
    _choose(PAPA, 1)
    bpy.ops.soliloquy.move_edge(edge="START", milliseconds=-25)
    said: list[str] = []
    assert "regenerate it" in draw_edits(_Recorded(said), bpy.context)
    assert [text for text in said if text in ("Papa", "sat", "p", "ɑ", "ə")] == [
        "Papa",
        "sat",
        "Papa",
        "p",
        "ɑ",
        "p",
        "ə",
    ]
    assert "Start of Papa: ɑ by -25 ms" in said
    bpy.context.scene.soliloquy.target = None
    assert "head" in draw_edits(_Recorded(said), bpy.context).lower()

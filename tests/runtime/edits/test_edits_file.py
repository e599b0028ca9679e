# SPDX-License-Identifier: GPL-3.0-or-later
"""A file of edits is read whole or refused by the number of the edit that is wrong, with what to write instead."""

import json
from pathlib import Path
from typing import Any

import pytest
from soliloquy.runtime.edits.edit import (
    LEVELS,
    NO_EDITS,
    Closure,
    Edits,
    EmotionKey,
    Hold,
    MoveEdge,
    MuteBlink,
    Pause,
    Place,
    Retype,
    Split,
    Stress,
)
from soliloquy.runtime.edits.edits_file import as_plain, edits_of, read_edits
from soliloquy.runtime.edits.placing import place
from soliloquy.runtime.errors import InputError
from soliloquy.runtime.voice.prosody import EMPHASIS

HERE = Place(1, "morning", 1)
EVERY = Edits(
    (
        MoveEdge(HERE, "end", 0.05),
        Split(Place(0, "Good", phone=2, ipa="d"), ("d", "z"), 0.4),
        Retype(HERE, "evening"),
        Stress(HERE, "moderate"),
        Closure(Place(1, "morning", phone=0, ipa="m"), False),
        Hold(Place(0, "Good"), "mouthPucker", 0.5, HERE),
        Pause(HERE, 0.3),
        MuteBlink(Place(None, "day", 2)),
        EmotionKey(HERE, 0.5, "sad", -0.5),
    ),
    ("Good", "morning"),
    (0, 1),
)
HEAD: dict[str, Any] = {"format": "soliloquy edits", "version": 1}


def test_every_edit_is_the_same_after_a_file(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps(as_plain(EVERY)), encoding="utf-8")
    assert read_edits(path) == EVERY and edits_of(str(path)).said == (0, 1)
    assert edits_of(None) == NO_EDITS


def test_a_level_is_one_of_the_voice_s() -> None:
    assert set(LEVELS) <= set(EMPHASIS)


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        ({"edit": "mvoe", "word": 0}, "Use one of: move"),
        ({"edit": ["move"], "word": 0}, "Use one of: move"),
        ("move", "Use one of: move"),
        ({"edit": "move", "edge": "end", "seconds": 0.1}, "names no word"),
        ({"edit": "move", "word": 0, "edge": "middle", "seconds": 0.1}, '"start" or "end"'),
        ({"edit": "move", "word": 0, "edge": "end"}, 'has no "seconds"'),
        ({"edit": "move", "word": 0, "edge": "end", "seconds": 9}, "-2 to 2"),
        ({"edit": "move", "word": -1, "edge": "end", "seconds": 0.1}, "whole number"),
        ({"edit": "move", "word": 0, "edge": "end", "seconds": 0.1, "frames": 3}, "'frames'"),
        ({"edit": "closure", "word": 0, "closed": True}, "names no phone"),
        ({"edit": "closure", "word": 0, "phone": 0, "closed": "yes"}, "true or false"),
        ({"edit": "retype", "word": 0, "phone": 0, "to": "pp"}, "no phone here"),
        ({"edit": "retype", "word": 0, "to": " "}, "a text of at most"),
        ({"edit": "split", "word": 0, "into": ["a"]}, "two texts"),
        ({"edit": "stress", "word": 0, "level": "loud"}, "strong, moderate, reduced"),
        ({"edit": "pause", "word": 0, "seconds": 11}, "0 to 10"),
        ({"edit": "pause", "word": 0, "phone": 1, "seconds": 1}, "names a phone"),
        ({"edit": "hold", "word": 0, "shape": "smile", "amount": 1}, "mouthSmileLeft"),
        ({"edit": "hold", "word": 0, "shape": "jawOpen", "amount": 1, "until": {"at": 3}}, "has no place"),
        ({"edit": "mute blink", "text": "a", "occurrence": 0}, "whole number"),
    ],
)
def test_a_wrong_edit_is_named_with_its_number_and_the_way_out(edit: Any, said: str) -> None:
    good = {"edit": "mute blink", "word": 0}
    with pytest.raises(InputError) as refusal:
        edits_of({**HEAD, "edits": [good, edit]})
    assert "edit 2" in refusal.value.input_name
    assert said in f"{refusal.value.reason} {refusal.value.hint}"


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({}, "soliloquy edits"),
        ([], "soliloquy edits"),
        ({"format": "soliloquy edits", "edits": []}, "version"),
        ({**HEAD, "version": 2, "edits": []}, "later version"),
        ({**HEAD}, "edits"),
        ({**HEAD, "edits": [], "word": []}, "'word'"),
        ({**HEAD, "edits": [], "words": [1]}, "no list of texts"),
        ({**HEAD, "edits": [], "words": ["a"], "said": [1]}, "no numbers of words"),
    ],
)
def test_a_file_that_is_none_is_refused(told: Any, said: str, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(InputError, match=said):
        read_edits(path)


def test_what_is_no_json_and_what_is_not_there_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text("{", encoding="utf-8")
    for wrong in (path, tmp_path / "none.json", tmp_path):
        with pytest.raises(InputError, match=wrong.name):
            read_edits(wrong)


def test_the_example_of_the_manual_is_one() -> None:
    page = Path(__file__).resolve().parents[3] / "docs" / "edits.md"
    told = json.loads(page.read_text(encoding="utf-8").split("```json")[1].split("```")[0])
    assert {each["edit"] for each in told["edits"]} == {each["edit"] for each in as_plain(EVERY)["edits"]}
    words = ("Good", "morning", "my", "friend")
    assert place(edits_of(told), words).lost == ()

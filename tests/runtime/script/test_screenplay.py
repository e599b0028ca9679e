# SPDX-License-Identifier: GPL-3.0-or-later
"""Who says what in a screenplay, and how its parentheticals are played."""

from pathlib import Path

import pytest
from soliloquy.runtime.requests.direction import EMOTIONS
from soliloquy.runtime.script.directions import _table, played
from soliloquy.runtime.script.reading import read_script

PLAY = """Title: The Pump
Author: Nobody

INT. KITCHEN - NIGHT

Anna waits. It is LATE.

ANNA (O.S.)
(nervously)
Who is *there*? And **who** is _that_?
(whispering)
Bob? Is it [[a note]]you?

/* ANNA
This is cut.
*/

@McBob
It's me.
{pause}
Only me.

BOB ^
(not angry, smiling)
So I see.

>FADE TO BLACK.

CUT TO:

.THE ROOF

ANNA
~La la la.

THE END
"""


def test_dialogue_alone_becomes_lines(tmp_path: Path) -> None:
    path = tmp_path / "pump.fountain"
    path.write_text(PLAY.replace("{pause}", "  "), encoding="utf-8")
    script = read_script(path)
    said = [(line.row, line.character, line.text) for line in script.lines]
    assert said == [
        (10, "ANNA", "Who is there? And who is that?"),
        (12, "ANNA", "Bob? Is it you?"),
        (19, "McBob", "It's me. Only me."),
        (25, "BOB", "So I see."),
        (34, "ANNA", "La la la."),
    ]
    assert script.bad == ()
    first, second = script.lines[:2]
    assert first.emotion == {"afraid": 0.5} and second.manner == "whisper"
    assert first.other == {"scene": "INT. KITCHEN - NIGHT", "extension": "O.S."}
    assert script.lines[3].emotion == {"happy": 0.6}
    assert script.lines[4].other == {"scene": "THE ROOF"}


@pytest.mark.parametrize(
    ("direction", "emotion", "manner"),
    [
        ("angrily", {"angry": 0.8}, ""),
        ("very angry, shouting", {"angry": 1.0}, "shout"),
        ("a little sad", {"sad": 0.4}, ""),
        ("not sad", {}, ""),
        ("en colère", {"angry": 0.8}, ""),
        ("flüsternd", {}, "whisper"),
        ("screaming", {"angry": 0.4, "afraid": 0.6}, "shout"),
        ("into the phone", {}, ""),
        ("", {}, ""),
    ],
)
def test_words_of_a_parenthetical_are_played(direction: str, emotion: dict[str, float], manner: str) -> None:
    found = played(direction)
    assert (dict(found.emotion), found.manner) == (emotion, manner)


def test_the_table_names_every_emotion_and_strengths_that_can_be() -> None:
    words, manners = _table()
    assert {name for strengths in words.values() for name in strengths} == set(EMOTIONS)
    assert all(0 < strength <= 1 for strengths in words.values() for strength in strengths.values())
    assert set(manners.values()) == {"whisper", "shout"}
    assert all(word == word.lower() for word in (*words, *manners))


def test_a_parenthesis_that_is_not_closed_is_told_and_swallows_nothing_in_silence(tmp_path: Path) -> None:
    (tmp_path / "x.fountain").write_text("ANNA\nHello.\n(softly\nHi.\n\nBOB\nHo.\n", encoding="utf-8")
    script = read_script(tmp_path / "x.fountain")
    assert [(line.row, line.text) for line in script.lines] == [(2, "Hello."), (7, "Ho.")]
    (bad,) = script.bad
    assert bad.row == 3 and "ANNA" in bad.reason

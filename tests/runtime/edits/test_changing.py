# SPDX-License-Identifier: GPL-3.0-or-later
"""What is edited again takes the place of what was."""

from soliloquy.runtime.edits.changing import with_edit, without_edit
from soliloquy.runtime.edits.edit import NO_EDITS, Closure, Edit, Edits, MoveEdge, Pause, Place, Retype, Split

WORD, OTHER = Place(0, "a"), Place(1, "b")
PHONE = Place(0, "a", phone=0, ipa="p")


def _all(*edits: Edit) -> tuple[Edit, ...]:
    found: Edits = NO_EDITS
    for edit in edits:
        found = with_edit(found, edit)
    return found.edits


def test_moves_of_one_edge_add_up_and_there_and_back_is_nothing() -> None:
    moved = (MoveEdge(WORD, "end", 0.025), MoveEdge(WORD, "start", 0.1), MoveEdge(WORD, "end", 0.05))
    assert _all(*moved) == (MoveEdge(WORD, "start", 0.1), MoveEdge(WORD, "end", 0.075))
    assert _all(MoveEdge(WORD, "end", 0.1), MoveEdge(WORD, "end", -0.1)) == ()


def test_the_last_one_of_a_kind_and_place_holds() -> None:
    assert _all(Retype(WORD, "x"), Retype(OTHER, "y"), Split(WORD, ("a", "b"))) == (
        Retype(OTHER, "y"),
        Split(WORD, ("a", "b")),
    )
    assert _all(Closure(PHONE, True), Closure(PHONE, False), Retype(WORD, "c")) == (
        Closure(PHONE, False),
        Retype(WORD, "c"),
    )


def test_edits_of_a_phone_stay_on_it_when_it_is_retyped_and_when_that_is_taken_back() -> None:
    now = Place(0, "a", phone=0, ipa="b")
    edits = Edits(_all(Closure(PHONE, False), Retype(PHONE, "d"), Retype(Place(0, "a", phone=0, ipa="d"), "b")))
    assert edits.edits == (Closure(now, False), Retype(PHONE, "b"))
    assert without_edit(edits, 1).edits == (Closure(PHONE, False),)


def test_one_is_taken_away_by_its_number() -> None:
    edits = Edits((Pause(WORD, 0.5), Pause(OTHER, 0.2)), ("a", "b"))
    assert without_edit(edits, 0) == Edits((Pause(OTHER, 0.2),), ("a", "b"))

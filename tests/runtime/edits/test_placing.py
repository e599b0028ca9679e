# SPDX-License-Identifier: GPL-3.0-or-later
"""Edits find their words again, wherever these have gone; those whose word is gone are named."""

import random

import pytest
from soliloquy.runtime.edits.edit import Edits, Hold, MuteBlink, Pause, Place
from soliloquy.runtime.edits.kept import kept_edits, notes_of_lost
from soliloquy.runtime.edits.placing import phone_number, place, place_of

WORDS = tuple(["the", "cat", "saw", "the", "dog", "and", "the", "dog", "saw", "the", "cat", "run"])


def _muted(number: int, words: tuple[str, ...] = WORDS) -> Edits:
    return Edits((MuteBlink(place_of(words, number)),), words)


@pytest.mark.parametrize("seed", range(50))
def test_a_word_is_found_wherever_others_come_and_go(seed: int) -> None:
    rng = random.Random(seed)
    chosen = rng.randrange(len(WORDS))
    now = [(word, number) for number, word in enumerate(WORDS)]
    for _ in range(rng.randrange(6)):
        now.insert(rng.randrange(len(now) + 1), (f"new{rng.randrange(99)}", -1))
    for _ in range(rng.randrange(3)):
        gone = rng.randrange(len(now))
        # Which of two alike went cannot be told, so only words that stand alone go.
        if now[gone][1] != chosen and WORDS.count(now[gone][0]) == 1:
            del now[gone]
    words = tuple(word for word, _ in now)
    (found,) = place(_muted(chosen), words).here
    assert now[found.at.word or 0][1] == chosen
    assert found.at == place_of(words, found.at.word or 0)


def test_case_and_marks_do_not_matter_and_a_moved_word_is_found() -> None:
    (found,) = place(_muted(11), ("Run!", "said", "the", "cat")).here
    assert found.at.word == 0 and found.at.text == "Run!"


def test_a_word_that_is_gone_is_named_and_comes_back_with_its_text() -> None:
    placed = place(_muted(4), ("the", "cat", "sat"))
    assert placed.here == () and 'no blink at "dog"' in notes_of_lost(placed, ("the",))[0]
    kept = kept_edits(placed, ("the", "cat", "sat"), (0, 1, 2))
    (found,) = place(kept, WORDS).here
    assert found.at.word == 4


@pytest.mark.parametrize(
    ("at", "number"),
    [
        (Place(None, "dog"), 4),
        (Place(None, "dog", 2), 7),
        (Place(7, "dog"), 7),
        (Place(0, "dog"), 4),
        (Place(3), 3),
        (Place(None, "dog", 3), 7),
        (Place(None, "bird"), None),
        (Place(99), None),
    ],
)
def test_a_place_written_by_hand_needs_no_list_of_words(at: Place, number: int | None) -> None:
    here = place(Edits((Pause(at, 0.5),)), WORDS).here
    assert [each.at.word for each in here] == ([] if number is None else [number])


def test_a_hold_needs_both_its_words() -> None:
    hold = Hold(place_of(WORDS, 1), "mouthPucker", 0.5, place_of(WORDS, 4))
    assert place(Edits((hold,), WORDS), ("a", "cat", "sat")).lost == (hold,)
    (found,) = place(Edits((hold,), WORDS), ("so", *WORDS)).here
    assert isinstance(found, Hold) and (found.at.word, found.until.word) == (2, 5)


def test_a_phone_is_the_nearest_of_its_kind() -> None:
    symbols = ("p", "ɑ", "p", "ə")
    assert phone_number(symbols, Place(0, phone=3, ipa="p")) == 2
    assert phone_number(symbols, Place(0, phone=0, ipa="p")) == 0
    assert phone_number(symbols, Place(0, phone=3)) == 3
    assert phone_number(symbols, Place(0, phone=4)) is None
    assert phone_number(symbols, Place(0, phone=0, ipa="m")) is None


def test_a_long_text_that_is_all_new_is_placed_at_once() -> None:
    old = tuple(f"old{number}" for number in range(30_000))
    new = (*(f"new{number}" for number in range(30_000)), "old7")
    (found,) = place(_muted(7, old), new).here
    assert found.at.word == 30_000

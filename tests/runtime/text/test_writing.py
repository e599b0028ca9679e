# SPDX-License-Identifier: GPL-3.0-or-later
"""Text is taken apart as a reader does, and what cannot be said is reported."""

import pytest
from soliloquy.runtime.text.writing import clean, paragraphs, sentences, words


def test_titles_initials_and_numbers_do_not_end_a_sentence() -> None:
    text = "Dr. Smith met J. R. Jones at No. 5 Park St. today. They left! Did they? Yes."
    assert list(sentences(text)) == [
        "Dr. Smith met J. R. Jones at No. 5 Park St. today.",
        "They left!",
        "Did they?",
        "Yes.",
    ]


def test_a_blank_line_ends_a_paragraph_and_a_line_break_does_not() -> None:
    assert [list(each) for each in paragraphs("One\nline.\n\nTwo.")] == [["One line."], ["Two."]]


def test_words_keep_their_punctuation_beside_them() -> None:
    found = words('He said: "don\'t" — (well, go)…')
    assert [word.text for word in found] == ["He", "said", "don't", "well", "go"]
    assert [word.after for word in found] == ["", ":", '"—', ",", ")…"]
    assert found[3].before == "("


def test_vowel_signs_of_hindi_stay_with_their_word() -> None:
    assert [word.text for word in words("नमस्ते, आप कैसे हैं?")] == ["नमस्ते", "आप", "कैसे", "हैं"]


@pytest.mark.parametrize("character", ["🎈", "\x00", "\x1b", "\ud83d", "\ue000"])
def test_a_character_that_cannot_be_said_is_left_out_and_named(character: str) -> None:
    cleaned, warnings = clean(f"Up{character}and away")
    assert cleaned == "Up and away"
    assert len(warnings) == 1
    assert "cannot be said" in warnings[0]
    warnings[0].encode()


def test_joiners_and_foreign_marks_are_read_without_a_warning() -> None:
    cleaned, warnings = clean("co\u200doperate\u00a0now。")
    assert cleaned == "cooperate now."
    assert warnings == ()


def test_a_sentence_that_does_not_end_is_parted_at_its_clauses() -> None:
    text = ", ".join(f"and clause number {number} says [this, too](/tuː/)" for number in range(200))
    parts = list(sentences(text))
    assert " ".join(parts) == text
    assert max(map(len, parts)) <= 2_000
    assert all(part.endswith("(/tuː/),") for part in parts[:-1])
    assert list(map(len, sentences("a" * 4_500))) == [2_000, 2_000, 500]
    assert next(sentences("好的," * 2_000)).endswith("的,")

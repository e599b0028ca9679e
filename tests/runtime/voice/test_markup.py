# SPDX-License-Identifier: GPL-3.0-or-later
"""Marks in the text are read strictly, and text that only looks like them is left alone."""

import pytest
from soliloquy.runtime.errors import InputError
from soliloquy.runtime.text.phonemes import BeingRead
from soliloquy.runtime.voice.line_plan import planned_lines
from soliloquy.runtime.voice.markup import Span, read_markup
from soliloquy.runtime.voice.prosody import EMPHASIS, Prosody
from soliloquy.runtime.voice.synthesis import time_text


@pytest.mark.parametrize("text", ["Hello.", "a < b and c > d", "x<y", "I <3 you", "<b>bold</b>", "<breaking news>"])
def test_text_without_marks_stays_as_it_is(text: str) -> None:
    assert read_markup(text).text == text
    assert read_markup(text).spans == ()


def test_marks_are_taken_out_and_know_their_letters() -> None:
    marked = read_markup('Say <emphasis level="strong">this</emphasis> <break time="0.5s"/>twice.')
    assert marked.text == "Say this  twice."
    assert marked.spans == (Span(4, 8, EMPHASIS["strong"]),)
    assert marked.breaks == ((9, 0.5),)


def test_prosody_reads_names_and_numbers() -> None:
    (span,) = read_markup('<prosody rate="slow" pitch="+2st" range="50%" volume="-3dB">Hm.</prosody>').spans
    assert span.prosody == Prosody(speed=0.8, pitch=2.0, pitch_range=0.5, energy=-3.0)
    (span,) = read_markup("<prosody pitch='+100%'>Hm.</prosody>").spans
    assert span.prosody.pitch == pytest.approx(12.0)


def test_inner_marks_add_to_outer_ones() -> None:
    text = '<speak><prosody pitch="+2st">One <prosody pitch="+3st">two</prosody></prosody> three</speak>'
    usual = time_text("One two three")
    raised = time_text(text)
    # The model says the same melody, then it is moved: Hz at the middle of each word.
    shifts = []
    for before, after in zip(usual.words, raised.words, strict=True):
        frames = slice(round(before.start * 80) + 6, round(before.end * 80) - 6)
        heard = usual.tts.pitch[frames] > 0
        shifts.append(raised.tts.pitch[frames][heard].mean() / usual.tts.pitch[frames][heard].mean())
        assert after.start == before.start
    assert shifts[0] == pytest.approx(2 ** (2 / 12), rel=0.04)
    assert shifts[1] == pytest.approx(2 ** (5 / 12), rel=0.06)
    assert shifts[2] == pytest.approx(1.0, rel=0.04)


def test_words_are_found_among_quotes_numbers_and_names() -> None:
    text = '“Dr. Smith’s” 3.5 [Kyoto](/kiˈoʊtoʊ/) trips: <prosody rate="50%">never</prosody> “again”!'
    slow, usual = time_text(text), time_text(text.replace('<prosody rate="50%">', "").replace("</prosody>", ""))
    grown = [
        after.text
        for before, after in zip(usual.words, slow.words, strict=True)
        if after.end - after.start > 1.6 * (before.end - before.start)
    ]
    assert grown == ["never"]


@pytest.mark.parametrize(
    ("text", "place", "what"),
    [
        ("One <break/ two", "line 1, column 5", "<break has no >"),
        ("One\n<emphasis>two", "line 2, column 1", "not closed"),
        ("One </prosody>", "line 1, column 5", "closes nothing"),
        ("<emphasis><prosody>a</emphasis></prosody>", "line 1, column 21", "<prosody> is open"),
        ('<break time="300"/>', "line 1, column 1", "no value"),
        ('<break time="60s"/>', "line 1, column 1", "a break of 60 s"),
        ('<break time="1s">', "line 1, column 1", "holds no words"),
        ("<prosody pitch=+2st>a</prosody>", "line 1, column 1", "quotes"),
        ('<prosody pitch="+30st">a</prosody>', "line 1, column 1", "not between"),
        ('<prosody tone="high">a</prosody>', "line 1, column 1", "has no tone"),
        ('<emphasis level="huge">a</emphasis>', "line 1, column 1", "not known"),
        ('<amazon:effect name="sung">a</amazon:effect>', "line 1, column 1", "whispered"),
    ],
)
def test_a_wrong_mark_is_named_with_its_place(text: str, place: str, what: str) -> None:
    with pytest.raises(InputError) as error:
        read_markup(text)
    assert place in str(error.value)
    assert what in str(error.value)


def test_many_marks_in_a_long_text_are_read_in_a_moment() -> None:
    once = 'Say <emphasis>this</emphasis>, <break time="300ms"/>and <prosody rate="slow">that again</prosody>.\n'
    marked = read_markup(once * 5_000)
    assert (len(marked.spans), len(marked.breaks)) == (10_000, 5_000)
    few = read_markup(once * 300)
    *_, last = planned_lines(few, BeingRead(few.text, "en-us").sentences())
    assert [prosody.speed for prosody in last.prosodies] == [1.0, 0.86, 1.0, 0.8, 0.8]
    assert last.breaks == ((1, 0.3),)

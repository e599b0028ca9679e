# SPDX-License-Identifier: GPL-3.0-or-later
"""Curves along a text: pitch, pace and level go where they are told, and the face's times go with them."""

from typing import Any

import numpy as np
import pytest
from soliloquy.runtime.errors import InputError, UsageError
from soliloquy.runtime.requests import VoiceRequest
from soliloquy.runtime.requests.kinds import parse_curve
from soliloquy.runtime.speech import Speech, Word
from soliloquy.runtime.voice.markup import read_markup
from soliloquy.runtime.voice.prosody import Contours
from soliloquy.runtime.voice.synthesis import synthesise, time_text

LINE = "My mother may remember many more money markets now."


def shift_within(usual: Speech, changed: Speech, word: Word) -> float:
    """Semitones, the median over a word; where the voice begins and ends it has pitches that no voice has."""
    frames = slice(round(word.start * 80), round(word.end * 80))
    before, after = usual.tts.pitch[frames], changed.tts.pitch[frames]
    voiced = before > 90
    return float(12 * np.log2(np.median(after[voiced] / before[voiced])))


def shifts(line: str, **changes: Any) -> list[float]:
    """Semitones between each word said with the changes and without; the word's times must be the same."""
    usual, changed = time_text(line), time_text(VoiceRequest(line, **changes))
    found = []
    for before, after in zip(usual.words, changed.words, strict=True):
        assert (before.start, before.end) == (after.start, after.end)
        found.append(shift_within(usual, changed, before))
    return found


def test_a_pitch_curve_is_followed_from_word_to_word() -> None:
    found = shifts(LINE, pitch_curve=((0.0, -4.0), (1.0, 4.0)))
    assert found == sorted(found)
    assert found[0] == pytest.approx(-4.0, abs=0.7)
    assert found[-1] == pytest.approx(4.0, abs=0.7)
    places = [(LINE.index(word) + len(word) / 2) / len(LINE) for word in LINE[:-1].split()]
    np.testing.assert_allclose(found, [8 * place - 4 for place in places], atol=0.8)


def test_a_curve_goes_on_over_sentences() -> None:
    found = shifts("One mile. Two miles. Nine more.", pitch_curve=((0.0, 0.0), (1.0, 6.0)))
    assert found == sorted(found)
    assert found[-1] - found[0] > 4.0


def test_a_speed_curve_slows_the_end_alone() -> None:
    usual = time_text(LINE)
    slowed = time_text(VoiceRequest(LINE, speed_curve=((0.5, 1.0), (1.0, 0.5))))
    grown = [
        (after.end - after.start) / (before.end - before.start)
        for before, after in zip(usual.words, slowed.words, strict=True)
    ]
    assert grown[:3] == pytest.approx([1.0, 1.0, 1.0], abs=0.1)
    assert grown[-1] > 1.6
    assert round(slowed.duration * 40) == len(slowed.tts.text)


def test_an_energy_curve_fades_the_sound() -> None:
    usual, faded = (synthesise(VoiceRequest(LINE, energy_curve=curve)) for curve in ((), ((0.0, 0.0), (1.0, -18.0))))

    def level(samples: np.ndarray, place: float) -> float:
        word = usual.words[int(place * (len(usual.words) - 1))]
        part = samples[int(word.start * 24_000) : int(word.end * 24_000)]
        return float(20 * np.log10(np.sqrt(np.mean(part**2))))

    change = [level(faded.samples, place) - level(usual.samples, place) for place in (0.0, 0.5, 1.0)]
    assert change[0] > -4.0
    assert change[1] == pytest.approx(-9.0, abs=3.0)
    assert change[2] < -13.0


def test_curves_add_to_what_is_said_of_the_words() -> None:
    curve = ((0.0, 1.0),)
    assert shifts(LINE, pitch_curve=curve, pitch=1.0) == pytest.approx([2.0] * 9, abs=0.2)
    usual = time_text(LINE)
    marked = time_text(VoiceRequest(LINE.replace("money", '<prosody pitch="+2st">money</prosody>'), pitch_curve=curve))
    found = {word.text: shift_within(usual, marked, word) for word in usual.words}
    assert found["money"] == pytest.approx(3.0, abs=0.4)
    assert found["mother"] == pytest.approx(1.0, abs=0.2)


def test_the_contour_of_ssml_is_a_pitch_curve_of_its_words() -> None:
    (span,) = read_markup('<prosody contour="(0%,+0st) (50%, +100%) (100%,-2st)">One two</prosody>').spans
    assert span.contours == Contours(pitch=((0.0, 0.0), (0.5, 12.0), (1.0, -2.0)))
    marked = time_text('My mother <prosody contour="(0%,+6st)">may remember</prosody> money.')
    usual = time_text("My mother may remember money.")
    inside, outside = (usual.words[index] for index in (3, 4))
    assert shift_within(usual, marked, inside) == pytest.approx(6.0, abs=0.4)
    assert shift_within(usual, marked, outside) == pytest.approx(0.0, abs=0.4)


def test_without_curves_not_a_byte_changes() -> None:
    level = VoiceRequest("Papa.", speed_curve=((0.0, 1.0),), pitch_curve=((0.0, 0.0), (1.0, 0.0)))
    np.testing.assert_array_equal(synthesise(level).samples, synthesise("Papa.").samples)


def test_breakpoints_are_read_from_the_shell() -> None:
    assert parse_curve("0:0 0.5:3, 1:-2") == ((0.0, 0.0), (0.5, 3.0), (1.0, -2.0))
    assert parse_curve("") == ()


@pytest.mark.parametrize("wrong", ["0", "0:x", "a:1", "0:1:2"])
def test_what_is_no_breakpoint_is_refused_by_name(wrong: str) -> None:
    with pytest.raises(UsageError, match=wrong):
        parse_curve(f"0:0 {wrong}")


@pytest.mark.parametrize(
    "wrong",
    [
        {"pitch": ((0.0, 13.0),)},
        {"speed": ((0.0, 0.1),)},
        {"energy": ((1.0, 0.0), (0.5, 0.0))},
        {"pitch": ((1.5, 0.0),)},
    ],
)
def test_a_curve_beyond_the_voice_or_out_of_order_is_refused(wrong: dict) -> None:
    with pytest.raises(UsageError, match=next(iter(wrong))):
        Contours(**wrong)


@pytest.mark.parametrize(
    "contour", ["up", "(0%,+2st) up", "(0%)", "(50%,+1st) (0%,+1st)", "(0%,+40st)", "(0.0.1%,+1st)"]
)
def test_a_wrong_contour_is_named_with_its_place(contour: str) -> None:
    with pytest.raises(InputError, match="line 1, column 1"):
        read_markup(f'<prosody contour="{contour}">a</prosody>')

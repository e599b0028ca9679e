# SPDX-License-Identifier: GPL-3.0-or-later
"""The voice does what it is told: measured on the sound, the pitch by Praat."""

from typing import Any

import numpy as np
import parselmouth
import pytest
from soliloquy.runtime.animate.rules.engine import animate
from soliloquy.runtime.errors import UsageError
from soliloquy.runtime.head.lips import lip_gap_mm, opening
from soliloquy.runtime.listen.features import measure
from soliloquy.runtime.motion import FRAMES_PER_SECOND
from soliloquy.runtime.requests import EMOTIONS, Direction, VoiceRequest
from soliloquy.runtime.speech import SILENCE, Speech
from soliloquy.runtime.voice.prosody import EMPHASIS, PLAIN, Prosody, emotional
from soliloquy.runtime.voice.synthesis import synthesise, time_text

LINE = "My mother may remember the money tomorrow."


def said(text: str = LINE, **options: Any) -> Speech:
    return synthesise(VoiceRequest(text, **options))


@pytest.fixture(scope="module")
def plain() -> Speech:
    return said()


def praat_pitch(speech: Speech) -> np.ndarray:
    """Hz where Praat hears a voice, every 10 ms."""
    sound = parselmouth.Sound(speech.samples.astype(np.float64), speech.sample_rate)
    pitch = sound.to_pitch_ac(time_step=0.01, pitch_floor=60.0, pitch_ceiling=700.0).selected_array["frequency"]
    return pitch[pitch > 0.0]


def semitones(speech: Speech) -> float:
    return float(12 * np.log2(np.median(praat_pitch(speech))))


def decibels(samples: np.ndarray) -> float:
    return float(20 * np.log10(np.sqrt(np.mean(samples.astype(np.float64) ** 2)) + 1e-9))


def word(speech: Speech, text: str) -> tuple[float, float]:
    """Seconds and dB of one word."""
    (found,) = (each for each in speech.words if each.text == text)
    part = speech.samples[int(found.start * speech.sample_rate) : int(found.end * speech.sample_rate)]
    return found.end - found.start, decibels(part)


@pytest.mark.parametrize("shift", [4.0, -3.0])
def test_so_many_semitones_are_measured_as_so_many(plain: Speech, shift: float) -> None:
    moved = said(pitch=shift)
    assert semitones(moved) - semitones(plain) == pytest.approx(shift, abs=0.5)
    assert moved.phones == plain.phones


def test_a_monotone_keeps_to_one_pitch(plain: Speech) -> None:
    def spread(speech: Speech) -> float:
        low, high = np.percentile(praat_pitch(speech), [10, 90])
        return float(12 * np.log2(high / low))

    assert spread(said(pitch_range=0.0)) < 1.0 < spread(plain)


def test_so_many_decibels_are_measured_as_so_many(plain: Speech) -> None:
    assert decibels(said(energy=-6.0).samples) - decibels(plain.samples) == pytest.approx(-6.0, abs=1.0)
    louder = said(energy=10.0).samples
    assert np.abs(louder).max() <= 1.0
    assert decibels(louder) - decibels(plain.samples) > 6.0


@pytest.mark.parametrize("seconds", [0.2, 0.8, 2.0])
def test_a_break_lasts_what_it_says(seconds: float) -> None:
    speech = synthesise(f'Give me <break time="{round(1000 * seconds)}ms"/>that box.')
    before, after = speech.words[1].end, speech.words[2].start
    assert after - before == pytest.approx(seconds, abs=0.5 / 40)
    inside = speech.samples[int((before + 0.1) * 24_000) : int((after - 0.01) * 24_000)]  # the vowel dies away first
    assert np.abs(inside).max() < 1e-3
    assert [phone.symbol for phone in speech.phones if before + 0.01 < (phone.start + phone.end) / 2 < after] == [
        SILENCE
    ]


def test_breaks_at_the_ends_and_between_sentences_last_what_they_say() -> None:
    speech = synthesise('<break time="1s"/>One. <break time="1500ms"/>Two.<break time="2s"/>')
    assert speech.words[0].start >= 1.0
    assert speech.words[1].start - speech.words[0].end == pytest.approx(1.5, abs=0.05)
    assert speech.duration - speech.words[1].end >= 2.0 - 0.03


def test_an_emphasised_word_is_longer_louder_and_higher() -> None:
    usual = synthesise("We want the green one.")
    stressed = synthesise('We want the <emphasis level="strong">green</emphasis> one.')
    (length, level), (longer, louder) = word(usual, "green"), word(stressed, "green")
    assert longer > 1.1 * length
    assert louder - level > 2.0
    others = [abs(word(stressed, text)[1] - word(usual, text)[1]) for text in ("We", "want")]
    assert max(others) < 1.5
    assert [phone.symbol for phone in stressed.phones] == [phone.symbol for phone in usual.phones]


def test_the_mouth_opens_wider_for_an_emphasised_word_and_less_for_a_soft_one() -> None:
    def widest(said_so: str) -> float:
        speech = time_text(f"We have a {said_so} one and a small one.")
        openings = opening(animate(speech, measure(speech), Direction()).weights)
        (found,) = (each for each in speech.words if each.text == "large")
        return float(openings[round(found.start * FRAMES_PER_SECOND) : round(found.end * FRAMES_PER_SECOND)].max())

    usual = widest("large")
    assert widest('<emphasis level="strong">large</emphasis>') > 1.05 * usual
    assert widest('<prosody volume="-12dB">large</prosody>') < 0.92 * usual


def test_a_slow_word_is_slow_and_the_rest_is_not() -> None:
    usual = time_text("A dog, a house, a tree.")
    slowed = time_text('A dog, a <prosody rate="60%">house</prosody>, a tree.')
    assert word(slowed, "house")[0] == pytest.approx(word(usual, "house")[0] / 0.6, abs=0.05)
    assert word(slowed, "dog")[0] == pytest.approx(word(usual, "dog")[0], abs=0.03)
    assert round(slowed.duration * 40) == len(slowed.tts.text)


def test_sad_is_slower_lower_and_quieter_than_happy() -> None:
    happy, sad = (synthesise(LINE, emotion={name: 1.0}) for name in ("happy", "sad"))
    assert sad.duration > 1.1 * happy.duration
    assert semitones(happy) - semitones(sad) > 2.0
    assert decibels(happy.samples) - decibels(sad.samples) > 3.0


def test_every_emotion_is_heard_and_half_of_it_half_as_much() -> None:
    for name in EMOTIONS:
        whole, half = emotional({name: 1.0}), emotional({name: 0.5})
        assert whole != PLAIN
        assert half.pitch == pytest.approx(whole.pitch / 2)
        assert half.speed**2 == pytest.approx(whole.speed)


def test_without_emotion_not_a_byte_changes(plain: Speech) -> None:
    np.testing.assert_array_equal(synthesise(LINE, emotion={"happy": 0.0}).samples, plain.samples)
    assert emotional({"happy": 0.0}) == PLAIN


def test_a_whisper_has_no_pitch_and_the_same_phones(plain: Speech) -> None:
    whisper = said(manner="whisper")
    assert len(praat_pitch(whisper)) < 0.15 * len(praat_pitch(plain))
    assert whisper.phones == plain.phones
    assert not whisper.tts.pitch.any()
    assert decibels(whisper.samples) < decibels(plain.samples) - 4.0


def test_a_shout_is_higher_louder_and_brighter(plain: Speech) -> None:
    def brightness(speech: Speech) -> float:
        power = np.abs(np.fft.rfft(speech.samples)) ** 2
        hertz = np.fft.rfftfreq(len(speech.samples), 1 / speech.sample_rate)
        return float(10 * np.log10(power[hertz > 1500].sum() / power[hertz < 700].sum()))

    shout = said(manner="shout")
    assert semitones(shout) - semitones(plain) > 3.5
    assert decibels(shout.samples) - decibels(plain.samples) > 3.0
    assert brightness(shout) - brightness(plain) > 2.0


def test_lips_still_close_however_it_is_said() -> None:
    text = f'{LINE[:-1]} <emphasis level="strong">mama</emphasis> <prosody rate="fast">maybe</prosody>.'
    speech = time_text(text, emotion={"angry": 1.0})
    curves = animate(speech, measure(speech), Direction({"angry": 1.0}))
    gaps = lip_gap_mm(curves.weights)
    closures = [phone for phone in speech.phones if phone.symbol in {"m", "b", "p"}]
    assert len(closures) >= 9
    for phone in closures:
        first, last = (round(time * FRAMES_PER_SECOND) for time in (phone.start, phone.end))
        assert gaps[first : last + 1].min() <= 1.0


@pytest.mark.parametrize(
    "wrong", [{"pitch": 13.0}, {"speed": 0.4}, {"energy": float("nan")}, {"pitch_range": -1.0}, {"manner": "sung"}]
)
def test_what_the_voice_cannot_do_is_refused(wrong: dict) -> None:
    with pytest.raises(UsageError, match=next(iter(wrong)).replace("_", " ")):
        Prosody(**wrong)


def test_changes_add_up_within_the_limits() -> None:
    assert Prosody(pitch=8.0).then(Prosody(pitch=8.0)).pitch == 12.0
    assert EMPHASIS["strong"].then(PLAIN) == EMPHASIS["strong"]

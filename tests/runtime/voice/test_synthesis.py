# SPDX-License-Identifier: GPL-3.0-or-later
"""Speech is whole: exact times, silence around it, no clicks, the same every time."""

import itertools
import time

import numpy as np
import pytest
from soliloquy.runtime.errors import InputError, UsageError
from soliloquy.runtime.phones import INVENTORY
from soliloquy.runtime.requests import VoiceRequest
from soliloquy.runtime.speech import SILENCE, Speech
from soliloquy.runtime.text.phonemes import phonemise
from soliloquy.runtime.voice import kokoro
from soliloquy.runtime.voice.line_plan import PlannedLine
from soliloquy.runtime.voice.prosody import PLAIN
from soliloquy.runtime.voice.rendering import rendered, rendered_in_pieces
from soliloquy.runtime.voice.shaping import shaped
from soliloquy.runtime.voice.synthesis import stream, synthesise, time_text
from soliloquy.runtime.voice.timing import QUICK_TOKENS, lines_of, opening_of
from soliloquy.runtime.voice.voices import list_voices, parse_voice

TEXT = 'Bob said "hi", didn\'t he? Dr. Smith paid $3.50.\n\nNew paragraph.'


@pytest.fixture(scope="module")
def speech() -> Speech:
    return synthesise(TEXT)


def test_phones_cover_the_sound_without_a_gap(speech: Speech) -> None:
    assert speech.phones[0].start == 0.0
    for before, after in itertools.pairwise(speech.phones):
        assert before.end == pytest.approx(after.start, abs=1e-9)
        assert before.start < before.end
    assert abs(speech.phones[-1].end - speech.duration) <= 1 / 40
    assert {phone.symbol for phone in speech.phones} <= set(INVENTORY)


def test_there_is_rest_before_and_after(speech: Speech) -> None:
    assert speech.phones[0].symbol == speech.phones[-1].symbol == SILENCE
    assert speech.phones[0].end >= 0.25
    assert speech.phones[-1].end - speech.phones[-1].start >= 0.4 - 1e-9
    assert np.abs(speech.samples[:2400]).max() < 0.01
    assert np.abs(speech.samples[-4800:]).max() < 0.01


def test_words_keep_their_writing_and_hold_their_phones(speech: Speech) -> None:
    assert [word.text for word in speech.words][:7] == ["Bob", "said", "hi", "didn't", "he", "Dr", "Smith"]
    for phone in speech.phones:
        if phone.word >= 0:
            word = speech.words[phone.word]
            assert word.start - 1e-9 <= phone.start < phone.end <= word.end + 1e-9
    assert [phone.symbol for phone in speech.phones if phone.word == 0] == ["b", "ɑ", "b"]


def test_the_sound_is_where_the_phones_say(speech: Speech) -> None:
    loudness: dict[bool, list[float]] = {True: [], False: []}
    for phone in speech.phones:
        if phone.symbol in {"ɑ", "ɛ", "aɪ"} or (phone.symbol == SILENCE and phone.end - phone.start > 0.3):
            part = speech.samples[int(phone.start * 24_000) : int(phone.end * 24_000)]
            loudness[phone.symbol == SILENCE].append(np.sqrt(np.mean(part**2)))
    assert np.mean(loudness[False]) > 3 * np.mean(loudness[True])


def test_sentences_join_without_a_click(speech: Speech) -> None:
    for phone in speech.phones:
        if phone.symbol == SILENCE and phone.end - phone.start > 0.3:
            middle = int((phone.start + phone.end) / 2 * 24_000)
            around = speech.samples[middle - 1200 : middle + 1200]
            assert np.abs(np.diff(around)).max() < 0.02
    assert np.abs(speech.samples).max() <= 1.0


def test_features_run_on_the_same_clock(speech: Speech) -> None:
    assert speech.tts is not None
    frames = round(speech.duration * 40)
    assert speech.tts.text.shape == speech.tts.prosody.shape == (frames, 512)
    assert speech.tts.pitch.shape == speech.tts.energy.shape == (2 * frames,)
    voiced = speech.tts.pitch[speech.tts.pitch > 0]
    assert 120 < np.median(voiced) < 300


def test_the_encoder_alone_gives_the_same_times_and_features(speech: Speech) -> None:
    timed = time_text(TEXT)
    assert timed.phones == speech.phones
    assert timed.words == speech.words
    assert len(timed.samples) == len(speech.samples)
    np.testing.assert_allclose(timed.tts.energy, speech.tts.energy, atol=1e-4)


def test_the_same_text_gives_the_same_samples() -> None:
    np.testing.assert_array_equal(synthesise("Papa.").samples, synthesise("Papa.").samples)


def test_a_sentence_of_more_than_510_tokens_is_said_whole() -> None:
    sentence = ", and ".join(["the tall brown dog walked over the long bridge"] * 20) + "."
    timed = time_text(sentence)
    assert [word.text for word in timed.words].count("bridge") == 20
    assert time_text("a" * 3000).phones


def test_short_lines_are_streamed_as_they_are_written() -> None:
    text = "Bob said hi.\n\nNew paragraph. Done."
    pieces = list(stream(text))
    assert len(pieces) > 3
    np.testing.assert_array_equal(np.concatenate(pieces), synthesise(text).samples)


LONG = (
    "When the committee met on Monday afternoon in the old library behind the market square, nobody had expected that "
    "the mayor, who had been silent for months, would bring a model of the bridge, two bags of bread and a goat."
)


def test_a_long_line_is_streamed_in_growing_pieces() -> None:
    pieces = []
    for piece in stream(LONG):
        pieces.append(piece)
        if sum(each.any() for each in pieces) == 3:
            break
    lengths = [len(piece) / 24_000 for piece in pieces if piece.any()]
    assert 0.8 < lengths[0] < 1.6
    assert lengths[0] < max(lengths) < 16.0


def test_pieces_join_without_a_click_where_the_whole_line_has_its_sound() -> None:
    text = "The boat went slowly by the old mill and nobody at home had ever seen a thing like it."
    (line,) = lines_of(phonemise(text).paragraphs[0][0])
    encoded = kokoro.encode(line.tokens, parse_voice("af_heart").embedding(len(line.tokens)), 1.0)
    plain = shaped(encoded, PlannedLine(line, (PLAIN,) * len(line.words)), PLAIN)
    whole, pieces = rendered(plain), list(rendered_in_pieces(plain, 72))
    joined = np.concatenate(pieces)
    assert len(pieces) == 2
    assert len(joined) == len(whole)
    join = len(pieces[0])
    assert np.abs(np.diff(joined[join - 600 : join + 600])).max() <= 1.5 * np.abs(np.diff(whole)).max()
    levels = [np.sqrt(np.mean(sound.reshape(-1, 600) ** 2, axis=1)) for sound in (whole, joined)]
    assert np.corrcoef(levels)[0, 1] > 0.97


@pytest.mark.parametrize("mark", [". ", ", ", " "])
def test_a_text_of_a_million_characters_is_soon_heard(mark: str) -> None:
    text = mark.join(["the tall brown dog walked over the long bridge"] * (990_000 // (46 + len(mark))))
    next(piece for piece in stream("Ready.") if piece.any())
    before = time.process_time()
    sound = next(piece for piece in stream(text) if piece.any())
    # To read all of it takes more than ten.
    assert time.process_time() - before < 2.0
    assert 0.5 < len(sound) / 24_000 < 2.5


def test_a_long_sentence_begins_with_a_clause_that_is_soon_sounded() -> None:
    (sentence,) = phonemise(LONG).paragraphs[0]
    head, rest = opening_of(sentence)
    assert head + rest == sentence
    assert len(lines_of(head)[0].letters) <= QUICK_TOKENS
    assert opening_of(sentence[:3]) == (sentence[:3], ())


def test_many_lines_side_by_side_sound_as_one_after_the_other() -> None:
    many = synthesise("One. Two. Three. Four. Five. Six.")
    few = synthesise("One. Two.")
    until = int(many.words[1].end * 24_000)
    np.testing.assert_array_equal(many.samples[:until], few.samples[:until])
    assert [word.text for word in many.words] == ["One", "Two", "Three", "Four", "Five", "Six"]


def test_words_in_one_breath_follow_each_other_without_silence() -> None:
    timed = time_text("My brother Bob bought a big blue balloon.")
    inner = [phone for phone in timed.phones[1:-1] if phone.symbol == SILENCE]
    assert inner == []
    assert [word.text for word in timed.words] == ["My", "brother", "Bob", "bought", "a", "big", "blue", "balloon"]


def test_sentences_and_paragraphs_are_parted_by_natural_pauses() -> None:
    timed = time_text("He left. She stayed.\n\nNight fell.")
    first, second = (
        phone.end - phone.start
        for phone in timed.phones[1:-1]
        if phone.symbol == SILENCE and phone.end - phone.start > 0.2
    )
    assert 0.3 <= first < 0.9
    assert 0.7 - 1e-9 <= second < 1.2


def test_progress_grows_sentence_by_sentence_and_may_stop_the_work() -> None:
    told: list[float] = []

    def stop_half_way(step: str, fraction: float) -> None:
        told.append(fraction)
        if fraction > 0.4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        time_text("One thing. Two things. Three things. Four things.", progress=stop_half_way)
    assert told == sorted(told)
    assert len(told) == 3


def test_speed_changes_the_length() -> None:
    assert (
        time_text(VoiceRequest("A rather long line of words.", speed=1.5)).duration
        < time_text("A rather long line of words.").duration
    )


@pytest.mark.parametrize("speed", [0.0, 0.49, 2.1, float("nan"), float("inf")])
def test_an_impossible_speed_is_refused(speed: float) -> None:
    with pytest.raises(UsageError, match="speed"):
        time_text(VoiceRequest("Hi.", speed=speed))


def test_all_54_voices_are_there_and_know_their_language() -> None:
    voices = {voice.name: voice for voice in list_voices()}
    assert len(voices) == 54
    assert voices["bf_emma"].language == "en-gb"
    assert voices["zm_yunxi"].language == "zh"
    assert voices["ff_siwis"].gender == "female"


def test_a_mix_lies_between_its_voices() -> None:
    heart, emma = (parse_voice(name).embedding(40) for name in ("af_heart", "bf_emma"))
    mixed = parse_voice("af_heart:3,bf_emma:1").embedding(40)
    np.testing.assert_allclose(mixed, 0.75 * heart + 0.25 * emma, atol=1e-3)


@pytest.mark.parametrize("voice", ["nobody", "", "af_heart:0", "af_heart:x", "af_heart:nan", "af_heart,,"])
def test_an_unknown_voice_or_share_is_refused(voice: str) -> None:
    with pytest.raises(InputError, match="voice"):
        parse_voice(voice)

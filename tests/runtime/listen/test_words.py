# SPDX-License-Identifier: GPL-3.0-or-later
"""Without a transcript the words are written down from the sound, in the language that is spoken, or none are."""

import numpy as np
import pytest
from soliloquy.runtime.listen.listen import listen
from soliloquy.runtime.listen.utterances import utterances
from soliloquy.runtime.listen.word_decoder import encoded, written
from soliloquy.runtime.listen.word_tokens import LANGUAGES, vocabulary
from soliloquy.runtime.phones import BILABIALS, INVENTORY, LABIODENTALS
from soliloquy.runtime.requests import VoiceRequest
from soliloquy.runtime.speech import Speech
from soliloquy.runtime.text.languages import find_language
from soliloquy.runtime.voice.synthesis import synthesise

ENGLISH = "My brother Bob bought five big maps above the lamp, and forgot them before the morning."
SPANISH = "Mi hermana quiere comprar una casa nueva cerca del mar."


def _recorded(text: str, voice: str, language: str) -> tuple[Speech, Speech]:
    said = synthesise(VoiceRequest(text, voice, language))
    return said, Speech(said.samples, said.sample_rate)


def test_the_words_and_what_the_lips_do_at_them_are_as_with_a_transcript() -> None:
    said, recording = _recorded(ENGLISH, "af_nova", "en-us")
    heard, _ = listen(recording, with_content=False, write_down=True)
    assert [word.text.lower() for word in heard.words] == [word.text.lower() for word in said.words]
    assert (heard.language, heard.text.split()[0]) == ("en-us", "My")
    seen = BILABIALS | LABIODENTALS
    closing, expected = ([phone.symbol for phone in each.phones if phone.symbol in seen] for each in (heard, said))
    assert closing == expected
    again, _ = listen(recording, with_content=False, write_down=True)
    assert again == heard


def test_the_language_is_heard() -> None:
    said, recording = _recorded(SPANISH, "ef_dora", "es")
    heard, _ = listen(recording, with_content=False, write_down=True)
    assert heard.language == "es"
    assert [word.text for word in heard.words] == [word.text for word in said.words]


@pytest.mark.parametrize(
    "sound", [np.zeros(32_000), 0.3 * np.random.default_rng(1).normal(size=32_000)], ids=["silence", "noise"]
)
def test_nothing_is_written_down_where_nothing_is_said(sound: np.ndarray) -> None:
    heard, _ = listen(Speech(sound.astype(np.float32), 16_000), with_content=False, write_down=True)
    assert not heard.words and not heard.text


def test_what_goes_round_in_circles_is_not_believed() -> None:
    """A tone makes Whisper write the same over and over, or nothing."""
    tone = 0.2 * np.sin(2 * np.pi * 220 * np.arange(96_000) / 16_000).astype(np.float32)
    text = written(encoded(tone, 6.0), "en", 6.0)
    assert not text or len(set(text.split())) > len(text.split()) // 3


def test_pieces_end_at_long_pauses_and_are_never_longer_than_twenty_seconds() -> None:
    posteriors = np.zeros((50 * 100, len(INVENTORY)), np.float32)
    posteriors[:, 3] = 1.0
    for first, last in ((0, 100), (400, 500), (2000, 2020), (3100, 3112)):
        posteriors[first:last, 0], posteriors[first:last, 3] = 1.0, 0.0
    pieces = utterances(posteriors)
    assert pieces[0] == (100, 400) and pieces[1][0] == 500
    assert all(end - first <= 1000 for first, end in pieces)
    assert sum(end - first for first, end in pieces) == 5000 - 200
    assert any(2000 <= end <= 2020 for _, end in pieces)
    assert utterances(posteriors[:100]) == []


def test_each_language_that_is_written_down_is_read() -> None:
    assert set(LANGUAGES) <= vocabulary().languages.keys() and len(vocabulary().languages) == 99
    assert {code: find_language(ours).base for code, ours in LANGUAGES.items()} == {code: code for code in LANGUAGES}


def test_text_is_written_in_any_script() -> None:
    tokens = vocabulary()
    place = {text: number for number, text in enumerate(tokens.texts)}
    assert tokens.written([place["Ġhello"], place["Ġworld"]]) == "hello world"
    assert tokens.written([place["Ã©"]]) == "é"

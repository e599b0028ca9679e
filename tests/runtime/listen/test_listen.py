# SPDX-License-Identifier: GPL-3.0-or-later
"""A recording is heard: its phones where they are, its words with their certainty, and noise as silence."""

from dataclasses import replace

import numpy as np
import pytest
from soliloquy.runtime.errors import InputError
from soliloquy.runtime.listen.follow import fit_of
from soliloquy.runtime.listen.listen import heard_features, listen
from soliloquy.runtime.listen.transcript import read_transcript
from soliloquy.runtime.motion import frame_count
from soliloquy.runtime.phones import BILABIALS, INVENTORY
from soliloquy.runtime.requests import VoiceRequest
from soliloquy.runtime.speech import CONTENT_DEPTHS, SILENCE, Phone, Speech
from soliloquy.runtime.voice.synthesis import synthesise

TEXT = "Bob moved five big maps above the lamp."


@pytest.fixture(scope="module")
def said() -> Speech:
    return synthesise(VoiceRequest(TEXT, "af_nova"))


@pytest.fixture(scope="module")
def recording(said: Speech) -> Speech:
    return Speech(said.samples, said.sample_rate)


def _spoken(phones: tuple[Phone, ...]) -> list[Phone]:
    return [phone for phone in phones if phone.symbol != SILENCE]


def test_a_transcript_is_laid_on_the_sound(said: Speech, recording: Speech) -> None:
    heard, features = listen(recording, TEXT)
    expected, found = _spoken(said.phones), _spoken(heard.phones)
    assert [phone.symbol for phone in found] == [phone.symbol for phone in expected]
    errors = [abs(one.start - other.start) for one, other in zip(found, expected, strict=True)]
    assert np.median(errors) < 0.020
    assert [word.text for word in heard.words] == [word.text for word in said.words]
    assert heard.words[-1].punctuation == "."
    assert [phone.stress for phone in found] == [phone.stress for phone in expected]
    assert min(word.confidence for word in heard.words) > 0.3
    assert features.phone_posteriors is not None
    assert features.phone_posteriors.shape == (frame_count(recording.duration), len(INVENTORY))
    assert features.phone_posteriors.sum(1) == pytest.approx(1.0, abs=1e-4)
    assert features.content is not None and features.content.dtype == np.float16
    assert features.content.shape == (frame_count(recording.duration), sum(CONTENT_DEPTHS))
    spread = features.content.astype(np.float32).std(axis=0).reshape(3, -1).mean(axis=1)
    assert (spread > 0.01).all()  # each depth says something
    assert listen(recording, with_content=False)[1].content is None


def test_phones_are_found_without_a_transcript(said: Speech, recording: Speech) -> None:
    heard, _ = listen(recording)
    assert heard.phones[0].start == 0.0
    assert heard.phones[-1].end == pytest.approx(recording.duration)
    closing = [phone for phone in heard.phones if phone.symbol in BILABIALS]
    expected = [phone for phone in said.phones if phone.symbol in BILABIALS]
    met = [any(p.start < e.end + 0.02 and p.end > e.start - 0.02 for p in closing) for e in expected]
    assert np.mean(met) >= 0.8
    assert not heard.words


def test_a_word_too_many_or_too_few_costs_only_itself(said: Speech, recording: Speech) -> None:
    expected = {word.text: word.start for word in said.words}
    for text in ("Bob moved five big maps above the old lamp.", "Bob moved five maps above the lamp."):
        words = {word.text: word for word in listen(recording, text)[0].words}
        for name in ("Bob", "moved", "five", "maps", "above", "lamp"):
            assert words[name].start == pytest.approx(expected[name], abs=0.06)


def test_another_text_and_another_language_are_refused(recording: Speech) -> None:
    with pytest.raises(InputError, match="not what is said"):
        listen(recording, "We should have gone to the theatre sooner, she whispered in the dark hall.")
    with pytest.raises(InputError, match="not what is said"):
        listen(recording, "Hoy hace mucho calor en las calles de la ciudad vieja.", "es")


def test_the_right_text_fits_far_better_than_another_even_in_noise(recording: Speech) -> None:
    noise = np.random.default_rng(1).normal(0, recording.samples.std() * 10 ** (-10 / 20), len(recording.samples))
    noisy = replace(recording, samples=(recording.samples + noise).astype(np.float32))
    posteriors = heard_features(noisy, with_content=False).phone_posteriors
    assert posteriors is not None
    right, other = (fit_of(posteriors, read_transcript(text, "en-us")[0]) for text in (TEXT, "The sea is so cold."))
    assert right > -0.8
    assert other < -1.2


def test_loudness_of_the_recording_does_not_matter(recording: Speech) -> None:
    normal = listen(recording)[1].phone_posteriors
    quiet = listen(replace(recording, samples=0.01 * recording.samples))[1].phone_posteriors
    assert normal is not None and quiet is not None
    assert (normal.argmax(1) == quiet.argmax(1)).mean() > 0.97


def test_long_sound_is_heard_as_short_sound_is(recording: Speech) -> None:
    gap = np.zeros(recording.sample_rate // 2, np.float32)
    times = 25
    long = np.concatenate([np.concatenate([recording.samples, gap])] * times)
    heard, _ = listen(replace(recording, samples=long))
    length = recording.duration + 0.5
    once = len(_spoken(listen(recording)[0].phones))
    counts = [
        len([p for p in _spoken(heard.phones) if number * length <= p.start < (number + 1) * length])
        for number in range(times)
    ]
    assert np.abs(np.array(counts) - once).max() <= 3


@pytest.mark.parametrize("kind", ["silence", "white noise", "tones"])
def test_what_is_no_speech_moves_no_mouth(kind: str) -> None:
    generator = np.random.default_rng(4)
    times = np.arange(24000 * 6) / 24000
    samples = {
        "silence": np.zeros(len(times)),
        "white noise": 0.1 * generator.normal(size=len(times)),
        "tones": 0.1
        * sum(np.sin(2 * np.pi * f * times) * (1 + np.sin(2 * np.pi * f / 100 * times)) for f in (220, 330, 440)),
    }[kind]
    heard, _ = listen(Speech(samples.astype(np.float32), 24000))
    spoken = sum(phone.end - phone.start for phone in _spoken(heard.phones))
    assert spoken < 0.05 * heard.duration

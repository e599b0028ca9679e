# SPDX-License-Identifier: GPL-3.0-or-later
"""Speech for the tests of motion: timed by the encoder-only graph, so that no sound has to be made."""

from pathlib import Path

import pytest
from soliloquy.runtime.listen.features import measure
from soliloquy.runtime.requests import VoiceRequest
from soliloquy.runtime.speech import Speech, SpeechFeatures
from soliloquy.runtime.voice.synthesis import time_text
from soliloquy.runtime.voice.voices import list_voices

SENTENCES = Path(__file__).resolve().parents[3] / "benchmarks" / "sentences.txt"
DEMO = "Good morning! My brother Bob bought a big blue balloon, but the pump broke before five."
Clip = tuple[Speech, SpeechFeatures]


@pytest.fixture(scope="session")
def sentences() -> list[str]:
    return SENTENCES.read_text(encoding="utf-8").splitlines()


@pytest.fixture(scope="session")
def clips(sentences: list[str]) -> list[Clip]:
    """Every tenth sentence, each with another English voice."""
    voices = [voice.name for voice in list_voices() if voice.name[:1] in "ab"]
    timed = [time_text(VoiceRequest(text, voices[index])) for index, text in enumerate(sentences[::10])]
    return [(speech, measure(speech)) for speech in timed]


@pytest.fixture(scope="session")
def demo() -> Clip:
    speech = time_text(DEMO)
    return speech, measure(speech)


@pytest.fixture(scope="session")
def long_clip() -> Clip:
    """Over two minutes, with paragraphs and a question."""
    text = "\n\n".join([DEMO, "Is that what happened? I do not believe it.", DEMO, "Well, that is the end."] * 6)
    speech = time_text(text)
    return speech, measure(speech)

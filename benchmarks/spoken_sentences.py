# SPDX-License-Identifier: GPL-3.0-or-later
"""The 200 sentences of sentences.txt, which no network learned from, and the voices that say them."""

from pathlib import Path

from soliloquy.runtime.requests import VoiceRequest
from soliloquy.runtime.speech import Speech
from soliloquy.runtime.voice.synthesis import time_text
from soliloquy.runtime.voice.voices import list_voices

ENGLISH = "ab"
"""What the names of American and of British voices begin with."""


def sentences() -> list[str]:
    """All of them, in order."""
    return Path(__file__).with_name("sentences.txt").read_text(encoding="utf-8").splitlines()


def english_voices() -> list[str]:
    """Names of the voices that speak English."""
    return [voice.name for voice in list_voices() if voice.name[:1] in ENGLISH]


def timed(index: int, text: str, voices: int, speed: float = 1.0) -> Speech:
    """A sentence with the times of its phones and without its sound, by the first English ``voices`` in turn."""
    names = english_voices()[:voices]
    return time_text(VoiceRequest(text, names[index % len(names)], speed=speed))

# SPDX-License-Identifier: GPL-3.0-or-later
"""Lines of random dictionary words, for sequences of phones that the few written sentences do not hold.

Half of the words hold a sound of lips or of tongue and teeth: those are what a listener confuses in noise.
"""

import json
import re

import numpy as np

from ...runtime.requests import VoiceRequest
from ...runtime.speech import Speech
from ...runtime.voice.synthesis import synthesise
from ...runtime.weights import weight_path
from ..data.recipe import LANGUAGE_OF_PREFIX

_WRITTEN = re.compile("[a-z]{3,11}")
_OF_INTEREST = frozenset("pbmfvθð")


def line(voice: str, generator: np.random.Generator) -> Speech:
    """Seven to twelve random English words, said by ``voice``."""
    of_interest, others = _words()
    chosen = []
    for _ in range(int(generator.integers(7, 13))):
        words = of_interest if generator.random() < 0.5 else others
        chosen.append(words[generator.integers(len(words))] + ("," if generator.random() < 0.15 else ""))
    text = " ".join(chosen).rstrip(",") + "."
    speed = float(generator.uniform(0.9, 1.2))
    return synthesise(VoiceRequest(text, voice, LANGUAGE_OF_PREFIX[voice[0]], speed))


def _words() -> tuple[list[str], list[str]]:
    with weight_path("english_us").open(encoding="utf-8") as file:
        entries = json.load(file)["gold"]
    plain = {word: ipa for word, ipa in entries.items() if _WRITTEN.fullmatch(word) and isinstance(ipa, str)}
    of_interest = sorted(word for word, ipa in plain.items() if _OF_INTEREST & set(ipa))
    return of_interest, sorted(set(plain) - set(of_interest))

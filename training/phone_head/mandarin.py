# SPDX-License-Identifier: GPL-3.0-or-later
"""Sentences of random Mandarin syllables, for phones that the written sentences do not hold.

The text side does not read Mandarin yet, but the voice model speaks its phonemes (misaki's alphabet,
Apache-2.0: pinyin as IPA, tones as arrows), so the listening side can learn them from syllables that say nothing.
"""

import numpy as np

from ...runtime.speech import Phone, Speech
from ...runtime.text.spoken import SpokenWord
from ...runtime.voice import glottal_source, kokoro
from ...runtime.voice.timing import lines_of, phones_of_line
from ...runtime.voice.voices import parse_voice

# fmt: off
_FRONT = ("ʨ", "ʨʰ", "ɕ")
_OTHER = ("p", "pʰ", "m", "f", "t", "tʰ", "n", "l", "k", "kʰ", "x", "ꭧ", "ꭧʰ", "ʂ", "ɻ", "ʦ", "ʦʰ", "s", "")
_FRONT_FINALS = ("i", "ja", "je", "jau", "jou", "jɛn", "in", "jaŋ", "iŋ", "jʊŋ", "y", "ɥe", "ɥɛn", "yn")
_OTHER_FINALS = (
    "a", "ɤ", "ai", "ei", "au", "ou", "an", "ən", "aŋ", "əŋ", "u", "wo", "wai", "wei", "wan", "wən", "waŋ", "ʊŋ", "i",
)
_TONES = ("→", "↗", "↓", "↘", "")
# fmt: on


def syllables(voice: str, generator: np.random.Generator) -> Speech:
    """Eight to twenty random syllables in words of one to three, said by a Mandarin voice."""
    words = []
    for _ in range(int(generator.integers(4, 9))):
        phonemes = "".join(_syllable(generator) for _ in range(int(generator.integers(1, 4))))
        words.append(SpokenWord("", phonemes, "", "," if generator.random() < 0.12 else ""))
    (line,) = lines_of(tuple(words))
    tokens = line.tokens
    encoded = kokoro.encode(tokens, parse_voice(voice).embedding(len(tokens)), float(generator.uniform(0.85, 1.25)))
    phones: list[Phone] = phones_of_line(line, encoded.durations, 0, 0)
    return Speech(kokoro.sound(encoded), glottal_source.SAMPLE_RATE, phones=tuple(phones), tts=encoded.features)


def _syllable(generator: np.random.Generator) -> str:
    front = generator.random() < 0.35
    initials, finals = (_FRONT, _FRONT_FINALS) if front else (_OTHER, _OTHER_FINALS)
    initial = initials[generator.integers(len(initials))]
    final = finals[generator.integers(len(finals))]
    # Labials take neither ɤ nor a glide in Mandarin.
    if initial in ("p", "pʰ", "m", "f") and (final == "ɤ" or final.startswith("w")):
        final = "a"
    return initial + final + _TONES[generator.integers(len(_TONES))]

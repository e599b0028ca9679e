# SPDX-License-Identifier: GPL-3.0-or-later
"""A transcript's words as the aligner needs them: phones with stress, and how each word was written."""

from dataclasses import dataclass

from ..phones import KOKORO, KOKORO_STRESS, VOWELS, phones_in
from ..text.phonemes import phonemise


@dataclass(frozen=True)
class TranscriptWord:
    """text and punctuation as written. phones: INVENTORY symbols. stress: of each phone, 0, 1 (primary) or 2."""

    text: str
    punctuation: str
    phones: tuple[str, ...]
    stress: tuple[int, ...]


def read_transcript(text: str, language: str) -> tuple[tuple[TranscriptWord, ...], tuple[str, ...]]:
    """The words of ``text`` and the warnings of reading it. Raises InputError as ``phonemise`` does."""
    reading = phonemise(text, language)
    words = tuple(
        TranscriptWord(word.written, word.after, phones_in(word.phonemes), _stress(word.phonemes))
        for paragraph in reading.paragraphs
        for sentence in paragraph
        for word in sentence
    )
    return words, reading.warnings


def _stress(phonemes: str) -> tuple[int, ...]:
    """A mark belongs to the next vowel, wherever in the syllable it was written."""
    found: list[int] = []
    carried = 0
    for letter in phonemes:
        if letter in KOKORO_STRESS:
            carried = KOKORO_STRESS[letter]
        elif letter in KOKORO:
            vowel = KOKORO[letter] in VOWELS
            found.append(carried if vowel else 0)
            carried = 0 if vowel else carried
    return tuple(found)

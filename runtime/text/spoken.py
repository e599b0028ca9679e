# SPDX-License-Identifier: GPL-3.0-or-later
"""A sentence as the voice model reads it: words with their phonemes, punctuation as pauses."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SpokenWord:
    """One word as written, and as it is said.

    phonemes: in the symbols that Kokoro was trained on (misaki's alphabet), spaces allowed where a written
    word is said as several ("$3.50"). before, after: punctuation around it, in the same alphabet.

    Of a word that was edited: stands_for is what the text has in its place, empty for the second of several words;
    emphasis its level (``runtime.voice.prosody.EMPHASIS``), pause the seconds of silence asked for after it.
    """

    written: str
    phonemes: str
    before: str = ""
    after: str = ""
    stands_for: str | None = None
    emphasis: str = ""
    pause: float = 0.0


Sentence = tuple[SpokenWord, ...]

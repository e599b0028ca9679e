# SPDX-License-Identifier: GPL-3.0-or-later
"""A sentence as the voice model reads it: words with their phonemes, punctuation as pauses."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SpokenWord:
    """One word as written, and as it is said.

    phonemes: in the symbols that Kokoro was trained on (misaki's alphabet), spaces allowed where a written
    word is said as several ("$3.50"). before, after: punctuation around it, in the same alphabet.
    """

    written: str
    phonemes: str
    before: str = ""
    after: str = ""


Sentence = tuple[SpokenWord, ...]

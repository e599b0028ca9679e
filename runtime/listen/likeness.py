# SPDX-License-Identifier: GPL-3.0-or-later
"""Which phones may be heard for which: an aligner must forgive what a recogniser confuses."""

from functools import cache

import numpy as np

from ..arrays import Array
from ..phones import ARPABET, INVENTORY, VOWELS
from ..speech import SILENCE

# fmt: off
_FAMILIES: tuple[frozenset[str], ...] = tuple(frozenset(family.split()) for family in (
    "p b m β ɸ", "f v ʋ", "t d ɾ θ ð ʈ ɖ", "n ŋ ɲ ɳ ɴ m", "s z θ ts dz ʃ ɕ", "ʃ ʒ ʂ ʐ ɕ ʑ tʃ dʒ tʂ tɕ dʑ",
    "k ɡ q x ɣ χ ʔ",
    "ɹ r ɾ ɻ ɽ ʁ", "l ɹ w ʎ", "j i ʝ ʎ ɥ", "w u ʊ ɥ ɰ", "h ɦ x ç χ ʁ ʔ",
    "i ɪ ɨ y e j", "ɪ ə ɨ ɛ", "e ɛ eɪ æ eə", "æ a ɑ ʌ ɐ aɪ aʊ", "ɑ ɒ ɔ ʌ oʊ", "ɔ o oʊ ɔɪ əʊ ʊ",
    "u ʊ ʉ ɯ y", "ə ʌ ɐ ɜ ɚ əʊ ɤ",
    "ɚ ɹ ɜ", "ø œ y ə ɜ", "ɑ̃ ɔ̃ ɑ ɔ õ ã", "ɛ̃ œ̃ ɛ æ ã", "ã a ɐ", "ẽ e ɛ", "ĩ i", "õ o", "ũ u",
))
# fmt: on
# Shares of one phone's evidence that another has. Chosen by hand, as the families are.
_SAME_LETTER = 0.7
_SAME_FAMILY = 0.5
_BOTH_VOWELS = 0.15
_BOTH_CONSONANTS = 0.03


@cache
def likeness() -> Array:
    """(P, P) float32, 0..1: how far hearing phone q (column) speaks for phone p (row) of ``INVENTORY``."""
    matrix = np.zeros((len(INVENTORY), len(INVENTORY)), np.float32)
    for row, phone in enumerate(INVENTORY):
        for column, heard in enumerate(INVENTORY):
            matrix[row, column] = _likeness(phone, heard)
    return matrix


def _likeness(phone: str, heard: str) -> float:
    if phone == heard:
        return 1.0
    if SILENCE in (phone, heard):
        return 0.0
    if ARPABET[phone] == ARPABET[heard]:
        return _SAME_LETTER
    if any(phone in family and heard in family for family in _FAMILIES):
        return _SAME_FAMILY
    if (phone in VOWELS) != (heard in VOWELS):
        return 0.0
    return _BOTH_VOWELS if phone in VOWELS else _BOTH_CONSONANTS

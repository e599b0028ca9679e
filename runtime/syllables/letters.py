# SPDX-License-Identifier: GPL-3.0-or-later
"""Phones that were heard, in the letters of the voice model."""

from ..phones import KOKORO, KOKORO_NASAL, nasal

_OWN = {
    # The first letter of a phone in KOKORO is not always the one that the voice was trained with most.
    "dʒ": "ʤ", "tʃ": "ʧ", "ts": "ʦ", "dz": "ʣ", "tɕ": "ʨ", "dʑ": "ʥ", "tʂ": "ꭧ", "s": "s", "ə": "ə", "ɪ": "ɪ", "ɾ": "ɾ",
    "ɚ": "əɹ", "ɪə": "ɪə", "eə": "ɛə", "ʊə": "ʊə", "ɦ": "h", "ʐ": "ɻ", "ʑ": "ʒ", "ʉ": "u",
}  # fmt: skip
_ENGLISH = {"ɾ": "T", "r": "ɹ", "a": "æ", "e": "A", "o": "O"}
"""What American and British voices were trained with in the place of letters of other languages."""
_LETTERS = {phone: letter for letter, phone in reversed(KOKORO.items())} | _OWN
_NASALS = {
    nasal(oral): _LETTERS[oral] + KOKORO_NASAL for oral in reversed(("ɑ", "ɛ", "ɔ", "œ", "a", "e", "i", "o", "u"))
}


def letters_of_phone(symbol: str, language: str) -> str:
    """The letters of a phone of ``INVENTORY``; none for silence."""
    if language.startswith("en") and symbol in _ENGLISH:
        return _ENGLISH[symbol]
    return _NASALS.get(symbol) or _LETTERS.get(symbol, "")

# SPDX-License-Identifier: GPL-3.0-or-later
"""The phones of every language that we speak or hear, and how other alphabets map to them.

Symbols are IPA (International Phonetic Association, 2020 chart); affricates and diphthongs are one phone
each. The ARPAbet column (CMU Pronouncing Dictionary) names the nearest English phone, for tools that know
no other alphabet: lip-closing and lip-to-teeth phones keep their class, and no other phone gets it.
"""

from .speech import SILENCE

# fmt: off
ARPABET: dict[str, str] = {
    SILENCE: "SIL",
    # Vowels.
    "i": "IY", "ɪ": "IH", "e": "EY", "ɛ": "EH", "æ": "AE", "a": "AA", "ɑ": "AA", "ɒ": "AO", "ɐ": "AH",
    "ʌ": "AH", "ə": "AX", "ɜ": "ER", "ɚ": "ER", "ɔ": "AO", "o": "OW", "ʊ": "UH", "u": "UW",
    "y": "UW", "ø": "ER", "œ": "ER", "ɨ": "IH", "ʉ": "UW", "ɯ": "UH", "ɤ": "UH",
    # Nasal vowels.
    "ɑ̃": "AA", "ɛ̃": "AE", "ɔ̃": "AO", "œ̃": "ER", "ã": "AH", "ẽ": "EY", "ĩ": "IY", "õ": "OW", "ũ": "UW",
    # Diphthongs.
    "aɪ": "AY", "aʊ": "AW", "ɔɪ": "OY", "eɪ": "EY", "oʊ": "OW", "əʊ": "OW",
    "ɪə": "IH", "eə": "EH", "ʊə": "UH",
    # Lips together, lip to teeth.
    "p": "P", "b": "B", "m": "M", "f": "F", "v": "V",
    "ɸ": "HH", "β": "W", "ʋ": "W",
    # Tongue to teeth and ridge.
    "θ": "TH", "ð": "DH", "t": "T", "d": "D", "n": "N", "s": "S", "z": "Z", "l": "L",
    "ɹ": "R", "r": "R", "ɾ": "DX", "ts": "T", "dz": "D",
    # Behind the ridge, retroflex, palatal.
    "ʃ": "SH", "ʒ": "ZH", "tʃ": "CH", "dʒ": "JH",
    "ʂ": "SH", "ʐ": "ZH", "tʂ": "CH", "ɻ": "R", "ɽ": "DX", "ʈ": "T", "ɖ": "D", "ɳ": "N",
    "ɕ": "SH", "ʑ": "ZH", "tɕ": "CH", "dʑ": "JH",
    "c": "K", "ɟ": "G", "ɲ": "N", "ç": "HH", "ʝ": "Y", "j": "Y", "ʎ": "L", "ɥ": "Y",
    # Velar, uvular, glottal.
    "k": "K", "ɡ": "G", "ŋ": "NG", "x": "HH", "ɣ": "G", "w": "W", "ɰ": "W",
    "q": "K", "χ": "HH", "ʁ": "R", "ɴ": "NG", "h": "HH", "ɦ": "HH", "ʔ": "Q",
}
# fmt: on

INVENTORY: tuple[str, ...] = tuple(ARPABET)
"""Every symbol that a ``Phone`` may carry, silence first."""

VOWELS: frozenset[str] = frozenset(INVENTORY[1 : INVENTORY.index("p")])
DIPHTHONGS: dict[str, tuple[str, str]] = {
    "aɪ": ("a", "ɪ"),
    "aʊ": ("a", "ʊ"),
    "ɔɪ": ("ɔ", "ɪ"),
    "eɪ": ("e", "ɪ"),
    "oʊ": ("o", "ʊ"),
    "əʊ": ("ə", "ʊ"),
    "ɪə": ("ɪ", "ə"),
    "eə": ("e", "ə"),
    "ʊə": ("ʊ", "ə"),
}
"""The two targets of each diphthong."""

BILABIALS: frozenset[str] = frozenset({"p", "b", "m"})
LABIODENTALS: frozenset[str] = frozenset({"f", "v"})
OPEN_VOWELS: frozenset[str] = frozenset({"æ", "a", "ɑ", "ʌ", "ɐ", "ɔ", "ɒ", "aɪ", "aʊ", "ɛ"})
"""The vowels that must not look closed (AA AE AH AO AY AW EH of the lip-sync metrics)."""

# fmt: off
KOKORO: dict[str, str] = {
    "A": "eɪ", "I": "aɪ", "O": "oʊ", "Q": "əʊ", "W": "aʊ", "Y": "ɔɪ",
    "ʤ": "dʒ", "ʧ": "tʃ", "ʦ": "ts", "ʣ": "dz", "ʨ": "tɕ", "ʥ": "dʑ", "ꭧ": "tʂ",
    "S": "s", "T": "ɾ", "ᵊ": "ə", "ᵻ": "ɪ",
}
KOKORO |= {symbol: symbol for symbol in INVENTORY if len(symbol) == 1} | {"c": "tʃ", "ɟ": "dʒ"}
"""Kokoro's letters (misaki's alphabet, Apache-2.0) that are phones. S is a long s, T a flap. c and ɟ come from eSpeak's
Hindi alone, which writes its affricates so (Ohala, M. (1999), Hindi, Handbook of the IPA)."""

KOKORO_STRESS: dict[str, int] = {"ˈ": 1, "ˌ": 2}
KOKORO_NASAL = "\u0303"
KOKORO_MODIFIERS: frozenset[str] = frozenset("ːʰʲᵝ" + KOKORO_NASAL + "↓→↗↘")
"""Letters that change the phone before them: length, aspiration, palatalisation, compression, nasality, tone."""
# fmt: on

_NASALS: dict[str, str] = {"ɑ": "ɑ̃", "ɛ": "ɛ̃", "ɔ": "ɔ̃", "œ": "œ̃", "a": "ã", "ɐ": "ã", "e": "ẽ", "i": "ĩ", "ɪ": "ĩ"} | {
    "o": "õ",
    "u": "ũ",
    "ʊ": "ũ",
}


def nasal(symbol: str) -> str:
    """The nasal vowel of an oral one; the symbol itself where the mouth is the same and we keep no other."""
    return _NASALS.get(symbol, symbol)


def is_held(symbol: str, following: str) -> bool:
    """Whether a glottal stop is the first half of a long consonant (Japanese っ, いっぱい), made where that one is."""
    return symbol == "ʔ" and following not in VOWELS


def phones_in(phonemes: str) -> tuple[str, ...]:
    """The phones of a string in Kokoro's alphabet, stress, length and pauses left out."""
    found: list[str] = []
    for letter in phonemes:
        if letter in KOKORO:
            if found and is_held(found[-1], KOKORO[letter]):
                found.pop()
            found.append(KOKORO[letter])
        elif letter == KOKORO_NASAL and found:
            found[-1] = nasal(found[-1])
    return tuple(found)

# SPDX-License-Identifier: GPL-3.0-or-later
"""Syllables of Mandarin in the symbols that Kokoro was trained on.

The table is that of misaki/transcription.py 0.9.4 (hexgrad, Apache-2.0, after stefantaubert/pinyin-to-ipa, MIT), the
arrows of the tones that of misaki/zh.py. The voice learned the changes of tones from its training text as dictionaries
write it: they are not applied here, as they were not there.
"""

_INITIALS = {
    "b": "p", "p": "pʰ", "m": "m", "f": "f", "d": "t", "t": "tʰ", "n": "n", "l": "l", "g": "k", "k": "kʰ", "h": "x",
    "j": "ʨ", "q": "ʨʰ", "x": "ɕ", "zh": "ꭧ", "ch": "ꭧʰ", "sh": "ʂ", "r": "ɻ", "z": "ʦ", "c": "ʦʰ", "s": "s",
}  # fmt: skip
# The zero stands where the tone is written.
_FINALS = {
    "a": "a0", "ai": "ai0", "an": "a0n", "ang": "a0ŋ", "ao": "au0", "e": "ɤ0", "ei": "ei0", "en": "ə0n", "eng": "ə0ŋ",
    "i": "i0", "ia": "ja0", "ian": "jɛ0n", "iang": "ja0ŋ", "iao": "jau0", "ie": "je0", "in": "i0n", "iou": "jou0",
    "ing": "i0ŋ", "iong": "jʊ0ŋ", "ong": "ʊ0ŋ", "ou": "ou0", "u": "u0", "uei": "wei0", "ua": "wa0", "uai": "wai0",
    "uan": "wa0n", "uen": "wə0n", "uang": "wa0ŋ", "ueng": "wə0ŋ", "uo": "wo0", "o": "wo0", "ü": "y0", "üe": "ɥe0",
    "üan": "ɥɛ0n", "ün": "y0n",
}  # fmt: skip
_WHOLE = {
    "hm": "hm0", "hng": "hŋ0", "m": "m0", "n": "n0", "ng": "ŋ0", "io": "jɔ0", "ê": "ɛ0", "er": "ɚ0", "o": "ɔ0",
}  # fmt: skip
_TONES = {"1": "→", "2": "↗", "3": "↓", "4": "↘", "5": ""}


def phonemes_of(syllable: str) -> str:
    """Kokoro's symbols of one syllable with its tone as a figure ("zhong1"); empty for what is no syllable."""
    from pypinyin.contrib.tone_convert import to_finals, to_initials

    plain, tone = syllable[:-1], _TONES.get(syllable[-1:])
    if tone is None or not plain:
        return ""
    if plain in _WHOLE:
        return _WHOLE[plain].replace("0", tone)
    initial = to_initials(plain, strict=True)
    final = to_finals(plain, strict=True, v_to_u=True)
    if final not in _FINALS or (initial and initial not in _INITIALS):
        return ""
    # The vowel of zi, ci, si, zhi, chi, shi, ri.
    said = "ɨ0" if final == "i" and initial in {"z", "c", "s", "zh", "ch", "sh", "r"} else _FINALS[final]
    return _INITIALS.get(initial, "") + said.replace("0", tone)

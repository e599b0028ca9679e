# SPDX-License-Identifier: GPL-3.0-or-later
"""Katakana in the symbols that Kokoro was trained on.

The table is that of misaki/cutlet.py 0.9.4 (hexgrad, Apache-2.0, after polm/cutlet, MIT), written by rows. The symbols
carry no pitch accent: the voice has learned it from its training text alone.
"""

# kana of a row, and its five syllables.
_ROWS: tuple[tuple[str, str], ...] = (
    ("アイウエオ", "a i ɯ e o"), ("ァィゥェォ", "a i ɯ e o"), ("カキクケコ", "ka kʲi kɯ ke ko"),
    ("ガギグゲゴ", "ɡa ɡʲi ɡɯ ɡe ɡo"), ("サシスセソ", "sa ɕi sɨ se so"), ("ザジズゼゾ", "ʣa ʥi zɨ ʣe ʣo"),
    ("タチツテト", "ta ʨi ʦɨ te to"), ("ダヂヅデド", "da ʥi zɨ de do"), ("ナニヌネノ", "na ɲi nɯ ne no"),
    ("ハヒフヘホ", "ha çi ɸɯ he ho"), ("バビブベボ", "ba bʲi bɯ be bo"), ("パピプペポ", "pa pʲi pɯ pe po"),
    ("マミムメモ", "ma mʲi mɯ me mo"), ("ラリルレロ", "ɾa ɾʲi ɾɯ ɾe ɾo"), ("ヤユヨワヲ", "ja jɯ jo βa o"),
    ("ャュョヮヴ", "ja jɯ jo βa vɯ"), ("ヷヸヹヺヰ", "va vʲi ve vo i"), ("ヱヵヶ", "e ka ke"),
)  # fmt: skip
# A kana with a small one after it: the consonant, and the small kana it takes.
_WITH_SMALL: tuple[tuple[str, str, str], ...] = (
    ("キ", "kʲ", "ェャュョ"), ("ギ", "ɡʲ", "ェャュョ"), ("ク", "kᵝ", "ァィェォヮ"), ("グ", "ɡᵝ", "ァィェォヮ"),
    ("シ", "ɕ", "ェャュョ"), ("ジ", "ʥ", "ェャュョ"), ("チ", "ʨ", "ェャュョ"), ("ヂ", "ʥ", "ェャュョ"),
    ("ニ", "ɲ", "ェャュョ"), ("ヒ", "ç", "ェャュョ"), ("ビ", "bʲ", "ェャュョ"), ("ピ", "pʲ", "ェャュョ"),
    ("ミ", "mʲ", "ェャュョ"), ("リ", "ɾʲ", "ェャュョ"), ("ウ", "β", "ィェォ"), ("イ", "j", "ェ"), ("ツ", "ʦ", "ァェォ"),
    ("テ", "tʲ", "ィュ"), ("デ", "dʲ", "ィュ"), ("ト", "t", "ゥ"), ("ド", "d", "ゥ"), ("フ", "ɸ", "ァェォ"),
    ("フ", "ɸʲ", "ィュョ"), ("ヴ", "v", "ァェォ"), ("ヴ", "vʲ", "ィ"), ("ヴ", "bʲ", "ュョ"), ("ツ", "ʦʲ", "ィ"),
)  # fmt: skip
_SMALL = {"ァ": "a", "ィ": "i", "ゥ": "ɯ", "ェ": "e", "ォ": "o", "ャ": "a", "ュ": "ɨ", "ョ": "o", "ヮ": "a"}

SYLLABLES: dict[str, str] = {
    kana: said for letters, row in _ROWS for kana, said in zip(letters, row.split(), strict=True)
} | {kana + small: consonant + _SMALL[small] for kana, consonant, smalls in _WITH_SMALL for small in smalls}
_ASSIMILATED = (("mpb", "m"), ("kɡ", "ŋ"), ("ɲʨʥ", "ɲ"), ("ntdɾz", "n"))


def phonemes_of(kana: str) -> str:
    """Kokoro's symbols of katakana: "ー" lengthens, "ッ" is a stop in the throat, "ン" follows what comes next."""
    letters = _split(kana)
    said = ""
    for index, letter in enumerate(letters):
        following = SYLLABLES.get(letters[index + 1], "") if index + 1 < len(letters) else ""
        if letter == "ー":
            said += "ː" if said and not said.endswith("ː") else ""
        elif letter == "ッ":
            said += "ʔ" if following else ""
        elif letter == "ン":
            said += next((nasal for begins, nasal in _ASSIMILATED if following[:1] and following[0] in begins), "ɴ")
        else:
            said += SYLLABLES.get(letter, "")
    return said


def _split(kana: str) -> list[str]:
    letters: list[str] = []
    for letter in kana:
        if letters and letters[-1] + letter in SYLLABLES:
            letters[-1] += letter
        else:
            letters.append(letter)
    return letters

# SPDX-License-Identifier: GPL-3.0-or-later
"""Written text taken apart: what can be said at all, paragraphs, sentences, words and their punctuation."""

import re
import unicodedata
from dataclasses import dataclass

PAUSES = frozenset(";:,.!?—…")
"""Marks that the voice model reads as a pause or a melody."""

_SAME_MARKS = str.maketrans(
    {"。": ".", "，": ",", "、": ",", "！": "!", "？": "?", "；": ";", "：": ":", "।": "."}
    | {
        "–": "—",
        "―": "—",
        "«": "“",
        "»": "”",
        "„": "“",
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "¡": "",
        "¿": "",
        "\u00a0": " ",
        "\u00ad": "",
    }
)
_UNSAYABLE_CATEGORIES = {"Cc", "Cs", "Co", "Cn", "So", "Sk"}
_SAID_SYMBOLS = frozenset("°")
_STOPS = re.compile(r"(?<=[.!?…])[\"”')\]]*\s+(?=[\"“'(\[]*[^\Wa-z_])|(?<=[。！？।])")
_TITLES = r"dr|mr|mrs|ms|prof|st|jr|sr|rev|capt|lt|sgt|gen|gov|sen|vs|e\.g|i\.e|mt"
_NO_STOP = re.compile(rf"(?:^|\s)(?:[A-Z]|(?i:{_TITLES}))\.$")
_NUMBERED = re.compile(r"(?:^|\s)(?i:no|nos|fig|vol)\.$")
_SPOKEN_SIGNS = frozenset({"&", "+", "=", "%", "@", "#"})


@dataclass(frozen=True)
class WrittenWord:
    """text: the word. before, after: punctuation around it, marks that mean the same already joined."""

    text: str
    before: str
    after: str


def clean(text: str) -> tuple[str, tuple[str, ...]]:
    """Text that can be read, and a warning for what was left out (emoji, control characters, half surrogates)."""
    kept: list[str] = []
    left_out: dict[str, None] = {}
    for character in unicodedata.normalize("NFC", text):
        category = unicodedata.category(character)
        if character in "\n\t\r":
            kept.append(character)
        elif category in _UNSAYABLE_CATEGORIES and character not in _SAID_SYMBOLS:
            left_out[character] = None
            kept.append(" ")
        elif category == "Cf" or "\ufe00" <= character <= "\ufe0f":
            continue  # joiners and variation selectors: nothing to say, nothing lost
        else:
            kept.append(character)
    cleaned = "".join(kept).translate(_SAME_MARKS)
    return cleaned, tuple(f"{_shown(character)} cannot be said and was left out" for character in left_out)


def _shown(character: str) -> str:
    name = unicodedata.name(character, "")
    code = f"U+{ord(character):04X}"
    return f"{character} ({name.lower()})" if name and character.isprintable() else f"character {code}"


def paragraphs(text: str) -> list[list[str]]:
    """Sentences, paragraph by paragraph; a blank line ends a paragraph."""
    blocks = [" ".join(block.split()) for block in re.split(r"\n\s*\n", text)]
    return [sentences(block) for block in blocks if block]


def sentences(text: str) -> list[str]:
    """Sentences of one paragraph; "Dr. Smith" and initials do not end one."""
    found: list[str] = []
    start = 0
    for stop in _STOPS.finditer(text):
        before = text[start : stop.start()].rstrip("\"”')]")
        if _NO_STOP.search(before) or (_NUMBERED.search(before) and text[stop.end() : stop.end() + 1].isdigit()):
            continue
        found.append(text[start : stop.end()].strip())
        start = stop.end()
    found.append(text[start:].strip())
    return [sentence for sentence in found if sentence]


def _without_punctuation(token: str) -> tuple[str, str, str]:
    """What stands before the word, the word, what stands after it; signs that are said belong to the word."""
    if token in _SPOKEN_SIGNS:
        return "", token, ""
    start = next((i for i, character in enumerate(token) if _is_said(character, "$£€¥₹#+@°&=-")), len(token))
    end = next((i for i in range(len(token), start, -1) if _is_said(token[i - 1], "%°$£€")), start)
    return token[:start], token[start:end], token[end:]


def _is_said(character: str, signs: str) -> bool:
    return character in signs or unicodedata.category(character)[0] in "LMN"


def words(sentence: str) -> list[WrittenWord]:
    """Words with the punctuation around them. A lone mark joins the word before it (or the next, at the start)."""
    found: list[WrittenWord] = []
    waiting = ""
    for token in re.sub(r"—|--+", " — ", sentence).split():
        before, text, after = _without_punctuation(token)
        if not text:
            if found:
                last = found[-1]
                found[-1] = WrittenWord(last.text, last.before, last.after + before + after)
            else:
                waiting += before + after
            continue
        if after.startswith(".") and re.fullmatch(r"(?:[^\W\d_]\.)*[^\W\d_]", text) and "." in text:
            text, after = text + ".", after[1:]  # p.m., e.g.
        found.append(WrittenWord(text, waiting + before, after))
        waiting = ""
    return found

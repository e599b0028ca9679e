# SPDX-License-Identifier: GPL-3.0-or-later
"""Written text taken apart: what can be said at all, paragraphs, sentences, words and their punctuation."""

import re
import unicodedata
from dataclasses import dataclass, replace

PAUSES = frozenset(";:,.!?—…")
"""Marks that the voice model reads as a pause or a melody."""

_SAME_MARKS = str.maketrans(
    {
        "。": ".",
        "．": ".",
        "｡": ".",
        "，": ",",
        "、": ",",
        "､": ",",
        "！": "!",
        "？": "?",
        "；": ";",
        "：": ":",
        "।": ".",
    }
    | {"（": "(", "）": ")", "「": "“", "」": "”", "『": "“", "』": "”", "《": "“", "》": "”", "〈": "“", "〉": "”"}
    | {"【": "“", "】": "”", "・": " ", "\u3000": " "}
    | {
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
_SAID_SYMBOLS = frozenset("°¢₹→½¼¾⅓⅔⅛²³")
# A full stop of East Asian writing has no space after it; a bracket that closes stays with its sentence.
_UNSPACED_STOP = re.compile(r"([。！？｡।]+[」』”’）》】]*)(?!\s|$)")
_PHONEMES = re.compile(r"(\]\(/[^/\n]*/\))")
_MARKUP = re.compile(r"</?[A-Za-z][^<>]{0,200}>")
_STOPS = re.compile(r"(?<=[.!?…])[\"”')\]]*\s+(?=[\"“'(\[]*[^\Wa-z_])")
_TITLES = r"dr|mr|mrs|ms|prof|st|rev|capt|lt|sgt|gen|gov|sen|vs|e\.g|i\.e|mt|sr|sra|srta|dra|mme|mlle|sig|dott"
_ENDS_ALSO = re.compile(r"(?:^|\s)[A-Z]\w+ (?:St|Dr|Jr|Sr)\.$")
_STARTERS = frozenset(
    {"it", "it's", "he", "she", "they", "we", "you", "i", "this", "that", "these", "those", "then", "there", "but"}
    | {"and", "so", "when", "if", "the", "a", "an", "in", "on", "at", "his", "her", "my", "our", "what", "why", "how"}
)
_NO_STOP = re.compile(rf"(?:^|\s)(?:[A-Z]|(?i:{_TITLES}))\.$")
_NUMBERED = re.compile(r"(?:^|\s)(?i:no|nos|fig|vol|p|pp|ch|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|approx)\.$")
_SPOKEN_SIGNS = frozenset("&+=%@#<>×÷→*")
# [word](/phonemes/), as misaki writes it.
_TOKEN = re.compile(r"[^\s\[]*\[[^\]\n]+\]\(/[^/\n]*/\)\S*|\S+")
_WITH_PHONEMES = re.compile(r"([^\[]*)\[([^\]]+)\]\((/[^/]*/)\)(.*)")


@dataclass(frozen=True)
class WrittenWord:
    """text: the word. before, after: punctuation around it, marks that mean the same already joined.

    phonemes: how it is said, where the writer or the lexicon says so. said: other words to say for it.
    """

    text: str
    before: str
    after: str
    phonemes: str = ""
    said: str = ""


def clean(text: str) -> tuple[str, tuple[str, ...]]:
    """Text that can be read, and a warning for what was left out (emoji, control characters, half surrogates)."""
    left_out: dict[str, None] = {}
    pieces = _PHONEMES.split(unicodedata.normalize("NFC", text))
    # Phonemes that are written into the text stay as they are: tones are arrows.
    pieces[::2] = [_without_unsayable(piece, left_out) for piece in pieces[::2]]
    cleaned, tags = _MARKUP.subn(" ", "".join(pieces))
    warnings = [f"{_shown(character)} cannot be said and was left out" for character in left_out]
    return cleaned, (*warnings, *(["markup between < and > was left out"] if tags else []))


def _without_unsayable(text: str, left_out: dict[str, None]) -> str:
    kept: list[str] = []
    for character in text:
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
    return _UNSPACED_STOP.sub(r"\1 ", "".join(kept)).translate(_SAME_MARKS)


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
        first = re.match(r"[\w']*", text[stop.end() :])
        new_sentence = _ENDS_ALSO.search(before) and first and first[0].lower() in _STARTERS
        if (_NO_STOP.search(before) and not new_sentence) or (
            _NUMBERED.search(before) and text[stop.end() : stop.end() + 1].isdigit()
        ):
            continue
        found.append(text[start : stop.end()].strip())
        start = stop.end()
    found.append(text[start:].strip())
    return [sentence for sentence in found if sentence]


def _without_punctuation(token: str) -> tuple[str, str, str]:
    """What stands before the word, the word, what stands after it; signs that are said belong to the word."""
    if token in _SPOKEN_SIGNS:
        return "", token, ""
    start = next((i for i, character in enumerate(token) if _is_said(character, "$£€¥₹#+@°&=-−½¼¾")), len(token))
    end = next((i for i in range(len(token), start, -1) if _is_said(token[i - 1], "%°$£€¢²³½¼¾⅓⅔⅛")), start)
    return token[:start], token[start:end], token[end:]


def _is_said(character: str, signs: str) -> bool:
    return character in signs or unicodedata.category(character)[0] in "LMN"


def words(sentence: str) -> list[WrittenWord]:
    """Words with the punctuation around them. A lone mark joins the word before it (or the next, at the start)."""
    found: list[WrittenWord] = []
    waiting = ""
    for token in _TOKEN.findall(re.sub(r"—|--+|(?<=\s)–(?=\s)", " — ", sentence)):
        word = _word(token)
        if word.text:
            found.append(replace(word, before=waiting + word.before))
            waiting = ""
        elif found:
            found[-1] = replace(found[-1], after=found[-1].after + word.before + word.after)
        else:
            waiting += word.before + word.after
    return found


def _word(token: str) -> WrittenWord:
    marked = _WITH_PHONEMES.fullmatch(token)
    if marked:
        return WrittenWord(marked[2], marked[1], marked[4], marked[3])
    before, text, after = _without_punctuation(token)
    dotted = re.fullmatch(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]", text)
    if dotted and after.startswith("."):
        return WrittenWord(text + ".", before, after[1:])  # p.m., Ph.D.
    return WrittenWord(text, before, after)

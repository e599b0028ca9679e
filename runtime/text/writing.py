# SPDX-License-Identifier: GPL-3.0-or-later
"""Written text taken apart: what can be said at all, paragraphs, sentences, words and their punctuation."""

import itertools
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..limits import COMBINING_MARKS, SENTENCE_CHARACTERS

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
    | {"℃": "°C", "℉": "°F", "№": "No.", "⁄": "/"}
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
_OTHER_SHAPES = ("<font>", "<wide>")
"""Letters and figures of mathematics and of full width are said as the plain ones."""
# Whatever is neither a letter, a figure, a space nor in ASCII: marks, and signs that are no marks.
_MANY_MARKS = re.compile(rf"[^\w\s\x00-\x7f]{{{COMBINING_MARKS + 1},}}")
_SAID_SYMBOLS = frozenset("°¢₹→^½¼¾⅓⅔⅛²³℃℉№")
# A full stop of East Asian writing has no space after it; a bracket that closes stays with its sentence.
_UNSPACED_STOP = re.compile(r"([。！？｡।]+[」』”’）》】]*)(?!\s|$)")
PHONEMES = re.compile(r"(\]\(/[^/\n]*/\))")
"""Phonemes that are written into a text: [word](/phonemes/)."""
_MARKUP = re.compile(r"</?[A-Za-z][^<>]{0,200}>")
_BLANK_LINE = re.compile(r"\n\s*\n")
_STOPS = re.compile(r"(?<=[.!?…])[\"”')\]]*\s+(?=[\"“'(\[]*[^\Wa-z_])")
_TITLES = (
    r"dr|mr|mrs|ms|prof|st|rev|capt|lt|sgt|gen|gov|sen|vs|e\.g|i\.e|mt|ste|hon|sr|sra|srta|dra|mme|mlle|sig|dott|ee"
    r"|डॉ|श्री"
)
_ENDS_ALSO = re.compile(r"(?:^|\s)[A-Z]\w+ (?:St|Dr|Jr|Sr)\.$")
_STARTERS = frozenset(
    {"it", "it's", "he", "she", "they", "we", "you", "i", "this", "that", "these", "those", "then", "there", "but"}
    | {"and", "so", "when", "if", "the", "a", "an", "in", "on", "at", "his", "her", "my", "our", "what", "why", "how"}
)
_NO_STOP = re.compile(rf"(?:^|\s)(?:[A-Z]|(?i:{_TITLES})|(?<!\d )Ft)\.$")
_NUMBERED = re.compile(
    r"(?:^|\s|\d)(?i:no|nos|fig|vol|p|pp|ch|ca|apt|rte|hrs?|mins?|secs?|lbs?|oz|approx|mon|tues?|wed|thu|thurs|fri|sat|sun"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.$"
)
_FIRST_WORD = re.compile(r"[\w']*")
_SEARCHED_BEFORE_STOP = 200
"""Characters before a full stop in which the word that it may belong to is looked for. Chosen by hand."""
_CLAUSE_END = re.compile(r"(?<=[,;:…])(?!\d)|(?<=—)")
_SPOKEN_SIGNS = frozenset("&+=%@#<>×÷→*∞≈≠≤≥±√")
# Names whose signs are said: C++, C#.
_PROGRAMMED = re.compile(r"[A-Za-z](?:\+\+|#)(?!\w)")
# [word](/phonemes/), as misaki writes it.
_TOKEN = re.compile(r"[^\s\[]*\[[^\[\]\n]+\]\(/[^/\n]*/\)\S*|\S+")
_MARKED_WORD = re.compile(r"\[([^\[\]\n]+)\]\((/[^/\n]*/)\)")
_WITH_PHONEMES = re.compile(r"([^\[]*)\[([^\[\]]+)\]\((/[^/]*/)\)(.*)")


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
    sayable = _Sayable()
    # To put marks in order takes a time that grows with the square of their number on one letter.
    text = _MANY_MARKS.sub(lambda run: _without_many_marks(run[0]), text)
    pieces = PHONEMES.split(unicodedata.normalize("NFC", text))
    # Phonemes that are written into the text stay as they are: tones are arrows.
    pieces[::2] = [_UNSPACED_STOP.sub(r"\1 ", piece.translate(sayable)).translate(_SAME_MARKS) for piece in pieces[::2]]
    cleaned, tags = _MARKUP.subn(" ", "".join(pieces))
    warnings = [f"{_shown(character)} cannot be said and was left out" for character in sayable.left_out]
    return cleaned, (*warnings, *(["markup between < and > was left out"] if tags else []))


def marked_words(text: str) -> list[tuple[str, str]]:
    """Each word that the writer gives phonemes for, and these between slashes."""
    return _MARKED_WORD.findall(text)


def _without_many_marks(run: str) -> str:
    kept = []
    marks = 0
    for character in run:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= COMBINING_MARKS:
            kept.append(character)
    return "".join(kept)


class _Sayable(dict[int, str | None]):
    """What stays of each character, asked for by ``str.translate``. left_out: those that cannot be said."""

    def __init__(self) -> None:
        super().__init__()
        self.left_out: dict[str, None] = {}

    def __missing__(self, code: int) -> str | None:
        character = chr(code)
        category = unicodedata.category(character)
        stays: str | None = character
        if unicodedata.decomposition(character).startswith(_OTHER_SHAPES) and category[0] in "LN":
            stays = unicodedata.normalize("NFKC", character)
        elif category == "Cf" or "\ufe00" <= character <= "\ufe0f":
            stays = None  # joiners and variation selectors: nothing to say, nothing lost
        elif character not in "\n\t\r" and category in _UNSAYABLE_CATEGORIES and character not in _SAID_SYMBOLS:
            self.left_out[character] = None
            stays = " "
        self[code] = stays
        return stays


def _shown(character: str) -> str:
    name = unicodedata.name(character, "")
    code = f"U+{ord(character):04X}"
    return f"{character} ({name.lower()})" if name and character.isprintable() else f"character {code}"


def paragraphs(text: str) -> Iterator[Iterator[str]]:
    """Sentences, paragraph by paragraph, each found when it is asked for; a blank line ends a paragraph."""
    start = 0
    for blank in _BLANK_LINE.finditer(text):
        yield from _paragraph(text[start : blank.start()])
        start = blank.end()
    yield from _paragraph(text[start:])


def _paragraph(block: str) -> Iterator[Iterator[str]]:
    joined = " ".join(block.split())
    if joined:
        yield sentences(joined)


def sentences(text: str) -> Iterator[str]:
    """Sentences of one paragraph; "Dr. Smith" and initials do not end one.

    One of more than 2,000 characters is parted at its clauses: whoever speaks two minutes without a full stop takes a
    breath at a comma.
    """
    start = 0
    for stop in _STOPS.finditer(text):
        # A long text of initials is one sentence: what stands far before its end says nothing of its end.
        before = text[max(start, stop.start() - _SEARCHED_BEFORE_STOP) : stop.start()].rstrip("\"”')]")
        first = _FIRST_WORD.match(text, stop.end())
        new_sentence = _ENDS_ALSO.search(before) and first and first[0].lower() in _STARTERS
        if (_NO_STOP.search(before) and not new_sentence) or (
            _NUMBERED.search(before) and text[stop.end() : stop.end() + 1].isdigit()
        ):
            continue
        yield from _parted(text[start : stop.end()].strip())
        start = stop.end()
    yield from _parted(text[start:].strip())


def _parted(sentence: str) -> Iterator[str]:
    """A sentence in parts of at most 2,000 characters: to the last end of a clause, else of a word, that fits."""
    while len(sentence) > SENTENCE_CHARACTERS:
        ends = (token.end() for token in _TOKEN.finditer(sentence))
        tokens = list(itertools.takewhile(lambda end: end <= SENTENCE_CHARACTERS, ends))
        clauses = [end for end in tokens if _CLAUSE_END.match(sentence, end)]
        unspaced = [place.start() for place in _CLAUSE_END.finditer(sentence, 1, SENTENCE_CHARACTERS)]
        cut = (clauses or tokens or unspaced or [SENTENCE_CHARACTERS])[-1]
        yield sentence[:cut].strip()
        sentence = sentence[cut:].strip()
    if sentence:
        yield sentence


def _without_punctuation(token: str) -> tuple[str, str, str]:
    """What stands before the word, the word, what stands after it; signs that are said belong to the word."""
    if token in _SPOKEN_SIGNS:
        return "", token, ""
    start = next((i for i, character in enumerate(token) if _is_said(character, "$£€¥₹#+@°&=-−½¼¾~±≈√∞")), len(token))
    if re.search(r"(?<!\.)\.$", token[:start]) and token[start:][:1].isdigit():
        start -= 1  # .5
    end = next((i for i in range(len(token), start, -1) if _is_said(token[i - 1], "%°$£€¢²³½¼¾⅓⅔⅛∞")), start)
    named = _PROGRAMMED.match(token, start)
    end = named.end() if named else end
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

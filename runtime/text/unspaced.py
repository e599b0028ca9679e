# SPDX-License-Identifier: GPL-3.0-or-later
"""Sentences of Mandarin and Japanese, written without spaces, taken apart into words."""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace

from .writing import WrittenWord

_MARKED = r"(?P<marked>\[[^\[\]\n]+\]\(/[^/\n]*/\))"
# Before figures, of which some have any.
_ADDRESS = (
    r"(?P<address>(?:https?://|www\.)[!-~]*[A-Za-z0-9/]"
    r"|[A-Za-z0-9.+_-]+@[A-Za-z0-9-]+(?:\.[A-Za-z]+)+|[A-Za-z](?:\+\+|#))"
)
_LATIN = r"(?P<latin>[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ'’.&+-]*[A-Za-zÀ-ɏ0-9]|[A-Za-zÀ-ɏ])"
_OPENING = frozenset("(“\"'[")


@dataclass(frozen=True)
class Script:
    """letters: the own script, as a class of characters. figures, say_figures: what is read as a number, and how it is
    said. part: words of a run of the own script, each with how it is said ("" where it is said as it is written)."""

    letters: str
    figures: re.Pattern[str]
    say_figures: Callable[[re.Match[str]], str]
    part: Callable[[str], list[tuple[str, str]]]


def words_without_spaces(sentence: str, script: Script, names: Collection[str]) -> list[WrittenWord]:
    """Words with the punctuation around them; names (the user's lexicon) are kept whole."""
    found: list[WrittenWord] = []
    waiting = ""
    for word in _pieces(sentence, script, names):
        if word.text:
            found.append(replace(word, before=waiting))
            waiting = ""
            continue
        for mark in word.after:
            if mark in _OPENING and not (mark in "\"'" and waiting == "" and found and not found[-1].after):
                waiting += mark
            elif found and not waiting:
                found[-1] = replace(found[-1], after=found[-1].after + mark)
            else:
                waiting += mark
    if waiting and found:
        found[-1] = replace(found[-1], after=found[-1].after + waiting)
    return found


def _pieces(sentence: str, script: Script, names: Collection[str]) -> Iterator[WrittenWord]:
    """Words, and between them punctuation as words without text."""
    # A lexicon may have 200,000 words, of which a sentence has a few.
    pattern = _pattern(script, [name for name in names if name in sentence])
    place = 0
    while place < len(sentence):
        match = pattern.match(sentence, place)
        if match is None:
            if not sentence[place].isspace():
                yield WrittenWord("", "", sentence[place])
            place += 1
            continue
        yield from _words(match, script)
        place = match.end()


def _words(match: re.Match[str], script: Script) -> Iterator[WrittenWord]:
    kind, text = match.lastgroup, match[0]
    if kind == "marked":
        word, phonemes = text[1:-1].split("](", 1)
        yield WrittenWord(word, "", "", phonemes)
    elif kind == "run":
        for written, said in script.part(text):
            yield WrittenWord(written, "", "", said=said)
    elif kind == "figures":
        figures = script.figures.match(match.string, match.start())  # again, for its own groups
        yield WrittenWord(text, "", "", said=script.say_figures(figures) if figures else "")
    else:
        yield WrittenWord(text, "", "")


def _pattern(script: Script, names: Collection[str]) -> re.Pattern[str]:
    """Marked words, the lexicon's, figures, Latin words, runs of the own script that stop before a lexicon's word, and
    runs of any other script."""
    listed = "|".join(map(re.escape, sorted(names, key=lambda name: (-len(name), name))))
    groups = [_MARKED]
    if listed:
        groups.append(f"(?P<name>{listed})")
    # A group around the figures' own groups closes last, so it is the one that ``lastgroup`` names.
    groups += [_ADDRESS, f"(?P<figures>{script.figures.pattern})", _LATIN]
    groups.append(rf"(?P<run>(?:(?!{listed}){script.letters})+)" if listed else f"(?P<run>{script.letters}+)")
    groups.append(rf"(?P<other>(?:(?!{script.letters})[^\W\d_A-Za-zÀ-ɏ])+)")
    return re.compile("|".join(groups))

# SPDX-License-Identifier: GPL-3.0-or-later
"""The dialogue of a screenplay in Fountain (fountain.io/syntax).

A reader of our own: of those that are published for Python (2026) most set pages and keep no numbers of lines, and
fountain-py, which keeps them, is some months old. All that is wanted here is who says what, how, and where it stands.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from .decoding import script_text
from .line import BadRow, Row

_BONEYARD = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_NOTE = re.compile(r"\[\[.*?(?:\]\]|(?=\n\n)|\Z)", re.DOTALL)
_TITLE_KEY = re.compile(r"[^\W\d_][\w ]{0,30}:")
_SCENE = re.compile(r"(?:INT|EXT|EST|INT\./EXT|INT/EXT|I/E)[. ]", re.IGNORECASE)
_EXTENSION = re.compile(r"\s*\(([^()]*)\)")
_EMPHASIS = re.compile(r"(?<!\\)(\*{1,3}|_)(?=\S)(.{1,500}?)(?<=\S)(?<!\\)\1")
_ESCAPED = re.compile(r"\\([*_\\])")
_LONGEST_NAME = 80
_LONGEST_NAME_LINE = 200
"""Characters of a character's name, and of the line that has it with what stands in brackets. Chosen by hand."""


@dataclass
class _Speech:
    """What one character says between two parentheticals."""

    row: int
    direction: str = ""
    words: list[str] = field(default_factory=list)


def screenplay_rows(path: Path) -> tuple[list[Row | BadRow], tuple[str, ...]]:
    """Each speech, parted where a parenthetical stands within it, numbered as its first line is. Raises InputError."""
    text, notes = script_text(path)
    return list(_rows(_plain(text).split("\n"))), notes


def _plain(text: str) -> str:
    """Without boneyard, notes and title page, whose lines stay as empty ones so that numbers hold."""
    for gone in (_BONEYARD, _NOTE):
        text = gone.sub(lambda found: "\n" * found[0].count("\n"), text)
    lines = text.split("\n")
    if _TITLE_KEY.match(lines[0]):
        end = next((number for number, line in enumerate(lines) if not line.strip()), len(lines))
        lines[:end] = [""] * end
    return "\n".join(lines)


def _rows(lines: list[str]) -> Iterator[Row | BadRow]:
    scene, number = "", 0
    while number < len(lines):
        line = lines[number].strip()
        before_is_empty = number == 0 or not lines[number - 1].strip()
        if before_is_empty and _is_scene(line):
            scene = line.lstrip(".").strip()
        elif before_is_empty and _is_name(line) and number + 1 < len(lines) and lines[number + 1].strip():
            end = _end_of_dialogue(lines, number + 1)
            yield from _speeches(line, lines, number + 1, end, scene)
            number = end
            continue
        number += 1


def _is_scene(line: str) -> bool:
    return bool(_SCENE.match(line)) or (line.startswith(".") and not line.startswith(".."))


def _is_name(line: str) -> bool:
    if len(line) > _LONGEST_NAME_LINE:
        return False
    if line.startswith("@"):
        return len(line) > 1
    name = _EXTENSION.sub("", line).rstrip("^ ")
    if not name or len(name) > _LONGEST_NAME or name[0] in "!>~#=." or name.endswith("TO:"):
        return False
    return name == name.upper() and any(letter.isalpha() and letter.isupper() for letter in name)


def _end_of_dialogue(lines: list[str], first: int) -> int:
    """The first line after ``first`` that ends it: an empty one, where two spaces make it a pause in the speech."""
    end = first
    while end < len(lines) and (lines[end].strip() or lines[end] == "  "):
        end += 1
    return end


def _speeches(name: str, lines: list[str], first: int, end: int, scene: str) -> Iterator[Row | BadRow]:
    extension = ", ".join(each[1].strip() for each in _EXTENSION.finditer(name))
    character = _EXTENSION.sub("", name).lstrip("@").rstrip("^ ").strip()
    speech, inside = _Speech(first + 1), False
    found = [speech]
    for number in range(first, end):
        line = lines[number].strip()
        if inside or line.startswith("("):
            if not inside:
                speech = _Speech(number + 1)
                found.append(speech)
            speech.direction = f"{speech.direction} {line}".strip()
            inside = not line.endswith(")")
        elif line:
            speech.row = speech.row if speech.words else number + 1
            speech.words.append(line.lstrip("~").strip())
    for each in found:
        if each.words:
            cells = {"character": character, "text": _unemphasised(" ".join(each.words))}
            cells |= {"direction": each.direction.strip("() "), "scene": scene, "extension": extension}
            yield Row(each.row, {word: said for word, said in cells.items() if said})
    if inside:
        reason = f"holds a parenthesis of {character} that is not closed, and nothing after it is said"
        yield BadRow(speech.row, "", "", reason, "Close it on the line on which it ends")


def _unemphasised(text: str) -> str:
    for _ in range(3):
        text = _EMPHASIS.sub(r"\2", text)
    return _ESCAPED.sub(r"\1", text)

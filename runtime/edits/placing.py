# SPDX-License-Identifier: GPL-3.0-or-later
"""Edits find their words again in another performance: by the alignment of both texts, else by the word's own text."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from .edit import Edit, Edits, Hold, Place

GONE = "its word is not said here"
NO_PHONE = "the word has no such phone now"
_ALIGNED_WORDS = 4_000
"""Beyond as many that differ, words are found by their own text: the alignment takes a time that grows with the square
of their number. Chosen by hand."""


@dataclass(frozen=True)
class Placed:
    """edits: of ``Edits``, in their order, those that found their word with the place that it has now. found: whether
    each did."""

    edits: tuple[Edit, ...]
    found: tuple[bool, ...]

    @property
    def here(self) -> tuple[Edit, ...]:
        """Those that can be honoured."""
        return tuple(edit for edit, found in zip(self.edits, self.found, strict=True) if found)

    @property
    def lost(self) -> tuple[Edit, ...]:
        """Those whose word is gone."""
        return tuple(edit for edit, found in zip(self.edits, self.found, strict=True) if not found)


def place(edits: Edits, words: Sequence[str]) -> Placed:
    """The edits in a performance that says ``words``, before any edit."""
    finder = _Finder(edits.words, words)
    placed, found = [], []
    for edit in edits.edits:
        at = finder.placed(edit.at)
        moved = None if at is None else replace(edit, at=at)
        if isinstance(moved, Hold) and moved.until is not None:
            until = finder.placed(moved.until)
            moved = None if until is None else replace(moved, until=until)
        placed.append(edit if moved is None else moved)
        found.append(moved is not None)
    return Placed(tuple(placed), tuple(found))


def place_of(words: Sequence[str], number: int, phone: int | None = None, ipa: str = "") -> Place:
    """The place of a word, or of a phone in it."""
    wanted = as_compared(words[number])
    occurrence = sum(as_compared(word) == wanted for word in words[: number + 1])
    return Place(number, words[number], occurrence, phone, ipa)


def phone_number(symbols: Sequence[str], at: Place) -> int | None:
    """Which of a word's phones is meant: the one of that number where it is the same phone, else the nearest that is;
    None where there is none."""
    assert at.phone is not None
    if not at.ipa:
        return at.phone if at.phone < len(symbols) else None
    alike = [number for number, symbol in enumerate(symbols) if symbol == at.ipa]
    wanted = at.phone
    return min(alike, key=lambda number: abs(number - wanted), default=None)


def as_compared(word: str) -> str:
    """Words count as the same whatever their case and the marks around them."""
    folded = unicodedata.normalize("NFKC", word).casefold()
    letters = "".join(each for each in folded if unicodedata.category(each)[0] in "LMN")
    return letters or folded


class _Finder:
    """The words of two performances side by side."""

    def __init__(self, old: Sequence[str], new: Sequence[str]) -> None:
        self._words = new
        self._old, self._new = ([as_compared(word) for word in words] for words in (old, new))
        self._moved = _aligned(self._old, self._new)
        self._taken = set(self._moved.values())
        self._where: dict[str, list[int]] = {}
        for number, word in enumerate(self._new):
            self._where.setdefault(word, []).append(number)

    def placed(self, at: Place) -> Place | None:
        number = self._number(at)
        return None if number is None else place_of(self._words, number, at.phone, at.ipa)

    def _number(self, at: Place) -> int | None:
        wanted = as_compared(at.text) if at.text else None
        known = at.word is not None and at.word < len(self._old) and wanted in (None, self._old[at.word])
        if known and at.word in self._moved:
            return self._moved[at.word]
        if wanted is None:
            plain = not self._old and at.word is not None and at.word < len(self._new)
            return at.word if plain else None
        places = self._where.get(wanted, [])
        if known:
            # The alignment gave those away to others.
            places = [number for number in places if number not in self._taken]
        if not places:
            return None
        if not known and at.word not in places and at.occurrence <= len(places):
            return places[at.occurrence - 1]
        near = at.word if at.word is not None else places[-1]
        return min(places, key=lambda number: abs(number - near))


def _aligned(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """Number of a word in ``old`` to its number in ``new``."""
    first = next(
        (n for n, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]), min(len(old), len(new))
    )
    most = min(len(old), len(new)) - first
    last = next((n for n in range(most) if old[-1 - n] != new[-1 - n]), most)
    moved = {number: number for number in range(first)}
    moved |= {len(old) - 1 - n: len(new) - 1 - n for n in range(last)}
    middle = old[first : len(old) - last], new[first : len(new) - last]
    if max(map(len, middle)) <= _ALIGNED_WORDS:
        for block in SequenceMatcher(None, *middle, autojunk=False).get_matching_blocks():
            moved |= {first + block.a + n: first + block.b + n for n in range(block.size)}
    return moved

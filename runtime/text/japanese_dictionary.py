# SPDX-License-Identifier: GPL-3.0-or-later
"""Japanese writing parted into words with their pronunciation: the cheapest path through a dictionary.

The costs of words and of their neighbourhood are those of NAIST-jdic; the search is the one of MeCab (Kudo, T. et al.
(2004), Applying conditional random fields to Japanese morphological analysis, section 2). MeCab itself is not used: it
reads no file whose path is outside the code page of Windows, and needs a library for every Python and system.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np

from ..arrays import Array
from ..weights import weight_path

_AFTER_EVERYTHING = "\U0010ffff"
_LONGEST_WORD = 20
_LONGEST_RUN = 2_000
"""Characters of a word that is looked up, and of a text that is parted at once. Chosen by hand."""
_UNKNOWN_COST = 14_000
"""Above every word of the dictionary, as in its own costs of unknown words."""


@dataclass(frozen=True)
class Reading:
    """A word as written and as it is said, in katakana with "ー" for long vowels; said is empty when not known."""

    written: str
    said: str


@dataclass(frozen=True)
class _Dictionary:
    """surfaces: sorted. first: index of the first entry of each surface, and one past the last. The other arrays have
    a value an entry. matrix (right id before is the second index). words: what belongs together in speech."""

    surfaces: list[str]
    first: Array
    left: Array
    right: Array
    cost: Array
    said: list[str]
    matrix: Array
    common_noun: tuple[int, int]
    words: frozenset[str]


@dataclass(frozen=True)
class _Node:
    written: str
    said: str
    right: int
    cost: int
    before: "_Node | None"


def read_words(text: str) -> list[Reading]:
    """Words of ``text`` (kana and kanji alone; more than 2,000 letters in pieces, to bound the memory).

    Raises SetupError when the dictionary is missing or altered.
    """
    dictionary = _loaded()
    starts = range(0, len(text), _LONGEST_RUN)
    return [word for start in starts for word in _cheapest(text[start : start + _LONGEST_RUN], dictionary)]


def _cheapest(text: str, dictionary: _Dictionary) -> list[Reading]:
    ends: list[list[_Node]] = [[] for _ in range(len(text) + 1)]
    ends[0] = [_Node("", "", 0, 0, None)]
    for start, before in enumerate(ends[:-1]):
        if not before:
            continue
        rights = np.array([node.right for node in before])
        costs = np.array([node.cost for node in before])
        for written, left, right, cost, said in _candidates(text, start, dictionary):
            totals = costs + dictionary.matrix[left, rights]  # costs are of 64 bits
            best = int(totals.argmin())
            node = _Node(written, said, right, int(totals[best]) + cost, before[best])
            ends[start + len(written)].append(node)
    last = min(ends[-1], key=lambda node: node.cost + int(dictionary.matrix[0, node.right]))
    return _joined(_path(last), dictionary.words)


def _candidates(text: str, start: int, dictionary: _Dictionary) -> Iterator[tuple[str, int, int, int, str]]:
    """Every word that begins here: written, left id, right id, cost, said."""
    low, high = 0, len(dictionary.surfaces)
    found = False
    for end in range(start + 1, len(text) + 1):
        piece = text[start:end]
        low = bisect_left(dictionary.surfaces, piece, low, high)
        high = bisect_left(dictionary.surfaces, piece + _AFTER_EVERYTHING, low, high)
        if low == high:
            break
        if dictionary.surfaces[low] != piece:
            continue
        for entry in range(dictionary.first[low], dictionary.first[low + 1]):
            found = True
            ids = int(dictionary.left[entry]), int(dictionary.right[entry])
            yield piece, *ids, int(dictionary.cost[entry]), dictionary.said[entry]
    run = _katakana_run(text, start)
    if run > 1 or not found:
        piece = text[start : start + max(run, 1)]
        yield piece, *dictionary.common_noun, _UNKNOWN_COST, _as_katakana(piece)


def _katakana_run(text: str, start: int) -> int:
    """Letters of katakana from here on, 0 inside such a run: a foreign name is one word."""
    if start and _is_katakana(text[start - 1]):
        return 0
    end = start
    while end < len(text) and _is_katakana(text[end]):
        end += 1
    return end - start


def _is_katakana(letter: str) -> bool:
    return "\u30a1" <= letter <= "\u30fc"


def _as_katakana(written: str) -> str:
    """Kana as katakana; empty when there is a letter whose reading is not known."""
    said = "".join(chr(ord(letter) + 0x60) if "ぁ" <= letter <= "ゖ" else letter for letter in written)
    return said if all(_is_katakana(letter) for letter in said) else ""


def _path(last: _Node) -> list[Reading]:
    words: list[Reading] = []
    node: _Node | None = last
    while node is not None and node.written:
        # The う of "let us" is written apart in the dictionary, and lengthens the vowel before it.
        words.append(Reading(node.written, "ー" if (node.written, node.said) == ("う", "ウ") else node.said))
        node = node.before
    return words[::-1]


def _joined(parts: list[Reading], words: frozenset[str]) -> list[Reading]:
    """The longest runs that are one word in the voice's training text (misaki/cutlet.py, _romaji_tokens)."""
    found: list[Reading] = []
    start = 0
    while start < len(parts):
        end = _furthest(parts, start)
        while end > start + 1 and "".join(part.written for part in parts[start:end]) not in words:
            end -= 1
        while end < len(parts) and parts[end].said.startswith("ー"):
            end += 1
        run = parts[start:end]
        said = "".join(part.said for part in run) if all(part.said for part in run) else ""
        found.append(Reading("".join(part.written for part in run), said))
        start = end
    return found


def _furthest(parts: list[Reading], start: int) -> int:
    letters = 0
    for index in range(start, len(parts)):
        letters += len(parts[index].written)
        if letters > _LONGEST_WORD:
            return max(index, start + 1)
    return len(parts)


@cache
def _loaded() -> _Dictionary:
    with np.load(weight_path("japanese"), allow_pickle=False) as arrays:
        counts = arrays["entries_of_surface"].astype(int)
        noun = arrays["common_noun"].tolist()
        return _Dictionary(
            surfaces=_lines(arrays["surfaces"]),
            first=np.concatenate([[0], np.cumsum(counts)]),
            left=arrays["left"],
            right=arrays["right"],
            cost=arrays["cost"],
            said=_lines(arrays["said"]),
            matrix=arrays["matrix"],
            common_noun=(noun[0], noun[1]),
            words=frozenset(_lines(arrays["words"])),
        )


def _lines(letters: Array) -> list[str]:
    return letters.tobytes().decode().split("\n")

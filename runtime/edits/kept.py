# SPDX-License-Identifier: GPL-3.0-or-later
"""What a take keeps of its edits, so that they hold for the next performance too, and what is said of those lost."""

from collections.abc import Sequence
from dataclasses import replace

from .edit import Edit, Edits, left_out
from .placing import GONE, Placed

_NO_WORDS = "the words of this recording are not known: give its transcript"


def kept_edits(placed: Placed, words: tuple[str, ...], origins: tuple[int, ...]) -> Edits:
    """All edits, those with a place in ``words`` and those that lost theirs, which find it again by its text alone."""
    edits = [_kept(edit, found) for edit, found in zip(placed.edits, placed.found, strict=True)]
    return Edits(tuple(edits), words, origins)


def notes_of_lost(placed: Placed, words: Sequence[str]) -> list[str]:
    """Each edit whose word is gone, by its name."""
    return [left_out(edit, GONE if words else _NO_WORDS) for edit in placed.lost]


def _kept(edit: Edit, found: bool) -> Edit:
    return edit if found or not edit.at.text else replace(edit, at=replace(edit.at, word=None))

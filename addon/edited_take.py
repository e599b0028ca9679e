# SPDX-License-Identifier: GPL-3.0-or-later
"""The words and phones of a take, the edits that it was made with, and those that the artist has set since."""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from bpy.app.translations import pgettext_iface as _

from ..runtime.edits.edit import Edits, MoveEdge, Place
from ..runtime.edits.edits_file import as_plain, edits_of
from ..runtime.edits.placing import place_of
from ..runtime.errors import InputError, SoliloquyError
from ..runtime.json_text import parse_json
from ..runtime.limits import EDITS_VALUES
from ..runtime.speech import SILENCE
from .take_list import is_linked, takes_kept
from .take_text import about

EDITS = "soliloquy_edits"
"""Custom property of a take's text: the edits for the next time, as JSON. It goes along with the take, and is undone
with the rest of the scene."""
_LONGEST_LIST = 10
"""Takes of which the words are kept read: those that a panel and a timeline show."""


@dataclass(frozen=True)
class SaidPhone:
    """One phone in time (seconds). number: in its word as it was before any edit."""

    symbol: str
    start: float
    end: float
    number: int


@dataclass(frozen=True)
class SaidWord:
    """One word in time. origin: number of the word that it came of, before any edit."""

    text: str
    start: float
    end: float
    origin: int
    phones: tuple[SaidPhone, ...] = ()


@dataclass(frozen=True)
class TakeWords:
    """words: as they are said in the take. written: before any edit. made_with: the take's own edits. spoken: by a
    voice, otherwise recorded. of_tokens: it was made of tokens, which say no words as they are written."""

    words: tuple[SaidWord, ...]
    written: tuple[str, ...]
    made_with: Edits
    spoken: bool
    of_tokens: bool = False

    def place(self, word: int, phone: int = -1) -> Place:
        """Of a word that is said, or of one of its phones by their number in it."""
        said = self.words[word]
        if phone < 0:
            return place_of(self.written, said.origin)
        chosen = said.phones[phone]
        return place_of(self.written, said.origin, chosen.number, chosen.symbol)


@dataclass
class _Read:
    """The takes that were read last, by what tells them apart."""

    found: dict[tuple[Any, ...], TakeWords | None] = field(default_factory=dict)


_read = _Read()


def words_of(take: Any) -> TakeWords | None:
    """The words of a take; None where its text is gone, damaged, or says no words. As cheap as a panel needs it."""
    if take.text is None:
        return None
    key = (take.text.session_uid, take.key, len(take.text.lines))
    if key not in _read.found:
        while len(_read.found) >= _LONGEST_LIST:
            del _read.found[next(iter(_read.found))]
        try:
            _read.found[key] = _told(about(take))
        except (SoliloquyError, LookupError, TypeError, ValueError, AttributeError, ArithmeticError):
            _read.found[key] = None
    return _read.found[key]


def edits_on(take: Any) -> Edits:
    """The edits for the next time. Raises InputError where another program made them something else."""
    told = words_of(take)
    kept = take.text.get(EDITS) if take.text is not None else None
    if isinstance(kept, str):
        try:
            return _parsed(kept)
        except ValueError as error:
            raise InputError(take.name, _("its edits were damaged"), _("Remove all edits")) from error
    return told.made_with if told is not None else Edits()


@lru_cache(maxsize=_LONGEST_LIST)
def _parsed(kept: str) -> Edits:
    """Once for all redraws of a timeline that plays. Raises InputError, ValueError."""
    return edits_of(parse_json(kept.encode(), EDITS_VALUES))


def set_edits(holder: Any, take: Any, edits: Edits | None) -> None:
    """Keep edits for the next time; None for those that the take was made with. Raises InputError for a linked take."""
    number = next(number for number, each in enumerate(takes_kept(holder)) if each == take)
    if is_linked(holder, number) or take.text.library is not None:
        raise InputError(take.name, _("it belongs to the linked file"), _("Duplicate it, and edit that one"))
    if edits is None:
        take.text.pop(EDITS, None)
    else:
        take.text[EDITS] = json.dumps(as_plain(edits), ensure_ascii=True)


def is_pending(take: Any) -> bool:
    """Whether there are edits that the take was not made with."""
    told = words_of(take)
    return told is not None and take.text.get(EDITS) is not None and edits_on(take).edits != told.made_with.edits


def moved_times(told: TakeWords, edits: Edits) -> dict[tuple[int, int, str], float]:
    """Where edges are to go that have not gone yet: (word, phone or -1, edge) -> seconds by which they move."""
    found: dict[tuple[int, int, str], float] = {}
    for edit, sign in [*((edit, 1.0) for edit in edits.edits), *((edit, -1.0) for edit in told.made_with.edits)]:
        if not isinstance(edit, MoveEdge):
            continue
        for key in _edges(told.words, edit):
            found[key] = found.get(key, 0.0) + sign * edit.seconds
    return {key: seconds for key, seconds in found.items() if abs(seconds) > 1e-6}


def _edges(words: Sequence[SaidWord], edit: MoveEdge) -> list[tuple[int, int, str]]:
    own = [number for number, word in enumerate(words) if word.origin == edit.at.word]
    if not own:
        return []
    if edit.at.phone is None:
        return [(own[0] if edit.edge == "start" else own[-1], -1, edit.edge)]
    return [
        (number, index, edit.edge)
        for number in own
        for index, phone in enumerate(words[number].phones)
        if phone.number == edit.at.phone
    ]


def _told(told: dict[str, Any]) -> TakeWords | None:
    """Of take.json as a text has it, whose values anybody may have changed. Raises as reading such things does."""
    if not told["words"]:
        return None
    made_with = _edits_in(told)
    written = made_with.words or tuple(str(word["text"]) for word in told["words"])
    said = made_with.said or tuple(range(len(written)))
    if len(said) != len(told["words"]):
        return None
    made_with = replace(made_with, words=written, said=said)
    phones: dict[int, list[SaidPhone]] = {}
    counts: dict[int, int] = {}
    for phone in told["phones"]:
        if phone["symbol"] == SILENCE or phone["word"] < 0:
            continue
        origin = said[phone["word"]]
        number = counts.get(origin, 0)
        counts[origin] = number + 1
        times = _seconds(phone["start"]), _seconds(phone["end"])
        phones.setdefault(phone["word"], []).append(SaidPhone(str(phone["symbol"]), *times, number))
    words = tuple(
        SaidWord(
            str(word["text"]),
            _seconds(word["start"]),
            _seconds(word["end"]),
            said[number],
            tuple(phones.get(number, ())),
        )
        for number, word in enumerate(told["words"])
    )
    return TakeWords(words, written, made_with, "spoken" in told["request"], "tokens" in told["request"])


def _seconds(value: Any) -> float:
    if not math.isfinite(value):
        raise ValueError("no time")
    return float(value)


def _edits_in(told: dict[str, Any]) -> Edits:
    try:
        return edits_of(told["request"].get("edits"))
    except SoliloquyError:
        return Edits()

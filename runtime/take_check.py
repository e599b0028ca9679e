# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether what ``take.json`` says can be: its fields, their types and ranges, and what refers to what.

All here raise ValueError with a reason that names the field. The request is not checked: a take of another version, or
one that names a voice or an engine that is gone, opens and exports all the same.
"""

import math
import re
import reprlib
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from .arrays import Array
from .limits import MOTION_RANGE, TAKE_RATES, TAKE_WARNINGS
from .long_arrays import blocks
from .motion import MOTION_COLUMNS, Motion
from .phones import ARPABET
from .requests import EMOTIONS
from .speech import Phone, Word

_NAME_LENGTH = 1000
"""Characters of an engine, a head, a language: more than any has. A mix names 54 voices with their shares. Chosen by
hand."""
_ROUNDING = 1e-6
"""Seconds by which times that are meant to be one may differ."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_DIGEST = re.compile(r"[0-9a-f]{64}")

Check = Callable[[Any], bool]


@dataclass(frozen=True)
class _Rule:
    """holds: whether a value may stand there; meant: what one would be."""

    holds: Check
    meant: str


def _is_whole(low: int, high: float) -> Check:
    return lambda value: isinstance(value, int) and not isinstance(value, bool) and low <= value <= high


def _is_number(low: float, high: float) -> Check:
    return lambda value: isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high


def _is_name(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= _NAME_LENGTH and not _CONTROL.search(value)


def _maps(names: Check, values: Check) -> Check:
    return lambda value: isinstance(value, dict) and all(names(name) and values(value[name]) for name in value)


_NAME = _Rule(_is_name, "a name")
_TEXT = _Rule(lambda value: isinstance(value, str), "a text")
_WORD = _Rule(lambda value: isinstance(value, str) and not _CONTROL.search(value), "a text of one line")
_SECONDS = _Rule(_is_number(0.0, 1e6), "a number of seconds")
_SHARE = _Rule(_is_number(0.0, 1.0), "a number from 0 to 1")

_TAKE = {
    "format_version": _Rule(_is_whole(1, math.inf), "a version"),
    "request": _Rule(lambda value: isinstance(value, dict), "an object"),
    "engine": _NAME,
    "head": _NAME,
    "voice": _NAME,
    "seed": _Rule(_is_whole(0, math.inf), "a whole number"),
    "emotion": _Rule(_maps(lambda name: name in EMOTIONS, _SHARE.holds), "emotions with numbers from 0 to 1"),
    "sample_rate": _Rule(_is_whole(*TAKE_RATES), "a number of samples a second"),
    "duration": _SECONDS,
    "text": _TEXT,
    "language": _NAME,
    "phones": _Rule(lambda value: isinstance(value, list), "a list"),
    "words": _Rule(lambda value: isinstance(value, list), "a list"),
    "weights": _Rule(
        _maps(_is_name, lambda value: isinstance(value, str) and bool(_DIGEST.fullmatch(value))),
        "names with their sha256",
    ),
    "warnings": _Rule(
        lambda value: isinstance(value, list) and len(value) <= TAKE_WARNINGS and all(map(_WORD.holds, value)),
        "a list of texts of one line",
    ),
    "residual_mm": _Rule(_is_number(0.0, 1e6), "a number of millimetres"),
    "version": _NAME,
}
_PHONE = {
    "symbol": _Rule(lambda value: isinstance(value, str) and value in ARPABET, "a phone"),
    "start": _SECONDS,
    "end": _SECONDS,
    "stress": _Rule(_is_whole(0, 2), "0, 1 or 2"),
    "word": _Rule(_is_whole(-1, math.inf), "the number of a word"),
    "confidence": _SHARE,
}
_SPOKEN_WORD = {
    "text": _WORD,
    "start": _SECONDS,
    "end": _SECONDS,
    "punctuation": _WORD,
    "confidence": _SHARE,
}


_RECORDS = {frozenset(_PHONE): Phone, frozenset(_SPOKEN_WORD): Word}


def as_record(value: dict[str, Any]) -> Any:
    """A phone or a word, not checked yet, of an object that has its fields: an hour's dictionaries are 20 MB."""
    kind = _RECORDS.get(frozenset(value))
    if kind is None:
        return value
    if isinstance(symbol := value.get("symbol"), str):
        value["symbol"] = sys.intern(symbol)
    return kind(**value)


def without_records(value: Any) -> Any:
    """``value`` with the objects that it had."""
    if isinstance(value, Phone | Word):
        return fields_of(value)
    if isinstance(value, dict):
        return {name: without_records(each) for name, each in value.items()}
    return [without_records(each) for each in value] if isinstance(value, list) else value


def fields_of(record: Phone | Word) -> dict[str, Any]:
    """The fields of a phone or a word by their names."""
    # vars() would give each a dictionary for good.
    return {each.name: getattr(record, each.name) for each in fields(record)}


def version_of(about: Any) -> int:
    """The format's version, of whatever take.json holds."""
    if not isinstance(about, dict):
        raise ValueError("take.json holds no object")
    if "format_version" not in about:
        raise ValueError("format_version is missing")
    _check("format_version", about["format_version"], _TAKE["format_version"])
    version: int = about["format_version"]
    return version


def check_fields(about: dict[str, Any]) -> None:
    """Every field of take.json is there, no other is, and each may be what it is."""
    _check_object("take.json", about, _TAKE)


def checked_words(about: Mapping[str, Any]) -> tuple[Word, ...]:
    """The words, each within the sound, in the order of their times."""
    for number, word in enumerate(about["words"]):
        _check_object(f"words[{number}]", word, _SPOKEN_WORD)
    words = tuple(word if isinstance(word, Word) else Word(**word) for word in about["words"])
    _check_times("words", words, about["duration"])
    return words


def checked_phones(about: Mapping[str, Any]) -> tuple[Phone, ...]:
    """The phones, each within the sound and of a word that there is, none before the end of the one before it."""
    for number, phone in enumerate(about["phones"]):
        _check_object(f"phones[{number}]", phone, _PHONE)
    phones = tuple(phone if isinstance(phone, Phone) else Phone(**phone) for phone in about["phones"])
    for number, phone in enumerate(phones):
        if phone.word >= len(about["words"]):
            raise ValueError(f"phones[{number}].word is {phone.word}, and there are {len(about['words'])} words")
    _check_times("phones", phones, about["duration"])
    return phones


def check_motion(motion: Motion, frames: int) -> None:
    """Each array has as many frames as the sound, and values that a face might have."""
    for name, columns in MOTION_COLUMNS.items():
        array: Array | None = getattr(motion, name)
        if array is None:
            continue
        if array.shape != (frames, columns):
            raise ValueError(f"{name} is {array.shape}, {(frames, columns)} fits its sound")
        if not _within(array, -MOTION_RANGE, MOTION_RANGE):
            raise ValueError(f"{name} has values that are not within {MOTION_RANGE:g}")
    if motion.tongue is not None and not _within(motion.tongue, 0.0, 1.0):
        raise ValueError("tongue has weights that are not within 0 and 1")


def _within(array: Array, low: float, high: float) -> bool:
    """Whether all are numbers from ``low`` to ``high``."""
    rows = (array[block] for block in blocks(len(array)))
    return all(low <= each.min(initial=high) and each.max(initial=low) <= high for each in rows)


def _check_times(name: str, timed: Sequence[Phone | Word], duration: float) -> None:
    reached = 0.0
    for number, one in enumerate(timed):
        if not reached - _ROUNDING <= one.start <= one.end <= duration + _ROUNDING:
            raise ValueError(f"{name}[{number}] lies from {one.start:g} to {one.end:g} s, where it cannot")
        reached = one.end


def _check_object(where: str, value: Any, rules: Mapping[str, _Rule]) -> None:
    value = fields_of(value) if isinstance(value, Phone | Word) else value
    if not isinstance(value, dict):
        raise ValueError(f"{where} is no object")
    if value.keys() != rules.keys():
        different = min(value.keys() ^ rules.keys())
        raise ValueError(f"{where} has {'an unknown field' if different in value else 'no'} {reprlib.repr(different)}")
    for name, rule in rules.items():
        _check(f"{where}.{name}", value[name], rule)


def _check(where: str, value: Any, rule: _Rule) -> None:
    if not rule.holds(value):
        raise ValueError(f"{where} is {reprlib.repr(value)}, not {rule.meant}")

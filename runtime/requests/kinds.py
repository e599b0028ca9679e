# SPDX-License-Identifier: GPL-3.0-or-later
"""The kinds of values that options have: how each is written by a user, checked, and taken from JSON."""

import math
import reprlib
import sys
from collections.abc import Mapping
from numbers import Integral, Real
from typing import Any, cast

from ..errors import UsageError
from .option import Kind, Option

_LARGEST = sys.float_info.max

Curve = tuple[tuple[float, float], ...]
"""Breakpoints (place, value): places from 0 to 1, each greater than the one before."""


def _check_text(words: str, value: Any, option: Option) -> None:
    if not isinstance(value, str):
        raise _wrong_type(words, value, "a text")
    names = [choice.name for choice in option.choices]
    if names and value not in names:
        raise UsageError(f"{words} {value!r}", "is not known", f"Use one of: {', '.join(names)}")


def _check_number(words: str, value: Any, option: Option) -> None:
    if isinstance(value, bool) or not isinstance(value, Real):
        raise _wrong_type(words, value, "a number")
    _check_limits(words, cast(float, value), option)


def _check_whole(words: str, value: Any, option: Option) -> None:
    if isinstance(value, bool) or not isinstance(value, Integral):
        raise _wrong_type(words, value, "a whole number")
    _check_limits(words, int(value), option)


def _check_switch(words: str, value: Any, option: Option) -> None:
    if not isinstance(value, bool):
        raise _wrong_type(words, value, "true or false")


def _check_limits(words: str, value: float, option: Option) -> None:
    # A whole number may have more digits than any float.
    if not abs(value) <= _LARGEST:
        raise UsageError(f"{words} {reprlib.repr(value)}", "is no finite number", _within(option))
    if option.limits is not None and not option.limits[0] <= value <= option.limits[1]:
        raise UsageError(f"{words} {value:g}", f"is not {_between(option)}", _within(option))


def _between(option: Option) -> str:
    assert option.limits is not None
    low, high = option.limits
    if math.isinf(high):
        return f"at least {low:g}"
    return f"between {low:g} and {high:g} {option.unit}".rstrip()


def _within(option: Option) -> str:
    return f"Give a number {_between(option)}" if option.limits is not None else "Give a number"


def _is_finite(value: Any) -> bool:
    return isinstance(value, Real) and not isinstance(value, bool) and abs(cast(float, value)) <= _LARGEST


def _check_curve(words: str, value: Any, option: Option) -> None:
    pairs: Any = value if isinstance(value, tuple | list) else [()]
    if not all(isinstance(pair, tuple | list) and len(pair) == 2 and all(map(_is_finite, pair)) for pair in pairs):
        raise UsageError(words, "is no list of places and values", "Write 0:0 0.5:2 1:0")
    places = [float(place) for place, _ in pairs]
    if not all(0.0 <= place <= 1.0 for place in places) or places != sorted(set(places)):
        raise UsageError(words, "has places that do not grow from 0 to 1", "Write 0:0 0.5:2 1:0")
    for _, height in pairs:
        _check_limits(f"{words.removesuffix(' curve')}", height, option)


def parse_curve(text: str) -> Curve:
    """ "0:0 0.5:3 1:-2" is three breakpoints. Raises UsageError for what is no pair of numbers."""
    pairs = []
    for part in text.replace(",", " ").split():
        place, _, value = part.partition(":")
        try:
            pairs.append((float(place), float(value)))
        except ValueError:
            raise UsageError(f"curve {text!r}", f"has {part!r}, no pair of numbers", "Write 0:0 0.5:3 1:-2") from None
    return tuple(pairs)


def _load_curve(value: Any) -> Any:
    if not isinstance(value, list):
        return value
    return tuple(tuple(pair) if isinstance(pair, list) else pair for pair in value)


def _check_strengths(words: str, value: Any, option: Option) -> None:
    if not isinstance(value, Mapping):
        raise _wrong_type(words, value, "names with strengths")
    names = [choice.name for choice in option.choices]
    for name, strength in value.items():
        if name not in names:
            raise UsageError(f"{words} {name!r}", "is not known", f"Use one of: {', '.join(names)}")
        if not _is_finite(strength) or not 0.0 <= strength <= 1.0:
            raise UsageError(f"{words} {name}={strength}", "is not between 0 and 1", "Give a strength from 0 to 1")


def between_commas(text: str) -> list[str]:
    """What stands between the commas of a list, without the spaces around it; empty places count for nothing."""
    return [part.strip() for part in text.split(",") if part.strip()]


def parse_strengths(text: str) -> dict[str, float]:
    """The strengths of "happy=0.6,surprised=0.2"; a name alone means 1. Raises UsageError."""
    strengths = {}
    for part in between_commas(text):
        name, _, strength = part.partition("=")
        try:
            strengths[name.strip()] = float(strength or "1")
        except ValueError as error:
            raise UsageError(f"emotion {part!r}", "has no number", "Write happy=0.6") from error
    return strengths


def _check_words(words: str, value: Any, option: Option) -> None:
    if isinstance(value, str):
        return
    if not isinstance(value, Mapping) or not all(isinstance(text, str) for pair in value.items() for text in pair):
        raise _wrong_type(words, value, "a file's path, or words with what is said for them")


def _check_document(words: str, value: Any, option: Option) -> None:
    if not isinstance(value, str | Mapping):
        raise _wrong_type(words, value, "a file's path, or what such a file holds")


def _check_files(words: str, value: Any, option: Option) -> None:
    if not isinstance(value, tuple | list) or not all(isinstance(each, str) for each in value):
        raise _wrong_type(words, value, "a list of files")


def _load_files(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _read_number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise UsageError(repr(text), "is no number", "Give a number") from None


def _read_whole(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise UsageError(repr(text), "is no whole number", "Give a whole number") from None


_SWITCH_WORDS = {
    "1": True,
    "true": True,
    "yes": True,
    "on": True,
    "0": False,
    "false": False,
    "no": False,
    "off": False,
}


def _read_switch(text: str) -> bool:
    try:
        return _SWITCH_WORDS[text.strip().lower()]
    except KeyError:
        raise UsageError(repr(text), "is neither on nor off", "Give true or false") from None


def _wrong_type(words: str, value: Any, wanted: str) -> UsageError:
    return UsageError(f"{words} {reprlib.repr(value)}", f"is not {wanted}", f"Give {wanted}")


TEXT = Kind("text", str, _check_text)
NUMBER = Kind("number", _read_number, _check_number)
WHOLE = Kind("whole", _read_whole, _check_whole)
SWITCH = Kind("switch", _read_switch, _check_switch)
CURVE = Kind("curve", parse_curve, _check_curve, _load_curve)
STRENGTHS = Kind("strengths", parse_strengths, _check_strengths)
WORDS = Kind("words", str, _check_words)
DOCUMENT = Kind("document", str, _check_document)
FILES = Kind("files", str, _check_files, _load_files)
"""TEXT, also a name or a path. NUMBER: float. WHOLE: int. SWITCH: bool. CURVE: ``Curve``. STRENGTHS: name -> 0..1 for
names of the option's choices. WORDS: a lexicon's path, or its entries. DOCUMENT: a file's path, or the JSON in it.
FILES: paths, of which a user gives one at a time."""

KIND_OF_TYPE: dict[Any, Kind] = {str: TEXT, float: NUMBER, int: WHOLE, bool: SWITCH}

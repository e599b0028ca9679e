# SPDX-License-Identifier: GPL-3.0-or-later
"""Edits as JSON: a file of the user's, and what a take keeps. docs/edits.md tells the format."""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any

from ..errors import InputError
from ..head.arkit import ARKIT_NAMES
from ..json_text import parse_json
from ..limits import BREAK_SECONDS, EDITS_BYTES, EDITS_COUNT, EDITS_VALUES, SAID_CHARACTERS, TAKE_CHARACTERS
from ..phones import INVENTORY
from ..requests.direction import EMOTIONS
from ..user_file import read_file
from .edit import (
    LEVELS,
    NO_EDITS,
    Closure,
    Edit,
    Edits,
    EmotionKey,
    Hold,
    MoveEdge,
    MuteBlink,
    Pause,
    Place,
    Retype,
    Split,
    Stress,
)

FORMAT, VERSION = "soliloquy edits", 1
_KINDS: dict[str, type] = {
    "move": MoveEdge,
    "split": Split,
    "retype": Retype,
    "stress": Stress,
    "closure": Closure,
    "hold": Hold,
    "pause": Pause,
    "mute blink": MuteBlink,
    "emotion": EmotionKey,
}
_OF_KIND = {kind: name for name, kind in _KINDS.items()}
_PLACE = tuple(field.name for field in fields(Place))
_MOST_MOVED = 2.0
"""Seconds: longer than a word lasts."""
STRONGEST = 2.0
"""Times as strong as was asked for, as the sliders of a take in Blender go."""
_HINT = "docs/edits.md shows every kind of edit"


def edits_of(written: str | Mapping[str, Any] | None) -> Edits:
    """The edits of a request: a file's path, what ``as_plain`` gives, or None for none.

    Raises InputError naming the first edit that is none, why, and what to write instead.
    """
    if written is None:
        return NO_EDITS
    if isinstance(written, str):
        return read_edits(Path(written))
    return _loaded(written, "edits")


def read_edits(path: Path) -> Edits:
    """The edits of a file. Raises InputError as ``edits_of``."""
    try:
        told = parse_json(read_file(path, EDITS_BYTES, "Give the path of a JSON file of edits"), EDITS_VALUES)
    except ValueError as error:
        raise InputError(str(path), f"is no JSON: {error}", _HINT) from error
    return _loaded(told, str(path))


def as_plain(edits: Edits) -> dict[str, Any]:
    """As JSON values, what has its usual value left out."""
    found: dict[str, Any] = {"format": FORMAT, "version": VERSION}
    if edits.words:
        found["words"] = list(edits.words)
    if edits.said:
        found["said"] = list(edits.said)
    return found | {"edits": [_plain(edit) for edit in edits.edits]}


def _plain(edit: Edit) -> dict[str, Any]:
    told: dict[str, Any] = {"edit": _OF_KIND[type(edit)]}
    for field in fields(edit):
        value = getattr(edit, field.name)
        if field.name == "at":
            told |= _plain_place(value)
        elif field.name == "until":
            told |= {} if value is None else {"until": _plain_place(value)}
        elif (field.name, value) == ("emotion", ""):
            continue
        else:
            told[field.name] = list(value) if isinstance(value, tuple) else value
    return told


def _plain_place(place: Place) -> dict[str, Any]:
    usual = {field.name: None if field.default is MISSING else field.default for field in fields(place)}
    return {name: getattr(place, name) for name in _PLACE if getattr(place, name) != usual[name]}


def _loaded(told: Any, where: str) -> Edits:
    if not isinstance(told, Mapping) or told.get("format") != FORMAT:
        raise InputError(where, f'is no file of edits: it has no "format": "{FORMAT}"', _HINT)
    version: Any = told.get("version")
    if not _is_whole(version) or version < 1:
        raise InputError(where, 'has no "version"', f'Write "version": {VERSION}')
    if version > VERSION:
        raise InputError(where, "was made by a later version of Soliloquy", "Update Soliloquy")
    unknown = told.keys() - {"format", "version", "words", "said", "edits"}
    if unknown:
        raise InputError(where, f"has {min(unknown, key=str)!r}, which is not known", _HINT)
    listed = told.get("edits")
    if not isinstance(listed, list) or len(listed) > EDITS_COUNT:
        raise InputError(where, f'has no list of at most {EDITS_COUNT:,} "edits"', _HINT)
    words, said = told.get("words", []), told.get("said", [])
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        raise InputError(where, 'has "words" that are no list of texts', "Leave them out, or give those of the take")
    if not isinstance(said, list) or not all(_is_whole(each) and 0 <= each < len(words) for each in said):
        raise InputError(where, 'has "said" that are no numbers of words', "Leave them out")
    edits = tuple(_edit(each, f"{where}, edit {number}") for number, each in enumerate(listed, start=1))
    return Edits(edits, tuple(words), tuple(said))


def _edit(told: Any, where: str) -> Edit:
    if not isinstance(told, Mapping) or not isinstance(told.get("edit"), str) or told["edit"] not in _KINDS:
        raise InputError(where, 'has no "edit" that is known', f"Use one of: {', '.join(_KINDS)}")
    kind: Any = _KINDS[told["edit"]]
    where = f"{where} ({told['edit']})"
    at = _place({name: told[name] for name in _PLACE if name in told}, where)
    own = {field.name: field for field in fields(kind) if field.name != "at"}
    unknown = told.keys() - own.keys() - {"edit", *_PLACE}
    if unknown:
        known = ", ".join([*_PLACE, *own])
        raise InputError(where, f"has {min(unknown, key=str)!r}, which it does not know", f"Use some of: {known}")
    values: dict[str, Any] = {}
    for name, field in own.items():
        if name in told:
            values[name] = _place(told[name], f"{where}, until") if name == "until" else _value(kind, name, told, where)
        elif field.default is MISSING:
            raise InputError(where, f'has no "{name}"', _HINT)
    edit: Edit = kind(at, **values)
    _check_whole(edit, where)
    return edit


def _place(told: Any, where: str) -> Place:
    if not isinstance(told, Mapping) or not told.keys() <= set(_PLACE):
        raise InputError(where, "has no place", 'Write "word": 0, or "text": "hello"')
    for name, value in told.items():
        if name in ("text", "ipa"):
            fits = isinstance(value, str) and len(value) <= SAID_CHARACTERS
        else:
            fits = _is_whole(value) and (1 if name == "occurrence" else 0) <= value <= TAKE_CHARACTERS
        if not fits:
            raise InputError(where, f'has "{name}": {value!r}'[:200], "Give a text, or a whole number")
    if "word" not in told and not told.get("text"):
        raise InputError(where, "names no word", 'Write "word": 0, or "text": "hello"')
    return Place(**{"word": None, **told})


def _value(kind: type, name: str, told: Mapping[str, Any], where: str) -> Any:
    """A field's own value. Raises InputError saying what it may be."""
    holds, meant = _RULES[kind, name] if (kind, name) in _RULES else _RULES[object, name]
    value = told[name]
    if not holds(value):
        raise InputError(where, f'has "{name}": {value!r}'[:200] + f", which is not {meant}", f"Give {meant}")
    return tuple(value) if isinstance(value, list) else value


def _check_whole(edit: Edit, where: str) -> None:
    if isinstance(edit, Closure) and edit.at.phone is None:
        raise InputError(where, "names no phone", 'Write "phone": 0 for the first one of the word')
    if isinstance(edit, Stress | Pause | MuteBlink | EmotionKey) and edit.at.phone is not None:
        raise InputError(where, "is for a word, and names a phone", 'Leave out "phone"')
    if isinstance(edit, EmotionKey) and edit.emotion and edit.strength > 1.0:
        raise InputError(where, f'has "strength": {edit.strength:g}, and one emotion goes to 1', "Give 0 to 1")
    phones = edit.into if isinstance(edit, Split) else (edit.to,) if isinstance(edit, Retype) else ()
    if edit.at.phone is not None and not all(each in INVENTORY[1:] for each in phones):
        wrong = next(each for each in phones if each not in INVENTORY[1:])
        raise InputError(where, f"has {wrong!r}, which is no phone here", "Give one phone in IPA, such as m, æ or tʃ")


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _within(low: float, high: float) -> tuple[Callable[[Any], bool], str]:
    def holds(value: Any) -> bool:
        return isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high

    return holds, f"a number from {low:g} to {high:g}"


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip()) and len(value) <= SAID_CHARACTERS and "\n" not in value


_RULES: dict[tuple[type, str], tuple[Callable[[Any], bool], str]] = {
    (MoveEdge, "edge"): (lambda value: value in ("start", "end"), '"start" or "end"'),
    (MoveEdge, "seconds"): _within(-_MOST_MOVED, _MOST_MOVED),
    (Pause, "seconds"): _within(0.0, BREAK_SECONDS),
    (object, "into"): (
        lambda value: isinstance(value, list) and len(value) == 2 and all(map(_is_text, value)),
        "two texts, or two phones in IPA",
    ),
    (object, "share"): _within(0.05, 0.95),
    (EmotionKey, "share"): _within(-1.0, 1.0),
    (EmotionKey, "strength"): _within(0.0, STRONGEST),
    (EmotionKey, "emotion"): (lambda value: value in ("", *EMOTIONS), f"one of: {', '.join(EMOTIONS)}"),
    (object, "to"): (_is_text, f"a text of at most {SAID_CHARACTERS} characters"),
    (object, "level"): (lambda value: value in LEVELS, f"one of: {', '.join(LEVELS)}"),
    (object, "closed"): (lambda value: isinstance(value, bool), "true or false"),
    (object, "shape"): (lambda value: value in ARKIT_NAMES, "one of ARKit's 52 shapes, such as mouthSmileLeft"),
    (object, "amount"): _within(0.0, 1.0),
}
"""What each field may be, of one kind of edit or of any."""

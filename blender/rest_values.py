# SPDX-License-Identifier: GPL-3.0-or-later
"""Setting what a channel shows, and where it is at rest: without keys a face would stay as it was last seen. Rest is
where an artist had posed it without a key before it spoke."""

import json
from collections.abc import Collection
from typing import Any

from .datablocks import CUSTOM_PROPERTY, owner_of_property
from .remembered import forget, remember, remembered

_POSED = "soliloquy_posed"
"""Custom property of a datablock: what an artist had set of its channels before speech moved them, as JSON."""
_AT_REST = {"value": 0.0, "location": 0.0, "rotation_euler": 0.0, "scale": 1.0}
"""By the last word of a data path: of shape keys, bones and handles."""


def set_value(datablock: Any, path: str, index: int, value: float) -> None:
    """Set a channel of a datablock, as a data path has it."""
    if CUSTOM_PROPERTY.fullmatch(path):
        owner, custom = owner_of_property(datablock, path)
        owner[custom] = value
    else:
        before, _dot, name = path.rpartition(".")
        owner = datablock.path_resolve(before) if before else datablock
        if hasattr(getattr(owner, name), "__len__"):
            getattr(owner, name)[index] = value
        else:
            setattr(owner, name, value)
    datablock.update_tag()


def note_pose(datablock: Any, places: Collection[tuple[str, int]]) -> None:
    """Remember what channels that nothing animates show, before they are animated."""
    posed = _posed(datablock)
    before = dict(posed)
    for path, index in places:
        try:
            value, rest = _shown(datablock, path, index), _rest_of(datablock, path, index)
        except (AttributeError, KeyError, TypeError, ValueError, IndexError):
            continue
        posed.pop(_name(path, index), None)
        if rest is not None and value != rest:
            posed[_name(path, index)] = value
    if posed:
        remember(datablock, _POSED, json.dumps(posed))
    elif before:
        forget(datablock, _POSED)


def bring_to_rest(datablock: Any, path: str, index: int) -> None:
    """Let a channel that nothing animates any more be as it was before speech moved it. What is not there, or has no
    rest, as a drawn mouth, stays as it is."""
    try:
        rest = _rest_of(datablock, path, index)
        if rest is not None:
            set_value(datablock, path, index, _posed(datablock).get(_name(path, index), rest))
    except (AttributeError, KeyError, TypeError, ValueError):
        return


def _posed(datablock: Any) -> dict[str, float]:
    """By ``_name``; nothing of a record that somebody has damaged."""
    told = remembered(datablock, _POSED)
    try:
        found = json.loads(told) if isinstance(told, str) else {}
    except (ValueError, RecursionError):
        return {}
    known = found.items() if isinstance(found, dict) else ()
    return {name: float(value) for name, value in known if isinstance(value, int | float)}


def _name(path: str, index: int) -> str:
    return f"{path} {index}"


def _shown(datablock: Any, path: str, index: int) -> float:
    found = datablock.path_resolve(path)
    return float(found[index]) if hasattr(found, "__len__") else float(found)


def _rest_of(datablock: Any, path: str, index: int) -> float | None:
    """None where that is not known. Raises as ``owner_of_property``, KeyError and TypeError where a property has no
    default."""
    if CUSTOM_PROPERTY.fullmatch(path):
        owner, name = owner_of_property(datablock, path)
        told = owner.id_properties_ui(name).as_dict() if isinstance(owner[name], float) else {}
        return None if "default" not in told else float(told["default"])
    last = path.rpartition(".")[2]
    if last == "rotation_quaternion":
        return float(index == 0)
    if last == "rotation_axis_angle":
        return 0.0 if index == 0 else None
    return _AT_REST.get(last)

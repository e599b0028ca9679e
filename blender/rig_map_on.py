# SPDX-License-Identifier: GPL-3.0-or-later
"""The map that an artist has corrected, as a character carries it: in the .blend, and wherever that goes."""

from typing import Any

import bpy

from ..runtime.errors import InputError
from ..runtime.limits import RIG_MAP_BYTES
from ..runtime.rigs.kept_maps import map_from_json, map_to_json
from ..runtime.rigs.rig_map import RigMap
from .remembered import forget, remember, remembered

PROPERTY = "soliloquy_rig_map"
"""Custom property of the armature, or of a mesh that has none: the map as JSON."""


def map_of(holder: bpy.types.Object) -> RigMap | None:
    """The map that an object carries. Raises InputError where it is damaged."""
    text = map_text(holder)
    return _read(holder, text) if text else None


def map_text(holder: Any) -> str:
    """The map of an object as it is kept; empty where it has none."""
    told = remembered(holder, PROPERTY, "") if holder is not None else ""
    return told if isinstance(told, str) else repr(told)


def _read(holder: Any, text: str) -> RigMap:
    content = text.encode("utf-8", "replace")
    try:
        if len(content) > RIG_MAP_BYTES:
            raise InputError(holder.name, "is larger than any map", "")
        return map_from_json(content, holder.name)
    except InputError as error:
        hint = f"Load a map, or remove the custom property {PROPERTY} of {holder.name}"
        raise InputError(holder.name, f"its map cannot be used ({error.input_name}: {error.reason})", hint) from error


def put_map(holder: bpy.types.Object, rig_map: RigMap | None) -> None:
    """Let the character carry ``rig_map``; None takes it away."""
    if rig_map is not None:
        remember(holder, PROPERTY, map_to_json(rig_map))
    else:
        forget(holder, PROPERTY)

# SPDX-License-Identifier: GPL-3.0-or-later
"""Looking at other frames of an artist's scene, and leaving it as it was."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import bpy

from . import versions

_Place = tuple[bpy.types.ID, str, int]


@contextmanager
def kept_scene(scene: bpy.types.Scene) -> Iterator[None]:
    """Afterwards the scene is on its frame again, and what was posed there without a key is so still.

    For a change of frame sets everything that is animated to what its curves say.
    """
    frame, subframe = scene.frame_current, scene.frame_subframe
    posed = dict(_animated_values())
    try:
        yield
    finally:
        scene.frame_set(frame, subframe=subframe)
        for (datablock, path, index), value in posed.items():
            if _value(datablock, path, index) != value:
                _set_value(datablock, path, index, value)


def _animated_values() -> Iterator[tuple[_Place, Any]]:
    """The value of each animated property of the file, by its datablock, path and index."""
    for datablock in _animated_datablocks():
        for path, index in _animated_places(datablock):
            value = _value(datablock, path, index)
            if isinstance(value, (int, float, bool, str)):
                yield (datablock, path, index), value


def _animated_datablocks() -> Iterator[Any]:
    """Node trees of materials, worlds and the like, which are in none of Blender's lists, are left out."""
    for each in bpy.data.bl_rna.properties:
        if each.type == "COLLECTION":
            for datablock in getattr(bpy.data, each.identifier):
                if getattr(datablock, "animation_data", None) is not None:
                    yield datablock


def _animated_places(datablock: Any) -> set[tuple[str, int]]:
    """Data path and index of what its action and its NLA strips move; what a driver moves nobody else can pose."""
    curves = [*_curves(versions.channels_of(datablock))]
    for track in datablock.animation_data.nla_tracks:
        for strip in track.strips:
            curves += _curves(versions.channels_of_strip(strip))
    return {(curve.data_path, curve.array_index) for curve in curves}


def _curves(channels: Any) -> list[Any]:
    return [] if channels is None else list(channels.fcurves)


def _value(datablock: Any, path: str, index: int) -> Any:
    """None for a path that leads nowhere, as one of a bone that is gone."""
    try:
        value = datablock.path_resolve(path)
    except ValueError:
        return None
    try:
        return value[index] if _has_parts(value) else value
    except IndexError:
        return None


def _set_value(datablock: Any, path: str, index: int, value: Any) -> None:
    custom = path.endswith('"]')
    above, _, name = path[:-2].rpartition('["') if custom else path.rpartition(".")
    # What is driven or locked as well may refuse.
    with suppress(AttributeError, TypeError, ValueError):
        owner = datablock.path_resolve(above) if above else datablock
        held = owner[name] if custom else getattr(owner, name)
        if _has_parts(held):
            held[index] = value
        elif custom:
            owner[name] = value
        else:
            setattr(owner, name, value)


def _has_parts(value: Any) -> bool:
    return hasattr(value, "__len__") and not isinstance(value, str)

# SPDX-License-Identifier: GPL-3.0-or-later
"""A take's keyframes on a rig, and the channels that they lie on.

A target that has an action already keeps it: our keys go in among its own, on our channels alone. Where
there is none, one action is made for the whole rig (one for each datablock before Blender 4.4).
"""

from collections.abc import Iterable, Mapping
from typing import Any

import bpy
import numpy as np

from ..runtime.errors import InputError
from ..runtime.head.tongue import tongue_weights
from ..runtime.motion import ArkitCurves, Motion
from ..runtime.rigs.flame import flame_shapes
from ..runtime.rigs.mesh_fit import refined
from . import versions
from .datablocks import property_path, shape_keys_of
from .driver_channels import Channel, keyed_together
from .drivers import KeyedShape
from .keyframes import Curve, clear_curves, write_curves
from .measured_face import move_of
from .posed_bones import bone_curves, bone_places
from .property_ranges import property_channels
from .rig import Rig

OURS = "soliloquy"
"""Custom property of the actions that we have made, which are called after their line."""

LAST_FRAME = 1_048_574
"""Blender's MAXFRAME; keys may lie as far before frame 0."""


def check_frames(start_frame: int, frames: int) -> None:
    """Raises InputError where so many frames from ``start_frame`` on do not fit between Blender's first and last one,
    beyond which it puts every key on the same frame."""
    last = start_frame + frames - 1
    if start_frame < -LAST_FRAME or last > LAST_FRAME:
        reason = f"would put speech on the frames {start_frame} to {last}, and Blender's end at {LAST_FRAME}"
        raise InputError(f"start frame {start_frame}", reason, "Start it earlier, or give fewer frames a second")


def write_motion(rig: Rig, motion: ArkitCurves | Motion, start_frame: int, name: str) -> int:
    """Key ``motion``, one key a frame, from ``start_frame`` on; returns the last frame. Raises InputError beyond
    Blender's."""
    check_frames(start_frame, len(motion))
    made: dict[str, bpy.types.Action] = {}
    for datablock, curves in curves_of(rig, motion):
        write_curves(action_to_key(datablock, name, made), datablock, curves, start_frame)
    return start_frame + len(motion) - 1


def clear_others(rig: Rig, keyed: Mapping[int, set[tuple[str, int]]], start: int, last: int) -> None:
    """Remove the keys on these frames of our channels that were not keyed. keyed: by the datablock's number."""
    for datablock, places in places_of(rig):
        clear_curves(datablock, places - keyed.get(datablock.session_uid, set()), start, last)


def write_shapes(rig: Rig, shapes: Mapping[str, Any], start_frame: int, name: str) -> None:
    """Key other values (T,) of all that ``shapes_of`` gives, over those that ``write_motion`` has keyed."""
    made: dict[str, bpy.types.Action] = {}
    for datablock, curves in (*_shape_curves(rig, shapes), *_property_curves(rig, shapes)):
        write_curves(action_to_key(datablock, name, made), datablock, curves, start_frame)


def curves_of(rig: Rig, motion: ArkitCurves | Motion) -> Iterable[tuple[bpy.types.ID, list[Curve]]]:
    """What moves ``rig``, some of the curves of a datablock at a time."""
    shapes = shapes_of(rig, motion)
    yield from _shape_curves(rig, shapes)
    yield from _property_curves(rig, shapes)
    yield from _bone_curves(rig, shapes, _turns(motion))
    yield from _drawn_curves(rig, shapes)


def action_to_key(datablock: bpy.types.ID, name: str, made: dict[str, bpy.types.Action]) -> bpy.types.Action:
    """The action that drives a datablock, where there is none a new one, and where it is linked, as that of a head that
    is an override, a copy of it. One of ours is called ``name``, that of its newest line. made: those that were made
    for the same rig, which share them."""
    own = versions.action_of(datablock)
    if own is None:
        key = "" if versions.HAS_SLOTS else datablock.name_full
        if key not in made:
            made[key] = bpy.data.actions.new(name)
            made[key][OURS] = True
        return made[key]
    if own.library is not None:
        if own.name_full not in made:
            made[own.name_full] = own.copy()
        versions.use_own_action(datablock, made[own.name_full])
        return made[own.name_full]
    if own.get(OURS) and own not in made.values():
        own.name = name
    return own


def shapes_of(rig: Rig, motion: ArkitCurves | Motion, beyond: np.ndarray | None = None) -> Mapping[str, Any]:
    """Values (T,) of each shape that ``rig`` shows, and of the tongue. beyond: as in ``runtime.rigs.mesh_fit``."""
    own = flame_shapes(motion) if isinstance(motion, Motion) else _driven(rig, motion.weights, beyond)
    tongue = tongue_weights(motion)
    also = {
        name: own[name] + sum(far * tongue[shape] for shape, far in shown)
        for name, shown in rig.naming.tongue.items()
        if name in own
    }
    return {**tongue, **own, **also}


def _driven(rig: Rig, weights: np.ndarray, beyond: np.ndarray | None) -> Mapping[str, Any]:
    """By the table of its naming, refined where the rig's own lips can be measured."""
    by_table = rig.naming.drive(weights, rig.moving)
    driven = by_table if rig.measures is None else refined(weights, by_table, rig.measures, beyond)
    return {**dict.fromkeys(rig.empty, np.zeros(len(weights), np.float32)), **driven}


def _turns(motion: ArkitCurves | Motion) -> dict[str, Any]:
    if isinstance(motion, ArkitCurves):
        return {"head": motion.head}
    return {"head": motion.head, "jaw": motion.jaw, "eye.L": motion.eyes[:, :3], "eye.R": motion.eyes[:, 3:]}


def _shape_curves(rig: Rig, values: Mapping[str, Any]) -> Iterable[tuple[bpy.types.ID, list[Curve]]]:
    """The curves of each datablock. Shapes that hang on the same channel share it."""
    found: dict[tuple[int, tuple[str, int]], list[tuple[Channel, KeyedShape]]] = {}
    for shape in rig.keyed:
        if shape.channel is not None:
            key = (shape.channel.datablock.session_uid, shape.channel.place)
            found.setdefault(key, []).append((shape.channel, shape))
    by_datablock: dict[int, tuple[bpy.types.ID, list[Curve]]] = {}
    for (uid, _place), hanging in found.items():
        channel = hanging[0][0]
        _, curves = by_datablock.setdefault(uid, (channel.datablock, []))
        wanted = [(each, each.beyond_rest(values[shape.name])) for each, shape in hanging]
        sizes = (
            [size_of(shape) for _each, shape in hanging] if len({shape.name for _each, shape in hanging}) > 1 else []
        )
        curves.append(Curve(channel.data_path, keyed_together(wanted, sizes), channel.index, channel.group))
    return by_datablock.values()


def size_of(shape: KeyedShape) -> float:
    """How far a shape key moves a point at 1."""
    return float(np.abs(move_of(shape.mesh, shape_keys_of(shape.mesh).key_blocks[shape.block])).max(initial=0.0))


def _property_curves(rig: Rig, values: Mapping[str, Any]) -> Iterable[tuple[bpy.types.ID, list[Curve]]]:
    for name, channel in property_channels(rig):
        yield channel.datablock, [Curve(channel.data_path, channel.keyed(channel.beyond_rest(values[name])))]


def _bone_curves(
    rig: Rig, shapes: Mapping[str, Any], turns: dict[str, Any]
) -> Iterable[tuple[bpy.types.ID, list[Curve]]]:
    curves = bone_curves(rig, shapes, turns) if rig.armature is not None else []
    if rig.armature is not None and curves:
        yield rig.armature, curves


def _drawn_curves(rig: Rig, shapes: Mapping[str, Any]) -> Iterable[tuple[bpy.types.ID, list[Curve]]]:
    for name, drawn in rig.drawn.items():
        for datablock, path in drawn.places:
            yield datablock, [Curve(path, np.round(drawn.keyed(shapes[name])), held=True)]


def written_places(rig: Rig) -> dict[int, set[tuple[str, int]]]:
    """Of ``places_of`` those that ``write_motion`` keys, by the datablock's number: a shape's own value is not where
    something else is keyed for it."""
    instead = {
        (shape_keys_of(shape.mesh).session_uid, shape.own_place)
        for shape in rig.keyed
        if shape.channel is None or shape.channel.place != shape.own_place
    }
    found = {datablock.session_uid: places for datablock, places in places_of(rig)}
    return {uid: {place for place in places if (uid, place) not in instead} for uid, places in found.items()}


def places_of(rig: Rig) -> list[tuple[bpy.types.ID, set[tuple[str, int]]]]:
    """The channels that we write, by datablock."""
    found: dict[int, tuple[bpy.types.ID, set[tuple[str, int]]]] = {}

    def add(datablock: bpy.types.ID, places: Iterable[tuple[str, int]]) -> None:
        found.setdefault(datablock.session_uid, (datablock, set()))[1].update(places)

    for shape in rig.keyed:
        add(shape_keys_of(shape.mesh), [shape.own_place])
        if shape.channel is not None:
            add(shape.channel.datablock, [shape.channel.place])
    for holder, shapes in rig.properties:
        add(holder, [(property_path(holder, one), 0) for ones in shapes.values() for one in ones])
    if rig.armature is not None:
        add(rig.armature, bone_places(rig))
    for drawn in rig.drawn.values():
        for datablock, path in drawn.places:
            add(datablock, [(path, 0)])
    return list(found.values())

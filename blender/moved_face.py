# SPDX-License-Identifier: GPL-3.0-or-later
"""What the controls of an artist's rig do to its lips where its meshes alone do not say it: each is moved, Blender
evaluates the scene, and all is put back. So are measured shapes behind custom properties, jaws that follow shapes
through drivers, faces that bones and poses move, and maps that an artist has corrected."""

import hashlib
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import bpy
import numpy as np

from ..runtime.head.arkit import ARKIT_INDEX, ARKIT_NAMES
from ..runtime.rigs.found_lips import apart_at_rest, find_lips, lowered, measured
from ..runtime.rigs.mesh_fit import OPEN_AS, Measures
from ..runtime.rigs.visemes import FACE_NAMES
from .character import meshes_of_target
from .control_test import channels_of_controls, kept_values, move_controls, put_values
from .datablocks import armature_of, by_session_uid, evaluated_now, full_value, mesh_of, places_in
from .driver_channels import Channel
from .measured_face import Face, places_of_key
from .motion_keys import places_of
from .rig import Rig
from .shown_frame import layer_showing
from .slider_ends import ends_by_shape

_PART = 0.5
"""Of the way that a control goes at its 1: a bone turns along an arc, whose beginning tells of closed lips."""
_LONGEST_SECONDS = 10.0
"""A window may stand still for so long, once for a character."""
_PERCENT, _PERCENTS_FROM = 100.0, 10.0
"""An artist who gives a property more strength than this has one that is a percentage."""
_LEAST = 1e-3
"""Values below it are none that a control is asked for."""
_OF_THE_MOUTH = [index for index, name in enumerate(ARKIT_NAMES) if name not in FACE_NAMES]
_MOST_KEPT = 8
_kept: dict[tuple[object, ...], tuple[Face, int] | None] = {}
"""With the number of its mesh."""


@dataclass(frozen=True)
class _Scene:
    """What is moved, and where it is evaluated."""

    rig: Rig
    channels: list[tuple[str, Channel]]
    layer: Any


def moved_face(rig: Rig) -> Face | None:
    """Where its lips are and what each control does to them; None where that cannot be told, or takes too long. What
    was found is kept while shape keys, drivers and bones stay as they are."""
    scenes = rig.object.users_scene
    meshes = [mesh for mesh in meshes_of_target(rig.object, rig.armature) if len(mesh_of(mesh).vertices)]
    if not scenes or not meshes or rig.layout != "arkit" or rig.drawn:
        return None
    numbers = tuple(mesh.session_uid for mesh in meshes)
    question = (numbers, rig.naming.title, repr(sorted(rig.shown)), _fingerprint(rig, meshes))
    if question not in _kept:
        while len(_kept) >= _MOST_KEPT:
            _kept.pop(next(iter(_kept)))
        with _put_back(rig):
            found = _measured(rig, meshes, layer_showing(scenes[0], meshes))
        _kept[question] = None if found is None else (found, found.mesh.session_uid)
    kept = _kept[question]
    # After an undo the same mesh is another object to Python.
    return None if kept is None else replace(kept[0], mesh=by_session_uid(meshes, kept[1]))


def opens_nothing(rig: Rig) -> bool:
    """Whether no point of any mesh moves where the controls of a rig should open its mouth wide: bones that hold none,
    drivers that are broken or may not run, shape keys that are empty or muted. A face that is hidden is not judged."""
    scenes = rig.object.users_scene
    meshes = [mesh for mesh in meshes_of_target(rig.object, rig.armature) if len(mesh_of(mesh).vertices)]
    if not scenes or not meshes or rig.layout != "arkit" or rig.drawn:
        return False
    with _put_back(rig):
        scene = _Scene(rig, channels_of_controls(rig), layer_showing(scenes[0], meshes))
        rest = _evaluated(scene, dict.fromkeys(rig.shown, 0.0), meshes)
        opened = _evaluated(scene, _wide_open(rig), meshes)
    if any(mesh not in rest for mesh, _shapes in rig.meshes):
        return False
    seen = [(places, opened[mesh]) for mesh, places in rest.items() if len(places) == len(opened.get(mesh, ()))]
    return bool(seen) and all(np.array_equal(places, now) for places, now in seen)


@contextmanager
def _put_back(rig: Rig) -> Iterator[None]:
    """Whatever our controls are set to meanwhile."""
    before = [(datablock, kept_values(datablock, places)) for datablock, places in places_of(rig)]
    try:
        yield
    finally:
        for datablock, values in before:
            put_values(datablock, values)


def _measured(rig: Rig, meshes: list[bpy.types.Object], layer: Any) -> Face | None:
    began, sizes, scene = time.monotonic(), _sizes(rig), _Scene(rig, channels_of_controls(rig), layer)
    rest = _evaluated(scene, dict.fromkeys(rig.shown, 0.0), meshes)
    opened = _evaluated(scene, _wide_open(rig), meshes)
    found = []
    for mesh, places in rest.items():
        if len(places) == len(opened.get(mesh, ())):
            scale = np.abs(np.array(mesh.matrix_world.to_scale()))
            lips = find_lips(places * scale, (opened[mesh] - places) * scale)
            found += [] if lips is None else [(lips.width, mesh, lips, scale)]
    if not found:
        return None
    _width, mesh, lips, scale = max(found, key=lambda one: one[0])
    effects, sinks, last = {}, {}, dict.fromkeys(rig.shown, 0.0)
    for name in sizes:
        if time.monotonic() - began > _LONGEST_SECONDS:
            return None
        moved = _evaluated(scene, last | {name: _PART * sizes[name]}, [mesh]).get(mesh, ())
        if len(moved) != len(rest[mesh]):
            return None
        move = (np.asarray(moved) - rest[mesh]) * scale
        effects[name] = measured(lips, move) / _PART
        if name in rig.naming.contacts:
            sinks[name] = lowered(lips, move) / _PART
        last = {name: 0.0}
    places = rest[mesh] * scale
    naming, apart = rig.naming, apart_at_rest(lips, places)
    measures = Measures(effects, naming.mixed, naming.contacts, sizes, naming.strengths, apart, sinks)
    return Face(mesh, lips, measures, places, scale)


def _sizes(rig: Rig) -> dict[str, float]:
    """How far each control of the mouth goes at the most for any of our shapes, with a shut jaw and an open one, over
    which alone some close the lips; 1 for what no single one of them moves."""
    shut = np.eye(len(ARKIT_NAMES), dtype=np.float32)
    opened = np.maximum(shut, shut[ARKIT_INDEX["jawOpen"]])
    asked = rig.naming.drive(shut, rig.moving)
    over_jaw = rig.naming.drive(opened, rig.moving)
    ends, found = ends_by_shape(rig.meshes, rig.far_ends) if rig.naming.by_hand else {}, {}
    for name in sorted(rig.moving):
        values = np.asarray(asked.get(name, np.zeros(len(ARKIT_NAMES))), dtype=np.float64)
        if np.abs(values).max() < _LEAST:
            values = np.asarray(over_jaw.get(name, values), dtype=np.float64)
        most = int(np.abs(values).argmax())
        if name in rig.naming.mixed or name in rig.naming.contacts or abs(values[most]) < _LEAST:
            usual = _PERCENT if rig.naming.strengths.get(name, 1.0) > _PERCENTS_FROM else 1.0
            found[name] = ends.get(name, usual)
        elif np.abs(values[_OF_THE_MOUTH]).max() >= _LEAST:
            found[name] = float(values[most])
    return found


def _wide_open(rig: Rig) -> dict[str, float]:
    weights = np.zeros((1, len(ARKIT_NAMES)), np.float32)
    weights[0, ARKIT_INDEX["jawOpen"]] = OPEN_AS
    values = {name: float(each[0]) for name, each in rig.naming.drive(weights, rig.moving).items()}
    whole = {name: size / rig.naming.strengths.get(name, size) for name, size in _sizes(rig).items()}
    return {name: value * whole.get(name, 1.0) for name, value in values.items()}


def _evaluated(
    scene: _Scene, values: Mapping[str, float], meshes: Iterable[bpy.types.Object]
) -> dict[bpy.types.Object, np.ndarray]:
    """Where the vertices (V,3) of each mesh are with these values; of those that Blender evaluates."""
    move_controls(scene.rig, values, scene.channels)
    scene.layer.update()
    found = {}
    for mesh in meshes:
        evaluated = evaluated_now(mesh, scene.layer)
        if evaluated is not None:
            found[mesh] = places_in(mesh_of(evaluated).vertices).astype(np.float64)
    return found


def _fingerprint(rig: Rig, meshes: Iterable[bpy.types.Object]) -> str:
    """Of what the measures hang on."""
    told = hashlib.blake2b(digest_size=16)
    told.update(
        repr((sorted(rig.ends.items()), rig.naming.stands_for, rig.naming.posed, rig.naming.strengths)).encode()
    )
    for mesh in meshes:
        key = mesh_of(mesh).shape_keys
        told.update(repr([(one.name, one.type, one.show_viewport) for one in mesh.modifiers]).encode())
        told.update(np.array(mesh.matrix_world.to_scale()).tobytes())
        for block in key.key_blocks if key is not None else ():
            told.update(places_of_key(block).tobytes() + repr((block.mute, full_value(block))).encode())
        told.update(_drivers_told(key))
    if rig.armature is not None:
        told.update(_drivers_told(rig.armature))
        for bone in armature_of(rig.armature).bones:
            told.update(np.array(bone.matrix_local).tobytes())
    return told.hexdigest()


def _drivers_told(datablock: Any) -> bytes:
    animation = getattr(datablock, "animation_data", None)
    drivers: Any = animation.drivers if animation is not None else ()
    return repr([(one.data_path, one.mute, one.driver.expression) for one in drivers]).encode()

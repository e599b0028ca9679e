# SPDX-License-Identifier: GPL-3.0-or-later
"""What the shapes of an artist's rig do to its own lips, read from its meshes; nothing is moved for it."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import bpy
import numpy as np

from ..runtime.head.arkit import ARKIT_INDEX, ARKIT_NAMES
from ..runtime.rigs.found_lips import Lips, apart_at_rest, find_lips, lowered, measured
from ..runtime.rigs.mesh_fit import OPEN_AS, Measures
from ..runtime.rigs.naming import Matched, Naming
from .datablocks import NO_ENDS, Ends, full_value, mesh_of, shape_keys_of

Holders = Sequence[tuple[bpy.types.Object, Matched]]


_MOST_KEPT = 8
"""Rigs whose measures are remembered. Chosen by hand."""


@dataclass(frozen=True)
class Face:
    """The mesh whose lips were found. rest (V,3): where its vertices are without our shapes, times ``scale`` (3,),
    with those that it mirrors."""

    mesh: bpy.types.Object
    lips: Lips
    measures: Measures
    rest: np.ndarray
    scale: np.ndarray


_kept: dict[tuple[object, ...], Face | None] = {}


def told_by_meshes(naming: Naming, meshes: Holders, properties: Holders, armature: bpy.types.Object | None) -> bool:
    """Whether its shape keys alone say what its shapes do: neither bones nor properties move it."""
    behind = bool(properties or naming.posed or not meshes or moves_bones(armature))
    return naming.layout != "arkit" or not behind


def face_of(naming: Naming, meshes: Holders, moving: frozenset[str], ends: Ends = NO_ENDS) -> Face | None:
    """As its shape keys tell it, of which ``moving`` do something; None where lips cannot be found. ends: where
    keys are whole."""
    if naming.layout != "arkit":
        return None
    shown = {name for _, shapes in meshes for name in shapes} & set(naming.shapes) & moving
    faces = [mesh for mesh, _shapes in meshes if shape_keys_of(mesh).use_relative]
    found = [one for mesh in faces for one in [_measured_on(mesh, naming, meshes, shown, ends)] if one]
    return max(found, key=lambda one: one.lips.width, default=None)


def _measured_on(mesh: bpy.types.Object, naming: Naming, meshes: Holders, shown: set[str], ends: Ends) -> Face | None:
    """As it was found before, where no shape has changed since: a script writes line after line to a face."""
    shapes = next(shapes for one, shapes in meshes if one == mesh)
    key = shape_keys_of(mesh)
    told = hashlib.blake2b(digest_size=16)
    for name in (name for names in shapes.values() for name in names):
        told.update(
            places_of_key(key.key_blocks[name]).tobytes() + repr(full_value(key.key_blocks[name], ends)).encode()
        )
    rest, scale = _rest(mesh, shapes), np.abs(np.array(mesh.matrix_world.to_scale()))
    told.update(rest.tobytes())
    told.update(repr((naming.title, sorted(naming.strengths.items()), sorted(naming.stands_for.items()))).encode())
    question = (mesh.session_uid, told.digest(), tuple(scale), frozenset(shown), _mirrored_axes(mesh))
    if question not in _kept:
        while len(_kept) >= _MOST_KEPT:
            _kept.pop(next(iter(_kept)))
        _kept[question] = _measured(mesh, naming, shapes, shown, rest * scale, scale, ends)
    found = _kept[question]
    return None if found is None else replace(found, mesh=mesh)


def _measured(
    mesh: bpy.types.Object,
    naming: Naming,
    shapes: Matched,
    shown: set[str],
    rest: np.ndarray,
    scale: np.ndarray,
    ends: Ends,
) -> Face | None:
    ours = {name: keys for name, keys in shapes.items() if name in shown}
    wide_open = np.zeros((1, len(ARKIT_NAMES)), np.float32)
    wide_open[0, ARKIT_INDEX["jawOpen"]] = OPEN_AS
    values = naming.drive(wide_open, shown)
    mirrored = partial(_both_halves, _mirrored_axes(mesh))
    # One shape after the other: those of a scanned head are a gigabyte together.
    shares = {name: float(values[name][0]) / naming.strengths.get(name, 1.0) for name in ours}
    opened = np.zeros_like(rest)
    for name, share in shares.items():
        if share:
            opened += share * _moved(mesh, ours[name], ends)
    rest = mirrored(rest)
    lips = find_lips(rest, mirrored(opened * scale))
    if lips is None:
        return None
    effects = {name: measured(lips, mirrored(_moved(mesh, keys, ends) * scale)) for name, keys in ours.items()}
    contacts = [name for name in naming.contacts if name in ours]
    sinks = {name: lowered(lips, mirrored(_moved(mesh, ours[name], ends) * scale)) for name in contacts}
    apart = apart_at_rest(lips, rest)
    measures = Measures(effects, naming.mixed, naming.contacts, strengths=naming.strengths, apart=apart, lowered=sinks)
    return Face(mesh, lips, measures, rest, scale)


def _mirrored_axes(mesh: bpy.types.Object) -> tuple[int, ...]:
    """Along which a mirror modifier makes the other half of a mesh, at its own origin."""
    modifiers: Any = mesh.modifiers
    mirrors = (one for one in modifiers if one.type == "MIRROR" and one.show_viewport and one.mirror_object is None)
    return tuple(axis for one in mirrors for axis in range(3) if one.use_axis[axis])


def _both_halves(axes: Iterable[int], vectors: np.ndarray) -> np.ndarray:
    """Places or moves (V,3) with those of the halves that are mirrored, behind them as Blender has them."""
    for axis in axes:
        other = vectors.copy()
        other[:, axis] *= -1.0
        vectors = np.concatenate([vectors, other])
    return vectors


def moves_bones(armature: bpy.types.Object | None) -> bool:
    """Whether shape keys turn bones as well, as a jaw's: more moves then than the meshes say."""
    animation = armature.animation_data if armature is not None else None
    drivers: Any = animation.drivers if animation is not None else ()
    return any(
        isinstance(target.id, bpy.types.Key)
        for curve in drivers
        if not curve.mute and curve.data_path.startswith("pose.bones")
        for variable in curve.driver.variables
        for target in variable.targets
    )


def _rest(mesh: bpy.types.Object, shapes: Matched) -> np.ndarray:
    """(V,3) without our shapes: a character's own form is often a shape key that stays at 1."""
    key = shape_keys_of(mesh)
    ours = {name for names in shapes.values() for name in names}
    places = places_of_key(key.reference_key)
    ours |= {block.name for block in key.key_blocks if _is_moved(key, block)}
    for block in key.key_blocks:
        if block.name not in ours and block.value and not block.mute and block != key.reference_key:
            places = places + block.value * move_of(mesh, block)
    return places


def _is_moved(key: bpy.types.Key, block: bpy.types.ShapeKey) -> bool:
    """Whether a driver moves it, and what it has now says nothing of the face at rest."""
    path, animation = block.path_from_id("value"), key.animation_data
    return animation is not None and any(driver.data_path == path for driver in animation.drivers)


def _moved(mesh: bpy.types.Object, keys: Sequence[str], ends: Ends) -> np.ndarray:
    blocks = shape_keys_of(mesh).key_blocks
    return np.sum([full_value(blocks[name], ends) * move_of(mesh, blocks[name]) for name in keys], axis=0)


def move_of(mesh: bpy.types.Object, block: bpy.types.ShapeKey, rest: np.ndarray | None = None) -> np.ndarray:
    """(V,3) that a shape key does at 1. rest: the places of its relative key, where they were read already."""
    move = places_of_key(block) - (places_of_key(block.relative_key) if rest is None else rest)
    group = mesh.vertex_groups.get(block.vertex_group) if block.vertex_group else None
    return move if group is None else move * shares_of(mesh, group.index)[:, None]


def shares_of(mesh: bpy.types.Object, group: int) -> np.ndarray:
    """(V,) of each vertex in a vertex group."""
    return np.array([_share(vertex.groups, group) for vertex in mesh_of(mesh).vertices])


def _share(groups: Any, wanted: int) -> float:
    return next((one.weight for one in groups if one.group == wanted), 0.0)


def places_of_key(block: bpy.types.ShapeKey) -> np.ndarray:
    """(V,3) in the mesh's own axes: none of a mesh whose vertices were taken, though its keys still count them."""
    key: Any = block.id_data
    points = np.empty(3 * len(key.user.vertices), np.float32)
    block.points.foreach_get("co", points)
    return points.reshape(-1, 3).astype(np.float64)

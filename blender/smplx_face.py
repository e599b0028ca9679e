# SPDX-License-Identifier: GPL-3.0-or-later
"""The face of an SMPL-X body: what its expressions do, read from its mesh, and its bones."""

from collections.abc import Sequence
from dataclasses import replace

import bpy
import numpy as np
from mathutils import Matrix

from ..runtime.rigs.bone_names import found_by_words
from ..runtime.rigs.rig_map import RigMap
from ..runtime.rigs.smplx import EXPRESSION, JAW_DEGREES, effect, find_landmarks, fitted_expressions
from .datablocks import armature_of, shape_keys_of
from .facing import axes_of
from .measured_face import move_of, places_of_key, shares_of

_FEWEST = 5
"""Shapes named as the add-on of SMPL-X does, from which on a mesh is one of its. Chosen by hand."""
_MOST_KEPT = 8
"""Meshes that are remembered. Chosen by hand."""
_kept: dict[tuple[object, ...], RigMap | None] = {}
"""What was found of meshes that have not changed since: the panel asks at each redraw."""


def smplx_map(armature: bpy.types.Object, meshes: Sequence[bpy.types.Object], bones: RigMap) -> RigMap | None:
    """``bones``, the map of the armature's face, with the expressions; None where there are none, or none that can be
    told."""
    for mesh in meshes:
        names = [block.name for block in shape_keys_of(mesh).key_blocks if EXPRESSION.fullmatch(block.name)]
        if len(names) >= _FEWEST:
            question = (mesh.session_uid, armature.session_uid, *names, *bones.rows, *_fingerprint(mesh, names))
            if question not in _kept:
                while len(_kept) >= _MOST_KEPT:
                    _kept.pop(next(iter(_kept)))
                _kept[question] = _map(armature, mesh, names, bones)
            return _kept[question]
    return None


def _fingerprint(mesh: bpy.types.Object, names: list[str]) -> tuple[int, ...]:
    key = shape_keys_of(mesh)
    return tuple(hash(places_of_key(block).tobytes()) for block in (key.reference_key, key.key_blocks[names[0]]))


def _map(armature: bpy.types.Object, mesh: bpy.types.Object, names: list[str], bones: RigMap) -> RigMap | None:
    rest = armature_of(armature).bones
    parts = found_by_words(rest.keys())
    group = mesh.vertex_groups.get(parts.get("jaw", ""))
    if group is None or not {"eye L", "eye R"} <= set(parts):
        return None
    into_mesh = np.array(mesh.matrix_world.inverted_safe() @ armature.matrix_world)
    places, shares = places_of_key(shape_keys_of(mesh).reference_key), shares_of(mesh, group.index)
    joint, eyes = (
        np.array([_point(into_mesh, rest[parts[part]].head_local) for part in wanted])
        for wanted in (("jaw",), ("eye L", "eye R"))
    )
    turn = into_mesh[:3, :3] @ _about(axes_of(armature)[0], JAW_DEGREES) @ np.linalg.inv(into_mesh[:3, :3])
    opened = ((places - joint) @ turn.T + joint - places) * shares[:, None]
    landmarks = find_landmarks(places, opened, eyes)
    if landmarks is None:
        return None
    blocks = shape_keys_of(mesh).key_blocks
    rows = fitted_expressions({name: effect(landmarks, move_of(mesh, blocks[name])) for name in names})
    return replace(bones, rows=(*bones.rows, *rows)) if rows else None


def _point(matrix: np.ndarray, place: Sequence[float]) -> np.ndarray:
    return np.asarray(matrix @ np.array([*place, 1.0]))[:3]


def _about(axis: np.ndarray, degrees: float) -> np.ndarray:
    """(3,3) the turn about an axis of length 1."""
    return np.array(Matrix.Rotation(np.radians(degrees), 3, axis.tolist()))

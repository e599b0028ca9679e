# SPDX-License-Identifier: GPL-3.0-or-later
"""Shape keys that are whole at the end of a slider that goes beyond 1, as those of a character that counts to 10.

A slider that goes so far says nothing by itself: many artists let a shape go beyond its whole. It is told by the mesh,
whose mouth hardly opens at 1 and opens as ours at the end, or whose lids meet at the end alone."""

from collections.abc import Callable

import bpy
import numpy as np

from ..runtime.head.arkit import ARKIT_INDEX, ARKIT_NAMES
from ..runtime.rigs.mesh_fit import OPEN_AS, our_measures
from ..runtime.rigs.naming import Naming
from .datablocks import Ends, shape_keys_of
from .measured_face import Face, Holders, face_of, move_of, moves_bones, places_of_key
from .shut_lids import shuts_at

_HARDLY = 1 / 3
"""Of what our mouth opens. Chosen: mouths of artists that are whole at 1 open by half of it or more."""
_LESS = 0.8
"""Of what our mouth opens: one that opens further at 1 is whole there, whatever its lids do. Chosen."""
_AS_OURS = (0.4, 2.0)
"""How wide a mouth at the end of its slider opens, in openings of ours. Chosen."""
_ASKED = 0.3
"""Of a shape's value: one that is asked for less opens no mouth. Chosen, as in ``still_jaw``."""


def far_ends(
    naming: Naming, meshes: Holders, armature: bpy.types.Object | None, moving: Callable[[], frozenset[str]]
) -> Ends:
    """By the number of its shape keys and its name, the value at which a key is whole, of those that are so beyond 1;
    none where shapes turn bones as well. moving: asked only where a slider goes so far, for it reads every shape."""
    far = _far_blocks(meshes) if naming.layout == "arkit" else []
    if not far or moves_bones(armature):
        return {}
    shown = moving()
    face = face_of(naming, meshes, shown)
    if face is None:
        return {}
    weights = np.zeros((1, len(ARKIT_NAMES)), np.float32)
    weights[0, ARKIT_INDEX["jawOpen"]] = OPEN_AS
    driven = naming.drive(weights, shown)
    asked = {name: float(values[0]) / naming.strengths.get(name, 1.0) for name, values in driven.items()}
    effects = {name: float(effect[0]) for name, effect in face.measures.effects.items()}
    opens = sum(asked.get(name, 0.0) * effect for name, effect in effects.items())
    share = opens / (OPEN_AS * float(our_measures()[ARKIT_INDEX["jawOpen"], 0]))
    end = _end_of(
        [name for name in effects if asked.get(name, 0.0) > _ASKED and effects[name] > 0.0], face.mesh, meshes
    )
    if not _AS_OURS[0] <= share * end <= _AS_OURS[1]:
        return {}
    if share > _HARDLY and (share > _LESS or not _blinks_at(end, naming, meshes, shown, face)):
        return {}
    return {(key.session_uid, block.name): end for key, block in far if abs(block.slider_max - end) < 1e-6 * end}


def _blinks_at(end: float, naming: Naming, meshes: Holders, shown: frozenset[str], face: Face) -> bool:
    """Whether the lids of the left eye are shut where sliders end, and not at 1."""
    weights = np.zeros((1, len(ARKIT_NAMES)), np.float32)
    weights[0, ARKIT_INDEX["eyeBlinkLeft"]] = 1.0
    driven = naming.drive(weights, shown)
    asked = {name: float(values[0]) / naming.strengths.get(name, 1.0) for name, values in driven.items()}
    blocks = shape_keys_of(face.mesh).key_blocks
    shapes = next(shapes for mesh, shapes in meshes if mesh == face.mesh)
    lids = [name for name in shapes if asked.get(name, 0.0) > _ASKED]
    keys = [blocks[key] for name in lids for key in shapes[name] if blocks[key].slider_max == end]
    if not keys:
        return False
    blink = np.sum([move_of(face.mesh, block) for block in keys], axis=0) * face.scale
    places = places_of_key(blocks[0].relative_key) * face.scale
    across = places @ face.lips.axes[0]
    left = across > across[face.lips.corners].mean()
    return shuts_at(places[left], blink[left], end)


def ends_by_shape(meshes: Holders, ends: Ends) -> dict[str, float]:
    """Shape -> the value at which its key is whole, of those of ``ends``."""
    keys = [(shape_keys_of(mesh).session_uid, shapes) for mesh, shapes in meshes]
    found = ((name, ends.get((uid, one))) for uid, shapes in keys for name, ones in shapes.items() for one in ones)
    return {name: end for name, end in found if end is not None}


def _end_of(names: list[str], face: bpy.types.Object, meshes: Holders) -> float:
    """Where the sliders end of the shapes that open the mouth; 1 where one of them ends there."""
    blocks = shape_keys_of(face).key_blocks
    shapes = next(shapes for mesh, shapes in meshes if mesh == face)
    ends = [max(blocks[key].slider_max, 1.0) for name in names for key in shapes[name]]
    return float(min(ends, default=1.0))


def _far_blocks(meshes: Holders) -> list[tuple[bpy.types.Key, bpy.types.ShapeKey]]:
    """The shape keys of a face whose slider goes beyond 1, each with what holds it."""
    keys = [(shape_keys_of(mesh), names) for mesh, shapes in meshes for names in shapes.values()]
    blocks = [(key, key.key_blocks[name]) for key, names in keys for name in names]
    return [(key, block) for key, block in blocks if block.slider_max > 1.0]

# SPDX-License-Identifier: GPL-3.0-or-later
"""Cards of hair with a face on either side, on meshes of ours that are there to be exported."""

from collections.abc import Sequence
from typing import Any

import bpy  # which brings bmesh

# isort: split
import bmesh
import numpy as np

from ..runtime.arrays import Array
from ..runtime.head.hair_sides import HAIR, seen_from_behind, set_apart
from ..runtime.head.heads import shared_arrays
from ..runtime.triangles import four_corners
from .axes import from_blender
from .datablocks import mesh_of, places_in


def two_sided_hair(face: bpy.types.Object, farther: Sequence[bpy.types.Object] = ()) -> tuple[str, ...]:
    """Give the cards of hair of the head of ours at ``face``, and of ``farther`` levels of detail of it, a further side
    where it is seen, unless they have it; the names of the cards' materials.

    Of a head whose cards are gone, or share their material with something else, nothing changes: then there are none.
    """
    slot = _slot(face)
    if slot is None:
        return ()
    for each in farther if _has_sides(face) else (face, *farther):
        _add_sides(each, slot)
    material = face.material_slots[slot].material
    assert material is not None
    material.use_backface_culling = True
    return (material.name,)


def _own_quads() -> Array:
    """The quads (F,4) of hair of all heads of ours."""
    shared = shared_arrays()
    cards: Array = shared["quads"][shared["material_index"] == shared["material_names"].tolist().index(HAIR)]
    return cards


def _has_sides(face: bpy.types.Object) -> bool:
    return len(mesh_of(face).vertices) > int(shared_arrays()["quads"].max()) + 1


def _slot(face: bpy.types.Object) -> int | None:
    """The material slot of the cards, and of nothing but them."""
    mesh = mesh_of(face)
    first, materials = _corners(mesh)[:, 0], _materials(mesh)
    own = np.isin(first, _own_quads()) | (first > shared_arrays()["quads"].max())
    slots = np.unique(materials[own])
    if len(slots) != 1 or not own[materials == slots[0]].all() or slots[0] >= len(face.material_slots):
        return None
    shown = [each.material for each in face.material_slots]
    return int(slots[0]) if shown[slots[0]] is not None and shown.count(shown[slots[0]]) == 1 else None


def _add_sides(face: bpy.types.Object, slot: int) -> None:
    mesh = mesh_of(face)
    before, corners = len(mesh.vertices), _corners(mesh)
    cards = np.flatnonzero(_materials(mesh) == slot)
    seen = seen_from_behind(from_blender(places_in(mesh.vertices)).astype(float), corners[cards], corners)
    chosen = set(cards[seen].tolist())
    made = bmesh.new()
    try:
        made.from_mesh(mesh)
        made.faces.index_update()
        behind: list[bmesh.types.BMVert | bmesh.types.BMEdge | bmesh.types.BMFace] = [
            polygon for polygon in made.faces if polygon.index in chosen
        ]
        copied = bmesh.ops.duplicate(made, geom=behind)["geom"]
        bmesh.ops.reverse_faces(made, faces=[each for each in copied if isinstance(each, bmesh.types.BMFace)])
        made.to_mesh(mesh)
    finally:
        made.free()
    corners = _corners(mesh)
    points, further = places_in(mesh.vertices), corners[corners[:, 0] >= before]
    shift = np.zeros_like(points)
    shift[before:] = set_apart(points[before:], further - before) - points[before:]
    keys = mesh.shape_keys
    blocks: list[Any] = [block.points for block in (keys.key_blocks if keys is not None else ())]
    for places in (mesh.vertices, *blocks):
        places.foreach_set("co", np.ascontiguousarray(places_in(places) + shift, np.float32).reshape(-1))
    mesh.update()


def _corners(mesh: bpy.types.Mesh) -> Array:
    """The vertices (F,4) of the first four corners of each polygon."""
    vertices, starts, sizes = (np.empty(len(of), np.int32) for of in (mesh.loops, mesh.polygons, mesh.polygons))
    mesh.loops.foreach_get("vertex_index", vertices)
    mesh.polygons.foreach_get("loop_start", starts)
    mesh.polygons.foreach_get("loop_total", sizes)
    corners: Array = vertices[four_corners(starts, sizes)]
    return corners


def _materials(mesh: bpy.types.Mesh) -> Array:
    """The slot of each polygon (F,)."""
    found = np.empty(len(mesh.polygons), np.int32)
    mesh.polygons.foreach_get("material_index", found)
    return found

# SPDX-License-Identifier: GPL-3.0-or-later
"""Levels of detail of our own head in Blender: meshes of fewer triangles that move as the head does."""

import bpy
import numpy as np

from ..runtime.head.lods import Lod, lods
from . import versions
from .datablocks import mesh_of, places_in, shape_keys_of
from .head import BuiltHead


def add_lods(built: BuiltHead, name: str) -> list[bpy.types.Object]:
    """Put ``name_LOD1``, ``name_LOD2`` beside the head, finest first: half and a quarter of its triangles.

    Each has the head's materials, texture, bones and shape keys, and is moved by what moves the head now. Its vertices
    are some of the head's, so that it stands where the head does in every pose. Raises SetupError when their data is
    missing or altered.
    """
    return [_add_lod(built, lod, f"{name}_LOD{number}") for number, lod in enumerate(lods(), start=1)]


def _add_lod(built: BuiltHead, lod: Lod, name: str) -> bpy.types.Object:
    mesh = _build_mesh(mesh_of(built.mesh), lod, name)
    added = bpy.data.objects.new(name, mesh)
    for collection in built.mesh.users_collection:
        collection.objects.link(added)
    _add_shape_keys(built.mesh, added, lod)
    _bind(built, added, lod)
    return added


def _build_mesh(head: bpy.types.Mesh, lod: Lod, name: str) -> bpy.types.Mesh:
    mesh = bpy.data.meshes.new(name)
    mesh.from_pydata(places_in(head.vertices)[lod.vertices].tolist(), [], lod.triangles.tolist(), shade_flat=False)
    for layer in head.uv_layers:
        uv = np.empty(2 * len(head.loops), np.float32)
        layer.data.foreach_get("uv", uv)
        of_corners = uv.reshape(-1, 2)[lod.corners.reshape(-1)]
        mesh.uv_layers.new(name=layer.name).data.foreach_set("uv", np.ascontiguousarray(of_corners).reshape(-1))
    for material in head.materials:
        mesh.materials.append(material)
    materials = np.empty(len(head.polygons), np.int32)
    head.polygons.foreach_get("material_index", materials)
    mesh.polygons.foreach_set("material_index", np.ascontiguousarray(materials[lod.corners[:, 0] // 4]))
    return mesh


def _add_shape_keys(head: bpy.types.Object, added: bpy.types.Object, lod: Lod) -> None:
    shapes = shape_keys_of(head)
    for block in shapes.key_blocks:
        key = added.shape_key_add(name=block.name, from_mix=False)
        key.slider_min, key.slider_max = block.slider_min, block.slider_max
        key.value = block.value
        key.points.foreach_set("co", np.ascontiguousarray(places_in(block.points)[lod.vertices]).reshape(-1))
    if versions.action_of(shapes) is not None:
        versions.share_action(shapes, shape_keys_of(added))


def _bind(built: BuiltHead, added: bpy.types.Object, lod: Lod) -> None:
    for group in built.mesh.vertex_groups:
        added.vertex_groups.new(name=group.name)
    of_head = mesh_of(built.mesh).vertices
    for number, vertex in enumerate(lod.vertices.tolist()):
        for membership in of_head[vertex].groups:
            added.vertex_groups[membership.group].add([number], membership.weight, "REPLACE")
    added.parent = built.armature
    modifier = added.modifiers.new("Armature", "ARMATURE")
    assert isinstance(modifier, bpy.types.ArmatureModifier)
    modifier.object = built.armature

# SPDX-License-Identifier: GPL-3.0-or-later
"""A head's brows and beard as hair curves that go with its skin in whatever shape it is, each an object of its own on
the face's mesh.

A node group moves each hair as the triangle moves that its root stands on, on the evaluated mesh. Blender's own node
for this (*Deform Curves on Surface*) wants a UV map without faces that lie over each other; a head has a square a
material.
"""

from collections.abc import Callable, Mapping
from typing import Any

import bpy
import numpy as np

from ..runtime.arrays import Array
from ..runtime.head.beard_strands import beard_strands
from ..runtime.head.brow_strands import SkinStrands, brow_strands
from ..runtime.head.heads import Head
from . import versions
from .axes import to_blender
from .hair_curves import fill_hair_curves, new_hair_curves, remove_hair_curves, write_attribute
from .hair_material import strands_material

KINDS: Mapping[str, Callable[[Head], SkinStrands]] = {"brows": brow_strands, "beard": beard_strands}
_OF = "soliloquy_{}_of"
"""Where hairs say whose they are."""
_GROUP = "Follow Skin"
_CORNERS = ("corner_1", "corner_2", "corner_3")
_PLACE = "on_triangle"


def show_skin_hairs(face: bpy.types.Object, head: Head) -> None:
    """Grow the brows and the beard of ``head`` on the mesh that shows it, in place of those that it has."""
    for kind, grow in KINDS.items():
        strands, grown = grow(head), skin_hairs_of(face, kind)
        if len(strands.points):
            _show(grown or _added(face, kind), head, kind, strands)
        elif grown is not None:
            remove_hair_curves(grown)


def skin_hairs_of(face: bpy.types.Object, kind: str) -> bpy.types.Object | None:
    """What was grown on a face of one of KINDS; None when there is nothing."""
    return next((each for each in face.children if _OF.format(kind) in each.keys()), None)  # noqa: SIM118


def _added(face: bpy.types.Object, kind: str) -> bpy.types.Object:
    grown = new_hair_curves(face, kind)
    grown.parent = face
    modifier: Any = grown.modifiers.new(_GROUP, "NODES")
    modifier.node_group = bpy.data.node_groups.get(_GROUP) or _follow_skin()
    face_socket = next(each for each in modifier.node_group.interface.items_tree if each.name == "Skin")
    versions.set_node_input(modifier, face_socket.identifier, face)
    return grown


def _show(grown: bpy.types.Object, head: Head, kind: str, made: SkinStrands) -> None:
    places = to_blender(made.points.reshape(-1, 3)).reshape(made.points.shape)
    corners = to_blender(head.vertices)[made.corners]
    fill_hair_curves(grown.data, places, made.radii, strands_material(head))
    write_attribute(grown.data, _PLACE, "FLOAT_VECTOR", "POINT", _on_triangles(places, corners))
    for name, vertices in zip(_CORNERS, made.corners.T, strict=True):
        write_attribute(grown.data, name, "INT", "CURVE", vertices)
    grown[_OF.format(kind)] = head.name


def _on_triangles(places: Array, corners: Array) -> Array:
    """Places (N,P,3) in the frames that the node group makes of triangles (N,3,3)."""
    first, second, third = np.moveaxis(corners.astype(np.float64), 1, 0)
    along = _unit(second - first)
    normal = _unit(np.cross(second - first, third - first))
    frames = np.stack([along, np.cross(normal, along), normal], axis=1)
    local: Array = np.einsum("nij,npj->npi", frames, places - first[:, None])
    return local


def _unit(vectors: Array) -> Array:
    normalised: Array = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return normalised


def _follow_skin() -> bpy.types.NodeTree:
    group: Any = bpy.data.node_groups.new(_GROUP, "GeometryNodeTree")
    for name, way, kind in (
        ("Geometry", "INPUT", "NodeSocketGeometry"),
        ("Skin", "INPUT", "NodeSocketObject"),
        ("Geometry", "OUTPUT", "NodeSocketGeometry"),
    ):
        group.interface.new_socket(name, in_out=way, socket_type=kind)
    given, made = _node(group, "NodeGroupInput"), _node(group, "NodeGroupOutput")
    skin, moved = _node(group, "GeometryNodeObjectInfo"), _node(group, "GeometryNodeSetPosition")
    skin.transform_space = "RELATIVE"
    group.links.new(given.outputs["Skin"], skin.inputs["Object"])
    first, second, third = (_corner(group, skin, name) for name in _CORNERS)
    edge, other = (_vector(group, "SUBTRACT", corner, first) for corner in (second, third))
    along = _vector(group, "NORMALIZE", edge)
    normal = _vector(group, "NORMALIZE", _vector(group, "CROSS_PRODUCT", edge, other))
    frame = (along, _vector(group, "CROSS_PRODUCT", normal, along), normal)
    apart = _node(group, "ShaderNodeSeparateXYZ")
    group.links.new(_attribute(group, _PLACE, "FLOAT_VECTOR"), apart.inputs[0])
    place = first
    for axis, share in zip(frame, apart.outputs, strict=True):
        place = _vector(group, "ADD", place, _scaled(group, axis, share))
    group.links.new(given.outputs["Geometry"], moved.inputs["Geometry"])
    group.links.new(place, moved.inputs["Position"])
    group.links.new(moved.outputs["Geometry"], made.inputs["Geometry"])
    return group


def _node(group: Any, kind: str) -> Any:
    """A new node, beside the one before."""
    node = group.nodes.new(kind)
    node.location = (180 * (len(group.nodes) % 8), -220 * (len(group.nodes) // 8))
    return node


def _attribute(group: Any, name: str, kind: str) -> Any:
    node = _node(group, "GeometryNodeInputNamedAttribute")
    node.data_type = kind
    node.inputs["Name"].default_value = name
    return next(socket for socket in node.outputs if socket.enabled and socket.name == "Attribute")


def _corner(group: Any, skin: Any, name: str) -> Any:
    """Where the vertex of the skin is whose number the attribute has."""
    node, position = _node(group, "GeometryNodeSampleIndex"), _node(group, "GeometryNodeInputPosition")
    node.data_type, node.domain = "FLOAT_VECTOR", "POINT"
    group.links.new(skin.outputs["Geometry"], node.inputs["Geometry"])
    value = next(socket for socket in node.inputs if socket.enabled and socket.name == "Value")
    group.links.new(position.outputs[0], value)
    group.links.new(_attribute(group, name, "INT"), node.inputs["Index"])
    return next(socket for socket in node.outputs if socket.enabled)


def _vector(group: Any, operation: str, *operands: Any) -> Any:
    node = _node(group, "ShaderNodeVectorMath")
    node.operation = operation
    for socket, operand in zip(node.inputs, operands, strict=False):
        group.links.new(operand, socket)
    return node.outputs["Vector"]


def _scaled(group: Any, vector: Any, factor: Any) -> Any:
    node = _node(group, "ShaderNodeVectorMath")
    node.operation = "SCALE"
    group.links.new(vector, node.inputs[0])
    group.links.new(factor, node.inputs["Scale"])
    return node.outputs["Vector"]

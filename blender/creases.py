# SPDX-License-Identifier: GPL-3.0-or-later
"""Furrows that deepen while a face moves: attributes of the mesh say where, driven properties of the object how much.

The object's, because heads that look alike share one material of skin.
"""

from collections.abc import Sequence
from string import ascii_letters
from typing import Any

import bpy

from ..runtime.head.creases import CREASES, creased
from ..runtime.head.flame_creases import crease_in_flame
from ..runtime.rigs.flame import FLAME_SHAPES
from .datablocks import mesh_of
from .hair_curves import write_attribute

_WHERE, _HOW_MUCH = "creased_{}", "soliloquy_creases_{}"
_AT_ONCE = 3
"""Creases that an attribute has room for: one a number."""
_GROUPS = range(len(CREASES) // _AT_ONCE)


def add_creases(face: bpy.types.Object, layout: str) -> None:
    """Let a head of ours with the shape keys of a layout, "arkit" or "flame", crease as they say."""
    mesh, where = mesh_of(face), creased()
    for group in _GROUPS:
        part = slice(_AT_ONCE * group, _AT_ONCE * (group + 1))
        write_attribute(mesh, _WHERE.format(group), "FLOAT_VECTOR", "POINT", where[:, part])
        name = _HOW_MUCH.format(group)
        face[name] = [0.0] * _AT_ONCE
        for number, crease in enumerate(CREASES[part]):
            terms = crease.shapes if layout == "arkit" else crease_in_flame(crease, FLAME_SHAPES)
            _drive(face, f'["{name}"]', number, terms)


def _drive(face: bpy.types.Object, path: str, number: int, shapes: Sequence[tuple[str, float]]) -> None:
    """By the sum of shape keys, each with its factor, within 0..1."""
    curve: Any = face.driver_add(path, number)
    terms = []
    for letter, (shape, factor) in zip(ascii_letters, shapes, strict=False):
        variable = curve.driver.variables.new()
        variable.name = letter
        # By way of the object itself, so that a copy of it reads its own keys.
        variable.targets[0].id = face
        variable.targets[0].data_path = f'data.shape_keys.key_blocks["{shape}"].value'
        terms.append(f"{factor:.3g}*{letter}")
    # So simple that Blender reckons it without Python.
    curve.driver.expression = f"max(0.0,min(1.0,{'+'.join(terms)}))"


def crease_depth(tree: Any) -> Any:
    """The socket of a skin's nodes that says how creased each place is, 0..1; 0 on meshes without creases."""
    total = None
    for group in _GROUPS:
        where, how_much, both = (
            tree.nodes.new(kind) for kind in ("ShaderNodeAttribute", "ShaderNodeAttribute", "ShaderNodeVectorMath")
        )
        where.attribute_name, how_much.attribute_name = _WHERE.format(group), _HOW_MUCH.format(group)
        how_much.attribute_type = "OBJECT"
        both.operation = "DOT_PRODUCT"
        tree.links.new(where.outputs["Vector"], both.inputs[0])
        tree.links.new(how_much.outputs["Vector"], both.inputs[1])
        for node, across in ((where, -2500), (how_much, -2300), (both, -2100)):
            node.location = (across, -200 - 200 * group)
        total = both.outputs["Value"] if total is None else _sum(tree, total, both.outputs["Value"])
    return total


def _sum(tree: Any, one: Any, other: Any) -> Any:
    node = tree.nodes.new("ShaderNodeMath")
    node.operation, node.use_clamp = "ADD", True
    node.location = (-1900, -200)
    tree.links.new(one, node.inputs[0])
    tree.links.new(other, node.inputs[1])
    return node.outputs[0]

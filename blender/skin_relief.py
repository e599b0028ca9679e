# SPDX-License-Identifier: GPL-3.0-or-later
"""Pores, lines, wrinkles and gloss of skin, as nodes of its material."""

from typing import Any

import bpy

from ..runtime.head.heads import Head
from ..runtime.head.skin_maps import (
    BEARD_HEIGHT,
    BEARD_ROUGHNESS,
    HEIGHT,
    TILES,
    depth_of_wrinkles,
    relief_picture,
    tile_picture,
)
from .creases import crease_depth
from .image_files import packed_image

RELIEF, WRINKLES, BEARD = "Relief", "Wrinkles", "Beard"
"""Names of nodes: the picture of relief, the value that says how deep the wrinkles of age are, and the picture of a
beard's relief."""
_TILE_SHARE = 0.20
"""How high the finest lines are, beside it (chosen by eye)."""
_CREASED = 4.5
"""How much deeper than at rest wrinkles are where a moving face creases the most, in HEIGHT (chosen by eye)."""


def wrinkled(head: Head) -> float:
    """How deep the wrinkles of a head's look are."""
    return depth_of_wrinkles(head.look)


def add_relief(tree: Any, shader: Any, wrinkles: float) -> None:
    """Relief and roughness of skin. A value of the tree says how deep the wrinkles of age are; where the face creases
    (creases.py) they are deeper."""
    nodes, links = tree.nodes, tree.links
    relief = nodes.new("ShaderNodeTexImage")
    relief.name = RELIEF
    relief.image = packed_image("skin_relief.jpg", relief_picture(), data=True)
    parts = nodes.new("ShaderNodeSeparateColor")
    places, times = nodes.new("ShaderNodeTexCoord"), nodes.new("ShaderNodeVectorMath")
    times.operation = "MULTIPLY"
    times.inputs[1].default_value = (TILES, TILES, 0.0)
    tile = nodes.new("ShaderNodeTexImage")
    tile.name = "Finest lines"
    tile.image = packed_image("skin_tile.jpg", tile_picture(), data=True)
    deep = nodes.new("ShaderNodeValue")
    deep.name = deep.label = WRINKLES
    deep.outputs[0].default_value = wrinkles
    deepened, with_wrinkles, with_tile = (nodes.new("ShaderNodeMath") for _ in range(3))
    deepened.operation = with_wrinkles.operation = with_tile.operation = "MULTIPLY_ADD"
    deepened.inputs[1].default_value, with_tile.inputs[1].default_value = _CREASED, _TILE_SHARE
    bump = nodes.new("ShaderNodeBump")
    bump.inputs["Distance"].default_value = HEIGHT
    links.new(relief.outputs["Color"], parts.inputs[0])
    links.new(places.outputs["UV"], times.inputs[0])
    links.new(times.outputs["Vector"], tile.inputs["Vector"])
    links.new(parts.outputs[1], with_wrinkles.inputs[0])
    links.new(crease_depth(tree), deepened.inputs[0])
    links.new(deep.outputs[0], deepened.inputs[2])
    links.new(deepened.outputs[0], with_wrinkles.inputs[1])
    links.new(parts.outputs[0], with_wrinkles.inputs[2])
    links.new(tile.outputs["Color"], with_tile.inputs[0])
    links.new(with_wrinkles.outputs[0], with_tile.inputs[2])
    links.new(with_tile.outputs[0], bump.inputs["Height"])
    links.new(bump.outputs["Normal"], shader.inputs["Normal"])
    links.new(parts.outputs[2], shader.inputs["Roughness"])
    for node, place in (
        (relief, (-1500, -150)), (parts, (-1200, -150)), (deep, (-1400, -380)), (places, (-1900, -800)),
        (times, (-1700, -800)), (tile, (-1500, -800)), (deepened, (-1200, -350)), (with_wrinkles, (-900, -200)),
        (with_tile, (-700, -250)), (bump, (-450, -250)),
    ):  # fmt: skip
        node.location = place


def add_beard(tree: Any, shader: Any, picture: bpy.types.Image) -> None:
    """Let the strokes of a painted beard stand out of skin that has its relief, and be rough. picture: grey, 0..1."""
    nodes, links = tree.nodes, tree.links
    beard = nodes.new("ShaderNodeTexImage")
    beard.name = beard.label = BEARD
    beard.image = picture
    bump = shader.inputs["Normal"].links[0].from_node
    raised, rough = nodes.new("ShaderNodeMath"), nodes.new("ShaderNodeMix")
    raised.operation, raised.inputs[1].default_value = "MULTIPLY_ADD", BEARD_HEIGHT
    rough.inputs["B"].default_value = BEARD_ROUGHNESS
    links.new(bump.inputs["Height"].links[0].from_socket, raised.inputs[2])
    links.new(shader.inputs["Roughness"].links[0].from_socket, rough.inputs["A"])
    links.new(beard.outputs["Color"], raised.inputs[0])
    links.new(beard.outputs["Color"], rough.inputs["Factor"])
    links.new(raised.outputs[0], bump.inputs["Height"])
    links.new(rough.outputs["Result"], shader.inputs["Roughness"])
    for node, place in ((beard, (-900, -550)), (raised, (-550, -450)), (rough, (-300, -50))):
        node.location = place

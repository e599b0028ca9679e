# SPDX-License-Identifier: GPL-3.0-or-later
"""What strands of hair look like: a principled hair in Cycles, and a plain material that EEVEE shows well; and what the
cards under them look like: nothing."""

from typing import Any

import bpy

from ..runtime.people.hair_colour import GREY, HairColour
from . import versions

_ROUGHNESS, _RADIAL, _IOR = 0.3, 0.45, 1.33
"""By eye: at a hair's own index of refraction, 1.55, black hair looked grey under three soft lights."""
_UNEVEN = (0.45, 1.1)
"""Light of the darkest and of the lightest strand."""
_ROOT = 0.6
"""Light at a strand's root, of that from a quarter of its length on. By eye."""
_UNSEEN = "hair under strands"


def unseen_material() -> bpy.types.Material:
    """The material of cards that strands stand for, made once a file."""
    known = bpy.data.materials.get(_UNSEEN)
    if known is not None:
        return known
    material = bpy.data.materials.new(_UNSEEN)
    tree = versions.nodes_of(material)
    tree.nodes.remove(tree.nodes["Principled BSDF"])
    clear = tree.nodes.new("ShaderNodeBsdfTransparent")
    seen = next(node for node in tree.nodes if node.bl_idname == "ShaderNodeOutputMaterial")
    tree.links.new(clear.outputs[0], seen.inputs["Surface"])
    shown: Any = material
    shown.diffuse_color = (0.0, 0.0, 0.0, 0.0)
    return material


def is_unseen(slot: bpy.types.MaterialSlot) -> bool:
    """Whether a slot of a head has its cards of hair hidden."""
    return slot.link == "OBJECT" and slot.material is not None and slot.material.name == _UNSEEN


def strands_material(hair: HairColour) -> bpy.types.Material:
    """The material of strands of a colour, made once a file."""
    name = f"strands {hair.code} {round(100 * hair.grey)}"
    known = bpy.data.materials.get(name)
    if known is not None:
        return known
    material = bpy.data.materials.new(name)
    tree = versions.nodes_of(material)
    colour = _colour(tree, hair.linear.tolist(), hair.grey)
    plain = tree.nodes["Principled BSDF"]
    plain.inputs["Roughness"].default_value, plain.inputs["Specular IOR Level"].default_value = 0.5, 0.12
    tree.links.new(colour, plain.inputs["Base Color"])
    seen = next(node for node in tree.nodes if node.bl_idname == "ShaderNodeOutputMaterial")
    seen.target = "EEVEE"
    lit, traced = tree.nodes.new("ShaderNodeBsdfHairPrincipled"), tree.nodes.new("ShaderNodeOutputMaterial")
    traced.target = "CYCLES"
    lit.parametrization = "COLOR"
    lit.inputs["Roughness"].default_value, lit.inputs["Radial Roughness"].default_value = _ROUGHNESS, _RADIAL
    lit.inputs["IOR"].default_value = _IOR
    tree.links.new(colour, lit.inputs["Color"])
    tree.links.new(lit.outputs[0], traced.inputs["Surface"])
    lit.location, traced.location = (10, -450), (300, -450)
    shown: Any = material
    shown.diffuse_color = (*hair.linear.tolist(), 1.0)
    return material


def _colour(tree: Any, pigment: list[float], grey: float) -> Any:
    """The socket of a strand's colour: uneven from strand to strand, dark at the root, some of them grey."""
    info = tree.nodes.new("ShaderNodeHairInfo")
    uneven, depth = (tree.nodes.new("ShaderNodeMapRange") for _ in range(2))
    uneven.inputs["To Min"].default_value, uneven.inputs["To Max"].default_value = _UNEVEN
    depth.inputs["From Max"].default_value, depth.inputs["To Min"].default_value = 0.25, _ROOT
    mixed = tree.nodes.new("ShaderNodeMix")
    mixed.data_type = "RGBA"
    chosen = tree.nodes.new("ShaderNodeMath")
    chosen.operation, chosen.inputs[1].default_value = "LESS_THAN", grey
    mixed.inputs[6].default_value, mixed.inputs[7].default_value = (*pigment, 1.0), (*GREY.tolist(), 1.0)
    light, shaded = tree.nodes.new("ShaderNodeMath"), tree.nodes.new("ShaderNodeVectorMath")
    light.operation, shaded.operation = "MULTIPLY", "SCALE"
    tree.links.new(info.outputs["Random"], chosen.inputs[0])
    tree.links.new(chosen.outputs[0], mixed.inputs[0])
    tree.links.new(info.outputs["Random"], uneven.inputs["Value"])
    tree.links.new(info.outputs["Intercept"], depth.inputs["Value"])
    tree.links.new(uneven.outputs[0], light.inputs[0])
    tree.links.new(depth.outputs[0], light.inputs[1])
    tree.links.new(mixed.outputs[2], shaded.inputs[0])
    tree.links.new(light.outputs[0], shaded.inputs["Scale"])
    for column, node in enumerate((info, chosen, mixed, shaded)):
        node.location = (-1000 + 220 * column, 200)
    for row, node in enumerate((uneven, depth, light)):
        node.location = (-780 + 110 * row, -50 - 220 * row)
    return shaded.outputs["Vector"]

# SPDX-License-Identifier: GPL-3.0-or-later
"""The head's materials, the same in EEVEE and Cycles: painted skin, eyes and hair, teeth, tongue, lashes."""

from typing import Any

import bpy
import numpy as np

from ..runtime.head.beard_picture import beard_relief
from ..runtime.head.hair_light import AS_A_WHOLE, DOWNMOST, FADED, MIDDLE, THROUGH
from ..runtime.head.hair_picture import normal_picture
from ..runtime.head.heads import Head
from ..runtime.head.looks import LOOKS
from ..runtime.head.shade_picture import shade_picture
from ..runtime.head.textures import TEXTURED, texture_name, texture_of
from ..runtime.people.mouth_pictures import INSIDE_COLOURS, inside_picture
from . import versions
from .axes import to_blender
from .image_files import known_image as _known
from .image_files import packed_image as _packed
from .jpeg import BLENDER
from .skin_relief import add_beard, add_relief, wrinkled

HAIR_CUTOFF = 0.4
"""Alpha below which a card of hair is not there."""
_SETTINGS: dict[str, dict[str, Any]] = {
    # Skin lets light through by millimetres, red furthest (Jensen et al. 2001, table 1).
    "skin": {
        "Specular IOR Level": 0.35,
        "Subsurface Weight": 1.0,
        "Subsurface Radius": (3.67, 1.37, 0.68),
        "Subsurface Scale": 0.0005,
    },
    # By what light leaks through EEVEE's shadows more of it sparkles.
    "mouth": {"Specular IOR Level": 0.05, "Subsurface Weight": 0.25, "Subsurface Scale": 0.004},
    "teeth": {"Subsurface Weight": 0.10, "Subsurface Scale": 0.001},
    "tongue": {"Specular IOR Level": 0.05, "Subsurface Weight": 0.10, "Subsurface Scale": 0.002},
    "gums": {"Specular IOR Level": 0.05, "Subsurface Weight": 0.10, "Subsurface Scale": 0.002},
    "lashes": {"Specular IOR Level": 0.2},
    "eye": {"Subsurface Weight": 0.05, "Subsurface Scale": 0.001},
    # Alpha takes from the highlight too: so much mirrors 4 % of the light as tears do.
    "cornea": {"IOR": 1.376, "Coat Weight": 1.0, "Coat Roughness": 0.02, "Coat IOR": 3.2},
    "socket": {"Subsurface Weight": 0.15, "Subsurface Scale": 0.001},
    "shade": {"Specular IOR Level": 0.0},
    "shirt": {"Specular IOR Level": 0.15},
    "plain skin": {
        "Specular IOR Level": 0.35,
        "Subsurface Weight": 0.15,
        "Subsurface Radius": (3.67, 1.37, 0.68),
        "Subsurface Scale": 0.001,
    },
    "hair": {"Specular IOR Level": 0.12, "Anisotropic": 0.6},
}
"""Inputs of the Principled BSDF, by their names in Blender 4.0 and later, beside what LOOKS says. Chosen by eye."""
_BY_PICTURES = ("skin", "eye", "hair")
"""Whose colour pictures say."""


def head_materials(head: Head) -> list[bpy.types.Material]:
    """A material for each of ``head.material_names``, made once a file. Textures are packed into the file.

    Raises SetupError when a texture is missing or altered.
    """
    return [_material(head, name) for name in head.material_names]


def _material(head: Head, name: str) -> bpy.types.Material:
    full_name = f"{texture_name(head, name)} {name}" if name in TEXTURED else name
    material = bpy.data.materials.get(full_name)
    if material is not None:
        return material
    material = bpy.data.materials.new(full_name)
    tree = versions.nodes_of(material)
    shader = tree.nodes["Principled BSDF"]
    _set_inputs(shader, name)
    if LOOKS[name].opacity < 1.0:
        material.surface_render_method = "BLENDED"
    if name in TEXTURED:
        picture = tree.nodes.new("ShaderNodeTexImage")
        picture.image = _image(head, name)
        picture.location = (-700, 200)
        tree.links.new(picture.outputs["Color"], shader.inputs["Base Color"])
    if name in INSIDE_COLOURS and head.look:
        inside = _picture(tree, f"{name}.png", inside_picture(name))
        tree.links.new(inside.outputs["Color"], shader.inputs["Base Color"])
        _trace(tree, name)
    if name == "skin":
        add_relief(tree, shader, wrinkled(head))
        if head.beard:
            add_beard(tree, shader, _beard(head))
    if name == "hair":
        _finish_hair(head, tree, shader, picture)
    if name == "shade":
        _fade(tree, shader)
    return material


def _set_inputs(shader: Any, material: str) -> None:
    look = LOOKS[material]
    told: dict[str, Any] = {"Roughness": look.roughness, "Alpha": look.opacity, **_SETTINGS.get(material, {})}
    if material not in _BY_PICTURES:
        told["Base Color"] = (*look.colour, 1.0)
    for name, value in told.items():
        shader.inputs[name].default_value = value


def _trace(tree: Any, name: str) -> None:
    """A shader and an output of Cycles' own, which follows light into a mouth; all else takes the first."""
    shader, seen = tree.nodes.new("ShaderNodeBsdfPrincipled"), tree.nodes.new("ShaderNodeOutputMaterial")
    seen.target = "CYCLES"
    _set_inputs(shader, name)
    if name == "teeth":
        picture = _picture(tree, f"{name}_traced.png", inside_picture(name, traced=True))
        tree.links.new(picture.outputs["Color"], shader.inputs["Base Color"])
        picture.location = (-700, -500)
    tree.links.new(shader.outputs[0], seen.inputs["Surface"])
    for node, place in ((shader, (10, -500)), (seen, (300, -500))):
        node.location = place


def _fade(tree: Any, shader: Any) -> None:
    """Colour and alpha of the shade's picture."""
    picture = _picture(tree, "lid_shade.png", shade_picture())
    tree.links.new(picture.outputs["Color"], shader.inputs["Base Color"])
    tree.links.new(picture.outputs["Alpha"], shader.inputs["Alpha"])


def _picture(tree: Any, name: str, content: bytes) -> Any:
    """A node that shows a picture of that name."""
    node = tree.nodes.new("ShaderNodeTexImage")
    node.image = _packed(name, content)
    node.location = (-700, 200)
    return node


def _image(head: Head, material: str) -> bpy.types.Image:
    """The picture, packed into the file, once for all materials that show it."""
    # It is in the file; where it came from is nobody's business.
    name = f"{texture_name(head, material).lower()}_{material}.{'png' if material == 'hair' else 'jpg'}"
    return _known(name) or _packed(name, texture_of(head, material, BLENDER))


def _beard(head: Head) -> bpy.types.Image:
    """The picture of how far a painted beard's strokes stand out."""
    name = f"{texture_name(head, 'skin').lower()}_beard.jpg"
    return _known(name) or _packed(name, beard_relief(head, BLENDER), data=True)


def _finish_hair(head: Head, tree: Any, shader: Any, picture: Any) -> None:
    """Strands cut out by the picture's alpha, their roundness, and highlights across them."""
    assert head.hair is not None
    below, kept = (tree.nodes.new("ShaderNodeMath") for _ in range(2))
    # As glTF's exporter knows a picture that is cut out: 1 - (alpha < cutoff).
    below.operation, below.inputs[1].default_value = "LESS_THAN", HAIR_CUTOFF
    kept.operation, kept.inputs[0].default_value = "SUBTRACT", 1.0
    tree.links.new(picture.outputs["Alpha"], below.inputs[0])
    tree.links.new(below.outputs[0], kept.inputs[1])
    tree.links.new(kept.outputs[0], shader.inputs["Alpha"])
    bumps, facing = tree.nodes.new("ShaderNodeTexImage"), tree.nodes.new("ShaderNodeNormalMap")
    bumps.image = _packed(f"{texture_name(head, 'hair').lower()}_hair_normal.png", normal_picture(head.hair.waves))
    bumps.image.colorspace_settings.name = "Non-Color"
    tree.links.new(bumps.outputs["Color"], facing.inputs["Color"])
    tree.links.new(facing.outputs["Normal"], shader.inputs["Normal"])
    along = tree.nodes.new("ShaderNodeTangent")
    along.direction_type = "UV_MAP"
    tree.links.new(along.outputs["Tangent"], shader.inputs["Tangent"])
    for node, place in ((below, (-400, 0)), (kept, (-200, 0)), (bumps, (-700, -150)), (facing, (-400, -250))):
        node.location = place
    along.location = (-400, -450)
    _let_through(tree, shader, picture)


def _lit_as_a_whole(tree: Any, shader: Any) -> Any:
    """The shader of hair, but that its cards face nearly as the hair around does: each lit by itself was a leaf."""
    lit = tree.nodes.new("ShaderNodeBsdfPrincipled")
    _set_inputs(lit, "hair")
    for name in ("Base Color", "Tangent"):
        tree.links.new(shader.inputs[name].links[0].from_socket, lit.inputs[name])
    place, out, aside, turned, both = (
        tree.nodes.new(f"ShaderNode{kind}")
        for kind in ("TexCoord", "VectorMath", "VectorMath", "VectorTransform", "Mix")
    )
    out.operation, out.inputs[1].default_value = "SUBTRACT", to_blender(np.array(MIDDLE))
    aside.operation, aside.inputs[1].default_value = "MAXIMUM", (-1.0, -1.0, DOWNMOST)
    turned.vector_type, turned.convert_from, turned.convert_to = "NORMAL", "OBJECT", "WORLD"
    both.data_type, both.inputs[0].default_value = "VECTOR", AS_A_WHOLE
    tree.links.new(place.outputs["Object"], out.inputs[0])
    tree.links.new(out.outputs[0], aside.inputs[0])
    tree.links.new(aside.outputs[0], turned.inputs[0])
    tree.links.new(shader.inputs["Normal"].links[0].from_socket, both.inputs[4])
    tree.links.new(turned.outputs[0], both.inputs[5])
    tree.links.new(both.outputs[1], lit.inputs["Normal"])
    for column, node in enumerate((place, out, aside, turned, both)):
        node.location = (-1000 + 200 * column, -700)
    lit.location = (10, -500)
    return lit


def _let_through(tree: Any, shader: Any, picture: Any) -> None:
    """Let a share of the light pass that a card would keep from those behind it, and strands fade where they are cut,
    in outputs of the engines' own: FBX shows the shader that lies at the first output."""
    path, lit, soft, kept, clear, mixed = (
        tree.nodes.new(f"ShaderNode{kind}")
        for kind in ("LightPath", "Math", "MapRange", "Math", "BsdfTransparent", "MixShader")
    )
    lit.operation = "MULTIPLY_ADD"
    lit.inputs[1].default_value, lit.inputs[2].default_value = -THROUGH, 1.0
    tree.links.new(path.outputs["Is Shadow Ray"], lit.inputs[0])
    soft.interpolation_type = "SMOOTHSTEP"
    soft.inputs["From Min"].default_value, soft.inputs["From Max"].default_value = FADED
    tree.links.new(picture.outputs["Alpha"], soft.inputs["Value"])
    kept.operation = "MULTIPLY"
    for entry, socket in zip(kept.inputs, (lit.outputs[0], soft.outputs[0]), strict=False):
        tree.links.new(socket, entry)
    for entry, socket in zip(mixed.inputs, (kept, clear, _lit_as_a_whole(tree, shader)), strict=True):
        tree.links.new(socket.outputs[0], entry)
    for engine, height in (("EEVEE", 300), ("CYCLES", 450)):
        seen = tree.nodes.new("ShaderNodeOutputMaterial")
        seen.target, seen.location = engine, (500, height)
        tree.links.new(mixed.outputs[0], seen.inputs["Surface"])
    places = ((path, (-200, 650)), (lit, (0, 650)), (soft, (-200, 350)), (kept, (200, 500)), (clear, (200, 200)))
    for node, place in (*places, (mixed, (350, 100))):
        node.location = place

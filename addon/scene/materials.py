# SPDX-License-Identifier: GPL-3.0-or-later
"""The head's materials, the same in EEVEE and Cycles: painted skin and eyes, teeth, tongue, lashes."""

from typing import Any

import bpy

from ...runtime.head.heads import Head
from ...runtime.head.textures import TEXTURED, texture_path
from . import versions

_SETTINGS: dict[str, dict[str, Any]] = {
    # Skin lets light through by millimetres, red furthest (Jensen et al. 2001, table 1).
    "skin": {
        "Roughness": 0.48,
        "Subsurface Weight": 0.12,
        "Subsurface Radius": (3.67, 1.37, 0.68),
        "Subsurface Scale": 0.001,
    },
    "mouth": {"Base Color": (0.15, 0.025, 0.025, 1), "Roughness": 0.35},
    "teeth": {
        "Base Color": (0.78, 0.72, 0.60, 1),
        "Roughness": 0.2,
        "Subsurface Weight": 0.05,
        "Subsurface Scale": 0.001,
    },
    "tongue": {"Base Color": (0.37, 0.085, 0.075, 1), "Roughness": 0.35},
    "gums": {"Base Color": (0.42, 0.13, 0.12, 1), "Roughness": 0.3},
    "lashes": {"Base Color": (0.008, 0.005, 0.004, 1), "Roughness": 0.8, "Alpha": 0.6},
    "eye": {"Roughness": 0.3},
    "cornea": {"Roughness": 0.02, "IOR": 1.376, "Alpha": 0.08},
    "socket": {"Base Color": (0.12, 0.03, 0.025, 1), "Roughness": 0.6},
}
"""Inputs of the Principled BSDF, by their names in Blender 4.0 and later."""


def head_materials(head: Head) -> list[bpy.types.Material]:
    """A material for each of ``head.material_names``, made once a file. Textures are packed into the file.

    Raises SetupError when a texture is missing or altered.
    """
    return [_material(head.name, name) for name in head.material_names]


def _material(head: str, name: str) -> bpy.types.Material:
    full_name = f"{head} {name}" if name in TEXTURED else name
    material = bpy.data.materials.get(full_name)
    if material is not None:
        return material
    material = bpy.data.materials.new(full_name)
    tree = versions.nodes_of(material)
    shader = tree.nodes["Principled BSDF"]
    for input_name, value in _SETTINGS[name].items():
        shader.inputs[input_name].default_value = value
    if "Alpha" in _SETTINGS[name]:
        material.surface_render_method = "BLENDED"
    if name in TEXTURED:
        picture = tree.nodes.new("ShaderNodeTexImage")
        path = texture_path(head, name)
        picture.image = bpy.data.images.load(str(path))
        picture.image.pack()
        # It is in the file; where it came from is nobody's business.
        picture.image.filepath = f"//textures/{path.name}"
        picture.location = (-400, 200)
        tree.links.new(picture.outputs["Color"], shader.inputs["Base Color"])
    return material

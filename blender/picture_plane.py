# SPDX-License-Identifier: GPL-3.0-or-later
"""A plane that shows a sequence of pictures, upright, each on its frame of the scene."""

from pathlib import Path
from typing import Any

import bpy

from . import versions
from .sound import relative_path

HEIGHT = 0.5
"""Metres of the plane: a face that takes half of it is as large as a head. Chosen by eye."""


def add_picture_plane(first: Path, count: int, start_frame: int, name: str, alpha: bool) -> bpy.types.Object:
    """A plane, not linked to a scene yet, that faces -Y and shows ``count`` pictures from ``start_frame`` on; before
    and after it shows the first and the last. first: ``...1.png``, whose followers lie beside it. alpha: the pictures'
    transparency is seen. They are seen in their own light, whatever the scene's. The path is kept relative to the
    .blend when that has been saved. Raises RuntimeError for what is no picture."""
    image = bpy.data.images.load(str(first))
    size: Any = image.size
    width, height = size
    image.name, image.source = name, "SEQUENCE"
    if bpy.data.filepath:
        image.filepath = relative_path(first, Path(bpy.data.filepath).parent)
    mesh = _quad(name, HEIGHT * width / max(height, 1), HEIGHT)
    mesh.materials.append(_material(name, image, count, start_frame, alpha))
    return bpy.data.objects.new(name, mesh)


def _quad(name: str, width: float, height: float) -> bpy.types.Mesh:
    """Its origin lies in the middle of its lower edge."""
    half = width / 2
    mesh = bpy.data.meshes.new(name)
    mesh.from_pydata([(-half, 0, 0), (half, 0, 0), (half, 0, height), (-half, 0, height)], [], [(0, 1, 2, 3)])
    mesh.uv_layers.new(name="UVMap").data.foreach_set("uv", [0.0, 0.0, 1.0, 0.0, 1.0, 1.0, 0.0, 1.0])
    return mesh


def _material(name: str, image: Any, count: int, start_frame: int, alpha: bool) -> bpy.types.Material:
    material = bpy.data.materials.new(name)
    tree = versions.nodes_of(material)
    tree.nodes.clear()
    picture = tree.nodes.new("ShaderNodeTexImage")
    picture.image, picture.extension = image, "CLIP"
    shown = picture.image_user
    shown.frame_duration, shown.frame_start, shown.frame_offset = count, start_frame, 0
    shown.use_auto_refresh, shown.use_cyclic = True, False
    light, output = tree.nodes.new("ShaderNodeEmission"), tree.nodes.new("ShaderNodeOutputMaterial")
    tree.links.new(picture.outputs["Color"], light.inputs["Color"])
    surface = light
    if alpha:
        clear, surface = tree.nodes.new("ShaderNodeBsdfTransparent"), tree.nodes.new("ShaderNodeMixShader")
        tree.links.new(picture.outputs["Alpha"], surface.inputs["Fac"])
        tree.links.new(clear.outputs[0], surface.inputs[1])
        tree.links.new(light.outputs[0], surface.inputs[2])
        material.surface_render_method = "BLENDED"
    tree.links.new(surface.outputs[0], output.inputs["Surface"])
    for place, node in enumerate((picture, light, surface, output)):
        node.location = (250 * place, 0)
    # Solid mode shows the active texture where it is set to show any.
    tree.nodes.active = picture
    return material

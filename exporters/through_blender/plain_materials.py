# SPDX-License-Identifier: GPL-3.0-or-later
"""Materials as a file format can say them: a picture or a colour, and nothing in between."""

from collections.abc import Iterable
from typing import Any

import bpy

from ...blender import versions


def show_pictures_plainly(materials: Iterable[bpy.types.Material]) -> None:
    """Where a picture colours a material through other nodes, join it to the colour itself.

    For materials that are made to be exported: Blender's FBX exporter finds no picture behind other nodes.
    """
    for material in materials:
        tree = versions.nodes_of(material)
        shader = next((node for node in tree.nodes if node.bl_idname == "ShaderNodeBsdfPrincipled"), None)
        if shader is not None:
            picture = _picture_behind(shader.inputs["Base Color"])
            if picture is not None:
                tree.links.new(picture.outputs["Color"], shader.inputs["Base Color"])


def _picture_behind(socket: Any) -> Any:
    for link in socket.links:
        if link.from_node.bl_idname == "ShaderNodeTexImage":
            return link.from_node
        for inner in link.from_node.inputs:
            found = _picture_behind(inner)
            if found is not None:
                return found
    return None

# SPDX-License-Identifier: GPL-3.0-or-later
"""The skin of our heads as files can say it: a normal map and a roughness map in the place of Blender's nodes."""

import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import PurePath
from typing import Any

import bpy

from ...blender import versions
from ...blender.datablocks import pixels_of
from ...blender.image_files import packed_image
from ...blender.skin_relief import BEARD, RELIEF, WRINKLES
from ...runtime.arrays import Array
from ..skin_normals import normal_picture, roughness_picture


@contextmanager
def skin_maps(materials: Iterable[bpy.types.Material], most: int | None) -> Iterator[None]:
    """In the body, skins of ours among ``materials``, which are there to be exported, have maps of at most ``most``
    pixels a side; the maps go again afterwards. Raises SetupError."""
    before = set(bpy.data.images)
    try:
        for material in materials:
            if versions.uses_nodes(material) and material.node_tree is not None:
                _put_maps(material.node_tree, most)
        yield
    finally:
        for image in set(bpy.data.images) - before:
            bpy.data.images.remove(image)


def _put_maps(tree: Any, most: int | None) -> None:
    nodes, links = tree.nodes, tree.links
    if RELIEF not in nodes or WRINKLES not in nodes:
        return
    shader = next((node for node in nodes if node.bl_idname == "ShaderNodeBsdfPrincipled"), None)
    if shader is None:
        return
    wrinkles = nodes[WRINKLES].outputs[0].default_value
    beard, own = (None, "") if BEARD not in nodes else _beard(nodes[BEARD].image)
    # How deep they are, and whose beard, is in the name: two heads of one file may differ.
    normals = _picture(nodes, f"skin_normal_{round(100 * wrinkles)}{own}.jpg", normal_picture(wrinkles, most, beard))
    rough = _picture(nodes, f"skin_roughness{own}.jpg", roughness_picture(most, beard))
    turned, parts = nodes.new("ShaderNodeNormalMap"), nodes.new("ShaderNodeSeparateColor")
    links.new(normals.outputs["Color"], turned.inputs["Color"])
    links.new(turned.outputs["Normal"], shader.inputs["Normal"])
    links.new(rough.outputs["Color"], parts.inputs[0])
    # As glTF has them: otherwise its exporter makes a picture anew, as a PNG.
    links.new(parts.outputs[1], shader.inputs["Roughness"])
    links.new(parts.outputs[2], shader.inputs["Metallic"])


def _beard(image: Any) -> tuple[Array, str]:
    """How far strokes of a beard stand out (B,B), the first row at v = 1; and what it is called."""
    return pixels_of(image)[::-1, :, 0], f"_{PurePath(image.filepath_raw).stem}"


def _picture(nodes: Any, name: str, picture: Any) -> Any:
    content = io.BytesIO()
    picture.save(content, format="JPEG", quality=_QUALITY, subsampling=0)
    node = nodes.new("ShaderNodeTexImage")
    node.image = packed_image(name, content.getvalue(), data=True)
    return node


_QUALITY = 90
"""Of a JPEG. Chosen by eye."""

# SPDX-License-Identifier: GPL-3.0-or-later
"""How a head looks in the viewport's Solid mode, which shows one flat colour a material and no texture."""

from collections.abc import Callable
from functools import cache
from typing import Any

import bpy
import numpy as np

from ..runtime.srgb import linear
from .datablocks import mesh_of, pixels_of

_SCALP_BEGINS = 0.68
"""Height in the skin's texture above which there is scalp."""
_PUPIL, _IRIS = 0.10, 0.25
"""Radii in the eye's texture, as tools/head/paint_eye.py paints it around its middle."""


def colour_solid_view(face: bpy.types.Object) -> None:
    """Give each material of a head of ours the colour that it has when rendered.

    What one texture shows in several colours (iris and pupil, the scalp under the hair) gets materials of its
    own, alike except for that colour.
    """
    mesh: Any = mesh_of(face)
    if not any(_picture(material) for material in mesh.materials):
        for material in mesh.materials:
            material.diffuse_color = material.node_tree.nodes["Principled BSDF"].inputs["Base Color"].default_value
        return
    middles, slots = _uv_middles(mesh), _slots(mesh)
    parts = {material.name.split()[-1]: slot for slot, material in enumerate(mesh.materials)}
    kept_pixels = cache(_pixels)
    colours = {
        slot: _rendered_colour(material, middles[slots == slot], kept_pixels)
        for slot, material in enumerate(mesh.materials)
    }
    distance = np.linalg.norm(middles - 0.5, axis=1)
    picture = kept_pixels(_picture(mesh.materials[parts["skin"]]))
    hairy = _is_hair(middles, parts, linear(_at(picture, middles)), colours)
    for part, of, where in (
        ("scalp", "skin", hairy),
        ("iris", "eye", (distance < _IRIS) & (distance >= _PUPIL)),
        ("pupil", "eye", distance < _PUPIL),
    ):
        chosen = where & (slots == parts[of])
        mesh.materials.append(_like(mesh.materials[parts[of]], part))
        new = len(mesh.materials) - 1
        slots[chosen] = new
        colours[new] = _rendered_colour(mesh.materials[new], middles[chosen], kept_pixels)
        if of == "eye":
            # Solid mode's white highlights would hide a dark iris; a metal's have its own colour.
            mesh.materials[new].metallic, mesh.materials[new].roughness = 0.9, 0.6
    mesh.polygons.foreach_set("material_index", slots)
    for slot, colour in colours.items():
        mesh.materials[slot].diffuse_color = colour


def _is_hair(
    middles: np.ndarray,
    parts: dict[str, int],
    painted: np.ndarray,
    colours: dict[int, tuple[float, ...]],
) -> np.ndarray:
    """Which polygons (F,) are painted more like the hair than like the skin, where the texture has the scalp.

    painted (F,3): the skin's texture at each polygon, linear.
    """
    from_hair, from_skin = (
        np.linalg.norm(painted - np.array(colours[parts[name]][:3]), axis=1) for name in ("hair", "skin")
    )
    return (middles[:, 1] > _SCALP_BEGINS) & (from_hair < from_skin)


def _like(material: bpy.types.Material, part: str) -> bpy.types.Material:
    name = f"{material.name.rpartition(' ')[0]} {part}"
    known = bpy.data.materials.get(name)
    if known is not None:
        return known
    copied = material.copy()
    copied.name = name
    return copied


def _slots(mesh: bpy.types.Mesh) -> np.ndarray:
    """Material index (F,) of each polygon."""
    slots = np.empty(len(mesh.polygons), np.int32)
    mesh.polygons.foreach_get("material_index", slots)
    return slots


def _uv_middles(mesh: bpy.types.Mesh) -> np.ndarray:
    """Texture coordinates (F,2) of the middle of each polygon, all of which have four corners."""
    corners = np.empty(2 * len(mesh.loops), np.float32)
    mesh.uv_layers[0].data.foreach_get("uv", corners)
    return corners.reshape(-1, 4, 2).mean(axis=1)


def _rendered_colour(
    material: bpy.types.Material, places: np.ndarray, kept_pixels: Callable[[bpy.types.Image], np.ndarray]
) -> tuple[float, ...]:
    """Linear RGB and alpha: of the texture at ``places`` (N,2), their median, or of the shader."""
    tree: Any = material.node_tree
    shader = tree.nodes["Principled BSDF"]
    # Of the cornea nothing but its highlight is to be seen, which Solid mode lacks; the shade's alpha is a picture's.
    alpha = 0.0 if material.name in ("cornea", "shade") else shader.inputs["Alpha"].default_value
    picture = _picture(material)
    if picture is None:
        return (*shader.inputs["Base Color"].default_value[:3], alpha)
    return (*linear(np.median(_at(kept_pixels(picture), places), axis=0)), alpha)


def _picture(material: bpy.types.Material) -> Any:
    """The texture's image; None when there is none."""
    tree: Any = material.node_tree
    return next((node.image for node in tree.nodes if node.type == "TEX_IMAGE"), None)


def _at(pixels: np.ndarray, places: np.ndarray) -> np.ndarray:
    """Colours (N,3) of a picture (H,W,3) at the texture coordinates ``places`` (N,2)."""
    rows, columns = (places[:, ::-1] * (np.array(pixels.shape[:2]) - 1)).round().astype(int).T
    return pixels[rows, columns]


def _pixels(picture: bpy.types.Image) -> np.ndarray:
    """sRGB (H,W,3), from the lowest row up."""
    return pixels_of(picture)[..., :3]

# SPDX-License-Identifier: GPL-3.0-or-later
"""A head's face from the front, at rest and in its own colours, drawn without a window, a camera or the scene.

For a look at it by the networks that look at pictures (``runtime/face``). Nothing of the file changes.
"""

from dataclasses import dataclass
from typing import Any

import bpy
import numpy as np

from ..runtime.srgb import srgb
from ..runtime.vectors import unit
from .datablocks import mesh_of, places_in, shape_keys_of
from .face_picture import frame_of, points_of
from .material_colours import Surface, surface_of
from .rig import Rig

SIDE = 384
"""Pixels of the picture: the face takes half of it."""
_AROUND = 1.9
"""How much is seen, for one of what the rig's shapes move. Chosen, so that a detector sees a head around the face."""
_SUN = np.array([-0.45, -0.75, 0.48]) / np.linalg.norm([-0.45, -0.75, 0.48])
_SKY, _SUNLIGHT, _WRAP = 0.45, 0.75, 0.2
_BACKGROUND = 0.30
"""Linear grey. Chosen by eye, as the light is."""
_OPAQUE = 0.5
_NEAR = 1.5
"""Half sides of the picture around its middle: what has no point within is no part of the head."""


@dataclass(frozen=True, eq=False)
class _Part:
    """Triangles of one material: corners (N,3,3) in the face's space, their shade (N,3) and uv (N,3,2)."""

    corners: np.ndarray
    shade: np.ndarray
    uv: np.ndarray
    surface: Surface


def head_portrait(rig: Rig) -> np.ndarray | None:
    """sRGB (SIDE,SIDE,3) uint8, from above; None for a rig without shape keys."""
    if not rig.meshes:
        return None
    middle, reach = frame_of(rig, _AROUND)
    parts = [part for each in _objects(rig) for part in _parts(each, rig.meshes[0][0])]
    seen = [part for part in parts if _is_near(part, middle, reach)]
    light = _drawn(seen, middle, reach)[::-1]
    return np.asarray((255.0 * srgb(light)).round(), np.uint8)


def _objects(rig: Rig) -> list[Any]:
    """The meshes of the face, and others that hang on what it hangs on, such as eyes and hair, where they are shown."""
    faces = [face for face, _shapes in rig.meshes]
    above = {rig.armature, *faces, *(face.parent for face in faces)} - {None}
    others = [each for each in bpy.data.objects if each.type == "MESH" and each.parent in above and each not in faces]
    return faces + [each for each in others if not each.hide_render and each.visible_get()]


def _parts(thing: Any, face: Any) -> list[_Part]:
    mesh = mesh_of(thing)
    places = _at_rest(thing)
    turn = np.array(face.matrix_basis.to_3x3())
    if thing != face:
        turn_to = np.array(face.matrix_world.inverted() @ thing.matrix_world)
        places = places @ turn_to[:3, :3].T + turn_to[:3, 3]
    places = places @ turn.T
    mesh.calc_loop_triangles()
    count = len(mesh.loop_triangles)
    if count == 0:
        return []
    vertices, loops, materials = np.empty(3 * count, np.int32), np.empty(3 * count, np.int32), np.empty(count, np.int32)
    mesh.loop_triangles.foreach_get("vertices", vertices)
    mesh.loop_triangles.foreach_get("loops", loops)
    mesh.loop_triangles.foreach_get("material_index", materials)
    triangles = vertices.reshape(-1, 3)
    corners, shade, uv = places[triangles], _shade(places, triangles)[triangles], _uv(mesh, loops)
    slots = list(mesh.materials) or [None]
    surfaces = [surface_of(each) for each in slots]
    numbers = np.minimum(materials, len(slots) - 1)
    chosen = [(number, numbers == number) for number in range(len(slots))]
    return [_Part(corners[own], shade[own], uv[own], surfaces[number]) for number, own in chosen if own.any()]


def _at_rest(thing: Any) -> np.ndarray:
    """(V,3)"""
    mesh = mesh_of(thing)
    points = shape_keys_of(thing).reference_key.points if mesh.shape_keys is not None else mesh.vertices
    return places_in(points).astype(np.float64)


def _uv(mesh: Any, loops: np.ndarray) -> np.ndarray:
    """(N,3,2); zeros for a mesh that has none."""
    if mesh.uv_layers.active is None:
        return np.zeros((len(loops) // 3, 3, 2))
    flat = np.empty(2 * len(mesh.loops), np.float32)
    mesh.uv_layers.active.data.foreach_get("uv", flat)
    return flat.reshape(-1, 2)[loops].reshape(-1, 3, 2).astype(np.float64)


def _shade(places: np.ndarray, triangles: np.ndarray) -> np.ndarray:
    """(V,) light on each vertex."""
    a, b, c = (places[triangles[:, k]] for k in range(3))
    faces, normals = np.cross(b - a, c - a), np.zeros_like(places)
    for k in range(3):
        np.add.at(normals, triangles[:, k], faces)
    normals = unit(normals)
    sun = np.clip((normals @ _SUN + _WRAP) / (1.0 + _WRAP), 0.0, 1.0)
    return np.asarray(_SKY * (0.75 + 0.25 * normals[:, 2]) + _SUNLIGHT * sun)


def _is_near(part: _Part, middle: np.ndarray, reach: float) -> bool:
    flat = np.abs(part.corners[:, :, [0, 2]] - middle).max(axis=2)
    return bool(part.surface.drawn and flat.min() < _NEAR * reach)


def _drawn(parts: list[_Part], middle: np.ndarray, reach: float) -> np.ndarray:
    """Linear light (SIDE,SIDE,3), from below."""
    places, depths, colours = [], [], []
    for part in parts:
        flat = ((part.corners[:, :, [0, 2]] - middle) / reach + 1.0) / 2.0 * SIDE
        # From both sides, as Blender does: of lashes those of one eye's upper lid and the other's lower one look away.
        seen = (flat.max(axis=(1, 2)) > 0.0) & (flat.min(axis=(1, 2)) < SIDE)
        if not seen.any():
            continue
        told = np.concatenate([flat, part.corners[:, :, 1:2], part.shade[:, :, None], part.uv], axis=2)[seen]
        points, _whose = points_of(told)
        colour, kept = _coloured(part.surface, points)
        places.append(points[kept, :2])
        depths.append(points[kept, 2])
        colours.append(colour[kept])
    image = np.full((SIDE * SIDE, 3), _BACKGROUND)
    if places:
        pixels, depth = np.floor(np.concatenate(places)).astype(int), np.concatenate(depths)
        inside = ((pixels >= 0) & (pixels < SIDE)).all(axis=1)
        # The nearest is written last, and stays.
        order = np.flatnonzero(inside)[np.argsort(-depth[inside], kind="stable")]
        image[pixels[order, 1] * SIDE + pixels[order, 0]] = np.concatenate(colours)[order]
    return image.reshape(SIDE, SIDE, 3)


def _coloured(surface: Surface, points: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Light (P,3) of points (P,6), and which of them are there (P,)."""
    shade, uv = points[:, 3:4], points[:, 4:6]
    if surface.picture is None:
        return shade * surface.colour, np.ones(len(points), bool)
    height, width = surface.picture.shape[:2]
    at = np.floor((uv % 1.0) * [width, height]).astype(int)
    texels = surface.picture[np.minimum(at[:, 1], height - 1), np.minimum(at[:, 0], width - 1)]
    return shade * texels[:, :3], (texels[:, 3] >= _OPAQUE) | (not surface.cut_out)

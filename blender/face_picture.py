# SPDX-License-Identifier: GPL-3.0-or-later
"""A small picture of a face in a pose of its shape keys, drawn without a window, a frame or the scene.

Each triangle gives points, and of the points on a pixel the nearest shows: enough for a thumbnail, and some
hundredths of a second for a head of ten thousand triangles.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..runtime.srgb import srgb
from ..runtime.vectors import unit
from .datablocks import mesh_of, places_in, shape_keys_of
from .rig import Rig

SIZE = 64
"""Pixels of a side."""
_FINER = 1
"""Drawn so much finer, and averaged."""
_MOST_STEPS = 24
"""Points along a side of a triangle, at most. Chosen by hand."""
# Chosen by eye: how much of the picture lies around the face, where the light comes from, and what is not lit.
_AROUND = 1.0
_LIGHT = np.array([-0.35, -0.8, 0.5]) / np.linalg.norm([-0.35, -0.8, 0.5])
_AMBIENT = 0.35
_GREY = (0.8, 0.8, 0.8, 1.0)
_THINNEST = 0.08
"""Pixels across, below which a triangle is not seen: lashes, drawn a pixel wide each, would blacken the eyes."""
_SEE_THROUGH = 0.5
"""Alpha of a material's viewport colour below which nothing is drawn, as of a cornea."""


@dataclass(frozen=True)
class PosedFace:
    """A face as it is to be drawn, without anything of Blender's. corners: of triangles (N,3,3). colours: of each,
    linear (N,3). middle (2,), reach: of what is seen, the latter half of its side."""

    corners: np.ndarray
    colours: np.ndarray
    middle: np.ndarray
    reach: float


def face_picture(rig: Rig, values: Mapping[int, Mapping[str, float]], around: float = _AROUND) -> np.ndarray | None:
    """RGBA (SIZE,SIZE,4), sRGB in 0..1, from below; None for a rig without shape keys. The arguments are those of
    ``posed_face``."""
    face = posed_face(rig, values, around)
    return None if face is None else painted(face)


def posed_face(rig: Rig, values: Mapping[int, Mapping[str, float]], around: float = _AROUND) -> PosedFace | None:
    """values: by the number of its shape keys' datablock, each key's value; 0 where it is left out. around: how much is
    seen, for one of what the rig's shapes move. None for a rig without shape keys."""
    parts = [_triangles(mesh, values.get(shape_keys_of(mesh).session_uid, {})) for mesh, _shapes in rig.meshes]
    if not parts:
        return None
    corners, colours = (np.concatenate(each) for each in zip(*parts, strict=True))
    return PosedFace(corners, colours, *frame_of(rig, around))


def _triangles(face: Any, values: Mapping[str, float]) -> tuple[np.ndarray, np.ndarray]:
    """Corners (N,3,3) in the object's parent space, and a linear colour for each (N,3)."""
    mesh = mesh_of(face)
    places = _posed(face, values) @ np.array(face.matrix_basis.to_3x3()).T
    mesh.calc_loop_triangles()
    count = len(mesh.loop_triangles)
    vertices, materials = np.empty(3 * count, np.int32), np.empty(count, np.int32)
    mesh.loop_triangles.foreach_get("vertices", vertices)
    mesh.loop_triangles.foreach_get("material_index", materials)
    palette = [_GREY if each is None else (*np.array(each.diffuse_color),) for each in mesh.materials] or [_GREY]
    colours = np.array(palette)[np.minimum(materials, len(palette) - 1)]
    drawn = colours[:, 3] >= _SEE_THROUGH
    return places[vertices.reshape(-1, 3)[drawn]], colours[drawn, :3]


def _posed(face: Any, values: Mapping[str, float]) -> np.ndarray:
    """(V,3)"""
    key = shape_keys_of(face)
    rest = places_in(key.reference_key.points)
    places = rest.copy()
    for name, value in values.items():
        block = key.key_blocks.get(name)
        if block is not None and abs(value) > 1e-3:
            base = rest if block.relative_key == key.reference_key else places_in(block.relative_key.points)
            places += value * (places_in(block.points) - base)
    return places


def frame_of(rig: Rig, around: float) -> tuple[np.ndarray, float]:
    """Middle (2,) and half of the side of what is drawn, so many times what the rig's shapes move."""
    lows, highs = [], []
    for face, shapes in rig.meshes:
        key, turn = shape_keys_of(face), np.array(face.matrix_basis.to_3x3()).T
        rest = places_in(key.reference_key.points)
        moved = np.zeros(len(rest), bool)
        for name in list(shapes)[::8]:
            moved |= np.abs(places_in(key.key_blocks[shapes[name][0]].points) - rest).max(axis=1) > 1e-3 * np.ptp(rest)
        seen = (rest[moved] if moved.any() else rest) @ turn
        lows.append(seen.min(axis=0))
        highs.append(seen.max(axis=0))
    low, high = np.min(lows, axis=0), np.max(highs, axis=0)
    return (low + high)[[0, 2]] / 2, float(max(high[0] - low[0], high[2] - low[2], 1e-9)) / 2 * around


def painted(face: PosedFace) -> np.ndarray:
    """RGBA (SIZE,SIZE,4), sRGB in 0..1, from below. May run on any thread."""
    corners, reach, side = face.corners, face.reach, SIZE * _FINER
    flat = ((corners[:, :, [0, 2]] - face.middle) / reach + 1.0) / 2.0 * side
    normals = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    seen = (normals[:, 1] < 0.0) & (flat.max(axis=(1, 2)) > 0.0) & (flat.min(axis=(1, 2)) < side)
    seen &= np.linalg.norm(normals, axis=1) / reach / 2.0 * side > _THINNEST * _longest(corners)
    flat, depth, normals = flat[seen], corners[seen, :, 1], normals[seen]
    normals = unit(normals)
    lit = face.colours[seen] * (_AMBIENT + (1.0 - _AMBIENT) * np.clip(normals @ _LIGHT, 0.0, 1.0))[:, None]
    points, triangles = points_of(np.concatenate([flat, depth[:, :, None]], axis=2))
    pixels = np.floor(points[:, :2]).astype(int)
    inside = ((pixels >= 0) & (pixels < side)).all(axis=1)
    # The nearest is written last, and stays.
    order = np.flatnonzero(inside)[np.argsort(-points[inside, 2], kind="stable")]
    image = np.zeros((side * side, 4))
    where = pixels[order, 1] * side + pixels[order, 0]
    image[where, :3] = srgb(lit[triangles[order]])
    image[where, 3] = 1.0
    return np.asarray(image.reshape(SIZE, _FINER, SIZE, _FINER, 4).mean(axis=(1, 3)), np.float32)


def _longest(corners: np.ndarray) -> np.ndarray:
    """Longest sides (N,) of triangles (N,3,3)."""
    return np.asarray(np.linalg.norm(corners - np.roll(corners, 1, axis=1), axis=2).max(axis=1))


def points_of(corners: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Points (P,C) of each triangle, no further than a pixel from each other, and whose they are (P,). corners: (N,3,C)
    in pixels and depth, and whatever else is to lie between them."""
    edges = np.abs(corners[:, [1, 2, 0], :2] - corners[:, :, :2]).max(axis=(1, 2))
    steps = np.clip(np.ceil(edges), 1, _MOST_STEPS).astype(int)
    points, triangles = [], []
    for count in np.unique(steps):
        own = np.flatnonzero(steps == count)
        sides = range(count + 1)
        shares = np.array([(i, j, count - i - j) for i in sides for j in sides if i + j <= count]) / count
        points.append((shares @ corners[own]).reshape(-1, corners.shape[2]))
        triangles.append(np.repeat(own, len(shares)))
    return np.concatenate(points), np.concatenate(triangles)

# SPDX-License-Identifier: GPL-3.0-or-later
"""Bind the face mesh's points to the vertices of our heads, and lay triangles over them: models/portrait_points.npz.

    python -m soliloquy.tools.weights.bind_portrait

The default head stands before the renderer of the previews with its mouth open, so that a point of the upper lip is not
taken for one of the lower; the mesh looks at it, and each point gets the vertices that are nearest in the picture. All
embedded people share those vertices. The triangles are Delaunay's over the same points, with the rings around the face.
"""

from pathlib import Path

import numpy as np
from PIL import Image
from scipy.spatial import Delaunay
from soliloquy.exporters.render.picture import FACE, MIDDLE, VIEW_ANGLE, Portrait, eyes_of
from soliloquy.runtime.arrays import Array
from soliloquy.runtime.face.detection import detect
from soliloquy.runtime.face.landmarks import Mesh, mesh_again, mesh_of
from soliloquy.runtime.head.arkit import ARKIT_INDEX
from soliloquy.runtime.head.deform import arkit_vertices
from soliloquy.runtime.head.heads import Head, load_head
from soliloquy.runtime.head.normals import vertex_normals
from soliloquy.runtime.portrait.rings import INNER_LIPS, IRISES, LIDS, with_surroundings

TARGET = Path(__file__).resolve().parents[2] / "models" / "portrait_points.npz"
_SIZE, _OPEN = 640, 0.5
_NEAREST = 3
_IRIS = 0.4
"""Of its size, at which an iris is wholly between the lids."""
_FACING = 0.1
"""Least share of a vertex' normal that looks at the camera."""


def main() -> int:
    head = load_head()
    weights = np.zeros((1, 52), np.float32)
    weights[0, ARKIT_INDEX["jawOpen"]] = _OPEN
    vertices = arkit_vertices(head, weights, np.zeros((1, 3)))[0]
    mesh = _seen(head, vertices)
    bound, shares = _bound(head, vertices, mesh)
    np.savez_compressed(
        TARGET,
        vertices=bound.astype(np.int16),
        shares=shares.astype(np.float32),
        triangles=_triangles(mesh.flat).astype(np.int16),
    )
    return 0


def _seen(head: Head, vertices: Array) -> Mesh:
    with Portrait(head, _SIZE, FACE) as portrait:
        image = Image.fromarray(portrait.picture(vertices))
    return mesh_again(image, mesh_of(image, detect(image)[0]))


def _bound(head: Head, vertices: Array, mesh: Mesh) -> tuple[Array, Array]:
    """Vertices (478,3) and their shares (478,3), the nearest one first."""
    seen = _projected(head, vertices)
    faces = vertex_normals(vertices, head.quads)[:, 2] > _FACING
    skin, eye = (_of_material(head, name) & faces for name in ("skin", "eye"))
    bound, shares = np.empty((len(mesh.flat), _NEAREST), int), np.empty((len(mesh.flat), _NEAREST))
    for point, place in enumerate(mesh.flat):
        allowed = np.flatnonzero(eye if point in IRISES else skin)
        away = np.linalg.norm(seen[allowed] - place, axis=1)
        near = np.argsort(away)[:_NEAREST]
        pull = 1.0 / np.maximum(away[near], 0.5)
        bound[point], shares[point] = allowed[near], pull / pull.sum()
    return bound, shares


def _of_material(head: Head, name: str) -> Array:
    used = np.zeros(len(head.vertices), bool)
    used[head.quads[head.material_index == head.material_names.index(name)]] = True
    return used


def _projected(head: Head, vertices: Array) -> Array:
    """(V,2) pixels, as the renderer of the previews places its camera."""
    target = eyes_of(head).mean(axis=0) + MIDDLE
    camera = target + np.array([0.0, 0.012, FACE])
    ahead = (target - camera) / np.linalg.norm(target - camera)
    right = np.cross(ahead, [0.0, 1.0, 0.0])
    right /= np.linalg.norm(right)
    places = (vertices - camera) @ np.column_stack([right, np.cross(right, ahead), ahead])
    scale = _SIZE / 2 / np.tan(np.radians(VIEW_ANGLE) / 2)
    return np.asarray(_SIZE / 2 + places[:, :2] / places[:, 2:] * scale * [1.0, -1.0])


def _triangles(points: Array) -> Array:
    """(T,3): those within eyes and mouth first, so that lids and lips are drawn over them."""
    laid = Delaunay(with_surroundings(_irises_within_lids(points))).simplices
    hidden = {*IRISES, *(point for lid in LIDS for point in lid)}
    inside = np.array([set(each) <= hidden or set(each) <= set(INNER_LIPS) for each in laid.tolist()])
    return np.asarray(np.concatenate([laid[inside], laid[~inside]]))


def _irises_within_lids(points: Array) -> Array:
    """Irises reach beneath the lids: there they would be tied to skin."""
    drawn_in = points.copy()
    for first in IRISES[::5]:
        ring = slice(first, first + 5)
        drawn_in[ring] = points[first] + _IRIS * (points[ring] - points[first])
    return drawn_in


if __name__ == "__main__":
    raise SystemExit(main())

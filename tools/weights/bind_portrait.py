# SPDX-License-Identifier: GPL-3.0-or-later
"""Bind the face mesh's points to the vertices of our heads, and lay triangles over them: models/portrait_points.npz.

    python -m soliloquy.tools.weights.bind_portrait

The default head stands before the renderer of the previews with its mouth open, so that a point of the upper lip is not
taken for one of the lower; the mesh looks at it, and each point gets the vertices that are nearest, in the picture and
by the mesh's own depth: at the chin's edge the neck is as near in the picture. All embedded people share those
vertices. The triangles are Delaunay's over the points of a mouth that is ajar, with the rings around the face: over an
open one's they are slivers where the chin has sunk.
"""

import argparse
from pathlib import Path

import numpy as np
from PIL import Image
from scipy.spatial import Delaunay
from soliloquy.exporters.render.picture import FACE, MIDDLE, VIEW_ANGLE, Portrait
from soliloquy.runtime.arrays import Array
from soliloquy.runtime.face.detection import detect
from soliloquy.runtime.face.landmarks import Mesh, mesh_again, mesh_of
from soliloquy.runtime.face.mesh_points import INNER_LIPS, IRISES, LIDS, RIGID
from soliloquy.runtime.head.arkit import ARKIT_INDEX
from soliloquy.runtime.head.deform import arkit_vertices
from soliloquy.runtime.head.heads import Head, load_head
from soliloquy.runtime.head.normals import vertex_normals
from soliloquy.runtime.portrait.surroundings import with_surroundings

TARGET = Path(__file__).resolve().parents[2] / "models" / "portrait_points.npz"
_SIZE, _OPEN, _AJAR = 640, 0.5, 0.15
"""Pixels of the picture; jawOpen of the mouth that is looked at, and of the one that triangles are laid over. Chosen by
eye."""
_NEAREST = 3
"""Vertices that a point is bound to. Chosen by hand."""
_IRIS = 0.4
"""Of its size, at which an iris is wholly between the lids. Chosen by eye."""
_DEPTH = 0.5
"""What a pixel of depth counts beside one of the picture. Chosen by eye."""
_FACING = 0.1
"""Least share of a vertex' normal that looks at the camera. Chosen by hand."""


def main() -> int:
    argparse.ArgumentParser(description=__doc__.partition("\n")[0]).parse_args()
    head = load_head()
    opened = _opened(head, _OPEN)
    bound, shares = _bound(head, opened, _seen(head, opened))
    np.savez_compressed(
        TARGET,
        vertices=bound.astype(np.int16),
        shares=shares.astype(np.float32),
        triangles=_triangles(_seen(head, _opened(head, _AJAR)).flat).astype(np.int16),
    )
    return 0


def _opened(head: Head, jaw: float) -> Array:
    weights = np.zeros((1, 52), np.float32)
    weights[0, ARKIT_INDEX["jawOpen"]] = jaw
    return np.asarray(arkit_vertices(head, weights, np.zeros((1, 3)))[0])


def _seen(head: Head, vertices: Array) -> Mesh:
    with Portrait(head, _SIZE, FACE) as portrait:
        image = Image.fromarray(portrait.picture(vertices))
    return mesh_again(image, mesh_of(image, detect(image)[0]))


def _bound(head: Head, vertices: Array, mesh: Mesh) -> tuple[Array, Array]:
    """Vertices (478,3) and their shares (478,3), the nearest one first."""
    faces = vertex_normals(vertices, head.quads)[:, 2] > _FACING
    skin, eye = (_of_material(head, name) & faces for name in ("skin", "eye"))
    seen, points = _seen_deep(head, vertices, np.flatnonzero(skin), mesh)
    bound, shares = np.empty((len(points), _NEAREST), int), np.empty((len(points), _NEAREST))
    for point, place in enumerate(points):
        allowed = np.flatnonzero(eye if any(point in iris for iris in IRISES) else skin)
        away = np.linalg.norm(seen[allowed] - place, axis=1)
        near = np.argsort(away)[:_NEAREST]
        pull = 1.0 / np.maximum(away[near], 0.5)
        bound[point], shares[point] = allowed[near], pull / pull.sum()
    return bound, shares


def _seen_deep(head: Head, vertices: Array, skin: Array, mesh: Mesh) -> tuple[Array, Array]:
    """Vertices (V,3) and the mesh's points (478,3) in pixels; the third, how near, counts less: a mesh guesses it."""
    flat, far = _projected(head, vertices)
    near = -far * _SIZE / 2 / np.tan(np.radians(VIEW_ANGLE) / 2) / far.mean()
    points = mesh.points * [1.0, 1.0, -1.0]
    rigid = list(RIGID)
    nearest = [skin[np.linalg.norm(flat[skin] - points[each, :2], axis=1).argmin()] for each in rigid]
    points[:, 2] += np.median(near[nearest] - points[rigid, 2])
    weight = [1.0, 1.0, _DEPTH]
    return np.column_stack([flat, near]) * weight, points * weight


def _of_material(head: Head, name: str) -> Array:
    used = np.zeros(len(head.vertices), bool)
    used[head.quads[head.of_material(name)]] = True
    return used


def _projected(head: Head, vertices: Array) -> tuple[Array, Array]:
    """(V,2) pixels, as the renderer of the previews places its camera, and metres from it (V,)."""
    target = head.eye_joints.mean(axis=0) + MIDDLE
    camera = target + np.array([0.0, 0.012, FACE])
    ahead = (target - camera) / np.linalg.norm(target - camera)
    right = np.cross(ahead, [0.0, 1.0, 0.0])
    right /= np.linalg.norm(right)
    places = (vertices - camera) @ np.column_stack([right, np.cross(right, ahead), ahead])
    scale = _SIZE / 2 / np.tan(np.radians(VIEW_ANGLE) / 2)
    return _SIZE / 2 + places[:, :2] / places[:, 2:] * scale * [1.0, -1.0], places[:, 2]


def _triangles(points: Array) -> Array:
    """(T,3): those within eyes and mouth first, so that lids and lips are drawn over them."""
    laid = Delaunay(with_surroundings(_irises_within_lids(points))).simplices
    hidden = {point for outline in (*IRISES, *LIDS) for point in outline}
    inside = np.array([set(each) <= hidden or set(each) <= set(INNER_LIPS) for each in laid.tolist()])
    return np.asarray(np.concatenate([laid[inside], laid[~inside]]))


def _irises_within_lids(points: Array) -> Array:
    """Irises reach beneath the lids: there they would be tied to skin."""
    drawn_in = points.copy()
    for iris in IRISES:
        middle = points[iris[0]]
        drawn_in[list(iris)] = middle + _IRIS * (points[list(iris)] - middle)
    return drawn_in


if __name__ == "__main__":
    raise SystemExit(main())

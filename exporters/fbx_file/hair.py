# SPDX-License-Identifier: GPL-3.0-or-later
"""Hair of our heads, whose normals face out of it."""

from collections.abc import Collection

import numpy as np

from ...runtime.arrays import Array
from ..hair_facing import BONE, hair_facing
from .document import Element
from .normals import Polygons
from .scene import Scene, matrix_of, name_of
from .tangents import Put


def hair_polygons(scene: Scene, geometry: Element, materials: Collection[str]) -> Array:
    """Numbers (N,) of the polygons that these materials cover."""
    layer, model = geometry.find("LayerElementMaterial"), next(scene.parents(geometry, "Model"), None)
    if layer is None or model is None or layer.text("MappingInformationType") != "ByPolygon":
        return np.empty(0, np.int64)
    slots = [number for number, each in enumerate(scene.children(model, "Material")) if name_of(each) in materials]
    return np.flatnonzero(np.isin(layer.array("Materials"), slots))


def face_out(scene: Scene, geometry: Element, polygons: Polygons, hair: Array, in_metre: float, put: Put) -> Array:
    """Let the polygons ``hair`` take light as one head of hair; the numbers (N,) of their vertices.

    in_metre: how many of the file's units a metre has. ``put`` sets the rows of a layer. What hangs on no bone of ours
    stays as it is, and so do normals that stand in a list of their own.
    """
    into_bone, layer = _into_bone(scene, geometry), geometry.find("LayerElementNormal")
    if not len(hair) or into_bone is None or layer is None or layer.text("ReferenceInformationType") != "Direct":
        return np.empty(0, np.int64)
    vertices, inverse = np.unique(polygons.quads(hair), return_inverse=True)
    points = geometry.array("Vertices").astype(float).reshape(-1, 3)[vertices]
    normals = layer.array("Normals").astype(float).reshape(-1, 3)
    facing = np.zeros((int(polygons.corners.max()) + 1, 3))
    facing[vertices] = hair_facing(points, inverse.reshape(-1, 4), into_bone, in_metre)
    if layer.text("MappingInformationType") == "ByVertice":
        normals[vertices] = facing[vertices]
    else:
        of_hair = np.isin(polygons.corners, vertices)
        normals[of_hair] = facing[polygons.corners[of_hair]]
    put(layer, "Normals", normals)
    return vertices


def _into_bone(scene: Scene, geometry: Element) -> Array | None:
    """From the mesh to the axes of the bone (4,4); None of a mesh without it."""
    for skin in scene.children(geometry, "Deformer", "Skin"):
        for cluster in scene.children(skin, "Deformer", "Cluster"):
            if any(name_of(bone) == BONE for bone in scene.children(cluster, "Model")):
                return matrix_of(cluster, "Transform")
    return None

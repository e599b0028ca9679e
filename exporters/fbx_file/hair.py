# SPDX-License-Identifier: GPL-3.0-or-later
"""Hair of our heads, whose normals face out of it."""

from collections.abc import Collection

import numpy as np

from ...runtime.arrays import Array
from ..hair_facing import BONE, hair_facing
from .document import Element
from .normals import Polygons
from .scene import Scene, matrix_of, name_of


def face_out(scene: Scene, materials: Collection[str]) -> dict[int, Array]:
    """Let what these materials cover take light as one head of hair, as long as meshes are in Blender's own places; by
    a mesh's number the numbers (N,) of the vertices that do now. Their normals stand in lists."""
    found = {}
    for geometry in scene.objects("Geometry", "Mesh"):
        into_bone, hair = _into_bone(scene, geometry), _polygons(scene, geometry, materials)
        layer = geometry.find("LayerElementNormal")
        if into_bone is not None and layer is not None and len(hair):
            found[geometry.values[0]] = _turn(geometry, layer, hair, into_bone)
    return found


def _polygons(scene: Scene, geometry: Element, materials: Collection[str]) -> Array:
    """Numbers (N,) of the polygons that these materials cover."""
    layer, model = geometry.find("LayerElementMaterial"), next(scene.parents(geometry, "Model"), None)
    if layer is None or model is None or layer.text("MappingInformationType") != "ByPolygon":
        return np.empty(0, np.int64)
    slots = [number for number, each in enumerate(scene.children(model, "Material")) if name_of(each) in materials]
    return np.flatnonzero(np.isin(layer.array("Materials"), slots))


def _into_bone(scene: Scene, geometry: Element) -> Array | None:
    """From the mesh to the axes of the bone (4,4); None of a mesh without it."""
    for skin in scene.children(geometry, "Deformer", "Skin"):
        for cluster in scene.children(skin, "Deformer", "Cluster"):
            if any(name_of(bone) == BONE for bone in scene.children(cluster, "Model")):
                return matrix_of(cluster, "Transform")
    return None


def _turn(geometry: Element, layer: Element, hair: Array, into_bone: Array) -> Array:
    polygons = Polygons.of_fbx(geometry.array("PolygonVertexIndex"))
    points = geometry.array("Vertices").astype(float).reshape(-1, 3)
    normals = layer.array("Normals").astype(float).reshape(-1, 3)
    vertices, inverse = np.unique(polygons.quads(hair), return_inverse=True)
    facing = np.zeros_like(points)
    facing[vertices] = hair_facing(points[vertices], inverse.reshape(-1, 4), into_bone)
    if layer.text("MappingInformationType") == "ByVertice":
        normals[vertices] = facing[vertices]
    else:
        of_hair = np.isin(polygons.corners, vertices)
        normals[of_hair] = facing[polygons.corners[of_hair]]
    layer.put("Normals", "d", normals.reshape(-1))
    return vertices

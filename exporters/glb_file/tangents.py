# SPDX-License-Identifier: GPL-3.0-or-later
"""Tangents where a picture of normals needs them, so that all readers turn it alike."""

from typing import Any

import numpy as np

from ...runtime.arrays import Array
from .document import Document, Stored

_NEEDED = ("POSITION", "NORMAL", "TEXCOORD_0")
_TRIANGLES = 4
_FLAT = 1e-20
"""Square metres of texture or length below which a triangle or a vertex has no direction of its own."""


def add_tangents(document: Document) -> None:
    """Give TANGENT to every primitive of triangles whose material has a picture of normals and which has none yet."""
    for mesh in document.tree.get("meshes", ()):
        for primitive in mesh["primitives"]:
            attributes = primitive["attributes"]
            if _needs_tangents(document, primitive):
                triangles = document.stored[primitive["indices"]].values.reshape(-1, 3)
                places, normals, uv = (document.floats(attributes[name]) for name in _NEEDED)
                attributes["TANGENT"] = document.add(Stored(tangents(places, normals, uv, triangles), "VEC4"))


def tangents(places: Array, normals: Array, uv: Array, triangles: Array) -> Array:
    """(V,4) float32: the direction of growing u along the surface, and 1 or -1 by which side the picture's top lies.

    places, normals (V,3); uv (V,2), v growing downwards as in glTF; triangles (F,3) of vertex numbers. Source: Lengyel,
    E. (2001), Computing tangent space basis vectors for an arbitrary mesh; glTF 2.0, 3.7.2.1 for the sign.
    """
    first, second = (places[triangles[:, k]] - places[triangles[:, 0]] for k in (1, 2))
    (u1, v1), (u2, v2) = ((uv[triangles[:, k]] - uv[triangles[:, 0]]).T for k in (1, 2))
    area = u1 * v2 - u2 * v1
    share = np.where(np.abs(area) > _FLAT, 1.0 / np.where(area == 0, 1.0, area), 0.0)[:, None]
    along_u = (first * v2[:, None] - second * v1[:, None]) * share
    along_v = (second * u1[:, None] - first * u2[:, None]) * share
    size = np.linalg.norm(np.cross(first, second), axis=1, keepdims=True)
    across, down = (np.zeros_like(places) for _ in range(2))
    for corner in triangles.T:
        np.add.at(across, corner, _unit(along_u) * size)
        np.add.at(down, corner, _unit(along_v) * size)
    flat = across - normals * (across * normals).sum(axis=1, keepdims=True)
    lost = np.linalg.norm(flat, axis=1) < _FLAT
    flat[lost] = np.cross(normals[lost], np.eye(3)[np.abs(normals[lost]).argmin(axis=1)])
    turned = _unit(flat)
    side = np.where((np.cross(normals, turned) * down).sum(axis=1) > 0, -1.0, 1.0)
    return np.column_stack([turned, side]).astype(np.float32)


def _needs_tangents(document: Document, primitive: dict[str, Any]) -> bool:
    material = document.tree["materials"][primitive["material"]] if "material" in primitive else {}
    attributes = primitive["attributes"]
    complete = (
        set(_NEEDED) <= attributes.keys() and "indices" in primitive and primitive.get("mode", _TRIANGLES) == _TRIANGLES
    )
    return "normalTexture" in material and complete and "TANGENT" not in attributes


def _unit(vectors: Array) -> Array:
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.divide(vectors, length, out=np.zeros_like(vectors), where=length > _FLAT)

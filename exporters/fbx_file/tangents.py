# SPDX-License-Identifier: GPL-3.0-or-later
"""Tangents and binormals of a mesh, in the place of Blender's: the last bits of those are others in each process."""

from collections.abc import Callable

import numpy as np

from ...runtime.arrays import Array
from ..tangents import tangents
from .document import Element
from .normals import Polygons

Put = Callable[[Element, str, Array], None]


def renew_tangents(geometry: Element, vertices: Array, polygons: Polygons, put: Put) -> None:
    """Reckon every layer of tangents and binormals anew, from the picture's places of the same name.

    vertices (V,3). ``put`` sets the rows (C,3), one for each corner, of a layer. Layers of which the file lacks normals
    or the picture's places stay as they are.
    """
    normals = _corner_normals(geometry, polygons)
    places = {uv.text("Name"): _corner_uv(uv) for uv in geometry.all("LayerElementUV")}
    found: dict[str, Array] = {}
    for layer, rows in (("LayerElementTangent", "Tangents"), ("LayerElementBinormal", "Binormals")):
        for element in geometry.all(layer):
            uv = places.get(element.text("Name"))
            if normals is None or uv is None or not len(polygons.corners) == len(normals) == len(uv):
                continue
            if element.text("Name") not in found:
                found[element.text("Name")] = _tangents(vertices, normals, uv, polygons)
            along = found[element.text("Name")]
            put(element, rows, along[:, :3] if rows == "Tangents" else np.cross(normals, along[:, :3]) * along[:, 3:])


def _tangents(vertices: Array, normals: Array, uv: Array, polygons: Polygons) -> Array:
    """(C,4), as ``exporters.tangents``. Corners that look alike share one, unless the picture is mirrored there."""
    triangles = polygons.triangles(_split_from(uv, polygons))
    (u1, v1), (u2, v2) = ((uv[triangles[:, k]] - uv[triangles[:, 0]]).T for k in (1, 2))
    mirrored = np.zeros(len(uv))
    mirrored[triangles.reshape(-1)] = np.repeat(u1 * v2 < u2 * v1, 3)
    alike = np.column_stack([polygons.corners, mirrored, uv, normals])
    _, first, of_corner = np.unique(alike, axis=0, return_index=True, return_inverse=True)
    of_corner = of_corner.reshape(-1)
    downwards = uv[first] * (1.0, -1.0)
    shared = tangents(vertices[polygons.corners[first]], normals[first], downwards, of_corner[triangles])
    found: Array = shared[of_corner]
    return found


def _split_from(uv: Array, polygons: Polygons) -> Array:
    """The corner (F,) from which each polygon is split: a quad by its shorter diagonal, as MikkTSpace."""
    begin = polygons.starts.copy()
    quads = begin[polygons.sizes == 4]
    diagonals = [np.linalg.norm(uv[quads + step] - uv[quads + step + 2], axis=1) for step in (0, 1)]
    begin[polygons.sizes == 4] = quads + (diagonals[1] < diagonals[0])
    return begin


def _corner_normals(geometry: Element, polygons: Polygons) -> Array | None:
    element = geometry.find("LayerElementNormal")
    if element is None or element.text("ReferenceInformationType") != "Direct":
        return None
    normals = element.array("Normals").astype(float).reshape(-1, 3)
    return normals[polygons.corners] if element.text("MappingInformationType") == "ByVertice" else normals


def _corner_uv(element: Element) -> Array:
    uv, indices = element.array("UV").astype(float).reshape(-1, 2), element.array("UVIndex")
    return uv[indices] if len(indices) else uv

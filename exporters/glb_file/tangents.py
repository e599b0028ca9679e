# SPDX-License-Identifier: GPL-3.0-or-later
"""Tangents where a picture of normals needs them, so that all readers turn it alike."""

from typing import Any

import numpy as np

from ..tangents import tangents
from .document import Document, Stored

_NEEDED = ("POSITION", "NORMAL", "TEXCOORD_0")
_TRIANGLES = 4
"""glTF's mode of a primitive."""


def add_tangents(document: Document) -> None:
    """Give TANGENT to every primitive of triangles whose material has a picture of normals and which has none yet, but
    for what is cut out by alpha: cards of hair, on which no picture is mirrored, so that readers make the same of them;
    theirs were a twentieth of a head without pictures."""
    for mesh in document.tree.get("meshes", ()):
        for primitive in mesh["primitives"]:
            attributes = primitive["attributes"]
            if _needs_tangents(document, primitive):
                triangles = document.stored[primitive["indices"]].values.reshape(-1, 3)
                places, normals, uv = (document.floats(attributes[name]) for name in _NEEDED)
                found = tangents(places, normals, uv, triangles).astype(np.float32)
                attributes["TANGENT"] = document.add(Stored(found, "VEC4"))


def _needs_tangents(document: Document, primitive: dict[str, Any]) -> bool:
    material = document.tree["materials"][primitive["material"]] if "material" in primitive else {}
    attributes = primitive["attributes"]
    complete = (
        set(_NEEDED) <= attributes.keys() and "indices" in primitive and primitive.get("mode", _TRIANGLES) == _TRIANGLES
    )
    is_card = material.get("alphaMode") == "MASK"
    return "normalTexture" in material and complete and not is_card and "TANGENT" not in attributes

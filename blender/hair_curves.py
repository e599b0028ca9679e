# SPDX-License-Identifier: GPL-3.0-or-later
"""Blender's hair curves of an object, and what is written on their points."""

from typing import Any

import bpy
import numpy as np

from ..runtime.arrays import Array


def new_hair_curves(face: bpy.types.Object, what: str) -> bpy.types.Object:
    """An object of hair curves, empty yet, called after ``face`` and in its collections."""
    curves = bpy.data.hair_curves.new(f"{face.name} {what}")
    grown = bpy.data.objects.new(curves.name, curves)
    for collection in face.users_collection:
        collection.objects.link(grown)
    return grown


def fill_hair_curves(curves: Any, places: Array, radii: Array, material: bpy.types.Material) -> None:
    """Curves through places (N,P,3), Blender's axes, metres, with radii (P,), in place of those that there are."""
    count, points = places.shape[:2]
    if len(curves.curves):
        curves.remove_curves()
    curves.add_curves([points] * count)
    write_attribute(curves, "position", "FLOAT_VECTOR", "POINT", places)
    write_attribute(curves, "radius", "FLOAT", "POINT", np.tile(radii, count))
    curves.materials.clear()
    curves.materials.append(material)
    curves.update_tag()


def write_attribute(data: Any, name: str, kind: str, domain: str, values: Array) -> None:
    """An attribute of curves or of a mesh, made where it is missing."""
    attribute = data.attributes.get(name) or data.attributes.new(name, kind, domain)
    wanted = np.int32 if kind == "INT" else np.float32
    member = "vector" if kind == "FLOAT_VECTOR" else "value"
    attribute.data.foreach_set(member, np.ascontiguousarray(values, wanted).reshape(-1))


def remove_hair_curves(grown: bpy.types.Object) -> None:
    """Take an object of hair curves out of the file, and its curves where nobody else has them."""
    curves: Any = grown.data
    bpy.data.objects.remove(grown)
    if not curves.users:
        bpy.data.hair_curves.remove(curves)

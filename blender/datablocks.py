# SPDX-License-Identifier: GPL-3.0-or-later
"""Reaching the parts of Blender's objects that only some kinds of object have."""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

import bpy
import numpy as np

from ..runtime.arrays import Array

CUSTOM_PROPERTY = re.compile(r'(.*?)\.?\["((?:[^"\\]|\\.)*)"\]', re.DOTALL)
"""The data path of a custom property: what holds it, and its name as a path has it."""

Ends = Mapping[tuple[int, str], float]
"""By the number of its shape keys and its name, the value at which a shape key is whole (``slider_ends.py``)."""
NO_ENDS: Ends = MappingProxyType({})


def mesh_of(face: bpy.types.Object) -> bpy.types.Mesh:
    """The data of a mesh object."""
    assert isinstance(face.data, bpy.types.Mesh)
    return face.data


def shape_keys_of(face: bpy.types.Object) -> bpy.types.Key:
    """The shape keys of a mesh object that has some."""
    key = mesh_of(face).shape_keys
    assert key is not None
    return key


def places_in(points: Any) -> np.ndarray:
    """(N,3) float32: where a mesh's vertices are, or the points of a shape key's ``data``."""
    flat = np.empty(3 * len(points), np.float32)
    points.foreach_get("co", flat)
    return flat.reshape(-1, 3)


def pixels_of(image: Any) -> np.ndarray:
    """(H,W,C) float32 as the file has them, from the lowest row up; C is 1, 3 or 4."""
    width, height = image.size
    flat = np.empty(width * height * image.channels, np.float32)
    image.pixels.foreach_get(flat)
    return flat.reshape(height, width, image.channels)


def evaluated_now(mesh: bpy.types.Object, layer: Any) -> bpy.types.Object | None:
    """A mesh as Blender evaluates it in a view layer. None where it does not, because the mesh is hidden, when what was
    seen of it last may be there still, or its shapes are not shown, because it is edited."""
    if mesh.mode == "EDIT" or not mesh.visible_get(view_layer=layer):
        return None
    evaluated = mesh.evaluated_get(layer.depsgraph)
    return evaluated if evaluated.is_evaluated else None


def full_value(block: Any, ends: Ends = NO_ENDS) -> float:
    """The value at which a shape key is all that it can be: 1, or the end of a slider that ends before or goes down
    alone. ends: of those that are so elsewhere."""
    end = ends.get((block.id_data.session_uid, block.name))
    if end is None and block.slider_max <= 0.0 and block.slider_min < 0.0:
        end = block.slider_min
    if end is None and 0.0 < block.slider_max < 1.0:
        end = block.slider_max
    return 1.0 if end is None else float(end)


def number_properties(holder: bpy.types.Object) -> list[str]:
    """Names of an object's custom properties that hold a number with a fraction; a whole one has no way in between.
    Those of an armature's bones stand behind the bone's name and a dot."""
    own = [name for name, value in holder.items() if isinstance(value, float)]
    return own + [f"{bone}.{name}" for bone, name in _of_bones(holder)]


def property_path(holder: bpy.types.Object, name: str) -> str:
    """The data path of one of ``number_properties``."""
    if holder.get(name) is None:
        for bone, own in _of_bones(holder):
            if f"{bone}.{own}" == name:
                return f'{pose_bones_of(holder)[bone].path_from_id()}["{bpy.utils.escape_identifier(own)}"]'
    return f'["{bpy.utils.escape_identifier(name)}"]'


def owner_of_property(datablock: Any, path: str) -> tuple[Any, str]:
    """What holds the custom property at a data path, and the property's name. Raises ValueError for another path."""
    found = CUSTOM_PROPERTY.fullmatch(path)
    if found is None:
        raise ValueError("no custom property")
    owner = datablock.path_resolve(found[1]) if found[1] else datablock
    return owner, found[2].replace('\\"', '"').replace("\\\\", "\\")


def _of_bones(holder: bpy.types.Object) -> list[tuple[str, str]]:
    """Bone and name of each number with a fraction that a bone holds."""
    if holder.pose is None:
        return []
    bones = pose_bones_of(holder).values()
    return [(bone.name, name) for bone in bones for name, value in bone.items() if isinstance(value, float)]


def armature_of(rig: bpy.types.Object) -> bpy.types.Armature:
    """The data of an armature object."""
    assert isinstance(rig.data, bpy.types.Armature)
    return rig.data


def pose_bones_of(rig: bpy.types.Object) -> dict[str, bpy.types.PoseBone]:
    """The bones of an armature object as they are posed, by name."""
    assert rig.pose is not None
    return dict(rig.pose.bones.items())


def add_group(thing: bpy.types.Object, name: str, weights: Array) -> None:
    """A vertex group of a mesh with the weights (V,) that its vertices have; those of 0 are not in it."""
    group = thing.vertex_groups.new(name=name)
    for weight in np.unique(weights[weights > 0]):
        group.add(np.flatnonzero(weights == weight).tolist(), float(weight), "REPLACE")


def by_session_uid(datablocks: Iterable[Any], number: int | None) -> Any:
    """The one that has this number in this session of Blender; None where it is gone."""
    return next((each for each in datablocks if each.session_uid == number), None)


def current_scene() -> bpy.types.Scene:
    scene = bpy.context.scene
    assert scene is not None
    return scene

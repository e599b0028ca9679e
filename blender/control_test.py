# SPDX-License-Identifier: GPL-3.0-or-later
"""Moving single controls of a rig by hand, to see what they do; nothing is keyed."""

import re
from collections.abc import Mapping
from typing import Any

import numpy as np

from .datablocks import property_path, shape_keys_of
from .drivers import keyed_shapes
from .posed_bones import bone_curves
from .rig import Rig

_CUSTOM_PROPERTY = re.compile(r'(.*?)\.?\["((?:[^"\\]|\\.)*)"\]', re.DOTALL)


def move_controls(rig: Rig, values: Mapping[str, float]) -> None:
    """Set the controls of these names; those whose drivers cannot be followed stay, and bones
    that none is of go back to rest."""
    for shape in keyed_shapes(rig):
        if shape.channel is not None and shape.name in values:
            channel = shape.channel
            _set(channel.datablock, channel.data_path, channel.index, values[shape.name] / channel.gain)
    for holder, shapes in rig.properties:
        for name, properties in shapes.items():
            for one in properties if name in values else ():
                _set(holder, property_path(holder, one), 0, values[name])
    if rig.armature is not None and (rig.posed or rig.poses):
        told = {name: np.array([values.get(name, 0.0)]) for name in (*rig.posed, *rig.poses)}
        for curve in bone_curves(rig, told, dict.fromkeys(rig.bones, np.zeros((1, 3)))):
            _set(rig.armature, curve.data_path, curve.index, float(curve.values[0]))
    for name, drawn in rig.drawn.items():
        for datablock, path in drawn.places if name in values else ():
            _set(datablock, path, 0, round(drawn.keyed(values[name])))
    for mesh, _shapes in rig.meshes:
        shape_keys_of(mesh).update_tag()


def _set(datablock: Any, path: str, index: int, value: float) -> None:
    found = _CUSTOM_PROPERTY.fullmatch(path)
    if found is not None:
        owner = datablock.path_resolve(found[1]) if found[1] else datablock
        owner[found[2].replace('\\"', '"').replace("\\\\", "\\")] = value
    else:
        before, _dot, name = path.rpartition(".")
        owner = datablock.path_resolve(before) if before else datablock
        if hasattr(getattr(owner, name), "__len__"):
            getattr(owner, name)[index] = value
        else:
            setattr(owner, name, value)
    datablock.update_tag()

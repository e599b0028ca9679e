# SPDX-License-Identifier: GPL-3.0-or-later
"""Moving single controls of a rig by hand, to see what they do; nothing is keyed."""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from .datablocks import shape_keys_of
from .driver_channels import Channel, keyed_together
from .posed_bones import bone_curves
from .property_ranges import property_channels
from .rest_values import set_value
from .rig import Rig


def channels_of_controls(rig: Rig) -> list[tuple[str, Channel]]:
    """By the control's name, what is set for it of shape keys and properties."""
    keys = [(shape.name, shape.channel) for shape in rig.keyed if shape.channel is not None]
    return [*keys, *property_channels(rig)]


def move_controls(rig: Rig, values: Mapping[str, float], channels: Iterable[tuple[str, Channel]] | None = None) -> None:
    """Set the controls of these names; those whose drivers cannot be followed stay, and bones
    that none is of go back to rest. channels: ``channels_of_controls``, where many are moved one after the other."""
    shared: dict[tuple[int, tuple[str, int]], list[tuple[Channel, Any]]] = {}
    for name, channel in channels_of_controls(rig) if channels is None else channels:
        if name in values:
            wanted = shared.setdefault((channel.datablock.session_uid, channel.place), [])
            wanted.append((channel, channel.beyond_rest(values[name])))
    for wanted in shared.values():
        # Those that are at rest leave a channel to the others.
        value = keyed_together([one for one in wanted if one[1]] or wanted)
        set_value(wanted[0][0].datablock, *wanted[0][0].place, float(value))
    if rig.armature is not None and (rig.posed or rig.poses):
        told = {name: np.array([values.get(name, 0.0)]) for name in (*rig.posed, *rig.poses)}
        for curve in bone_curves(rig, told, dict.fromkeys(rig.bones, np.zeros((1, 3)))):
            set_value(rig.armature, curve.data_path, curve.index, float(curve.values[0]))
    for name, drawn in rig.drawn.items():
        for datablock, path in drawn.places if name in values else ():
            set_value(datablock, path, 0, round(drawn.keyed(values[name])))
    for mesh, _shapes in rig.meshes:
        shape_keys_of(mesh).update_tag()


def kept_values(datablock: Any, places: Iterable[tuple[str, int]]) -> dict[tuple[str, int], float]:
    """What is at these data paths and indices now; what is not there is left out."""
    found = {}
    for path, index in places:
        try:
            value = datablock.path_resolve(path)
        except ValueError:
            continue
        found[path, index] = value[index] if hasattr(value, "__len__") else value
    return found


def put_values(datablock: Any, values: Mapping[tuple[str, int], float]) -> None:
    """Set them again."""
    for (path, index), value in values.items():
        set_value(datablock, path, index, value)

# SPDX-License-Identifier: GPL-3.0-or-later
"""How far a custom property goes that shows a shape: to where what it drives is 1, which may be 100."""

from collections.abc import Iterator, Mapping

import bpy

from ..runtime.rigs.naming import Matched
from ..runtime.rigs.responses import Response
from .character import meshes_of_target
from .datablocks import mesh_of, owner_of_property, property_path, shape_keys_of
from .driver_channels import Channel, followed_channels
from .rig import Rig
from .slider_ends import ends_by_shape, far_ends

_PERCENT = 10.0
"""A property whose slider goes further than this shows a shape where it is at its end. Chosen: 0 to 2 is a strength,
0 to 100 a percentage."""


def property_channels(rig: Rig) -> Iterator[tuple[str, Channel]]:
    """Shape, and what is keyed for it, of each custom property of a rig. What an artist has mapped is keyed as is."""
    plain = {
        (holder.session_uid, property_path(holder, one)): (name, holder)
        for holder, shapes in rig.properties
        for name, ones in shapes.items()
        for one in ones
    }
    found = (
        {} if rig.naming.by_hand or not plain else _driving(rig, {place: name for place, (name, _) in plain.items()})
    )
    for (uid, path), (name, holder) in plain.items():
        channel = Channel(holder, path) if rig.naming.by_hand else found.get((uid, path)) or _to_its_end(holder, path)
        yield name, channel


def full_values(rig: Rig) -> dict[str, float]:
    """Shape -> what its property or shape key is where the shape is 1, of those that go elsewhere."""
    values = ends_by_shape(rig.meshes, rig.ends) | {
        name: float(channel.keyed(channel.beyond_rest(1.0))) for name, channel in property_channels(rig)
    }
    return {name: value for name, value in values.items() if abs(value - 1.0) > 1e-3}


def _driving(rig: Rig, shown: Mapping[tuple[int, str], str]) -> dict[tuple[int, str], Channel]:
    """By datablock and path, the custom properties that shape keys of the character follow, to where these are whole.
    shown: the shape that each property shows."""
    meshes = [mesh for mesh in meshes_of_target(rig.object, rig.armature) if mesh_of(mesh).shape_keys is not None]
    plain = [(mesh, dict(followed_channels(shape_keys_of(mesh)))) for mesh in meshes]
    holders = [(mesh, _blocks(shown, channels)) for mesh, channels in plain]
    ends = far_ends(rig.naming, [one for one in holders if one[1]], rig.armature, lambda: rig.moving)
    found: dict[tuple[int, str], Channel] = {}
    for mesh, channels in plain:
        followed = dict(followed_channels(shape_keys_of(mesh), ends)) if ends else channels
        for channel in followed.values():
            found.setdefault(_place(channel), channel)
    return found


def _blocks(shown: Mapping[tuple[int, str], str], channels: Mapping[str, Channel]) -> Matched:
    """Shape -> the shape keys, by name, that its properties move. channels: of each key, by name."""
    found: dict[str, tuple[str, ...]] = {}
    for block, channel in channels.items():
        name = shown.get(_place(channel))
        if name is not None:
            found[name] = (*found.get(name, ()), block)
    return found


def _place(channel: Channel) -> tuple[int, str]:
    return channel.datablock.session_uid, channel.data_path


def _to_its_end(holder: bpy.types.Object, path: str) -> Channel:
    owner, name = owner_of_property(holder, path)
    try:
        end = float(owner.id_properties_ui(name).as_dict().get("soft_max", 1.0))
    except (TypeError, ValueError, KeyError):
        end = 1.0
    straight = (Response((0.0, 1.0), (0.0, end), 1.0 / end, True),) if _PERCENT < end <= 1000.0 else ()
    return Channel(holder, path, responses=straight)

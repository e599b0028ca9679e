# SPDX-License-Identifier: GPL-3.0-or-later
"""Shape keys that a driver moves: what the driver reads, where that can be keyed instead of the shape."""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import bpy

from ..runtime.rigs.naming import Matched
from .datablocks import Ends, shape_keys_of
from .driver_channels import Channel, Reading, channel_of, driver_of, drivers_of

if TYPE_CHECKING:
    from .rig import Rig

MUTED = "soliloquy_muted_drivers"
"""Custom property of shape keys: the data paths whose drivers we have muted, as JSON."""


@dataclass(frozen=True)
class KeyedShape:
    """A shape key of a rig. name: of the shape that it shows. path: to its value. channel: None where a driver moves it
    in a way that cannot be followed, and where it is muted. driven: whether a driver moves it at all."""

    name: str
    mesh: bpy.types.Object
    block: str
    path: str
    channel: Channel | None
    driven: bool

    @property
    def own_place(self) -> tuple[str, int]:
        """Of its value."""
        return self.path, 0


def keyed_shapes(
    meshes: Sequence[tuple[bpy.types.Object, Matched]], muted: Collection[str], bones: Iterable[str], ends: Ends
) -> Iterator[KeyedShape]:
    """``Rig.keyed``. bones: names of those that follow a take themselves. ends: where keys are whole."""
    reading = Reading(frozenset(bones), ends=ends)
    for mesh, shapes in meshes:
        key = shape_keys_of(mesh)
        for name, blocks in shapes.items():
            for block in blocks:
                path = key.key_blocks[block].path_from_id("value")
                shown = name not in muted
                channel = channel_of(key, path, reading) if shown else None
                yield KeyedShape(name, mesh, block, path, channel, shown and driver_of(key, path) is not None)


def has_drivers(rig: "Rig") -> bool:
    """Whether any driver, muted or not, is on the shape keys: a quick answer for a panel."""
    return any(drivers_of(shape_keys_of(mesh)) for mesh, _shapes in rig.meshes)


def mute_drivers(rig: "Rig") -> int:
    """Mute the drivers that cannot be followed, and remember which; how many there were."""
    stuck = [shape for shape in rig.keyed if shape.driven and shape.channel is None]
    for shape in stuck:
        key = shape_keys_of(shape.mesh)
        path = shape.own_place[0]
        driver = driver_of(key, path)
        assert driver is not None
        driver.mute = True
        key[MUTED] = json.dumps([*_muted_by_us(key), path])
    return len(stuck)


def free_drivers(rig: "Rig") -> None:
    """Let the drivers move the shapes again that ``mute_drivers`` has muted."""
    for mesh, _shapes in rig.meshes:
        key = shape_keys_of(mesh)
        muted = _muted_by_us(key)
        for driver in drivers_of(key):
            if driver.data_path in muted:
                driver.mute = False
        if key.get(MUTED) is not None:
            del key[MUTED]


def _muted_by_us(key: Any) -> list[str]:
    """Data paths; none where what is written there cannot be read."""
    try:
        told = json.loads(key.get(MUTED, "[]"))
    except (TypeError, ValueError, RecursionError):
        return []
    return [path for path in told if isinstance(path, str)] if isinstance(told, list) else []

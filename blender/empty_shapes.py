# SPDX-License-Identifier: GPL-3.0-or-later
"""Shapes of a rig that move no point of it: muted ones, and those that exporters and tools add to complete a set."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import bpy
import numpy as np

from ..runtime.rigs.naming import Matched
from .datablocks import shape_keys_of
from .driver_channels import driver_of
from .measured_face import places_of_key

if TYPE_CHECKING:
    from .rig import Rig

_STILL = 1e-7
"""In the mesh's units."""


def empty_shapes(rig: "Rig") -> frozenset[str]:
    """Those that are shape keys alone, of which none moves a point and nothing else reads one; none where all are so,
    and the neutral mouth of a set is none."""
    empty: set[str] = set()
    moving: set[str] = {
        *rig.posed,
        *rig.poses,
        *rig.drawn,
        *(name for _one, shapes in rig.properties for name in shapes),
    }
    for mesh, shapes in rig.meshes:
        key = shape_keys_of(mesh)
        rests: dict[str, np.ndarray] = {}
        still = {name for name, blocks in shapes.items() if all(_is_empty(key, block, rests) for block in blocks)}
        read = {name for name in still if _is_read(key, mesh, shapes[name])}
        empty |= still - read
        moving |= shapes.keys() - still | read
    return frozenset(empty - moving - set(rig.naming.at_rest)) if moving else frozenset()


def muted_shapes(meshes: Iterable[tuple[bpy.types.Object, Matched]]) -> frozenset[str]:
    """Those that nothing shows since every shape key of theirs, on every mesh, is switched off."""
    off: set[str] = set()
    on: set[str] = set()
    for mesh, shapes in meshes:
        muted = _muted_keys(mesh)
        for name, blocks in shapes.items():
            (off if muted.issuperset(blocks) else on).add(name)
    return frozenset(off - on)


def _is_empty(key: bpy.types.Key, name: str, rests: dict[str, np.ndarray]) -> bool:
    """rests: where the points are of what shapes are relative to, by its name, as far as it was read."""
    block = key.key_blocks[name]
    if driver_of(key, block.path_from_id("value")) is not None:
        return False
    relative = block.relative_key
    if relative.name not in rests:
        rests[relative.name] = places_of_key(relative)
    moves = np.abs(places_of_key(block) - rests[relative.name])
    return bool(moves.max(initial=0.0) <= _STILL)


def _is_read(key: bpy.types.Key, mesh: Any, names: Iterable[str]) -> bool:
    """Whether anything asks for them: drivers of other shapes, or whatever else has to do with these shape keys, as
    bones and materials have whose drivers read them."""
    animation: Any = key.animation_data
    targets = (
        target.data_path
        for curve in (animation.drivers if animation is not None else ())
        for variable in curve.driver.variables
        for target in variable.targets
    )
    paths = {key.key_blocks[name].path_from_id("value") for name in names}
    return not paths.isdisjoint(targets) or bool(bpy.data.user_map(subset={key})[key] - {mesh.data})


def _muted_keys(mesh: bpy.types.Object) -> frozenset[str]:
    """Names of its shape keys that are switched off, so that Blender does not show them."""
    return frozenset(block.name for block in shape_keys_of(mesh).key_blocks if block.mute)

# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether the shape keys that should open a mouth do: those of faces whose jaw is a bone only correct what it does, and
those that were made to complete a set do nothing."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from ..runtime.head.arkit import ARKIT_INDEX, ARKIT_NAMES
from .datablocks import full_value, shape_keys_of
from .measured_face import move_of, places_of_key

if TYPE_CHECKING:
    from .rig import Rig

_LIPS = ("mouthFunnel", "mouthPucker", "mouthSmileLeft", "mouthUpperUpLeft")
_SHARE = 0.5
"""Of how far these move a point. On our head jawOpen moves one four times as far as the furthest of them. Chosen."""
_MEANT = 0.3
"""Of a shape's value: shapes that are asked for less are none that show what is asked. Chosen by hand."""


def jaw_is_still(rig: "Rig") -> bool:
    """Of a rig with ARKit's shapes, whether those that show jawOpen are shape keys and hardly move a point."""
    jaw = _keyed_jaw(rig)
    lips = _farthest(rig, _shown_for(rig, _LIPS)) if jaw else 0.0
    return lips > 0.0 and _farthest(rig, jaw) <= _SHARE * lips


def empty_jaw(rig: "Rig") -> set[str]:
    """The shapes that show jawOpen, where they are shape keys of which none moves a point."""
    jaw = _keyed_jaw(rig)
    # The cheaper question first: of most faces a jaw is read, and no lips are.
    return jaw if jaw and not _farthest(rig, jaw) and jaw_is_still(rig) else set()


def _keyed_jaw(rig: "Rig") -> set[str]:
    """The shapes that show jawOpen, of a rig with ARKit's shapes where all of them are shape keys; empty otherwise."""
    naming = rig.naming
    if naming.mixed or naming.layout != "arkit" or naming.posed or "jawOpen" not in naming.shows(rig.shown):
        return set()
    jaw, keyed = _shown_for(rig, ("jawOpen",)), {name for _mesh, shapes in rig.meshes for name in shapes}
    return jaw if jaw <= keyed else set()


def _shown_for(rig: "Rig", shapes: Iterable[str]) -> set[str]:
    """The rig's shapes that are moved for these of ARKit's."""
    weights = np.eye(len(ARKIT_NAMES), dtype=np.float32)[[ARKIT_INDEX[name] for name in shapes]]
    driven = rig.naming.drive(weights, rig.shown)
    return {name for name, values in driven.items() if float(np.max(values)) > _MEANT}


def _farthest(rig: "Rig", names: Iterable[str]) -> float:
    """How far any of these moves a point of any mesh, in the meshes' units."""
    far = [0.0]
    for mesh, shapes in rig.meshes:
        blocks = shape_keys_of(mesh).key_blocks
        rest: dict[str, np.ndarray] = {}
        for block in [blocks[one] for name in names for one in shapes.get(name, ())]:
            relative, whole = block.relative_key, abs(full_value(block, rig.ends))
            if relative.name not in rest:
                rest[relative.name] = places_of_key(relative)
            far.append(whole * float(np.abs(move_of(mesh, block, rest[relative.name])).max(initial=0.0)))
    return max(far)

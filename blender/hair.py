# SPDX-License-Identifier: GPL-3.0-or-later
"""A head's hair, brows and beard as Blender's own hair curves, hair finished by nodes that every Blender brings (CC0).

Hair lies on the cards of the mesh, which are not seen meanwhile, goes with the bone ``head``, and is an object of its
own, as brows and beard are (skin_hairs.py): exports leave them out and have the cards.
"""

from pathlib import Path
from typing import Any, cast

import bpy
import numpy as np
from mathutils import Matrix

from ..runtime.errors import InputError
from ..runtime.head.cropped_strands import cropped_strands
from ..runtime.head.heads import Head, load_head
from ..runtime.people.strands import Strands, strands
from . import versions
from .axes import to_blender
from .datablocks import armature_of
from .hair_curves import fill_hair_curves, new_hair_curves, remove_hair_curves
from .hair_material import is_unseen, strands_material, unseen_material
from .rig import PERSON_OF
from .skin_hairs import KINDS, show_skin_hairs, skin_hairs_of

HAIR_OF = "soliloquy_hair_of"
"""Where hair says whose strands it shows."""
_BONE = "head"
_ASSETS = "procedural_hair_node_assets.blend"
_DUPLICATE, _FRIZZ = "Duplicate Hair Curves", "Frizz Hair Curves"
_SETTINGS: dict[str, dict[str, Any]] = {
    # Amount, viewport amount, radius (metres): more hairs when rendered than while one works.
    _DUPLICATE: {"Input_2": 8, "Input_4": 0.25, "Input_5": 0.0025},
    # Factor, distance (metres).
    _FRIZZ: {"Input_3": 0.6, "Input_11": 0.002},
}
"""By the identifiers of their sockets, which are the same from Blender 4.2 to 5.2. Chosen by eye: with less, locks have
edges like carved wood."""


def add_hair(face: bpy.types.Object) -> bpy.types.Object:
    """Grow the strands of the head of ours at ``face``, its brows and beard; the strands. Raises InputError for any
    other object, and without its rig."""
    told = face.get(PERSON_OF)
    head = load_head(told) if isinstance(told, str) else None
    if head is None or head.hair is None or _rig_of(face) is None:
        raise InputError(face.name, "is no head of ours on its rig", "Choose a head of Add Head")
    grown = new_hair_curves(face, "hair")
    grown.parent, grown.parent_type, grown.parent_bone = _rig_of(face), "BONE", _BONE
    _show(grown, head)
    for name, settings in _SETTINGS.items():
        _finish(grown, name, settings)
    show_skin_hairs(face, head)
    _hide_cards(face, head)
    return grown


def hair_of(face: bpy.types.Object) -> bpy.types.Object | None:
    """The strands that were grown for a head; None when there are none."""
    rig = _rig_of(face)
    return None if rig is None else next((each for each in rig.children if HAIR_OF in each.keys()), None)  # noqa: SIM118


def remove_hair(face: bpy.types.Object) -> None:
    """Take strands, brows and beard off again: the cards of the mesh are seen, and what is painted."""
    for slot in face.material_slots:
        if is_unseen(slot):
            slot.material, slot.link = None, "DATA"
    for grown in (hair_of(face), *(skin_hairs_of(face, kind) for kind in KINDS)):
        if grown is not None:
            remove_hair_curves(grown)


def show_hair(face: bpy.types.Object, head: Head) -> None:
    """Where strands were grown on ``face``, let them, brows and beard be those of ``head``."""
    grown = hair_of(face)
    if grown is not None:
        _show(grown, head)
        show_skin_hairs(face, head)
        _hide_cards(face, head)


def _hide_cards(face: bpy.types.Object, head: Head) -> None:
    """By the object's own material: the mesh keeps the one of its cards, for exports."""
    slot = face.material_slots[head.material_names.index("hair")]
    slot.link = "OBJECT"
    slot.material = unseen_material()


def _locks(head: Head) -> Strands:
    assert head.hair is not None
    own = head.of_material("hair")
    return strands(head.vertices[np.unique(head.quads[own])], head.hair.waves)


def _show(grown: bpy.types.Object, head: Head) -> None:
    assert head.hair is not None
    cropped = cropped_strands(head)
    is_cropped = len(cropped.points) > 0
    made = cropped if is_cropped else _locks(head)
    places = to_blender(made.points)
    fill_hair_curves(grown.data, places, made.radii, strands_material(head.hair.colour))
    rig = grown.parent
    assert rig is not None
    bone: Any = armature_of(rig).bones[_BONE]
    # A bone carries its children from its tail on.
    grown.matrix_parent_inverse = (bone.matrix_local @ Matrix.Translation((0.0, bone.length, 0.0))).inverted()
    grown[HAIR_OF] = head.name


def _rig_of(face: bpy.types.Object) -> bpy.types.Object | None:
    rig = face.parent
    return rig if rig is not None and rig.type == "ARMATURE" and _BONE in armature_of(rig).bones else None


def _finish(grown: bpy.types.Object, name: str, settings: dict[str, Any]) -> None:
    """A modifier with a node group of Blender's own; none where this Blender does not have it."""
    group = bpy.data.node_groups.get(name) or _appended(name)
    if group is None:
        return
    modifier: Any = grown.modifiers.new(name, "NODES")
    modifier.node_group = group
    for identifier, value in settings.items():
        versions.set_node_input(modifier, identifier, value)


def _appended(name: str) -> Any:
    utilities, libraries = cast(Any, bpy.utils), cast(Any, bpy.data.libraries)
    folder = Path(utilities.system_resource("DATAFILES")) / "assets"
    path = next(iter(sorted(folder.rglob(_ASSETS))), None)
    if path is None:
        return None
    with libraries.load(str(path), link=False) as (found, wanted):
        wanted.node_groups = [each for each in found.node_groups if each == name]
    return wanted.node_groups[0] if wanted.node_groups else None

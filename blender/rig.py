# SPDX-License-Identifier: GPL-3.0-or-later
"""What of an artist's scene a take can move: the meshes with the right shape keys, and the bones."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import bpy
from bpy.app.translations import pgettext_iface as _

from ..runtime.errors import InputError
from ..runtime.head.tongue import TONGUE_NAMES, matched_tongue
from ..runtime.rigs.naming import Matched, Naming
from ..runtime.rigs.registry import NAMINGS
from .character import armature_of_target, meshes_of_target
from .datablocks import mesh_of, number_properties, pose_bones_of, shape_keys_of

OWN_LAYOUT_OF = "soliloquy_layout"
"""Custom property of a mesh in the FLAME layout whose expressions are its own: the layout that moves it."""


@dataclass(frozen=True)
class Rig:
    """A target that a take can be written to.

    naming: how its shapes are called. meshes: the objects with shape keys, and for each the shape keys of every shape
    name, the tongue's sixteen among them. properties: the objects with custom properties for shapes that no shape key
    shows, and these properties. armature and bones: the pose bones that follow, by our name ("head", "jaw", "eye.L",
    "eye.R"). missing: what the target does not show of what its kind does.
    """

    naming: Naming
    meshes: tuple[tuple[bpy.types.Object, Matched], ...]
    properties: tuple[tuple[bpy.types.Object, Matched], ...]
    armature: bpy.types.Object | None
    bones: dict[str, bpy.types.PoseBone]
    missing: tuple[str, ...]

    @property
    def layout(self) -> str:
        """Of the motion that moves it: "arkit", "flame", or "flame:NAME" for a head of a user's FLAME file."""
        usual = self.naming.layout
        return usual if usual == "arkit" else str(self.object.get(OWN_LAYOUT_OF, usual))

    @property
    def object(self) -> bpy.types.Object:
        """The mesh with the most shapes: the one that remembers which takes were written."""
        return max(self.meshes or self.properties, key=lambda shown: len(shown[1]))[0]

    @property
    def shown(self) -> frozenset[str]:
        """Every shape of its naming that something of the rig shows."""
        return frozenset(name for _, shapes in (*self.meshes, *self.properties) for name in shapes) - set(TONGUE_NAMES)

    @property
    def found(self) -> tuple[int, str]:
        """How much it shows of what its kind does, and what that is: 14, "visemes of Oculus"."""
        return len(self.naming.needed) - len(self.missing), self.naming.title


def find_rig(target: bpy.types.Object | None) -> Rig:
    """The rig that ``target`` belongs to: a mesh, its armature, or a parent of them.

    All meshes of a character that hold known shapes are moved (face, teeth, tongue, lashes), by the naming that
    shows most of a face. Raises InputError with the reason when there is nothing to move.
    """
    if target is None:
        raise InputError("target", "no object is chosen", "Choose a head, or use Add Head")
    armature = armature_of_target(target)
    candidates = [mesh for mesh in meshes_of_target(target, armature) if mesh_of(mesh).shape_keys is not None]
    holders = [one for one in (armature, *candidates) if one is not None and number_properties(one)]
    if not candidates and not holders:
        hint = _("Choose a head that has ARKit shape keys")
        raise InputError(target.name, _("it has no mesh with shape keys"), hint)
    found = [
        (naming.strength(rig.shown), rig)
        for naming in NAMINGS
        for rig in [_rig_of(naming, candidates, holders, armature)]
    ]
    strength, rig = max(found, key=lambda one: one[0])
    if not strength:
        raise _no_shape_known(target, candidates)
    return _with_tongue(rig, candidates)


def _rig_of(
    naming: Naming,
    candidates: list[bpy.types.Object],
    holders: list[bpy.types.Object],
    armature: bpy.types.Object | None,
) -> Rig:
    """The rig as ``naming`` sees it, with or without shapes."""
    meshes = [(mesh, naming.match(_shape_keys(mesh))) for mesh in candidates]
    keys = {name for _, shapes in meshes for name in shapes}
    known = [(one, naming.match(number_properties(one))) for one in holders]
    properties = [(one, {name: ones for name, ones in shapes.items() if name not in keys}) for one, shapes in known]
    shown = keys.union(*(shapes for _, shapes in properties))
    showing = naming.shows(shown)
    bones = {} if armature is None else pose_bones_of(armature)
    return Rig(
        naming,
        tuple(one for one in meshes if one[1]),
        tuple(one for one in properties if one[1]),
        armature,
        {ours: bones[theirs] for ours, theirs in naming.bones(bones.keys()).items()},
        tuple(name for name in naming.needed if name not in showing),
    )


def _with_tongue(rig: Rig, candidates: list[bpy.types.Object]) -> Rig:
    """``rig`` with the shapes of the tongue that stand beside its naming's own."""
    known = {mesh.name: shapes for mesh, shapes in rig.meshes}
    meshes = []
    for mesh in candidates:
        own = known.get(mesh.name, {})
        taken = {key for keys in own.values() for key in keys}
        shapes = {**matched_tongue(key for key in _shape_keys(mesh) if key not in taken), **own}
        if shapes:
            meshes.append((mesh, shapes))
    return replace(rig, meshes=tuple(meshes))


def _no_shape_known(target: bpy.types.Object, meshes: list[bpy.types.Object]) -> InputError:
    some = ", ".join([key for mesh in meshes for key in _shape_keys(mesh)][:3])
    return InputError(
        target.name,
        _("its shape keys are of no rig that is known (it has {some} ...)").format(some=some),
        _("Name them as ARKit (jawOpen, mouthClose, ...) or a set of visemes does, or use Add Head"),
    )


def _shape_keys(mesh: bpy.types.Object) -> Iterable[str]:
    """Names of the shape keys that can move: all but the reference."""
    key = shape_keys_of(mesh)
    return [block.name for block in key.key_blocks if block != key.reference_key]

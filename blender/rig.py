# SPDX-License-Identifier: GPL-3.0-or-later
"""What of an artist's scene a take can move: the meshes with the right shape keys, and the bones."""

from collections.abc import Iterable
from dataclasses import dataclass

import bpy
from bpy.app.translations import pgettext_iface as _

from ..runtime.errors import InputError
from ..runtime.rigs.naming import Naming
from ..runtime.rigs.registry import NAMINGS
from .character import armature_of_target, meshes_of_target
from .datablocks import mesh_of, pose_bones_of, shape_keys_of


@dataclass(frozen=True)
class Rig:
    """A target that a take can be written to.

    layout: "arkit" or "flame". meshes: the objects with shape keys, and for each the shape keys of every
    shape name. armature and bones: the pose bones that follow, by our name ("head", "jaw", "eye.L",
    "eye.R"). missing: shape names that the target cannot show.
    """

    layout: str
    meshes: tuple[tuple[bpy.types.Object, dict[str, tuple[str, ...]]], ...]
    armature: bpy.types.Object | None
    bones: dict[str, bpy.types.PoseBone]
    missing: tuple[str, ...]

    @property
    def object(self) -> bpy.types.Object:
        """The mesh with the most shapes: the one that remembers which takes were written."""
        return max(self.meshes, key=lambda mesh: len(mesh[1]))[0]


def find_rig(target: bpy.types.Object | None) -> Rig:
    """The rig that ``target`` belongs to: a mesh, its armature, or a parent of them.

    All meshes of a character that hold ARKit shapes are moved (face, teeth, tongue, lashes).
    Raises InputError with the reason when there is nothing to move.
    """
    if target is None:
        raise InputError("target", "no object is chosen", "Choose a head, or use Add Head")
    armature = armature_of_target(target)
    candidates = [mesh for mesh in meshes_of_target(target, armature) if mesh_of(mesh).shape_keys is not None]
    if not candidates:
        hint = _("Choose a head that has ARKit shape keys")
        raise InputError(target.name, _("it has no mesh with shape keys"), hint)
    found = (_rig_of(naming, candidates, armature) for naming in NAMINGS)
    rig = next((rig for rig in found if rig is not None), None)
    if rig is None:
        raise _no_shape_known(target, candidates[0])
    return rig


def _rig_of(naming: Naming, candidates: list[bpy.types.Object], armature: bpy.types.Object | None) -> Rig | None:
    """The rig as ``naming`` sees it; None where no mesh is named so."""
    matched = ((mesh, naming.match(_shape_keys(mesh))) for mesh in candidates)
    meshes = tuple((mesh, shapes) for mesh, shapes in matched if shapes)
    if not meshes:
        return None
    shown = {name for _, shapes in meshes for name in shapes}
    bones = {} if armature is None else pose_bones_of(armature)
    return Rig(
        naming.layout,
        meshes,
        armature,
        {ours: bones[theirs] for ours, theirs in naming.bones(bones.keys()).items()},
        tuple(name for name in naming.shapes if name not in shown),
    )


def _no_shape_known(target: bpy.types.Object, mesh: bpy.types.Object) -> InputError:
    some = ", ".join(list(_shape_keys(mesh))[:3])
    return InputError(
        target.name,
        _("none of its shape keys is an ARKit shape (it has {some} ...)").format(some=some),
        _("Name them as ARKit does (jawOpen, mouthClose, ...), or use Add Head"),
    )


def _shape_keys(mesh: bpy.types.Object) -> Iterable[str]:
    """Names of the shape keys that can move: all but the reference."""
    key = shape_keys_of(mesh)
    return [block.name for block in key.key_blocks if block != key.reference_key]

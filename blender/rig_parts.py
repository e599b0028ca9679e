# SPDX-License-Identifier: GPL-3.0-or-later
"""What belongs to a character and may be moved, and the maps that its names and bones make."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import bpy

from ..runtime.rigs.deforming_faces import face_of_bones
from ..runtime.rigs.drawn import drawn_map
from ..runtime.rigs.guess import speaking_guess
from ..runtime.rigs.rig_map import NUMBER, POSE, SEEN, RigMap, Row
from ..runtime.rigs.shapes_and_jaw import jaw_rows
from .character import armature_of_target, meshes_of_target
from .datablocks import mesh_of, number_properties, pose_bones_of, shape_keys_of
from .drawn import Drawn, drawn_of, numbered
from .driver_channels import drivers_of
from .facing import bones_from_the_face
from .poses import poses_for
from .sliders import board_of, boards_beside
from .smplx_face import smplx_map


@dataclass(frozen=True)
class Parts:
    """The objects of a character. meshes: those with shape keys, and the names of these that can move. holders: those
    with custom properties that a take can move. poses: actions by name that hold a pose of the armature. drawn: what
    may show a drawn mouth."""

    armature: bpy.types.Object | None
    meshes: Mapping[bpy.types.Object, tuple[str, ...]]
    holders: tuple[bpy.types.Object, ...]
    poses: Mapping[str, bpy.types.Action]
    drawn: tuple[Drawn, ...]


def parts_of(target: bpy.types.Object) -> Parts:
    """The character that ``target`` belongs to."""
    armature = armature_of_target(target)
    meshes = [mesh for mesh in meshes_of_target(target, armature) if mesh_of(mesh).shape_keys is not None]
    holders = [one for one in (armature, *meshes) if one is not None and number_properties(one)]
    poses = {} if armature is None else poses_for(armature)
    keys = {mesh: tuple(shape_key_names(mesh)) for mesh in meshes}
    return Parts(armature, keys, tuple(holders), poses, drawn_of(target))


def carrier_of(target: bpy.types.Object) -> bpy.types.Object:
    """What of a character carries the map that an artist has corrected: its armature, a mesh that has none itself."""
    return armature_of_target(target) or target


def guess_of(parts: Parts, name: str) -> RigMap | None:
    """The map that the English words in a character's names make; None where they tell too little."""
    return speaking_guess(controls_of(parts), name)


def drawn_map_of(parts: Parts, name: str) -> RigMap | None:
    """The map of a drawn mouth, told by its names or their number; None where there is none."""
    return drawn_map([one.name for one in parts.drawn if one.channel == SEEN], numbered(parts.drawn), name)


def smplx_map_of(parts: Parts) -> RigMap | None:
    """The map of an SMPL-X body's face by bones and expressions; None where it has none that can be measured."""
    found = bone_face_of(parts)
    if parts.armature is None or found is None:
        return None
    return smplx_map(parts.armature, tuple(parts.meshes), found[0])


def bone_face_of(parts: Parts) -> tuple[RigMap, str] | None:
    """The map of a face that bones alone move, and what was found; None where there is none."""
    if parts.armature is None:
        return None
    return face_of_bones(bones_from_the_face(parts.armature), parts.armature.name, _held(parts.armature))


def _held(armature: bpy.types.Object) -> set[str]:
    """Bones that constraints or drivers move."""
    driven = {driver.data_path.rpartition(".")[0] for driver in drivers_of(armature)}
    bones = pose_bones_of(armature).values()
    return {
        bone.name
        for bone in bones
        if bone.path_from_id() in driven or any(not one.mute and one.influence > 0.0 for one in bone.constraints)
    }


def jaw_of(parts: Parts) -> tuple[Row, ...]:
    """The rows of the bone that opens a face's mouth beside its shapes; none where a driver moves it."""
    found = bone_face_of(parts)
    if parts.armature is None or found is None:
        return ()
    driven = {driver.data_path.rpartition(".")[0] for driver in drivers_of(parts.armature)}
    pose = pose_bones_of(parts.armature)
    return tuple(row for row in jaw_rows(found[0]) if pose[row.theirs].path_from_id() not in driven)


def board_map_of(parts: Parts, name: str) -> tuple[Parts, RigMap, str] | None:
    """The map of its control board, and what that is, and the parts whose armature that is; None where it has none that
    is known."""
    for armature in (parts.armature, *boards_beside(parts.armature, parts.meshes)):
        found = board_of(armature, tuple(parts.meshes), name)
        if found is not None:
            return replace(parts, armature=armature), *found
    return None


def controls_of(parts: Parts, channel: str = "") -> list[str]:
    """Names of all that a map can move by ``channel``: shape keys and custom properties, bones, or poses."""
    if channel == POSE:
        return list(parts.poses)
    if channel in (NUMBER, SEEN):
        return [one.name for one in parts.drawn if one.channel == channel]
    if channel:
        return [] if parts.armature is None else list(pose_bones_of(parts.armature))
    keys = [name for names in parts.meshes.values() for name in names]
    return list(dict.fromkeys([*keys, *(name for one in parts.holders for name in number_properties(one))]))


def shape_key_names(mesh: bpy.types.Object) -> Iterable[str]:
    """Names of the shape keys that can move: all but the reference."""
    key = shape_keys_of(mesh)
    return [block.name for block in key.key_blocks if block != key.reference_key]

# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the parts of a character lie in a file that holds it, as engines' animations name them."""

from collections.abc import Mapping

import bpy

from ...blender.baked_scene import parent_among
from ...blender.character import Character, deformer_of
from ...blender.datablocks import mesh_of, pose_bones_of
from ...blender.scene_clip import SceneClip
from ...blender.worn import is_worn
from ...runtime.head.heads import DEFAULT_HEAD, load_head
from ...runtime.rigs.flame import BONES_IN_FILES
from .. import Format

_OWN_BONES = {"root", "neck", "head", *BONES_IN_FILES}


def is_own_head(character: Character) -> bool:
    """Whether it is one of the embedded heads, by its bones and the number of its vertices, which they share."""
    bones = set() if character.armature is None else set(pose_bones_of(character.armature))
    own = [mesh for mesh in character.meshes if not is_worn(mesh)]
    if bones - {"jaw"} != _OWN_BONES or len(own) != 1:
        return False
    return len(mesh_of(own[0]).vertices) == len(load_head(DEFAULT_HEAD).vertices)


def clip_places(wanted: Format, character: Character) -> tuple[str, str]:
    """Of the main mesh and of the bones, as a clip of that format names them."""
    mesh = main_mesh(character)
    armature = "" if character.armature is None else character.armature.name
    mesh_place, bone_place = wanted.rig_places
    named = {"mesh": mesh.name, "armature": armature, "path": _path(mesh, character)}
    return mesh_place.format(**named), bone_place.format(**named)


def main_mesh(character: Character) -> bpy.types.Object:
    """The one with the most shape keys."""
    return max(character.meshes, key=_shape_count)


def bone_paths(character: Character, clip: SceneClip, bone_names: Mapping[str, str]) -> dict[str, str]:
    """Each bone with those above it, below the object that Unity animates; by the names in files."""
    if character.armature is None:
        return {}
    top = _path(character.armature, character)
    found: dict[str, str] = {}
    for bone in clip.parents:
        names = [bone_names.get(each, each) for each in _bones_above(bone, clip)]
        found[names[-1]] = "/".join([top, *names] if top else names)
    return found


def _bones_above(bone: str, clip: SceneClip) -> list[str]:
    """From the root down to ``bone``."""
    parent = clip.parents[bone]
    return [bone] if parent is None else [*_bones_above(parent, clip), bone]


def _shape_count(mesh: bpy.types.Object) -> int:
    data = mesh.data
    keys = data.shape_keys if isinstance(data, bpy.types.Mesh) else None
    return 0 if keys is None else len(keys.key_blocks)


def _path(one: bpy.types.Object, character: Character) -> str:
    """Names from the top of an FBX down to ``one``. Unity makes no object of a file's only top one."""
    above = [one]
    while (parent := _above(above[0], character)) is not None:
        above.insert(0, parent)
    tops = [each for each in character.objects if _above(each, character) is None]
    return "/".join(each.name for each in (above[1:] if len(tops) == 1 else above))


def _above(one: bpy.types.Object, character: Character) -> bpy.types.Object | None:
    """What ``one`` hangs on in a file: a mesh that bones deform stands at the top."""
    if character.armature is not None and deformer_of(one) == character.armature:
        return None
    return parent_among(one, set(character.objects))[0]

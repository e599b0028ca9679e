# SPDX-License-Identifier: GPL-3.0-or-later
"""FBX for Unreal, Unity and the others, through Blender's own exporter."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import bpy

from ...blender.fresh_scene import FreshScene
from ...blender.hair_sides import two_sided_hair
from ...blender.head import BuiltHead
from ...blender.lods import add_lods
from ...blender.pictures import shrink_pictures
from ...runtime.presets import PRESETS
from ...runtime.progress import Progress
from ...runtime.requests import ExportOptions
from ...runtime.rigs.flame import BONES_IN_FILES
from ...runtime.take import Take
from ..clip import Clip, clip_of
from ..fbx_file import FbxPlan, mend
from .blender_output import blenders_addon, quiet_blender, written_by_blender
from .exported_scene import head_scene
from .plain_materials import show_pictures_plainly
from .skin_for_files import skin_maps
from .veil import leave_out_shade

ARMATURE = "Armature"
"""By this name Unreal knows Blender's armature object and makes no bone of it."""


def write(take: Take, path: Path, options: ExportOptions, progress: Progress) -> None:
    """The head with its rig, shapes and one animation that starts at time 0.

    Raises UsageError where exporting would close an artist's work, OSError, WriteError.
    """
    with quiet_blender(path):
        clip = clip_of(take, path.stem, options)
        fresh = head_scene(take, path.stem, options)
        progress("fbx", 0.3)
        _write(fresh, path, options, clip)


def write_head(take: Take, path: Path, options: ExportOptions, progress: Progress) -> None:
    """The head at rest, without an animation: what clips move. Raises as ``write``."""
    with quiet_blender(path):
        _write(head_scene(take, path.stem, options), path, options, None)


def _write(fresh: FreshScene, path: Path, options: ExportOptions, clip: Clip | None) -> None:
    fresh.head.armature.name = ARMATURE
    show_pictures_plainly(bpy.data.materials)
    shrink_pictures(options.texture_size)
    name = fresh.head.mesh.name
    levels = head_levels(fresh.head, name, options)
    hair = two_sided_hair(fresh.head.mesh, [bpy.data.objects[each] for each in levels[1:]])
    for each in levels or [fresh.head.mesh.name]:
        leave_out_shade(bpy.data.objects[each])
    plan = FbxPlan(options.fps, None if clip is None else clip.name, BONES_IN_FILES, motion=clip, hair=hair)
    with skin_maps(bpy.data.materials, options.texture_size):
        write_scene(path, for_engine(plan, options, name, levels))


def for_engine(plan: FbxPlan, options: ExportOptions, name: str, levels: Sequence[str]) -> FbxPlan:
    """``plan`` with the colours, and the place of ``levels`` of the mesh ``name``, that the engine wants."""
    if options.preset is None:
        return replace(plan, levels=levels)
    preset = PRESETS[options.preset]
    lod_group = name if levels and preset.groups_levels else ""
    return replace(plan, linear_colours=preset.linear_colours, lod_group=lod_group, levels=levels)


def head_levels(head: BuiltHead, name: str, options: ExportOptions) -> list[str]:
    """Names of the head's meshes where the engine wants several, finest first: further ones are made."""
    if options.preset is None or PRESETS[options.preset].lods == 1:
        return []
    if not head.has_lods:
        head.mesh.name = f"{name}_LOD0"
        return []
    farther = [mesh.name for mesh in add_lods(head, name)]
    head.mesh.name = f"{name}_LOD0"
    return [head.mesh.name, *farther]


def write_scene(path: Path, plan: FbxPlan) -> None:
    """The armatures and meshes of the context's scene, as engines take them: see ``exporters.fbx_file``.

    Raises OSError, WriteError.
    """
    with blenders_addon("io_scene_fbx"), written_by_blender(path):
        bpy.ops.export_scene.fbx(
            filepath=str(path),
            object_types={"ARMATURE", "MESH"},
            # Applying modifiers would drop the shape keys.
            use_mesh_modifiers=False,
            mesh_smooth_type="FACE",
            use_tspace=True,
            add_leaf_bones=False,
            bake_anim=plan.clip is not None and plan.motion is None,
            # With either of these two, a mesh that is moved by shape keys alone gets no animation.
            bake_anim_use_nla_strips=False,
            bake_anim_use_all_actions=False,
            bake_anim_simplify_factor=0.0,
            path_mode="COPY",
            embed_textures=True,
        )
    mend(path, plan)

# SPDX-License-Identifier: GPL-3.0-or-later
"""A new file with the talking head alone in it: what the exporters write out."""

from dataclasses import dataclass

import bpy

from ..runtime.errors import InputError, UsageError
from ..runtime.motion import ArkitCurves, Motion
from . import versions
from .datablocks import current_scene
from .head import BuiltHead, build_head
from .motion_keys import write_motion
from .rig import Rig, find_rig
from .takes import set_frame_rate


@dataclass(frozen=True)
class FreshScene:
    """scene: its frame range is the take's. head: its objects. rig: the same, as a target."""

    scene: bpy.types.Scene
    head: BuiltHead
    rig: Rig


def fresh_scene(
    motion: ArkitCurves | Motion | None,
    name: str,
    *,
    head: str,
    layout: str,
    frames_per_second: float,
    start_frame: int = 0,
    tongue: bool = True,
) -> FreshScene:
    """Close the open file, and put the identity ``head`` in ``layout`` into an empty one, moved by ``motion``.

    motion: what that layout is moved by, at ``frames_per_second``; None for a head at rest without keys. The scene and
    its action are called ``name``; engines call the clip so. tongue: with the tongue's sixteen shapes.

    Raises UsageError in a Blender that somebody works with: see ``refuse_to_close_work``; InputError for a start frame
    that no scene can have.
    """
    refuse_to_close_work()
    if start_frame < 0:
        reason = "is before frame 0, where a Blender scene begins"
        raise InputError(f"start frame {start_frame}", reason, "Give 0 or more")
    bpy.ops.wm.read_factory_settings(use_empty=True)
    scene = current_scene()
    scene.name = name
    set_frame_rate(scene, frames_per_second)
    built = build_head(head, layout, tongue=tongue)
    rig = find_rig(built.mesh)
    scene.frame_start = start_frame
    scene.frame_end = start_frame if motion is None else write_motion(rig, motion, start_frame, name)
    scene.frame_set(start_frame)
    return FreshScene(scene, built, rig)


def refuse_to_close_work() -> None:
    """An export replaces the open file, so it runs where there is nothing to lose.

    That is the bpy module, or ``blender -b`` before a file was opened. Raises UsageError elsewhere.
    """
    nothing_open = bpy.app.background and not bpy.data.filepath and not bpy.data.is_dirty
    if not (versions.is_module() or nothing_open):
        raise UsageError(
            "this export",
            "would close the file that is open in Blender",
            "Use File > Export, or run it in a Blender of its own: blender -b --command soliloquy export",
        )

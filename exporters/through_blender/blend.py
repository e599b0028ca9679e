# SPDX-License-Identifier: GPL-3.0-or-later
"""A Blender file that is ready to play: head, light, camera, sound. Pressing Space makes it talk."""

import tempfile
from dataclasses import replace
from pathlib import Path

import bpy

from ...blender import versions
from ...blender.fresh_scene import FreshScene
from ...blender.reduced_keys import reduce_keys
from ...blender.sound import add_sound
from ...blender.stage import set_stage
from ...runtime.animate.measure import contact_frames
from ...runtime.layouts import arkit_curves
from ...runtime.progress import Progress
from ...runtime.requests import ExportOptions
from ...runtime.take import Take
from .. import wav
from .blender_output import quiet_blender, written_by_blender
from .exported_scene import exported_scene


def write(take: Take, path: Path, options: ExportOptions, progress: Progress) -> None:
    """The scene of ``take`` from ``options.start_frame`` on.

    The sound is ``path`` with the ending ``options.sound_suffix``, which must lie there already, and is found
    relative to the .blend; with ``options.pack`` it is inside instead. Raises UsageError where exporting would close an
    artist's work, OSError, WriteError.
    """
    with quiet_blender(path, options.recording):
        fresh = exported_scene(take, path.stem, replace(options, tongue=True), options.start_frame)
        if options.key_error is not None:
            _reduce(fresh, take, options, options.key_error)
        progress("blend", 0.4)
        set_stage(fresh.scene)
        fresh.scene.sync_mode = "AUDIO_SYNC"
        _show_ready_to_play(fresh.scene)
        if options.pack:
            with tempfile.TemporaryDirectory() as folder:
                sound = options.recording or Path(folder) / path.with_suffix(".wav").name
                if options.recording is None:
                    wav.write(take, sound, options, progress)
                strip = add_sound(fresh.scene, sound, options.start_frame, path.stem)
                strip.sound.pack()
        else:
            sound = path.with_suffix(options.sound_suffix)
            strip = add_sound(fresh.scene, sound, options.start_frame, path.stem)
        strip.sound.filepath = f"//{path.stem}{options.sound_suffix}"
        with written_by_blender(path):
            bpy.ops.wm.save_as_mainfile(filepath=str(path), relative_remap=False, compress=True)


def _reduce(fresh: FreshScene, take: Take, options: ExportOptions, bound: float) -> None:
    contacts = contact_frames(arkit_curves(take, options.fps), take.lip_phones)
    frames = fresh.scene.frame_end - fresh.scene.frame_start + 1
    reduce_keys(fresh.rig, fresh.scene.frame_start, frames, contacts, bound)


def _show_ready_to_play(scene: bpy.types.Scene) -> None:
    """Each 3D view looks through the camera at shaded skin, and the sequencer holds the sound."""
    versions.show_sequencer_of(scene)
    for screen in bpy.data.screens:
        for area in screen.areas:
            view = area.spaces.active
            if isinstance(view, bpy.types.SpaceView3D) and view.region_3d is not None:
                view.shading.type = "MATERIAL"
                view.shading.use_scene_lights = view.shading.use_scene_world = True
                view.region_3d.view_perspective = "CAMERA"
                # The outlines of lamps, the cursor and the axes would cross the face.
                overlay = view.overlay
                overlay.show_extras = overlay.show_cursor = overlay.show_axis_x = overlay.show_axis_y = False

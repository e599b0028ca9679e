# SPDX-License-Identifier: GPL-3.0-or-later
"""Scenes that stretch time: Blender evaluates animation at other frames than the one that is shown; sound goes on."""

import math

import bpy


def stretches_time(scene: bpy.types.Scene) -> bool:
    """Whether animation is slower or faster than the scene's frames, and so than its sound."""
    return scene.render.frame_map_old != scene.render.frame_map_new


def show_keys_of(scene: bpy.types.Scene, frame: int) -> None:
    """Show the scene as keys on ``frame`` have it."""
    shown = frame * scene.render.frame_map_new / scene.render.frame_map_old
    scene.frame_set(math.floor(shown), subframe=shown - math.floor(shown))

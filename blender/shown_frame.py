# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a scene shows what is keyed: in a view layer that has it, and, where it stretches time, at other frames than
the one that is shown, while sound goes on."""

import math
from collections.abc import Collection

import bpy


def stretches_time(scene: bpy.types.Scene) -> bool:
    """Whether animation is slower or faster than the scene's frames, and so than its sound."""
    return scene.render.frame_map_old != scene.render.frame_map_new


def layer_showing(scene: bpy.types.Scene, things: Collection[bpy.types.Object]) -> bpy.types.ViewLayer:
    """The first view layer that shows any of these; the first one where none does."""
    layers = (layer for layer in scene.view_layers if any(one.visible_get(view_layer=layer) for one in things))
    return next(layers, scene.view_layers[0])


def show_keys_of(scene: bpy.types.Scene, frame: int) -> None:
    """Show the scene as keys on ``frame`` have it."""
    shown = frame * scene.render.frame_map_new / scene.render.frame_map_old
    scene.frame_set(math.floor(shown), subframe=shown - math.floor(shown))

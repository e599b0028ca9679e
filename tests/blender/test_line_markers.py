# SPDX-License-Identifier: GPL-3.0-or-later
"""Markers of lines are found again though Blender cuts their names off."""

import bpy
from soliloquy.blender.line_markers import add_marker, marker_of, remove_marker

_LONG = "a" * 70


def test_of_names_that_begin_alike_the_nearest_marker_is_the_line_s() -> None:
    bpy.ops.wm.read_factory_settings(use_empty=True)
    scene = bpy.context.scene
    for name, frame in ((f"{_LONG}1", 10), (f"{_LONG}2", 60), ("short", 60)):
        add_marker(scene, name, frame)
    assert marker_of(scene, f"{_LONG}2", 58).frame == 60
    remove_marker(scene, f"{_LONG}2", 58)
    assert sorted((marker.name[0], marker.frame) for marker in scene.timeline_markers) == [("a", 10), ("s", 60)]
    remove_marker(scene, "nobody", 10)
    assert len(scene.timeline_markers) == 2

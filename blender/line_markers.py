# SPDX-License-Identifier: GPL-3.0-or-later
"""The timeline marker of a line, which its name and its moment tell from others, for it can hold no mark."""

from typing import Any

import bpy

_BYTES = 63
"""Of a marker's name, as Blender has them."""


def add_marker(scene: bpy.types.Scene, name: str, frame: int) -> None:
    """Mark a line of that name: as much of it as there is room for."""
    scene.timeline_markers.new(_shortened(name), frame=frame)


def marker_of(scene: bpy.types.Scene, name: str, frame: float) -> Any:
    """Of those that are called so the nearest, for long names may begin alike; None where there is none."""
    named = [marker for marker in scene.timeline_markers if marker.name == _shortened(name)]
    return min(named, key=lambda marker: abs(marker.frame - frame), default=None)


def remove_marker(scene: bpy.types.Scene, name: str, frame: float) -> None:
    """Take it off the timeline, where it is there."""
    marker = marker_of(scene, name, frame)
    if marker is not None:
        scene.timeline_markers.remove(marker)


def _shortened(name: str) -> str:
    return name.encode()[:_BYTES].decode(errors="ignore")

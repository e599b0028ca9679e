# SPDX-License-Identifier: GPL-3.0-or-later
"""The scene's end, which moves out for a take and back again when that is gone."""

import bpy

from .motion_keys import LAST_FRAME

_MOVED = "soliloquy_end"
"""Custom property of the scene: its end as the artist had it, and as we have set it."""


def fit_end(scene: bpy.types.Scene, last_frames: list[int]) -> None:
    """Let the scene end where the artist has it, or on the last of ``last_frames`` where that is later.

    An end that the artist has set since we did is the artist's.
    """
    noted = _noted(scene)
    end = noted[0] if noted is not None and scene.frame_end == noted[1] else scene.frame_end
    needed = max([end, *last_frames])
    scene.frame_end = needed
    if needed > end:
        scene[_MOVED] = [end, needed]
    elif scene.get(_MOVED) is not None:
        del scene[_MOVED]


def _noted(scene: bpy.types.Scene) -> tuple[int, int] | None:
    """Its end as the artist had it, and as we have set it; None where that is not known."""
    try:
        own, ours = scene.get(_MOVED, ())
    except (TypeError, ValueError):
        return None
    whole = type(own) is int and type(ours) is int and 0 <= own <= LAST_FRAME
    return (own, ours) if whole else None

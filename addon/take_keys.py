# SPDX-License-Identifier: GPL-3.0-or-later
"""The keys of a take that plays: few of them, to be edited by hand, or one on every frame again."""

from typing import Any

import bpy

from ..blender.reduced_keys import reduce_keys
from ..blender.rig import Rig
from ..blender.takes import frame_rate
from .take_keeping import hide, key_as_made, play
from .take_text import as_take


def reduce(scene: bpy.types.Scene, rig: Rig, take: Any, bound: float) -> tuple[int, int]:
    """Let a take that plays do so by few keys; how many there were, and are. Raises InputError for a damaged take."""
    from ..runtime.animate.measure import contact_frames
    from ..runtime.layouts import arkit_curves

    whole = as_take(take)
    contacts = contact_frames(arkit_curves(whole, frame_rate(scene)), whole.lip_phones)
    return reduce_keys(rig, take.start, take.frames, [frame for frame in contacts if frame < take.frames], bound)


def restore(scene: bpy.types.Scene, rig: Rig, take: Any) -> None:
    """Key a take on every frame again, as it was made; edits are lost. Raises InputError for a damaged take."""
    hide(scene, rig, take)
    key_as_made(scene, rig, take)
    play(scene, rig, take)

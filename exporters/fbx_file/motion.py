# SPDX-License-Identifier: GPL-3.0-or-later
"""A clip played by the head in the file: every frame a key.

Blender would draw the whole head for each frame to learn what the clip already says: minutes, for an hour of speech.
"""

import numpy as np

from ..clip import Clip
from .animation import Keys, add_keys, add_stack
from .curves import ROTATION
from .document import Element, packed
from .plan import FbxPlan
from .rotations import angles, from_quaternions, matrices
from .scene import Scene, name_of, set_property, vector_of
from .times import frame_ticks

_PERCENT = 100.0


def add_motion(scene: Scene, clip: Clip, plan: FbxPlan) -> None:
    """Move the bones and the shapes of ``clip``'s names, in every mesh that has them, at ``plan``'s rate."""
    layer = add_stack(scene, clip.name)
    times = frame_ticks(np.arange(len(clip)), plan)
    for model in scene.models:
        turn = clip.turns.get(name_of(model.element)) if model.is_bone else None
        if turn is not None:
            rest = vector_of(model.element, ROTATION, 0.0)
            degrees = angles(from_quaternions(turn) @ matrices(rest))
            keys = {axis: Keys(times, degrees[:, i], float(rest[i])) for i, axis in enumerate("XYZ")}
            add_keys(scene, layer, model.element, ROTATION, "R", keys)
            set_property(model.element, ROTATION, ROTATION, rest, animated=True)
    channels: dict[str, list[Element]] = {}
    for channel in scene.objects("Deformer", "BlendShapeChannel"):
        channels.setdefault(name_of(channel), []).append(channel)
    for name, weights in clip.shapes.items():
        percent = packed((weights * _PERCENT).astype(np.float32), "f")
        for channel in channels.get(name, []):
            add_keys(scene, layer, channel, "DeformPercent", "DeformPercent", {"DeformPercent": Keys(times, percent)})

# SPDX-License-Identifier: GPL-3.0-or-later
"""A clip as a SkelAnimation."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from pxr import Gf, Usd, UsdSkel, Vt

from ...runtime.arrays import Array
from ..clip import Clip


@dataclass(frozen=True)
class Joint:
    """name: the bone's, as in the clip. path: the names from the root, as USD knows it. place (3,): metres from its
    parent at rest; bones lie along the head's axes, so their rest has no turn."""

    name: str
    path: str
    place: Array


def add_animation(stage: Usd.Stage, path: str, clip: Clip, joints: Sequence[Joint]) -> Usd.Prim:
    """A time sample a frame; joints that the clip does not turn stay at rest."""
    animation = UsdSkel.Animation.Define(stage, path)
    animation.CreateJointsAttr([joint.path for joint in joints])
    animation.CreateTranslationsAttr(Vt.Vec3fArray.FromNumpy(np.array([each.place for each in joints], np.float32)))
    animation.CreateScalesAttr(Vt.Vec3hArray.FromNumpy(np.ones((len(joints), 3), np.float16)))
    animation.CreateBlendShapesAttr(list(clip.shapes))
    turns, weights = animation.CreateRotationsAttr(), animation.CreateBlendShapeWeightsAttr()
    still = np.tile([1.0, 0.0, 0.0, 0.0], (len(clip), 1))
    turned = np.stack([clip.turns.get(joint.name, still) for joint in joints], axis=1)
    shown = np.ascontiguousarray(np.stack(list(clip.shapes.values()), axis=1), np.float32)
    for frame in range(len(clip)):
        turns.Set(Vt.QuatfArray([Gf.Quatf(*map(float, turn)) for turn in turned[frame]]), frame)
        weights.Set(Vt.FloatArray.FromNumpy(shown[frame]), frame)
    return animation.GetPrim()

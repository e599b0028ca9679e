# SPDX-License-Identifier: GPL-3.0-or-later
"""A clip as a SkelAnimation."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from pxr import Gf, Usd, UsdSkel, Vt

from ...runtime.arrays import Array
from ..clip import Clip
from ..keys import kept_frames, stays_within

_SHAPE_TOLERANCE, _TURN_TOLERANCE = 2e-3, 1e-3
"""Of a weight of which no bound is known, and of a quaternion, for few samples. Chosen: at the crown it is a third of a
millimetre."""


@dataclass(frozen=True)
class Joint:
    """name: the bone's, as in the clip. path: the names from the root, as USD knows it. place (3,): metres from its
    parent at rest; bones lie along the head's axes, so their rest has no turn."""

    name: str
    path: str
    place: Array


def add_animation(stage: Usd.Stage, path: str, clip: Clip, joints: Sequence[Joint]) -> Usd.Prim:
    """A time sample a frame; joints that the clip does not turn stay at rest."""
    frames = np.arange(len(clip))
    return _animation(stage, path, clip, joints, frames, frames)


def add_light_animation(stage: Usd.Stage, path: str, clip: Clip, joints: Sequence[Joint]) -> Usd.Prim:
    """Of the shapes that are seen to move, and of the joints that turn: time samples where straight lines between them
    would be seen to leave the frames."""
    bounds = {name: clip.bounds.of(name, _SHAPE_TOLERANCE) for name in clip.shapes}
    on_ours = {name: clip.bounds.of(name, _SHAPE_TOLERANCE, most=1.0) for name in clip.shapes}
    seen = {name: values for name, values in clip.shapes.items() if not stays_within(values, on_ours[name])}
    clip = replace(clip, shapes=seen or clip.shapes)
    rooms = {name: np.broadcast_to(bounds[name], len(clip)) for name in clip.shapes}
    apart = np.stack([values / rooms[name].max() for name, values in clip.shapes.items()], axis=1)
    room = np.min([each / each.max() for each in rooms.values()], axis=0)
    turned = [joint for joint in joints if joint.name in clip.turns]
    turns = np.concatenate([clip.turns[joint.name] for joint in turned], axis=1)
    return _animation(stage, path, clip, turned, kept_frames(apart, room), kept_frames(turns, _TURN_TOLERANCE))


def _animation(
    stage: Usd.Stage, path: str, clip: Clip, joints: Sequence[Joint], shape_frames: Array, turn_frames: Array
) -> Usd.Prim:
    animation = UsdSkel.Animation.Define(stage, path)
    animation.CreateJointsAttr([joint.path for joint in joints])
    animation.CreateTranslationsAttr(Vt.Vec3fArray.FromNumpy(np.array([each.place for each in joints], np.float32)))
    animation.CreateScalesAttr(Vt.Vec3hArray.FromNumpy(np.ones((len(joints), 3), np.float16)))
    animation.CreateBlendShapesAttr(list(clip.shapes))
    turns, weights = animation.CreateRotationsAttr(), animation.CreateBlendShapeWeightsAttr()
    still = np.tile([1.0, 0.0, 0.0, 0.0], (len(clip), 1))
    turned = np.stack([clip.turns.get(joint.name, still) for joint in joints], axis=1)
    shown = np.ascontiguousarray(np.stack(list(clip.shapes.values()), axis=1), np.float32)
    for frame in turn_frames.tolist():
        turns.Set(Vt.QuatfArray([Gf.Quatf(*map(float, turn)) for turn in turned[frame]]), frame)
    for frame in shape_frames.tolist():
        weights.Set(Vt.FloatArray.FromNumpy(shown[frame]), frame)
    return animation.GetPrim()

# SPDX-License-Identifier: GPL-3.0-or-later
"""An animation without the head that it moves: what the formats of a split write."""

from collections.abc import Container, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from ..runtime.arrays import Array
from ..runtime.head.arkit import ARKIT_NAMES
from ..runtime.head.heads import Head, load_head
from ..runtime.head.tongue import tongue_vertices, tongue_weights
from ..runtime.long_arrays import EachMade
from ..runtime.motion import ArkitCurves, Motion
from ..runtime.requests import ExportOptions
from ..runtime.rigs.flame import BONES_IN_FILES, flame_shapes
from ..runtime.rotations import quaternions, without_flips
from ..runtime.take import Take
from .exported_motion import exported_motion
from .key_bounds import KeyBounds, key_bounds
from .shown_head import shown_head


@dataclass(frozen=True)
class Bone:
    """parent: a bone before it; "" for a root. place (3,): metres from the parent, turn (4,): w, x, y, z, both at rest
    and along the parent's own axes."""

    name: str
    parent: str
    place: Array
    turn: Array = field(default_factory=lambda: np.array([1.0, 0.0, 0.0, 0.0]))


@dataclass(frozen=True)
class Clip:
    """frame k is at k / frames_per_second seconds.

    shapes: name of a shape -> its weights (T,), 0..1 where the shape has no wider range. turns: name of a bone ->
    (T,4) unit quaternions w, x, y, z, its turn from rest seen from its parent, whose axes are those of the head's frame
    (+X the character's left, +Y up, +Z out of the face). Of an artist's bones, which lie otherwise, it is the whole
    turn from the parent that a file with the rig holds. bones: those that turn and those above them, for formats that
    say where bones are. bone_paths: where a bone lies below the object that a clip animates in Unity; empty for our own
    head. bounds: how far from its frames a shape may be played.
    """

    name: str
    frames_per_second: float
    shapes: Mapping[str, Array]
    turns: Mapping[str, Array]
    bones: tuple[Bone, ...] = ()
    bone_paths: Mapping[str, str] = field(default_factory=dict)
    bounds: KeyBounds = field(default_factory=KeyBounds)

    def __len__(self) -> int:
        return self._frames

    @cached_property
    def _frames(self) -> int:
        # A shape may be made only when it is asked for.
        return len(next(iter(self.shapes.values())))

    @property
    def times(self) -> Array:
        """Seconds of each frame (T,)."""
        return np.arange(len(self)) / self.frames_per_second


def clip_of(take: Take, name: str, options: ExportOptions) -> Clip:
    """The clip of a take on our own head in ``options.layout``. Bones are named as in exported files: ``eye_L``.

    Raises UsageError for an unknown head, SetupError when its data is missing or altered.
    """
    motion = exported_motion(take, options)
    head = load_head(shown_head(take, options))
    rate = options.fps
    if isinstance(motion, ArkitCurves):
        shapes = EachMade.of(ARKIT_NAMES, motion.weights)
        clip = Clip(name, rate, shapes, {"head": _turn(motion.head)})
    else:
        turns = {bone: _turn(turn) for bone, turn in _turns(motion).items()}
        shapes = flame_shapes(motion, poses=head.pose_shapes is not None)
        clip = Clip(name, rate, shapes, turns)
    if options.tongue and len(tongue_vertices(head)):
        clip = replace(clip, shapes=shapes | tongue_weights(motion))
    bounds = key_bounds(head, options.layout, take.lip_phones, len(clip), rate)
    return replace(clip, bones=_bones(head, clip.turns), bounds=bounds)


def _bones(head: Head, turned: Container[str]) -> tuple[Bone, ...]:
    """The bones in ``turned`` and those above them, each after its parent."""
    names = [BONES_IN_FILES.get(name, name) for name in head.bone_names]
    wanted = {index for index, name in enumerate(names) if name in turned}
    while above := {head.bone_parents[index] for index in wanted} - wanted - {-1}:
        wanted |= above
    found = []
    for index in sorted(wanted):
        parent = head.bone_parents[index]
        name, at = (names[parent], head.joints[parent]) if parent >= 0 else ("", 0.0)
        found.append(Bone(names[index], name, head.joints[index] - at))
    return tuple(found)


def _turns(motion: Motion) -> dict[str, Array]:
    return {"head": motion.head, "jaw": motion.jaw, "eye_L": motion.eyes[:, :3], "eye_R": motion.eyes[:, 3:]}


def _turn(axis_angle: Array) -> Array:
    return without_flips(quaternions(axis_angle))

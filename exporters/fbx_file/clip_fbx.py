# SPDX-License-Identifier: GPL-3.0-or-later
"""A clip as FBX for Unreal: bones alone, with the shapes as animated attributes of the first one.

FBX hangs morph channels on geometry. Unreal makes curves of a bone's user properties instead (its manual, "FBX
Attributes"), and a curve moves the morph target of its name.
"""

from pathlib import Path

import numpy as np

from ...runtime.arrays import Array
from ...runtime.requests import ExportOptions
from ..clip import Bone, Clip
from ..keys import kept_frames
from . import document
from .document import Element
from .plan import FbxPlan
from .records import Builder, properties, single
from .rotations import angles, from_quaternions
from .scene import Scene
from .times import frame_ticks, retime

_SHAPE_TOLERANCE, _TURN_TOLERANCE = 2e-3, 0.02
"""Of a weight, and degrees: how far from the frames the lines between keys may lie. Chosen: of the jaw's widest opening
it is a twentieth of a millimetre."""

_SHAPE_STEPS = 2.0**11
"""Weights are rounded to such a part of 1, because that packs."""

_CENTIMETRES = 100.0
_LINEAR = 0x6104
"""Key flags as Blender and Maya write them: linear."""

_EMPTY_ROOT = (Bone("root", "", np.zeros(3)),)


def write_clip(clip: Clip, path: Path, options: ExportOptions) -> None:
    """The bones of ``clip`` at rest, turned by its turns; each shape is a user property of the first bone, 0 to 1.

    Centimetres, Y up, one stack named as the clip, linear keys on whole frames; a shape that stays at 0 has none. A
    clip without bones gets the bone ``root``. Raises OSError, SetupError without Blender's FBX add-on.
    """
    builder = Builder()
    plan = FbxPlan(clip.frames_per_second, clip=clip.name)
    stack = builder.add("AnimationStack", clip.name, "", "AnimStack", [properties([])])
    layer = builder.add("AnimationLayer", clip.name, "", "AnimLayer")
    builder.link(layer, stack)
    numbers: dict[str, int] = {}
    bones = clip.bones or _EMPTY_ROOT
    for bone in bones:
        turn = clip.turns.get(bone.name)
        numbers[bone.name] = _add_bone(builder, bone, clip, has_shapes=not numbers, turns=turn is not None)
        builder.link(numbers[bone.name], numbers.get(bone.parent, 0))
        if turn is not None:
            _add_turn(builder, layer, numbers[bone.name], turn, plan)
    for name, values in _moved(clip).items():
        _add_shape(builder, layer, numbers[bones[0].name], name, values, plan)
    file = builder.document(plan, Element("Takes"))
    retime(Scene(file), plan)
    document.write(file, path, tightly=True)


def _moved(clip: Clip) -> dict[str, Array]:
    return {name: values for name, values in clip.shapes.items() if np.abs(values).max() > _SHAPE_TOLERANCE}


def _add_bone(builder: Builder, bone: Bone, clip: Clip, *, has_shapes: bool, turns: bool) -> int:
    attribute = builder.add(
        "NodeAttribute", bone.name, "LimbNode", "NodeAttribute", [properties([]), single("TypeFlags", b"Skeleton")]
    )
    place = (np.round(np.asarray(bone.place, float) * _CENTIMETRES, 6) + 0.0).tolist()
    rest = (np.round(angles(from_quaternions(bone.turn[None]))[0], 6) + 0.0).tolist()
    lines = [
        ("Lcl Translation", "Lcl Translation", "", "A", *place),
        ("Lcl Rotation", "Lcl Rotation", "", "A+" if turns else "A", *rest),
        ("Lcl Scaling", "Lcl Scaling", "", "A", 1.0, 1.0, 1.0),
        ("DefaultAttributeIndex", "int", "Integer", "", 0),
        ("InheritType", "enum", "", "", 1),
    ]
    if has_shapes:
        moved = _moved(clip)
        lines += [(name, "Number", "", "A+U" if name in moved else "AU", 0.0) for name in clip.shapes]
    model = builder.add("Model", bone.name, "LimbNode", "Model", [single("Version", 232), properties(lines)])
    builder.link(attribute, model)
    return model


def _add_turn(builder: Builder, layer: int, bone: int, turn: Array, plan: FbxPlan) -> None:
    degrees = angles(from_quaternions(turn))
    lines = [(f"d|{axis}", "Number", "", "A", 0.0) for axis in "XYZ"]
    node = builder.add("AnimationCurveNode", "R", "", "AnimCurveNode", [properties(lines)])
    builder.link(node, layer)
    builder.link(node, bone, "Lcl Rotation")
    for index, axis in enumerate("XYZ"):
        frames = _frames(degrees[:, index], _TURN_TOLERANCE)
        builder.link(_add_curve(builder, frames, degrees[frames, index], plan), node, f"d|{axis}")


def _add_shape(builder: Builder, layer: int, bone: int, name: str, values: Array, plan: FbxPlan) -> None:
    frames = _frames(values, _SHAPE_TOLERANCE)
    rounded = np.round(values[frames] * _SHAPE_STEPS) / _SHAPE_STEPS
    node = builder.add(
        "AnimationCurveNode", name, "", "AnimCurveNode", [properties([(f"d|{name}", "Number", "", "A", 0.0)])]
    )
    builder.link(node, layer)
    builder.link(node, bone, name)
    builder.link(_add_curve(builder, frames, rounded, plan), node, f"d|{name}")


def _frames(values: Array, tolerance: float) -> Array:
    """The last one too: a curve of one key is none to some readers."""
    return np.unique([*kept_frames(values, tolerance), len(values) - 1])


def _add_curve(builder: Builder, frames: Array, values: Array, plan: FbxPlan) -> int:
    keys = [
        single("Default", 0.0),
        single("KeyVer", 4008),
        Element("KeyTime", [frame_ticks(frames, plan)], "l"),
        Element("KeyValueFloat", [values.astype(np.float32)], "f"),
        Element("KeyAttrFlags", [np.array([_LINEAR], np.int32)], "i"),
        Element("KeyAttrDataFloat", [np.zeros(4, np.float32)], "f"),
        Element("KeyAttrRefCount", [np.array([len(frames)], np.int32)], "i"),
    ]
    return builder.add("AnimationCurve", "", "", "AnimCurve", keys)

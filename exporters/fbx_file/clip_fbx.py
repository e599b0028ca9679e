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
from ..free_lines import free_lines
from ..keys import stays_within
from . import document
from .animation import Keys, SharedCurves, add_keys, add_stack
from .curves import ROTATION, SCALING, TRANSLATION
from .document import Element
from .identity import renumber
from .plan import FbxPlan
from .records import empty_document, made_object, properties, single
from .rotations import angles, from_quaternions
from .scene import Scene
from .times import frame_ticks, retime

_SHAPE_TOLERANCE, _TURN_TOLERANCE = 2e-3, 0.1
"""Of a weight of which no bound is known, and degrees: how far from the frames the lines between keys may lie. Chosen:
of the jaw's widest opening it is a twentieth of a millimetre, and at the crown a third."""

_SHAPE_STEPS, _TURN_STEPS = 2.0**10, 2.0**7
"""Weights and degrees are rounded to such a part of 1, because that packs. Chosen by hand."""

_CENTIMETRES = 100.0

_EMPTY_ROOT = (Bone("root", "", np.zeros(3)),)


def write_clip(clip: Clip, path: Path, options: ExportOptions) -> None:
    """The bones of ``clip`` at rest, turned by its turns; each shape is a user property of the first bone, 0 to 1.

    Centimetres, Y up, one stack named as the clip, linear keys on whole frames; a shape that is never seen has none.
    Shapes that move alike share a curve. A clip without bones gets the bone ``root``. Raises OSError, SetupError
    without Blender's FBX add-on.
    """
    file, plan = empty_document(clip.name), FbxPlan(clip.frames_per_second, clip=clip.name)
    scene = Scene(file)
    layer = add_stack(scene, clip.name)
    # One after the other: an hour's shapes and their bounds would be 80 MB.
    bounded = ((name, values, clip.bounds.of_lines(name, _SHAPE_TOLERANCE)) for name, values in clip.shapes.items())
    moved = {
        name: _keys(values, bound, _SHAPE_STEPS, plan)
        for name, values, bound in bounded
        if not stays_within(values, bound)
    }
    attributes = [(name, "Number", "", "A+U" if name in moved else "AU", 0.0) for name in clip.shapes]
    bones: dict[str, Element] = {}
    for bone in clip.bones or _EMPTY_ROOT:
        bones[bone.name] = _add_bone(scene, bone, bones.get(bone.parent), attributes, turns=bone.name in clip.turns)
        attributes = []
    first = next(iter(bones.values()))
    for name in (name for name in bones if name in clip.turns):
        _add_turn(scene, layer, bones[name], clip.turns[name], plan)
    curves = SharedCurves(scene)
    for name, keys in moved.items():
        add_keys(scene, layer, first, name, name, {name: keys}, curves)
    retime(scene, plan)
    scene.close()
    renumber(scene)
    document.write(file, path, tightly=True)


def _add_bone(
    scene: Scene, bone: Bone, parent: Element | None, attributes: list[tuple[str, str, str, str, float]], *, turns: bool
) -> Element:
    place = (np.round(np.asarray(bone.place, float) * _CENTIMETRES, 6) + 0.0).tolist()
    rest = (np.round(angles(from_quaternions(bone.turn[None]))[0], 6) + 0.0).tolist()
    lines = [
        (TRANSLATION, TRANSLATION, "", "A", *place),
        (ROTATION, ROTATION, "", "A+" if turns else "A", *rest),
        (SCALING, SCALING, "", "A", 1.0, 1.0, 1.0),
        ("DefaultAttributeIndex", "int", "Integer", "", 0),
        ("InheritType", "enum", "", "", 1),
        *attributes,
    ]
    skeleton = [properties([]), single("TypeFlags", b"Skeleton")]
    attribute = scene.add(made_object("NodeAttribute", bone.name, "LimbNode", skeleton))
    model = scene.add(made_object("Model", bone.name, "LimbNode", [single("Version", 232), properties(lines)]))
    scene.link(attribute, model)
    scene.link(model, parent)
    return model


def _add_turn(scene: Scene, layer: Element, bone: Element, turn: Array, plan: FbxPlan) -> None:
    degrees = angles(from_quaternions(turn))
    keys = {axis: _keys(degrees[:, index], _TURN_TOLERANCE, _TURN_STEPS, plan) for index, axis in enumerate("XYZ")}
    add_keys(scene, layer, bone, ROTATION, "R", keys)


def _keys(values: Array, bound: Array | float, steps: float, plan: FbxPlan) -> Keys:
    frames, kept = free_lines(values, bound)
    if len(frames) == 1:  # which is no curve to some readers
        frames, kept = np.array([0, len(values) - 1]), np.repeat(kept, 2)
    return Keys(frame_ticks(frames, plan), np.round(kept * steps) / steps)

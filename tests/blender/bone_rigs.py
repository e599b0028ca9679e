# SPDX-License-Identifier: GPL-3.0-or-later
"""Rigs that move a face with bones alone: the lips of ``fabricated_rigs`` skinned to bones with true names.

Bones lie as on a face with a mouth 50 mm wide, each with a roll of its own; the lower lip's hangs on the jaw's.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import bpy
import numpy as np
from soliloquy.blender.keyframes import Curve, write_curves

from .fabricated_rigs import BROWS, LIDS, LOWER, TEETH, UPPER, rest
from .rig_tables import OCULUS, Does

PARTS = ("jaw", "upper lip", "lower lip", "corner", "upper lid", "lower lid", "inner brow", "outer brow", "eye")


@dataclass(frozen=True)
class BoneRig:
    """names: part -> the bone's name, {} for l or r. head: of the head. upper: whether sides are L and R. lids_turn:
    whether lids hang in the eye and turn. mode: how bones are turned. target: the bone that an eye looks at, 300 mm in
    front of it."""

    names: Mapping[str, str]
    head: str = "head"
    upper: bool = True
    lids_turn: bool = False
    mode: str = "QUATERNION"
    target: str = ""


def _named(names: str) -> dict[str, str]:
    return dict(zip(PARTS, names.split(), strict=True))


RIGIFY = BoneRig(
    _named("jaw_master lip.T lip.B lips.{} lid.T.{}.002 lid.B.{}.002 brow.T.{}.003 brow.T.{}.001 master_eye.{}"),
    target="eye.{}",
)
AUTO_RIG_PRO = BoneRig(
    _named(
        "c_jawbone.x c_lips_top.x c_lips_bot.x c_lips_smile.{} c_eyelid_top.{} c_eyelid_bot.{} "
        "c_eyebrow_01_end.{} c_eyebrow_03.{} c_eye.{}"
    ),
    "c_head.x",
    upper=False,
    lids_turn=True,
    mode="XYZ",
)
WORDS = BoneRig(
    _named(
        "Jaw LipUpper LipLower MouthCorner_{} EyelidUpper_{} EyelidLower_{} BrowInner_{} BrowOuter_{} J_Adj_{}_FaceEye"
    ),
    "Head",
    lids_turn=True,
    mode="AXIS_ANGLE",
)
NAMELESS = BoneRig({part: f"bone{number}" + "{}" * (number > 2) for number, part in enumerate(PARTS)}, "skull")
"""A rig whose bones say nothing, for poses and for the mapping editor."""


def build_bones(rig: BoneRig) -> Any:
    """The face; its armature is its parent."""
    mesh = bpy.data.meshes.new("Face")
    mesh.from_pydata([tuple(place) for place in rest()], [], [])
    face = bpy.data.objects.new("Face", mesh)
    armature = bpy.data.objects.new("Bones", bpy.data.armatures.new("Bones"))
    assert bpy.context.scene is not None and bpy.context.view_layer is not None
    for each in (face, armature):
        bpy.context.scene.collection.objects.link(each)
    bpy.context.view_layer.objects.active = armature
    bpy.ops.object.mode_set(mode="EDIT")
    places = _places(rig)
    for number, (name, (head, tail, parent)) in enumerate(places.items()):
        bone = armature.data.edit_bones.new(name)
        bone.head, bone.tail, bone.roll = np.array(head) / 1000, np.array(tail) / 1000, 0.7 * number
        bone.parent = armature.data.edit_bones[parent] if parent else None
    bpy.ops.object.mode_set(mode="OBJECT")
    for side in ("L", "R") if rig.target else ():
        follow = armature.pose.bones[rig.names["eye"].format(_side(rig, side))].constraints.new("DAMPED_TRACK")
        follow.target, follow.subtarget = armature, rig.target.format(_side(rig, side))
    for bone in armature.pose.bones:
        bone.rotation_mode = rig.mode
    for name, shares in _skin(rig).items():
        group = face.vertex_groups.new(name=name)
        for vertex, share in shares.items():
            group.add([vertex], share, "REPLACE")
    face.modifiers.new("Bones", "ARMATURE").object = armature
    face.parent = armature
    return face


def build_poses() -> Any:
    """Bones that say nothing, and a pose library of Oculus' visemes for them."""
    face = build_bones(NAMELESS)
    for name, does in OCULUS.items():
        add_pose(face.parent, f"viseme_{name}", does)
    return face


def add_pose(armature: Any, name: str, does: Does) -> None:
    action = bpy.data.actions.new(name)
    moves = {
        NAMELESS.names["upper lip"]: (0.0, 0.0, does.upper),
        NAMELESS.names["lower lip"]: (0.0, does.back, does.lower),
        NAMELESS.names["corner"].format("L"): (does.wide, 0.0, 0.0),
        NAMELESS.names["corner"].format("R"): (-does.wide, 0.0, 0.0),
    }
    curves = []
    for bone, move in moves.items():
        local = np.array(move) / 1000 @ np.array(armature.data.bones[bone].matrix_local.to_3x3())
        path = armature.pose.bones[bone].path_from_id("location")
        curves += [Curve(path, np.array([value]), axis) for axis, value in enumerate(local)]
    write_curves(action, armature, curves, 1)
    armature.animation_data.action = None
    action.use_fake_user = True


BONE_RIGS: dict[str, Callable[[], Any]] = {
    "Rigify": lambda: build_bones(RIGIFY),
    "Auto-Rig Pro": lambda: build_bones(AUTO_RIG_PRO),
    "Bones in English words": lambda: build_bones(WORDS),
    "Pose library of Oculus' visemes": build_poses,
}


def _side(rig: BoneRig, side: str) -> str:
    return side if rig.upper else side.lower()


def _places(rig: BoneRig) -> dict[str, tuple[Any, Any, str]]:
    """Bone -> head, tail in millimetres, and parent; parents first."""
    names = rig.names
    found: dict[str, tuple[Any, Any, str]] = {
        rig.head: ((0, 90, -30), (0, 90, 120), ""),
        names["jaw"]: ((0, 85, 35), (0, 5, -35), rig.head),
        names["upper lip"]: ((0, 0, 0), (0, -4, 6), rig.head),
        names["lower lip"]: ((0, 0, 0), (1, -5, -4), names["jaw"]),
    }
    for side, sign in (("L", 1), ("R", -1)):
        named = {part: names[part].format(_side(rig, side)) for part in PARTS[3:]}
        found[named["corner"]] = ((25 * sign, 0, 0), (30 * sign, -3, 2), rig.head)
        eye = (30 * sign, 14, 64) if rig.lids_turn else None
        upper, lower = (30 * sign, 0, 70), (30 * sign, 0, 59)
        found[named["upper lid"]] = (eye or upper, upper if eye else (30 * sign, -2, 75), rig.head)
        found[named["lower lid"]] = (eye or lower, lower if eye else (30 * sign, -2, 63), rig.head)
        found[named["inner brow"]] = ((12 * sign, 0, 90), (14 * sign, -4, 91), rig.head)
        found[named["outer brow"]] = ((30 * sign, 0, 90), (33 * sign, -4, 90), rig.head)
        found[named["eye"]] = ((30 * sign, 14, 64), (30 * sign, -6, 64), rig.head)
        if rig.target:
            found[rig.target.format(_side(rig, side))] = ((30 * sign, -286, 64), (30 * sign, -286, 74), rig.head)
    return found


def _skin(rig: BoneRig) -> dict[str, dict[int, float]]:
    """Bone -> vertex -> its share."""
    middle = 1 - np.linspace(-1, 1, 7) ** 2
    found: dict[str, dict[int, float]] = {rig.head: {TEETH: 1.0}}
    for first, part in ((UPPER, "upper lip"), (LOWER, "lower lip")):
        found[rig.names[part]] = {first + place: share for place, share in enumerate(middle) if share > 0}
        for side, places in (("R", range(3)), ("L", range(4, 7))):
            corner = found.setdefault(rig.names["corner"].format(_side(rig, side)), {})
            corner |= {first + place: 1 - middle[place] for place in places}
    for place, side in enumerate("RL"):
        found[rig.names["upper lid"].format(_side(rig, side))] = {LIDS + place: 1.0}
        found[rig.names["outer brow"].format(_side(rig, side))] = {BROWS + place: 1.0}
    return found

# SPDX-License-Identifier: GPL-3.0-or-later
"""An SMPL-X body, whose expressions have numbers for names, smiles and raises its brows, and closes its lips."""

from typing import Any

import bpy
import numpy as np
import pytest
from soliloquy.blender.axes import to_blender
from soliloquy.blender.head import build_head
from soliloquy.blender.motion_keys import write_motion
from soliloquy.blender.rig import PERSON_OF, find_rig
from soliloquy.runtime.head.arkit import ARKIT_INDEX
from soliloquy.runtime.head.heads import load_head, shared_arrays
from soliloquy.runtime.motion import ArkitCurves
from soliloquy.tests.runtime.rigs.phones_said import spoken

FURTHEST = 0.004
"""Metres that an expression moves a point at most, at 1."""


@pytest.fixture
def face() -> Any:
    """Our head in FLAME's layout, under the names and with the bones that SMPL-X has."""
    built, head = build_head("Clara", "flame", tongue=False), load_head("Clara")
    mesh, keys = built.mesh, built.mesh.data.shape_keys.key_blocks
    del mesh[PERSON_OF]
    for block in list(keys)[1:]:
        if not block.name.startswith("Exp"):
            mesh.shape_key_remove(block)
    for number, block in enumerate(list(keys)[1:]):
        move = head.expression_basis[number]
        scaled = head.vertices + move * FURTHEST / np.abs(move).max()
        block.data.foreach_set("co", np.ascontiguousarray(to_blender(scaled), np.float32).ravel())
        block.name = f"Exp{number:03}"
    for ours, theirs in (("eye.L", "left_eye_smplhf"), ("eye.R", "right_eye_smplhf")):
        built.armature.data.bones[ours].name = theirs
    return mesh


def face_at(face: Any, curves: ArkitCurves, frame: int = 0) -> np.ndarray:
    """(V,3) millimetres."""
    write_motion(find_rig(face), curves, 0, "line")
    bpy.context.scene.frame_set(frame)
    evaluated = face.evaluated_get(bpy.context.evaluated_depsgraph_get()).data
    found = np.empty(3 * len(evaluated.vertices), np.float32)
    evaluated.vertices.foreach_get("co", found)
    return 1000.0 * found.reshape(-1, 3)


def one(**weights: float) -> ArkitCurves:
    row = np.zeros((1, 52), np.float32)
    row[0, [ARKIT_INDEX[name] for name in weights]] = list(weights.values())
    return ArkitCurves(row, np.zeros((1, 3), np.float32), 24.0)


def test_expressions_are_found_by_what_they_do(face: Any) -> None:
    rig = find_rig(face)
    assert rig.naming.title == "controls, by what expressions of SMPL-X do to its mesh"
    assert {"jaw", "left_eye_smplhf"} <= {bone.name for bone, _channel in rig.posed.values()}
    shared, rest = shared_arrays(), face_at(face, one())
    corner = int(shared["lip_upper"][6, 0])
    smile = face_at(face, one(mouthSmileLeft=1.0, mouthSmileRight=1.0)) - rest
    assert smile[corner, 2] > 1.0
    frown = face_at(face, one(mouthFrownLeft=1.0, mouthFrownRight=1.0)) - rest
    assert frown[corner, 2] < -1.0
    raised = face_at(face, one(browInnerUp=1.0, browOuterUpLeft=1.0, browOuterUpRight=1.0)) - rest
    assert raised[:, 2].max() > 3.0
    pucker = face_at(face, one(mouthPucker=1.0)) - rest
    assert pucker[int(shared["lip_upper"][3, 0]), 1] < -2.0


def test_its_lips_close_and_open(face: Any) -> None:
    shared = shared_arrays()
    upper, lower = shared["lip_upper"][3], shared["lip_lower"][3]
    curves = spoken("p ɑ m i b")
    gaps = []
    for frame in range(5):
        places = face_at(face, curves, frame)
        gaps.append(places[upper, 2].min() - places[lower, 2].max())
    assert all(-1.5 <= gap <= 1.0 for gap in gaps[::2]) and gaps[1] > 5.0 and gaps[3] > 0.5


def test_without_what_is_needed_its_jaw_alone_is_moved(face: Any) -> None:
    for block in list(face.data.shape_keys.key_blocks)[4:]:
        face.shape_key_remove(block)
    rig = find_rig(face)
    assert not rig.meshes and "upper lip" in rig.missing and {"jaw"} <= {bone.name for bone, _way in rig.posed.values()}

# SPDX-License-Identifier: GPL-3.0-or-later
"""A face that Rigify itself has made, which comes with Blender, speaks through its controls."""

from typing import Any

import bpy
import numpy as np
import pytest
from soliloquy.blender.motion_keys import write_motion
from soliloquy.blender.rig import Rig, find_rig
from soliloquy.runtime.head.arkit import ARKIT_INDEX
from soliloquy.runtime.motion import ArkitCurves
from soliloquy.tests.runtime.rigs.phones_said import spoken

pytestmark = pytest.mark.check


@pytest.fixture
def rig() -> Any:
    addon_utils = pytest.importorskip("addon_utils")
    if addon_utils.enable("rigify", default_set=True) is None:
        pytest.skip("this Blender comes without Rigify")
    bpy.ops.object.armature_human_metarig_add()
    meta = bpy.context.object
    bpy.ops.pose.rigify_generate()
    return next(each for each in bpy.data.objects if each.type == "ARMATURE" and each != meta)


def lips(rig: Any, frame: int) -> tuple[np.ndarray, np.ndarray]:
    """(3,) of the middle of the upper and of the lower lip, where the deforming bones lie."""
    bpy.context.scene.frame_set(frame)
    shown = rig.evaluated_get(bpy.context.evaluated_depsgraph_get()).pose.bones
    return np.array(shown["DEF-lip.T.L"].head), np.array(shown["DEF-lip.B.L"].head)


def test_it_closes_at_p_b_m_and_opens_at_vowels(rig: Any) -> None:
    found = find_rig(rig)
    assert found.found == (15, "parts of a face, by bones of Rigify") and found.bones["head"].name == "head"
    rest_upper, rest_lower = lips(rig, 0)
    phones = "p ɑ b i m o v".split()  # noqa: SIM905
    write_motion(found, spoken(" ".join(phones)), 0, "line")
    width = np.linalg.norm(rig.data.bones["lips.L"].head_local - rig.data.bones["lips.R"].head_local)
    for frame, phone in enumerate(phones):
        upper, lower = lips(rig, frame)
        parted = ((upper - rest_upper) - (lower - rest_lower))[2] / width * 50.0  # mm of a mouth 50 mm wide
        if phone in "pbm":
            assert -1.5 <= parted <= 0.5, (phone, parted)
        elif phone == "v":
            assert 0.5 < parted <= 3.0, (phone, parted)
        else:
            assert parted > (4.0 if phone == "ɑ" else 1.0), (phone, parted)
    assert gaze(rig, found, eyeLookOutLeft=1.0, eyeLookInRight=1.0) == pytest.approx([34.4, 0.0], abs=1.5)
    assert gaze(rig, found, eyeLookUpLeft=1.0, eyeLookUpRight=1.0) == pytest.approx([0.0, 34.4], abs=1.5)


def gaze(rig: Any, found: Rig, **looks: float) -> np.ndarray:
    """(2,) degrees to the left and up of the left eye's deforming bone."""
    weights = np.zeros((1, 52), np.float32)
    weights[0, [ARKIT_INDEX[name] for name in looks]] = list(looks.values())
    write_motion(found, ArkitCurves(weights, np.zeros((1, 3), np.float32), 24.0), 0, "look")
    bpy.context.scene.frame_set(0)
    eye = rig.evaluated_get(bpy.context.evaluated_depsgraph_get()).pose.bones["MCH-eye.L"]
    way = np.array((eye.tail - eye.head).normalized())
    return np.degrees(np.arctan2(way[[0, 2]], -way[1]))

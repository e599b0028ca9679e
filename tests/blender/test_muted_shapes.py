# SPDX-License-Identifier: GPL-3.0-or-later
"""A shape key that is switched off moves nothing: the others speak without it, and its keys stay as they were."""

import bpy
import numpy as np
import pytest
from soliloquy.blender.motion_check import shapes_that_stay
from soliloquy.blender.motion_keys import shapes_of, write_motion
from soliloquy.blender.rig import find_rig
from soliloquy.blender.takes import put_take, remove_take, written_takes
from soliloquy.blender.versions import channels_of
from soliloquy.runtime.head.arkit import ARKIT_INDEX
from soliloquy.runtime.motion import ArkitCurves
from soliloquy.tests.blender.fabricated_rigs import build, measure
from soliloquy.tests.blender.rig_tables import RIGS

FAMILY = "ARKit, as of Faceit"
SHUT, OPEN = 3, 9


@pytest.fixture
def curves() -> ArkitCurves:
    """An m over a hanging jaw, then an open vowel."""
    weights = np.zeros((12, 52), np.float32)
    weights[:6, [ARKIT_INDEX["jawOpen"], ARKIT_INDEX["mouthClose"]]] = 0.5
    weights[6:, ARKIT_INDEX["jawOpen"]] = 0.6
    return ArkitCurves(weights, np.zeros((12, 3), np.float32), 24.0)


def keyed(face: bpy.types.Object) -> set[str]:
    channels = channels_of(face.data.shape_keys)
    return set() if channels is None else {curve.data_path.split('"')[1] for curve in channels.fcurves}


@pytest.mark.parametrize("muted", ["jawOpen", "mouthClose"])
def test_lips_close_and_part_without_what_is_muted(curves: ArkitCurves, muted: str) -> None:
    face = build(RIGS[FAMILY], FAMILY)
    face.data.shape_keys.key_blocks[muted].mute = True
    rig = find_rig(face)
    assert rig.muted == {muted} and rig.missing == () and muted not in rig.shown
    write_motion(rig, curves, 1, "line")
    gap = measure(face, range(1, 13)).gap
    assert abs(gap[SHUT]) < 0.3 and gap[OPEN] > 3.0
    assert muted not in keyed(face) and "mouthLowerDownLeft" in keyed(face)
    assert shapes_that_stay(bpy.context.scene, rig, shapes_of(rig, curves), 1, [SHUT, OPEN]) == ()


def test_a_shape_is_shown_where_one_mesh_shows_it(curves: ArkitCurves) -> None:
    face, teeth = build(RIGS[FAMILY], FAMILY), build({"jawOpen": RIGS[FAMILY]["jawOpen"]}, "Teeth")
    teeth.parent = face
    teeth.data.shape_keys.key_blocks["jawOpen"].mute = True
    assert find_rig(face).muted == frozenset()


def test_what_was_spoken_before_it_was_muted_is_removed_whole(curves: ArkitCurves) -> None:
    face = build(RIGS[FAMILY], FAMILY)
    scene = bpy.context.scene
    put_take(scene, find_rig(face), curves, "line", start_frame=1)
    assert "jawOpen" in keyed(face)
    face.data.shape_keys.key_blocks["jawOpen"].mute = True
    rig = find_rig(face)
    (written,) = written_takes(rig)
    remove_take(scene, rig, written)
    assert keyed(face) == set()

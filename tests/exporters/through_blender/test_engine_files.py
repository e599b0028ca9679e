# SPDX-License-Identifier: GPL-3.0-or-later
"""FBX and GLB, read back: every curve is the take's, and the clip starts with the sound."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import bpy
import numpy as np
import pytest
from soliloquy.exporters import export
from soliloquy.runtime.head.arkit import ARKIT_INDEX, ARKIT_NAMES
from soliloquy.runtime.head.layout import arkit_from_motion
from soliloquy.runtime.layouts import curves_in_layout
from soliloquy.runtime.motion import ArkitCurves, Motion
from soliloquy.runtime.requests import ExportOptions
from soliloquy.runtime.rigs.flame import BONES_IN_FILES
from soliloquy.runtime.speech import Phone
from soliloquy.runtime.take import Take

pytestmark = [pytest.mark.check, pytest.mark.blender]

CASES = [
    (file_format, layout, rate)
    for file_format in ("fbx", "glb")
    for layout, rate in (("arkit", 30.0), ("arkit", 23.976), ("flame", 29.97))
]


@pytest.fixture(scope="module", params=CASES, ids=lambda case: "-".join(map(str, case)))
def exported(
    request: pytest.FixtureRequest,
    synthetic_take: Take,
    read_back: Callable[[Path, float], Any],
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[Any, ArkitCurves | Motion]:
    file_format, layout, rate = request.param
    folder = tmp_path_factory.mktemp("engine")
    (path,) = export(synthetic_take, [file_format], folder, "line", ExportOptions(rate, layout))
    return read_back(path, rate), curves_in_layout(synthetic_take, layout, rate)


def shape_values(expected: ArkitCurves | Motion) -> dict[str, np.ndarray]:
    if isinstance(expected, ArkitCurves):
        return dict(zip(ARKIT_NAMES, expected.weights.T, strict=True))
    expressions = {f"Exp{index:02}": values for index, values in enumerate(expected.expression.T)}
    return {**expressions, "EyelidLeft": expected.eyelids[:, 0], "EyelidRight": expected.eyelids[:, 1]}


def turn(armature: bpy.types.Object, name: str) -> np.ndarray:
    """How far the bone is turned from rest, in the world (3,3)."""
    bone = armature.pose.bones[BONES_IN_FILES.get(name, name)]
    world = armature.matrix_world.to_3x3().normalized()
    local = (bone.matrix @ bone.bone.matrix_local.inverted()).to_3x3()
    return np.array(world @ local @ world.inverted())


def rotation(axis_angle: np.ndarray) -> np.ndarray:
    """Rotation matrix (3,3) in Blender's axes of an axis-angle (3,) in the head's frame."""
    x, y, z = axis_angle.astype(float)
    axis = np.array([x, -z, y])
    angle = np.linalg.norm(axis)
    if angle < 1e-12:
        return np.eye(3)
    a, b, c = axis / angle
    cross = np.array([[0, -c, b], [c, 0, -a], [-b, a, 0]])
    return np.eye(3) + np.sin(angle) * cross + (1 - np.cos(angle)) * cross @ cross


def test_every_shape_curve_comes_back(exported: tuple[Any, ArkitCurves | Motion]) -> None:
    imported, expected = exported
    values = shape_values(expected)
    assert imported.curves().keys() == values.keys()
    for name in values:
        np.testing.assert_allclose(imported.at_frames(name, len(expected)), values[name], atol=1e-3, err_msg=name)


def test_the_clip_starts_at_time_0_and_ends_with_the_take(exported: tuple[Any, ArkitCurves | Motion]) -> None:
    imported, expected = exported
    for times, _ in imported.curves().values():
        assert times[0] == pytest.approx(0.0, abs=1e-4)
        assert times[-1] == pytest.approx((len(expected) - 1) / imported.rate, abs=1e-4)


def test_the_bones_of_the_dress_turn_as_in_the_take(exported: tuple[Any, ArkitCurves | Motion]) -> None:
    imported, expected = exported
    rig = imported.rig
    bones = rig.armature.pose.bones.keys()
    assert set(bones) == {"root", "neck", "head", "eye_L", "eye_R"} | ({"jaw"} if rig.layout == "flame" else set())
    for frame in (0, 11, len(expected) - 1):
        imported.show(frame)
        head = rotation(expected.head[frame])
        turns = {"root": np.eye(3), "neck": np.eye(3), "head": head}
        if isinstance(expected, Motion):
            turns |= {
                "jaw": head @ rotation(expected.jaw[frame]),
                "eye.L": head @ rotation(expected.eyes[frame, :3]),
                "eye.R": head @ rotation(expected.eyes[frame, 3:]),
            }
        else:
            turns |= {"eye.L": head, "eye.R": head}
        for name, wanted in turns.items():
            np.testing.assert_allclose(turn(rig.armature, name), wanted, atol=1e-3, err_msg=f"{name} at {frame}")


def test_the_lips_close_at_the_b(exported: tuple[Any, ArkitCurves | Motion], b_phone: Phone) -> None:
    imported, expected = exported
    frames = len(expected)
    if isinstance(expected, ArkitCurves):
        weights = np.stack([imported.at_frames(name, frames) for name in ARKIT_NAMES], axis=1)
    else:
        shapes = np.stack([imported.at_frames(f"Exp{index:02}", frames) for index in range(50)], axis=1)
        weights = arkit_from_motion(replace(expected, expression=shapes.astype(np.float32)))[0].weights
    gap = weights[:, ARKIT_INDEX["jawOpen"]] - weights[:, ARKIT_INDEX["mouthClose"]]
    closed = int(gap.argmin()) / imported.rate
    assert gap.min() < 0.02
    assert b_phone.start - 1 / imported.rate <= closed <= b_phone.end + 1 / imported.rate

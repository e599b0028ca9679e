# SPDX-License-Identifier: GPL-3.0-or-later
"""FBX and GLB, read back: every curve is the take's, and the clip starts with the sound."""

from dataclasses import dataclass, fields

import bpy
import numpy as np
import pytest
from soliloquy.addon.scene import versions
from soliloquy.addon.scene.keyframes import read_curve
from soliloquy.addon.scene.rig import Rig, find_rig
from soliloquy.addon.scene.takes import set_frame_rate
from soliloquy.exporters import export
from soliloquy.exporters.options import ExportOptions
from soliloquy.runtime.dresses import dressed
from soliloquy.runtime.head.arkit import ARKIT_INDEX, ARKIT_NAMES
from soliloquy.runtime.head.layout import arkit_from_motion
from soliloquy.runtime.motion import ArkitCurves, Motion
from soliloquy.runtime.speech import Phone
from soliloquy.runtime.take import Take

pytestmark = pytest.mark.blender

CASES = [
    (file_format, dress, rate)
    for file_format in ("fbx", "glb")
    for dress, rate in (("arkit", 30.0), ("arkit", 23.976), ("flame", 29.97))
]


@dataclass(frozen=True)
class Imported:
    """A file read back: its rig, what the take holds at ``rate``, and how a second was laid out."""

    rig: Rig
    expected: ArkitCurves | Motion
    rate: float
    frames_each_second: float

    def curves(self) -> dict[str, tuple[np.ndarray, np.ndarray]]:
        """Shape -> the times of its keys in seconds, and their values."""
        channels = versions.channels_of(self.rig.meshes[0][0].data.shape_keys)
        read = {curve.data_path.split('"')[1]: read_curve(curve) for curve in channels.fcurves}
        return {name: (frames / self.frames_each_second, values) for name, (frames, values) in read.items()}

    def at_frames(self, name: str) -> np.ndarray:
        """A shape's values at the take's frames; an importer may leave out keys between equal ones."""
        return np.interp(np.arange(len(self.expected)) / self.rate, *self.curves()[name])

    def show(self, frame: int) -> None:
        whole, part = divmod(frame / self.rate * self.frames_each_second, 1)
        bpy.context.scene.frame_set(int(whole), subframe=part)


@pytest.fixture(scope="module", params=CASES, ids=lambda case: "-".join(map(str, case)))
def exported(
    request: pytest.FixtureRequest, synthetic_take: Take, tmp_path_factory: pytest.TempPathFactory
) -> Imported:
    file_format, dress, rate = request.param
    folder = tmp_path_factory.mktemp("engine")
    (path,) = export(synthetic_take, [file_format], folder, "line", ExportOptions(rate, dress))
    expected = dressed(synthetic_take, dress, rate)
    bpy.ops.wm.read_factory_settings(use_empty=True)
    set_frame_rate(bpy.context.scene, rate)
    if file_format == "fbx":
        bpy.ops.preferences.addon_enable(module="io_scene_fbx")
        bpy.ops.import_scene.fbx(filepath=str(path), anim_offset=0.0)
    else:
        bpy.ops.preferences.addon_enable(module="io_scene_gltf2")
        bpy.ops.import_scene.gltf(filepath=str(path))
    (face,) = (one for one in bpy.data.objects if one.type == "MESH" and one.data.shape_keys)
    return Imported(find_rig(face), expected, rate, _frames_each_second(file_format))


def _frames_each_second(file_format: str) -> float:
    """On how many frames an importer lays a second: Blender's FBX importer forgets fps_base."""
    render = bpy.context.scene.render
    return render.fps if file_format == "fbx" else render.fps / render.fps_base


def shape_values(expected: ArkitCurves | Motion) -> dict[str, np.ndarray]:
    if isinstance(expected, ArkitCurves):
        return dict(zip(ARKIT_NAMES, expected.weights.T, strict=True))
    expressions = {f"Exp{index:02}": values for index, values in enumerate(expected.expression.T)}
    return {**expressions, "EyelidLeft": expected.eyelids[:, 0], "EyelidRight": expected.eyelids[:, 1]}


def turn(armature: bpy.types.Object, name: str) -> np.ndarray:
    """How far the bone is turned from rest, in the world (3,3)."""
    bone = armature.pose.bones[name]
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


def test_every_shape_curve_comes_back(exported: Imported) -> None:
    values = shape_values(exported.expected)
    assert exported.curves().keys() == values.keys()
    for name in values:
        np.testing.assert_allclose(exported.at_frames(name), values[name], atol=1e-3, err_msg=name)


def test_the_clip_starts_at_time_0_and_ends_with_the_take(exported: Imported) -> None:
    for times, _ in exported.curves().values():
        assert times[0] == pytest.approx(0.0, abs=1e-4)
        assert times[-1] == pytest.approx((len(exported.expected) - 1) / exported.rate, abs=1e-4)


def test_the_bones_of_the_dress_turn_as_in_the_take(exported: Imported) -> None:
    rig, expected = exported.rig, exported.expected
    assert rig.armature is not None
    bones = rig.armature.pose.bones.keys()
    assert set(bones) == {"root", "neck", "head", "eye.L", "eye.R"} | ({"jaw"} if rig.dress == "flame" else set())
    for frame in (0, 11, len(expected) - 1):
        exported.show(frame)
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


def test_the_lips_close_at_the_b(exported: Imported, b_phone: Phone) -> None:
    if exported.rig.dress == "arkit":
        weights = np.stack([exported.at_frames(name) for name in ARKIT_NAMES], axis=1)
    else:
        shapes = np.stack([exported.at_frames(f"Exp{index:02}") for index in range(50)], axis=1)
        others = {field.name: getattr(exported.expected, field.name) for field in fields(Motion)}
        weights = arkit_from_motion(Motion(**{**others, "expression": shapes.astype(np.float32)}))[0].weights
    gap = weights[:, ARKIT_INDEX["jawOpen"]] - weights[:, ARKIT_INDEX["mouthClose"]]
    closed = int(gap.argmin()) / exported.rate
    assert gap.min() < 0.02
    assert b_phone.start - 1 / exported.rate <= closed <= b_phone.end + 1 / exported.rate

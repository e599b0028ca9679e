# SPDX-License-Identifier: GPL-3.0-or-later
"""The clip for Unreal: bones and animated attributes, without a head."""

from pathlib import Path

import numpy as np
import pytest
from soliloquy.exporters.clip import Clip, clip_of
from soliloquy.exporters.fbx_file import document
from soliloquy.exporters.fbx_file.clip_fbx import write_clip
from soliloquy.exporters.fbx_file.plan import TICKS_EACH_SECOND, FbxPlan
from soliloquy.exporters.fbx_file.rotations import from_quaternions, matrices
from soliloquy.exporters.fbx_file.scene import Scene, name_of, property_of, vector_of
from soliloquy.runtime.head.arkit import ARKIT_NAMES
from soliloquy.runtime.head.heads import load_head
from soliloquy.runtime.requests import ExportOptions
from soliloquy.runtime.take import Take

pytestmark = pytest.mark.blender


def written(clip: Clip, path: Path) -> Scene:
    write_clip(clip, path, ExportOptions())
    return Scene(document.read(path))


def at_frames(scene: Scene, node: document.Element, channel: str, fps: float, count: int) -> np.ndarray:
    """A curve played at the clip's frames."""
    (curve,) = (curve for driven, curve in scene.drivers(node, "AnimationCurve") if driven == f"d|{channel}")
    times = curve.array("KeyTime") / TICKS_EACH_SECOND
    return np.interp(np.arange(count) / float(FbxPlan(fps).rate), times, curve.array("KeyValueFloat"))


def driver(scene: Scene, bone: str, name: str) -> document.Element:
    (model,) = (model for model in scene.models if name_of(model.element) == bone)
    (node,) = (node for driven, node in scene.drivers(model.element, "AnimationCurveNode") if driven == name)
    return node


@pytest.mark.parametrize("fps", [24.0, 29.97, 30.0, 60.0])
def test_every_shape_is_an_animated_attribute_of_the_root(synthetic_take: Take, fps: float, tmp_path: Path) -> None:
    clip = clip_of(synthetic_take, "line", ExportOptions(fps))
    scene = written(clip, tmp_path / "line.fbx")
    for name in ARKIT_NAMES:
        found = at_frames(scene, driver(scene, "root", name), name, fps, len(clip))
        off = np.abs(found - clip.shapes[name])
        assert (off <= clip.bounds.of_lines(name, 0.0) + 0.6 / 1024).all(), name
    (root,) = (model.element for model in scene.models if name_of(model.element) == "root")
    lines = {each.values[0].decode(): each for each in root.find("Properties70").below}
    assert all(lines[name].values[3] == b"A+U" for name in ARKIT_NAMES)


def test_the_bones_stand_where_the_head_has_them_and_the_head_turns(synthetic_take: Take, tmp_path: Path) -> None:
    clip = clip_of(synthetic_take, "line", ExportOptions())
    scene = written(clip, tmp_path / "line.fbx")
    assert [name_of(model.element) for model in scene.models] == ["root", "neck", "head"]
    place, joints = np.zeros(3), load_head(synthetic_take.head).joints
    for model, joint in zip(scene.models, joints, strict=False):
        place = place + vector_of(model.element, "Lcl Translation", 0.0)
        np.testing.assert_allclose(place, 100 * joint, atol=1e-4)
    degrees = np.stack(
        [at_frames(scene, driver(scene, "head", "Lcl Rotation"), axis, 30.0, len(clip)) for axis in "XYZ"], axis=1
    )
    np.testing.assert_allclose(matrices(degrees), from_quaternions(clip.turns["head"]), atol=4e-3)


def test_a_shape_that_stays_at_rest_is_an_attribute_without_keys(tmp_path: Path) -> None:
    shapes = {"jawOpen": np.linspace(0, 1, 31), "tongueOut": np.zeros(31)}
    scene = written(Clip("line", 30.0, shapes, {}), tmp_path / "line.fbx")
    (root,) = scene.models
    assert property_of(root.element, "tongueOut") == [0.0]
    assert [driven for driven, _ in scene.drivers(root.element, "AnimationCurveNode")] == ["jawOpen"]
    (stack,) = scene.objects("AnimationStack")
    assert name_of(stack) == "line"
    assert property_of(stack, "LocalStop") == [TICKS_EACH_SECOND]


def test_shapes_that_move_alike_share_a_curve(tmp_path: Path) -> None:
    blink, brow = np.hanning(31), np.linspace(0, 1, 31)
    shapes = {"eyeBlinkLeft": blink, "browInnerUp": brow, "eyeBlinkRight": blink}
    scene = written(Clip("line", 30.0, shapes, {}), tmp_path / "line.fbx")
    assert len(list(scene.objects("AnimationCurve"))) == 2
    for name, values in shapes.items():
        np.testing.assert_allclose(at_frames(scene, driver(scene, "root", name), name, 30.0, 31), values, atol=2.5e-3)


def test_a_line_of_six_seconds_is_small_and_its_bytes_repeat(demo_take: Take, tmp_path: Path) -> None:
    clip = clip_of(demo_take, "line", ExportOptions())
    for name in ("one", "two"):
        write_clip(clip, tmp_path / name, ExportOptions())
    first = (tmp_path / "one").read_bytes()
    assert first == (tmp_path / "two").read_bytes()
    assert len(first) < 60_000 * clip.times[-1] / 6


def test_in_flame_jaw_and_eyes_turn_too(synthetic_take: Take, tmp_path: Path) -> None:
    clip = clip_of(synthetic_take, "line", ExportOptions(layout="flame"))
    scene = written(clip, tmp_path / "line.fbx")
    assert {name_of(each.element) for each in scene.models} == {"root", "neck", "head", "jaw", "eye_L", "eye_R"}

# SPDX-License-Identifier: GPL-3.0-or-later
"""The .blend opens ready to play: head, camera, light, sound beside it, frames and rate set."""

import shutil
from pathlib import Path

import bpy
import numpy as np
import pytest
from soliloquy.blender import versions
from soliloquy.blender.keyframes import read_curve
from soliloquy.blender.rig import find_rig
from soliloquy.blender.takes import frame_rate
from soliloquy.exporters import export
from soliloquy.runtime.errors import InputError
from soliloquy.runtime.head.arkit import ARKIT_NAMES
from soliloquy.runtime.head.tongue import tongue_weights
from soliloquy.runtime.layouts import arkit_curves
from soliloquy.runtime.requests import ExportOptions
from soliloquy.runtime.take import Take

pytestmark = [
    pytest.mark.blender,
    pytest.mark.skipif(not bpy.app.build_options.audaspace, reason="this build of bpy has no sound"),
]


def opened(take: Take, folder: Path, **options: object) -> bpy.types.Scene:
    """Export, move everything elsewhere as an artist would, and open it."""
    (folder / "made").mkdir()
    export(take, ["blend"], folder / "made", "line", ExportOptions(**options))
    shutil.move(folder / "made", folder / "moved")
    bpy.ops.wm.open_mainfile(filepath=str(folder / "moved" / "line.blend"))
    return bpy.context.scene


@pytest.fixture
def scene(synthetic_take: Take, tmp_path: Path) -> bpy.types.Scene:
    return opened(synthetic_take, tmp_path, fps=29.97, start_frame=11)


def test_a_start_before_a_scene_can_begin_is_refused(synthetic_take: Take, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="frame -5"):
        opened(synthetic_take, tmp_path, start_frame=-5)


def test_sound_and_motion_start_on_the_start_frame(scene: bpy.types.Scene, synthetic_take: Take) -> None:
    curves = arkit_curves(synthetic_take, 29.97)
    assert frame_rate(scene) == pytest.approx(29.97, rel=2e-6)
    assert (scene.frame_start, scene.frame_end) == (11, 10 + len(curves))
    assert scene.frame_current == 11
    (strip,) = versions.strips_of(scene)
    assert versions.strip_start(strip) == 11
    (face,) = (one for one in scene.objects if one.type == "MESH" and one.data.shape_keys)
    expected = {**dict(zip(ARKIT_NAMES, curves.weights.T, strict=True)), **tongue_weights(curves)}
    assert np.ptp(expected["tongueTipUp"]) > 0.5
    for curve in versions.channels_of(face.data.shape_keys).fcurves:
        frames, values = read_curve(curve)
        np.testing.assert_array_equal(frames, np.arange(11, 11 + len(curves)))
        np.testing.assert_allclose(values, expected[curve.data_path.split('"')[1]], atol=1e-6)


@pytest.mark.parametrize("layout", ["arkit", "flame"])
def test_few_keys_move_the_head_as_many_did(synthetic_take: Take, tmp_path: Path, layout: str) -> None:
    for folder in ("all", "few"):
        (tmp_path / folder).mkdir()
    scene = opened(synthetic_take, tmp_path / "all", fps=24.0, layout=layout)
    every = _sampled(scene)
    few = _sampled(opened(synthetic_take, tmp_path / "few", fps=24.0, layout=layout, key_error=0.01))
    assert every.keys() == few.keys()
    assert 3 * sum(keys for keys, _ in few.values()) < sum(keys for keys, _ in every.values())
    for name, (_, values) in every.items():
        assert np.abs(few[name][1] - values).max() <= 0.01, name


def _sampled(scene: bpy.types.Scene) -> dict[str, tuple[int, np.ndarray]]:
    """How many keys each shape has, and its values as Blender evaluates them."""
    (face,) = (one for one in scene.objects if one.type == "MESH" and one.data.shape_keys)
    frames = range(scene.frame_start, scene.frame_end + 1)
    return {
        curve.data_path: (len(curve.keyframe_points), np.array([curve.evaluate(frame) for frame in frames]))
        for curve in versions.channels_of(face.data.shape_keys).fcurves
    }


def test_playback_follows_the_sound_which_is_found_beside_the_file(scene: bpy.types.Scene) -> None:
    assert scene.sync_mode == "AUDIO_SYNC"
    (strip,) = versions.strips_of(scene)
    assert strip.sound.filepath == "//line.wav"
    assert Path(bpy.path.abspath(strip.sound.filepath)).exists()
    assert strip.sound.samplerate == 24_000


def test_the_face_moves_when_the_frame_does(scene: bpy.types.Scene) -> None:
    (face,) = (one for one in scene.objects if one.type == "MESH" and one.data.shape_keys)

    def shape(frame: int) -> np.ndarray:
        scene.frame_set(frame)
        mesh = face.evaluated_get(bpy.context.evaluated_depsgraph_get()).data
        places = np.empty(3 * len(mesh.vertices), np.float32)
        mesh.vertices.foreach_get("co", places)
        return places

    assert np.abs(shape(40) - shape(11)).max() > 0.003


def test_the_camera_sees_the_face_and_light_falls_on_it(scene: bpy.types.Scene) -> None:
    from bpy_extras.object_utils import world_to_camera_view

    (face,) = (one for one in scene.objects if one.type == "MESH" and one.data.shape_keys)
    bpy.context.view_layer.update()
    corners = [face.matrix_world @ vertex.co for vertex in face.data.vertices]
    seen = np.array([world_to_camera_view(scene, scene.camera, corner) for corner in corners])
    inside = ((seen[:, :2] > 0) & (seen[:, :2] < 1)).all(axis=1) & (seen[:, 2] > 0)
    assert inside.mean() > 0.6
    assert any(one.type == "LIGHT" for one in scene.objects)
    assert find_rig(face).bones.keys() == {"head"}


def test_a_packed_scene_needs_no_file_beside_it(synthetic_take: Take, tmp_path: Path) -> None:
    scene = opened(synthetic_take, tmp_path, pack=True)
    assert [path.name for path in (tmp_path / "moved").iterdir()] == ["line.blend"]
    (strip,) = versions.strips_of(scene)
    assert strip.sound.packed_file is not None
    assert strip.sound.packed_file.size > 2 * 24_000

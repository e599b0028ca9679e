# SPDX-License-Identifier: GPL-3.0-or-later
"""A head of a FLAME file, exported and read back: in both layouts, as FBX and GLB, for engines, and as a clip."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import bpy
import numpy as np
import pytest
from soliloquy.exporters import export
from soliloquy.runtime.errors import UsageError
from soliloquy.runtime.flame import kept
from soliloquy.runtime.flame.flame_head import make_head
from soliloquy.runtime.flame.model import read_flame
from soliloquy.runtime.layouts import curves_in_layout
from soliloquy.runtime.requests import ExportOptions
from soliloquy.runtime.rigs.flame import FLAME_POSES
from soliloquy.runtime.take import Take
from soliloquy.tests.runtime.flame.true_format import head as true_head
from soliloquy.tests.runtime.flame.true_format import write_npz

pytestmark = pytest.mark.blender


@pytest.fixture(scope="module")
def take(synthetic_take: Take, tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("own")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kept, "user_data_folder", lambda: folder)
        kept.keep_head("Anna", make_head(read_flame(write_npz(folder / "x.npz"))))
        yield replace(synthetic_take, head="Anna")


@pytest.mark.parametrize("file_format", ["fbx", "glb"])
@pytest.mark.parametrize("layout", ["arkit", "flame"])
def test_what_is_read_back_is_what_moves_the_head(
    take: Take, file_format: str, layout: str, read_back: Any, tmp_path: Path
) -> None:
    (path,) = export(take, [file_format], tmp_path, "line", ExportOptions(30.0, layout=layout))
    wanted = curves_in_layout(take, "flame:Anna" if layout == "flame" else layout, 30.0)
    back = read_back(path, 30.0)
    mesh = back.rig.meshes[0][0]
    # In glTF what no shape moves, the eyeballs, is a primitive of its own.
    meshes: list[Any] = [each.data for each in bpy.data.objects if each.type == "MESH" and each.data.materials]
    assert sum(len(each.polygons) for each in meshes) == len(true_head()[1])
    shapes = {"jawOpen": 17, "mouthClose": 18} if layout == "arkit" else {"Exp00": 0, "Exp07": 7}
    values = wanted.weights if layout == "arkit" else wanted.expression
    for name, column in shapes.items():
        np.testing.assert_allclose(back.at_frames(name, len(wanted)), values[:, column], atol=2e-3)
    bones = set(back.rig.armature.data.bones.keys())
    assert {"root", "neck", "head"} <= bones and ("jaw" in bones) == (layout == "flame")
    if layout == "flame":
        assert set(FLAME_POSES) <= set(mesh.data.shape_keys.key_blocks.keys())
        sine = back.at_frames("PoseJaw21", len(wanted))
        np.testing.assert_allclose(sine, np.sin(wanted.jaw[:, 0]), atol=2e-3)


@pytest.mark.parametrize("engine", ["unity", "unreal"])
def test_files_for_an_engine_hold_one_level_of_detail(take: Take, engine: str, tmp_path: Path) -> None:
    (path,) = export(take, ["fbx"], tmp_path, "line", ExportOptions(30.0, preset=engine))
    bpy.ops.wm.read_factory_settings(use_empty=True)
    bpy.ops.preferences.addon_enable(module="io_scene_fbx")
    bpy.ops.import_scene.fbx(filepath=str(path))
    assert [each.name for each in bpy.data.objects if each.type == "MESH"] == ["Anna_LOD0"]


def test_a_clip_moves_the_pose_shapes_of_such_a_head_alone(take: Take, synthetic_take: Take, tmp_path: Path) -> None:
    options = ExportOptions(30.0, layout="flame")
    for given, name, has in ((take, "own", True), (synthetic_take, "ours", False)):
        (path,) = export(given, ["curves"], tmp_path, name, options)
        assert ("PoseJaw21" in path.read_text(encoding="utf-8")) == has


@pytest.mark.parametrize("file_format", ["png", "mp4"])
def test_pictures_of_it_are_refused_with_what_to_do_instead(take: Take, file_format: str, tmp_path: Path) -> None:
    pytest.importorskip("pyvista")
    pytest.importorskip("imageio_ffmpeg")
    with pytest.raises(UsageError, match="embedded heads alone"):
        export(take, [file_format], tmp_path, "line", ExportOptions())


def test_a_head_that_is_gone_is_an_error_with_the_heads_there_are(take: Take, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Clara"):
        export(replace(take, head="Nobody"), ["glb"], tmp_path, "line", ExportOptions())

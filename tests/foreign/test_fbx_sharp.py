# SPDX-License-Identifier: GPL-3.0-or-later
"""A head with a sharp edge, as artists have them: normals are by corner, and its shapes turn what they move."""

import platform
from pathlib import Path

import bpy
import pytest
from soliloquy.blender.head import build_head
from soliloquy.exporters.fbx_file import FbxPlan
from soliloquy.exporters.through_blender.blender_output import quiet_blender
from soliloquy.exporters.through_blender.fbx import write_scene

from .assimp_reader import read_by_assimp
from .fbx_sdk import read_by_sdk

pytestmark = [pytest.mark.check, pytest.mark.blender]


@pytest.fixture(scope="module")
def sharp(tmp_path_factory: pytest.TempPathFactory) -> Path:
    bpy.ops.wm.read_factory_settings(use_empty=True)
    build_head("Clara", "arkit").mesh.data.polygons[0].use_smooth = False
    path = tmp_path_factory.mktemp("sharp") / "sharp.fbx"
    with quiet_blender():
        write_scene(path, FbxPlan(30.0, clip=None))
    return path


@pytest.mark.skipif(platform.machine() != "x86_64", reason="FBX2glTF comes for this processor alone")
def test_autodesks_sdk_turns_the_normals_of_what_moves_and_no_others(sharp: Path) -> None:
    findings = read_by_sdk(sharp)
    assert findings.normals and findings.tangents
    turned = {shape.name: shape.turned for shape in findings.shapes}
    assert turned["jawOpen"] > 100 and turned["mouthSmileLeft"] > 100
    assert {shape.name: shape.stray for shape in findings.shapes if shape.stray > 30} == {}


def test_assimp_finds_its_normals(sharp: Path) -> None:
    findings = read_by_assimp(sharp)
    assert findings.errors == ()
    assert all(mesh.normals for mesh in findings.meshes)

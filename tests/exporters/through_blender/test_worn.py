# SPDX-License-Identifier: GPL-3.0-or-later
"""What the shell's exports are told to wear is in their files, moves with the head, and is refused by name."""

from pathlib import Path
from typing import Any

import bpy
import numpy as np
import pytest
from soliloquy.exporters import export
from soliloquy.exporters.glb_file.document import read_glb
from soliloquy.runtime.errors import InputError
from soliloquy.runtime.head.heads import DEFAULT_HEAD
from soliloquy.runtime.requests import ExportOptions
from soliloquy.runtime.take import Take
from soliloquy.tests.makehuman_assets import glasses, skin
from soliloquy.tests.worn_things import shown_places, triangles_in_front

pytestmark = pytest.mark.blender


@pytest.fixture
def worn(tmp_path: Path) -> ExportOptions:
    on_the_brows = triangles_in_front(DEFAULT_HEAD, (12.0, 24.0))[1]
    things = glasses(tmp_path / "glasses", on_the_brows), skin(tmp_path / "skin")
    return ExportOptions(24.0, wear=tuple(map(str, things)))


def test_a_glb_has_it_and_moves_it_with_the_brows(synthetic_take: Take, worn: ExportOptions, tmp_path: Path) -> None:
    (path,) = export(synthetic_take, ["glb"], tmp_path, "line", worn)
    tree = read_glb(path).tree
    number, node = next((at, each) for at, each in enumerate(tree["nodes"]) if each["name"] == "glasses")
    mesh = tree["meshes"][node["mesh"]]
    assert "browInnerUp" in mesh["extras"]["targetNames"] and "jawOpen" not in mesh["extras"]["targetNames"]
    assert "skin" in node and number not in [child for each in tree["nodes"] for child in _below(each, DEFAULT_HEAD)]
    moved = [channel["target"] for each in tree["animations"] for channel in each["channels"]]
    assert {"node": number, "path": "weights"} in moved
    assert "skin skin" in [each["name"] for each in tree["materials"]]


def _below(node: dict[str, Any], name: str) -> list[int]:
    found: list[int] = node.get("children", []) if node["name"] == name else []
    return found


@pytest.mark.parametrize("named", ["fbx", "head_fbx"])
def test_an_fbx_has_it(named: str, synthetic_take: Take, worn: ExportOptions, tmp_path: Path) -> None:
    (path,) = export(synthetic_take, [named], tmp_path, "line", worn)
    content = path.read_bytes()
    assert all(b"glasses\x00\x01" + kind in content for kind in (b"Model", b"Material", b"Deformer"))
    assert b"skin skin\x00\x01Material" in content


def test_in_a_blend_it_goes_with_the_skin(synthetic_take: Take, worn: ExportOptions, tmp_path: Path) -> None:
    path = export(synthetic_take, ["blend"], tmp_path, "line", worn)[-1]
    bpy.ops.wm.open_mainfile(filepath=str(path))
    thing = bpy.data.objects["glasses"]
    assert thing.parent == bpy.data.objects[DEFAULT_HEAD]
    scene = bpy.context.scene
    places = []
    for frame in (1, 20):
        scene.frame_set(frame)
        places.append(shown_places(thing))
    assert np.abs(places[1] - places[0]).max() > 0.001


def test_what_cannot_be_worn_is_named(synthetic_take: Take, tmp_path: Path) -> None:
    gone = ExportOptions(wear=(str(tmp_path / "gone.mhclo"),))
    with pytest.raises(InputError, match=r"gone\.mhclo"):
        export(synthetic_take, ["glb"], tmp_path, "line", gone)

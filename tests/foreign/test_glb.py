# SPDX-License-Identifier: GPL-3.0-or-later
"""Our GLB as Khronos' validator judges it and as three.js plays it in a browser."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
from soliloquy.exporters import export
from soliloquy.runtime.head.arkit import ARKIT_NAMES
from soliloquy.runtime.requests import ExportOptions

from .assimp_reader import read_by_assimp
from .conftest import BONES, RATE, TEXTURED, Line
from .gltf_validator import ValidatorFindings, validated
from .three_reader import ThreeFindings, played
from .turns import turns_apart

pytestmark = [pytest.mark.check, pytest.mark.blender]


@pytest.fixture(scope="module")
def findings(line: Line) -> ValidatorFindings:
    return validated(line.file("glb"))


def but_for_tangents(warnings: tuple[str, ...]) -> list[str]:
    """Warnings, without the one that readers have to make tangents for the picture of hair's normals."""
    return [each for each in warnings if not each.startswith("MESH_PRIMITIVE_GENERATED_TANGENT_SPACE at /meshes/1/")]


def test_the_validator_finds_no_error_and_warns_of_hairs_tangents_alone(findings: ValidatorFindings) -> None:
    assert findings.errors == ()
    assert but_for_tangents(findings.warnings) == [] and len(findings.warnings) <= 1


def test_assimp_reads_all_of_it_with_its_shapes(line: Line, findings: ValidatorFindings) -> None:
    found = read_by_assimp(line.file("glb"))
    assert found.errors == ()
    assert len(found.meshes) == findings.summary["materialCount"]
    moved = {mesh.material: mesh.shapes for mesh in found.meshes if mesh.shapes}
    assert set(moved.values()) == {len(ARKIT_NAMES)} and len(moved) > 5
    assert all(mesh.normals and set(mesh.bones) == BONES for mesh in found.meshes)
    (clip,) = found.animations
    assert clip.seconds == pytest.approx(line.seconds, abs=1e-3)


@pytest.mark.parametrize("name", ["clip_glb", "head_glb"])
@pytest.mark.parametrize("layout", ["arkit", "flame"])
def test_the_parts_of_a_split_are_valid_too(line: Line, name: str, layout: str, tmp_path: Path) -> None:
    (path,) = export(line.take, [name], tmp_path, "line", ExportOptions(RATE, layout, texture_size=256))
    found = validated(path)
    assert (found.errors, but_for_tangents(found.warnings)) == ((), [])
    assert found.summary["animationCount"] == (name == "clip_glb")


def test_a_browser_plays_a_clip_without_the_head(line: Line, tmp_path: Path) -> None:
    (path,) = export(line.take, ["clip_glb"], tmp_path, "line", ExportOptions(RATE))
    found = played(path, times=line.times.tolist())
    (clip,) = found.clips
    assert clip.tracks == ("Clara.morphTargetInfluences", "head.quaternion")
    for name, values in found.weights["Clara"].items():
        expected = line.curves.weights[:, ARKIT_NAMES.index(name)]
        np.testing.assert_allclose(values, expected, atol=1e-3, err_msg=name)


def test_a_browser_loads_all_of_it_and_complains_of_nothing(glb_in_three: ThreeFindings) -> None:
    assert glb_in_three.missing == ()
    assert glb_in_three.said == ()
    textured = {name for mesh in glb_in_three.meshes for name in mesh.textured}
    assert textured >= TEXTURED


def test_the_one_clip_has_the_name_and_length_of_the_line(glb_in_three: ThreeFindings, line: Line) -> None:
    (clip,) = glb_in_three.clips
    assert clip.name == "line"
    assert clip.seconds == pytest.approx(line.seconds, abs=1e-4)


def test_every_mesh_moves_as_the_take_says(glb_in_three: ThreeFindings, line: Line) -> None:
    moved = [mesh for mesh in glb_in_three.weights.values() if mesh]
    assert set(moved[0]) == set(ARKIT_NAMES)
    for weights in moved:
        for name, values in weights.items():
            expected = line.curves.weights[:, ARKIT_NAMES.index(name)]
            np.testing.assert_allclose(values, expected, atol=1e-3, err_msg=name)


def test_the_head_turns_as_the_take_says_and_the_neck_not_at_all(glb_in_three: ThreeFindings, line: Line) -> None:
    assert set(glb_in_three.turns) == BONES
    for bone, turns in glb_in_three.turns.items():
        expected = np.zeros_like(line.curves.head) if bone in ("root", "neck") else line.curves.head
        assert turns_apart(turns, expected).max() < 1e-3, bone


def test_the_neck_is_left_to_a_studio(glb_in_three: ThreeFindings) -> None:
    (clip,) = glb_in_three.clips
    assert {track.rpartition(".")[0] for track in clip.tracks if "morph" not in track} == {"head"}


def test_it_stands_at_scale_1_in_metres(glb_in_three: ThreeFindings) -> None:
    for node in glb_in_three.nodes:
        np.testing.assert_allclose(node.scale, 1, atol=1e-6, err_msg=node.name)
    assert 0.2 < glb_in_three.high[1] - glb_in_three.low[1] < 0.5


def test_shapes_turn_the_normals_of_the_skin_and_hair_has_none(glb_in_three: ThreeFindings) -> None:
    by_material = {mesh.materials[0]: mesh for mesh in glb_in_three.meshes}
    skin = by_material["Clara skin"]
    turned = dict(zip(skin.shapes, skin.morph_normals, strict=True))
    assert turned["jawOpen"] > 0.1 and turned["mouthSmileLeft"] > 0.1
    assert by_material["Clara hair"].shapes == ()


def test_lips_are_shut_at_an_m_and_open_at_an_ah(glb_in_three: ThreeFindings) -> None:
    shut, wide = glb_in_three.seen
    assert shut < 0.1 * wide and wide > 500


def test_at_29_97_it_is_as_long_as_the_sound_asks(broadcast: Mapping[str, Path], line: Line) -> None:
    assert validated(broadcast["glb"]).errors == ()
    (clip,) = played(broadcast["glb"]).clips
    frames = round(clip.seconds * 29.97)
    assert clip.seconds == pytest.approx(frames / 29.97, abs=1e-4)
    assert frames / 29.97 == pytest.approx(line.take.speech.duration, abs=2 / 29.97)


def test_another_process_writes_the_same_bytes(again: Path, line: Line) -> None:
    assert (again / "line.glb").read_bytes() == line.file("glb").read_bytes()

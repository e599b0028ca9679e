# SPDX-License-Identifier: GPL-3.0-or-later
"""Our FBX as ufbx and Assimp read it and as three.js plays it in a browser."""

import io
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from soliloquy.runtime.head.arkit import ARKIT_NAMES

from .assimp_reader import AssimpFindings, read_by_assimp
from .conftest import BONES, TEXTURED, Line
from .three_reader import ThreeFindings
from .turns import turns_apart
from .ufbx_reader import FbxFindings, FbxMesh, read_fbx

pytestmark = [pytest.mark.check, pytest.mark.blender]


BACKGROUND = (0x88, 0x99, 0xAA)
"""Of three_page.js."""


def pixels(png: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB"), dtype=int)


_SOLID_HAIR = 0.15
"""Share of the head that may look otherwise than in a GLB."""


@pytest.fixture(scope="module")
def assimp(line: Line) -> AssimpFindings:
    return read_by_assimp(line.file("fbx"))


@pytest.fixture(scope="module")
def face(fbx: FbxFindings) -> FbxMesh:
    (mesh,) = (mesh for mesh in fbx.meshes if mesh.shapes)
    return mesh


def test_it_is_in_centimetres_with_y_up_and_as_large_as_the_glb(
    fbx: FbxFindings, face: FbxMesh, glb_in_three: ThreeFindings
) -> None:
    assert fbx.unit_meters == 0.01
    assert (fbx.right, fbx.up, fbx.front) == ("+X", "+Y", "+Z")
    height = (face.high[1] - face.low[1]) * fbx.unit_meters
    assert height == pytest.approx(glb_in_three.high[1] - glb_in_three.low[1], abs=1e-3)
    assert fbx.warnings == ()


def test_nothing_is_scaled_and_what_holds_the_head_is_not_turned(fbx: FbxFindings, assimp: AssimpFindings) -> None:
    for node in fbx.nodes:
        np.testing.assert_allclose(node.scale, 1, atol=1e-5, err_msg=node.name)
        if node.holds != "bone":
            np.testing.assert_allclose(node.rotation, 0, atol=1e-4, err_msg=node.name)
    for also in assimp.nodes:
        np.testing.assert_allclose(also.scale, 1, atol=1e-5, err_msg=also.name)


def test_without_its_clip_it_is_at_rest(fbx: FbxFindings, face: FbxMesh) -> None:
    assert {node.name for node in fbx.nodes if node.holds == "bone"} == BONES
    for node in fbx.nodes:
        assert node.turned_from_bind < 1e-3, node.name
    assert {shape.name for shape in face.shapes if shape.weight != 0} == set()


def test_shapes_have_their_names_and_turn_the_normals(face: FbxMesh) -> None:
    assert {shape.name for shape in face.shapes} == set(ARKIT_NAMES)
    assert {shape.name: shape.full_weight for shape in face.shapes if shape.full_weight != 1} == {}
    assert {shape.name for shape in face.shapes if shape.farthest > 0.1 and not shape.normals_turned} == set()
    assert max(shape.largest_normal for shape in face.shapes) > 0.1


def test_the_mesh_has_normals_tangents_bones_and_shapes(face: FbxMesh, assimp: AssimpFindings) -> None:
    assert face.normals and face.tangents
    assert {mesh.material for mesh in assimp.meshes if set(mesh.bones) - BONES} == set()
    assert all(mesh.shapes == 52 for mesh in assimp.meshes if mesh.material == "Clara skin")


def test_assimp_finds_the_normals(assimp: AssimpFindings) -> None:
    assert assimp.errors == ()
    assert {mesh.material for mesh in assimp.meshes if not mesh.normals} == set()


def test_pictures_are_inside_and_no_path_is_of_this_machine(
    fbx: FbxFindings, assimp: AssimpFindings, line: Line
) -> None:
    pictures = {material.name: material.textures for material in fbx.materials if material.textures}
    assert set(pictures) >= TEXTURED
    assert set(assimp.textures) >= TEXTURED
    for textures in pictures.values():
        assert all(texture.bytes > 1000 and not texture.absolute.startswith("/") for texture in textures)
    content = line.file("fbx").read_bytes()
    assert str(line.file("fbx").parent).encode() not in content and b"/tmp/" not in content


def test_only_the_head_is_keyed(fbx: FbxFindings, assimp: AssimpFindings) -> None:
    (stack,) = fbx.stacks
    assert stack.keyed("node") == {"head"}
    assert {curve.property for curve in stack.curves if curve.kind == "node"} == {"Lcl Rotation"}
    (animation,) = assimp.animations
    assert {name for name, keys in animation.keys.items() if max(keys) > 1} == {"head"}


def test_the_one_clip_has_the_name_and_length_of_the_line(fbx: FbxFindings, line: Line) -> None:
    (stack,) = fbx.stacks
    assert (stack.name, stack.begin) == ("line", 0)
    assert stack.end == pytest.approx(line.seconds, abs=1e-6)
    assert fbx.frames_per_second == 30


def test_every_channel_moves_as_the_take_says(fbx: FbxFindings, line: Line) -> None:
    (stack,) = fbx.stacks
    channels = stack.weights()
    for column, name in enumerate(ARKIT_NAMES):
        expected = line.curves.weights[:, column]
        found = channels[name].at(line.times) / 100 if name in channels else np.zeros(len(expected))
        np.testing.assert_allclose(found, expected, atol=1e-3, err_msg=name)


def test_a_browser_loads_all_of_it_and_complains_of_nothing(fbx_in_three: ThreeFindings) -> None:
    assert fbx_in_three.missing == ()
    assert fbx_in_three.said == ()
    assert {name for mesh in fbx_in_three.meshes for name in mesh.textured} >= TEXTURED


def test_a_browser_plays_it_as_the_take_says(fbx_in_three: ThreeFindings, line: Line) -> None:
    (clip,) = fbx_in_three.clips
    assert clip.seconds == pytest.approx(line.seconds, abs=1e-4)
    (weights,) = (each for each in fbx_in_three.weights.values() if each)
    for column, name in enumerate(ARKIT_NAMES):
        np.testing.assert_allclose(weights[name], line.curves.weights[:, column], atol=1e-3, err_msg=name)
    assert set(fbx_in_three.turns) == BONES
    for bone, turns in fbx_in_three.turns.items():
        expected = np.zeros_like(line.curves.head) if bone in ("root", "neck") else line.curves.head
        assert turns_apart(turns, expected).max() < 1e-3, bone


def test_lips_are_shut_at_an_m_and_open_at_an_ah(fbx_in_three: ThreeFindings) -> None:
    shut, wide = fbx_in_three.seen
    assert shut < 0.1 * wide and wide > 500


def test_its_colours_are_those_of_the_glb(fbx_in_three: ThreeFindings, glb_in_three: ThreeFindings) -> None:
    def colours(findings: ThreeFindings) -> dict[str, tuple[float, ...]]:
        return {
            name: colour
            for mesh in findings.meshes
            for name, colour in zip(mesh.materials, mesh.colours, strict=True)
            if name not in mesh.textured
        }

    of_glb = colours(glb_in_three)
    for name, colour in colours(fbx_in_three).items():
        np.testing.assert_allclose(colour, of_glb[name], atol=0.01, err_msg=name)


def test_its_picture_is_that_of_the_glb(fbx_in_three: ThreeFindings, glb_in_three: ThreeFindings) -> None:
    """But for hair, which an FBX cannot say to be cut out."""
    for of_fbx, of_glb in zip(fbx_in_three.pictures, glb_in_three.pictures, strict=True):
        apart = np.abs(pixels(of_fbx) - pixels(of_glb)).max(axis=2)
        head = np.abs(pixels(of_glb) - BACKGROUND).max(axis=2) > 8
        assert (apart[head] > 60).mean() < _SOLID_HAIR


def test_at_29_97_it_is_as_long_as_the_sound_asks(broadcast: Mapping[str, Path], line: Line) -> None:
    (stack,) = read_fbx(broadcast["fbx"]).stacks
    frames = round(stack.end * 29.97)
    assert stack.end == pytest.approx(frames / 29.97, abs=1e-4)
    assert frames / 29.97 == pytest.approx(line.take.speech.duration, abs=2 / 29.97)


def test_another_process_writes_the_same_bytes(again: Path, line: Line) -> None:
    assert (again / "line.fbx").read_bytes() == line.file("fbx").read_bytes()

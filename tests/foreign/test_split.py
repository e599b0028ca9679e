# SPDX-License-Identifier: GPL-3.0-or-later
"""A split: the head once, and clips without it. What moves in a clip must be there in the head."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
import pytest
from soliloquy.exporters import export
from soliloquy.runtime.head.arkit import ARKIT_NAMES
from soliloquy.runtime.requests import ExportOptions

from .assimp_reader import read_by_assimp
from .conftest import BONES, KEPT_WITHIN, RATE, Line
from .fbx_sdk import read_by_sdk
from .godot_resource import read_animation
from .three_reader import ThreeFindings, played
from .turns import turns_apart
from .ufbx_reader import FbxFindings, read_fbx
from .unity_clip import read_clip

pytestmark = [pytest.mark.check, pytest.mark.blender]

WRITTEN = {
    "unreal": ["head_fbx", "clip_fbx"],
    "metahuman": ["clip_metahuman"],
    "unity": ["head_fbx", "anim"],
    "godot": ["head_glb", "tres"],
    "web": ["clip_glb"],
}


@pytest.fixture(scope="module")
def split(line: Line, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """ "ENGINE FORMAT" -> its file."""
    files: dict[str, Path] = {}
    for engine, formats in WRITTEN.items():
        options = ExportOptions(RATE, preset=engine, split=True)
        paths = export(line.take, formats, tmp_path_factory.mktemp(engine), "line", options)
        files.update({f"{engine} {name}": path for name, path in zip(formats, paths, strict=True)})
    return files


@pytest.fixture(scope="module")
def head(split: Mapping[str, Path]) -> FbxFindings:
    return read_fbx(split["unreal head_fbx"])


@pytest.fixture(scope="module")
def clip(split: Mapping[str, Path]) -> FbxFindings:
    return read_fbx(split["unreal clip_fbx"])


@pytest.fixture(scope="module")
def head_in_three(split: Mapping[str, Path]) -> ThreeFindings:
    return played(split["godot head_glb"])


def test_the_head_is_at_rest_and_has_no_clip(head: FbxFindings, head_in_three: ThreeFindings) -> None:
    assert {node.name for node in head.nodes if node.holds == "bone"} == BONES
    assert max(node.turned_from_bind for node in head.nodes) < 1e-3
    assert [curve for stack in head.stacks for curve in stack.curves] == []
    assert head_in_three.clips == ()


def test_unreals_clip_stands_on_the_bones_of_the_head(head: FbxFindings, clip: FbxFindings) -> None:
    assert clip.meshes == ()
    assert (clip.unit_meters, clip.up, clip.front, clip.warnings) == (0.01, "+Y", "+Z", ())
    for bone in clip.nodes:
        of_head = head.node(bone.name)
        assert bone.holds == "bone"
        assert bone.parent == of_head.parent or bone.name == "root"
        np.testing.assert_allclose(bone.to_world, of_head.to_world, atol=1e-3, err_msg=bone.name)


def test_unreals_clip_moves_attributes_named_as_the_shapes(clip: FbxFindings, line: Line) -> None:
    attributes = {each.name: each for each in clip.node("root").attributes}
    assert set(attributes) == set(ARKIT_NAMES)
    assert all(each.animatable and each.value == 0 for each in attributes.values())
    (stack,) = clip.stacks
    assert stack.name == "line" and stack.end == pytest.approx(line.seconds, abs=1e-4)
    curves = {curve.property: curve for curve in stack.curves if curve.element == "root"}
    for column, name in enumerate(ARKIT_NAMES):
        expected = line.curves.weights[:, column]
        found = curves[name].at(line.times) if name in curves else np.zeros(len(expected))
        np.testing.assert_allclose(found, expected, atol=KEPT_WITHIN, err_msg=name)
    assert {curve.property for curve in stack.curves if curve.element != "root"} == {"Lcl Rotation"}
    assert stack.keyed("node") == {"root", "head"}


def test_autodesks_sdk_and_assimp_find_the_same_in_it(split: Mapping[str, Path], line: Line) -> None:
    by_sdk = read_by_sdk(split["unreal clip_fbx"])
    (root,) = (node for node in by_sdk.nodes if node.name == "root")
    assert {name: each["type"] for name, each in root.attributes.items()} == dict.fromkeys(ARKIT_NAMES, "eFbxDouble")
    (turning,) = by_sdk.clips
    assert set(turning.turns) == {"head"} and not turning.moved
    expected = line.curves.head[: len(turning.times)]
    assert turns_apart(turning.turns["head"], expected).max() < 5e-3
    assert read_by_assimp(split["unreal clip_fbx"]).errors == ()


def test_metahumans_clip_moves_its_own_controls(split: Mapping[str, Path], line: Line) -> None:
    findings = read_fbx(split["metahuman clip_metahuman"])
    (stack,) = findings.stacks
    curves = {curve.property: curve for curve in stack.curves}
    controls = {name: curve for name, curve in curves.items() if name.startswith("CTRL_expressions_")}
    assert set(curves) - set(controls) == {"HeadYaw", "HeadPitch", "HeadRoll"}
    assert all(min(curve.values) >= 0 and max(curve.values) <= 1 for curve in controls.values())
    shut, wide = controls["CTRL_expressions_jawOpen"].at(np.array([line.shut, line.wide]))
    assert shut < 0.5 * wide


def test_unreals_head_has_levels_of_detail_that_look_alike(head: FbxFindings) -> None:
    (group,) = head.lod_groups
    meshes = {mesh.name: mesh for mesh in head.meshes}
    assert group.levels == ("Clara_LOD0", "Clara_LOD1", "Clara_LOD2")
    assert list(group.distances) == sorted(group.distances) and group.distances[0] == 0
    levels = [meshes[name] for name in group.levels]
    for level, share in zip(levels, (1.0, 0.5, 0.25), strict=True):
        # Of a coarser level's hair more cards have a further side that is seen: a quarter has 27 % of the triangles.
        assert level.triangles == pytest.approx(share * levels[0].triangles, rel=0.1)
        assert [shape.name for shape in level.shapes] == [shape.name for shape in levels[0].shapes]
        assert level.materials == levels[0].materials
        np.testing.assert_allclose((*level.low, *level.high), (*levels[0].low, *levels[0].high), atol=0.5)
        for shape, finest in zip(level.shapes, levels[0].shapes, strict=True):
            assert shape.farthest == pytest.approx(finest.farthest, rel=0.2, abs=0.05), (level.name, shape.name)


def test_every_path_of_unitys_clip_is_in_the_head(split: Mapping[str, Path]) -> None:
    head, found = read_fbx(split["unity head_fbx"]), read_clip(split["unity anim"])
    assert head.lod_groups == ()
    shapes = {mesh.name: {shape.name for shape in mesh.shapes} for mesh in head.meshes}
    assert {curve.path for curve in (*found.shapes, *found.turns)} <= set(_paths(head))
    for curve in found.shapes:
        assert curve.attribute.removeprefix("blendShape.") in shapes[curve.path.rpartition("/")[2]]


def test_every_path_of_godots_animation_is_in_the_head(split: Mapping[str, Path], head_in_three: ThreeFindings) -> None:
    names = {node.name for node in head_in_three.nodes}
    shapes = {name for mesh in head_in_three.meshes for name in mesh.shapes}
    tracks = read_animation(split["godot tres"]).tracks
    assert {track.kind for track in tracks} > {"blend_shape"}
    for track in tracks:
        place, _, moved = track.path.rpartition(":")
        # Godot puts every skinned mesh below a Skeleton3D of its own making.
        assert set(place.split("/")) - {"Skeleton3D"} <= names, track.path
        assert moved in (shapes if track.kind == "blend_shape" else BONES), track.path


def test_a_clip_is_small(split: Mapping[str, Path]) -> None:
    bytes_of = {name: path.stat().st_size for name, path in split.items()}
    clips = {name: size for name, size in bytes_of.items() if "head" not in name}
    assert max(clips.values()) < bytes_of["godot head_glb"] / 15, bytes_of


def _paths(head: FbxFindings) -> Iterator[str]:
    """Each node's place below the file, as Unity has it."""
    parents = {node.name: node.parent for node in head.nodes}
    for name in parents:
        above = [name]
        while parents[above[0]]:
            above.insert(0, parents[above[0]])
        yield "/".join(above)

# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands in the FBX of our own head, read with the parser that Blender's add-on carries."""

import os
import subprocess
import sys
from pathlib import Path

import bpy
import numpy as np
import pytest
from soliloquy.blender.hair_sides import two_sided_hair
from soliloquy.blender.head import build_head
from soliloquy.exporters import export
from soliloquy.exporters.fbx_file import document
from soliloquy.exporters.fbx_file.curves import own_values
from soliloquy.exporters.fbx_file.plan import TICKS_EACH_SECOND, FbxPlan
from soliloquy.exporters.fbx_file.scene import Scene, name_of, property_of
from soliloquy.exporters.through_blender.veil import SHADE
from soliloquy.runtime.head.hair_sides import two_sided
from soliloquy.runtime.head.heads import load_head
from soliloquy.runtime.layouts import arkit_curves
from soliloquy.runtime.people.data import people_data
from soliloquy.runtime.requests import ExportOptions
from soliloquy.runtime.take import Take, save_take

pytestmark = pytest.mark.blender


@pytest.fixture(scope="module")
def path(synthetic_take: Take, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("where_it_was_made")
    (path,) = export(synthetic_take, ["fbx"], folder, "my line", ExportOptions(30.0))
    return path


@pytest.fixture(scope="module")
def scene(path: Path) -> Scene:
    return Scene(document.read(path))


def shape_of(scene: Scene, name: str) -> document.Element:
    (shape,) = (each for each in scene.objects("Geometry", "Shape") if name_of(each) == name)
    return shape


def test_every_node_stands_upright_in_centimetres(scene: Scene) -> None:
    assert property_of(scene.section("GlobalSettings"), "UnitScaleFactor") == [1.0]
    places = {name_of(model.element): own_values(model) for model in scene.models}
    for own in places.values():
        np.testing.assert_array_equal(own["Lcl Scaling"], [1, 1, 1])
        np.testing.assert_array_equal(own["Lcl Rotation"], [0, 0, 0])
    np.testing.assert_array_equal(places["Armature"]["Lcl Translation"], [0, 0, 0])
    assert places["eye_L"]["Lcl Translation"][0] == pytest.approx(-places["eye_R"]["Lcl Translation"][0], abs=0.01)
    (mesh,) = scene.objects("Geometry", "Mesh")
    low, high = (getattr(mesh.array("Vertices").reshape(-1, 3), end)(axis=0) for end in ("min", "max"))
    assert (high - low > 20).all()
    assert (high - low < 40).all()


def test_bones_have_no_dots_and_the_head_alone_is_keyed(scene: Scene) -> None:
    bones = {name_of(model.element): model for model in scene.models if model.is_bone}
    assert set(bones) == {"root", "neck", "head", "eye_L", "eye_R"}
    assert {name_of(each) for each in scene.objects("Deformer", "Cluster")} == set(bones)
    keyed = {
        (name_of(model.element), driven)
        for model in scene.models
        for driven, _ in scene.drivers(model.element, "AnimationCurveNode")
    }
    assert keyed == {("head", "Lcl Rotation")}


def test_a_shape_turns_normals_as_blender_shows_it(scene: Scene, synthetic_take: Take) -> None:
    bpy.ops.wm.read_factory_settings(use_empty=True)
    face = build_head(synthetic_take.head, "arkit").mesh
    two_sided_hair(face)
    mesh = face.data

    def normals(name: str) -> np.ndarray:
        places = np.empty(3 * len(mesh.vertices), np.float32)
        mesh.shape_keys.key_blocks[name].data.foreach_get("co", places)
        mesh.vertices.foreach_set("co", places)
        mesh.update()
        found = np.empty(3 * len(mesh.vertices), np.float32)
        mesh.vertex_normals.foreach_get("vector", found)
        x, y, z = found.reshape(-1, 3).T
        return np.stack([x, z, -y], axis=1)

    # Between shut lids what lies on the ball has next to no width, and no normal worth the name.
    lid_parts = people_data().topology.lid_parts
    seen = np.setdiff1d(np.arange(len(mesh.vertices)), np.arange(lid_parts.start, lid_parts.stop))
    for name in ("jawOpen", "mouthFunnel", "eyeBlinkLeft"):
        wanted = normals(name) - normals("Basis")
        shape = shape_of(scene, name)
        found = np.zeros_like(wanted)
        found[shape.array("Indexes")] = shape.array("Normals").reshape(-1, 3)
        assert np.abs(found).max() > 0.5
        # A turn of 0.06 degrees and less is left out, and the others are rounded by 0.03.
        np.testing.assert_allclose(found[seen], wanted[seen], atol=1.5e-3, err_msg=name)


def test_the_shade_over_the_eyes_stays_out_which_engines_would_make_solid(scene: Scene, synthetic_take: Take) -> None:
    head = two_sided(load_head(synthetic_take.head))
    veil = head.vertices_of(SHADE)
    (mesh,) = scene.objects("Geometry", "Mesh")
    assert len(mesh.array("Vertices")) // 3 == len(head.vertices) - len(veil) and len(veil) > 100
    assert SHADE not in {name_of(each) for each in scene.objects("Material", "")}


def test_a_vertex_has_its_tangent_space(scene: Scene) -> None:
    (mesh,) = scene.objects("Geometry", "Mesh")
    corners = len(mesh.array("PolygonVertexIndex"))
    layers = [mesh.find("LayerElementTangent"), mesh.find("LayerElementBinormal")]
    tangents, binormals = (
        layer.array(name).reshape(-1, 3) for layer, name in zip(layers, ("Tangents", "Binormals"), strict=True)
    )
    assert len(tangents) == len(binormals) == corners
    assert np.abs(np.einsum("ij,ij->i", tangents, binormals)).max() < 1e-3


def test_skin_and_hair_show_their_picture_and_the_rest_its_colour(scene: Scene) -> None:
    shown = {
        name_of(material): [picture.text("FileName") for _, picture in scene.drivers(material, "Texture")]
        for material in scene.objects("Material")
    }
    head = next(name for name in shown if name.endswith(" skin")).removesuffix(" skin")
    assert shown[f"{head} skin"] == [f"textures/{head.lower()}_skin.jpg", "textures/skin_normal_28.jpg"]
    own = head.lower()
    assert shown[f"{head} hair"] == [f"textures/{own}_hair.png", f"textures/{own}_hair_normal.png"]
    assert shown[f"{head} eye"] == [f"textures/{head.lower()}_eye.jpg"]
    colours = {name_of(each): property_of(each, "DiffuseColor") for each in scene.objects("Material")}
    assert colours[f"{head} hair"] == [1.0, 1.0, 1.0]
    assert shown["tongue"] == ["textures/tongue.png"]
    # In sRGB, as Unity and three.js read it; 0.052 in linear light.
    assert colours["shirt"][0] == pytest.approx(0.2528, abs=1e-4)


def test_nothing_says_when_and_where_it_was_made(path: Path) -> None:
    content = path.read_bytes()
    assert b"where_it_was_made" not in content
    assert str(Path.home()).encode() not in content
    assert b"/tmp" not in content


def test_the_only_clip_is_called_as_the_line(scene: Scene) -> None:
    (stack,) = scene.objects("AnimationStack")
    assert name_of(stack) == "my line"
    assert [each.values[0] for each in scene.section("Takes").all("Take")] == [b"my line"]


@pytest.mark.parametrize("said", [23.976, 29.97, 60.0])
def test_keys_lie_on_the_frames_to_the_tick(said: float, synthetic_take: Take, tmp_path: Path) -> None:
    (path,) = export(synthetic_take, ["fbx"], tmp_path, "line", ExportOptions(said))
    scene = Scene(document.read(path))
    count = len(arkit_curves(synthetic_take, said))
    wanted = [round(frame * TICKS_EACH_SECOND / FbxPlan(said).rate) for frame in range(count)]
    for curve in scene.objects("AnimationCurve"):
        assert curve.array("KeyTime").tolist() == wanted
    mode = property_of(scene.section("GlobalSettings"), "TimeMode")
    assert mode == [{23.976: 13, 29.97: 9, 60.0: 3}[said]]
    (stack,) = scene.objects("AnimationStack")
    assert property_of(stack, "LocalStop") == [wanted[-1]]


def test_the_head_of_a_split_rests_without_a_clip(synthetic_take: Take, tmp_path: Path) -> None:
    (path,) = export(synthetic_take, ["head_fbx"], tmp_path, "line", ExportOptions())
    scene = Scene(document.read(path))
    assert path.name == "line_head.fbx"
    assert not [*scene.objects("AnimationStack"), *scene.objects("AnimationCurve")]
    channels = list(scene.objects("Deformer", "BlendShapeChannel"))
    assert len(channels) == 52
    assert all(channel.find("DeformPercent").values == [0.0] for channel in channels)


@pytest.mark.parametrize("preset", ["unity", pytest.param("unreal", marks=pytest.mark.check)])
def test_levels_of_detail_are_there_where_an_engine_takes_them(
    synthetic_take: Take, preset: str, tmp_path: Path
) -> None:
    (path,) = export(synthetic_take, ["head_fbx"], tmp_path, "line", ExportOptions(preset=preset))
    scene = Scene(document.read(path))
    meshes = [model for model in scene.models if model.kind == "Mesh"]
    assert [name_of(model.element) for model in meshes] == [f"{synthetic_take.head}_LOD{level}" for level in range(3)]
    # Unity goes by the names, and a node above them would be in the paths of its animations.
    assert {model.parent and model.parent.kind for model in meshes} == {"LodGroup" if preset == "unreal" else None}
    for model in meshes:
        (geometry,) = scene.children(model.element, "Geometry", "Mesh")
        (blend,) = scene.children(geometry, "Deformer", "BlendShape")
        assert len(list(scene.children(blend, "Deformer", "BlendShapeChannel"))) == 52
        assert len(list(scene.children(geometry, "Deformer", "Skin"))) == 1


@pytest.mark.check
def test_two_processes_write_the_same_bytes(synthetic_take: Take, tmp_path: Path) -> None:
    save_take(synthetic_take, tmp_path / "line.take")
    made = []
    for seed in ("1", "2"):
        out = tmp_path / seed
        command = [sys.executable, "-c", "from soliloquy.shell.cli import main; raise SystemExit(main())", "export"]
        command += [str(tmp_path / "line.take"), "--out", str(out), "--formats", "fbx"]
        subprocess.run(command, check=True, env={**os.environ, "PYTHONHASHSEED": seed})
        made.append((out / "line.fbx").read_bytes())
    assert made[0] == made[1]

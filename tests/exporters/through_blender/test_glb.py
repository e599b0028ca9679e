# SPDX-License-Identifier: GPL-3.0-or-later
"""The GLB as any other program sees it: read with json and struct alone, by the glTF 2.0 specification."""

import json
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from soliloquy.blender.hair_sides import two_sided_hair
from soliloquy.exporters import export
from soliloquy.exporters.through_blender.blender_output import quiet_blender
from soliloquy.exporters.through_blender.exported_scene import exported_scene
from soliloquy.exporters.through_blender.gltf import write_scene
from soliloquy.runtime.head.arkit import ARKIT_NAMES
from soliloquy.runtime.layouts import arkit_curves
from soliloquy.runtime.requests import ExportOptions
from soliloquy.runtime.take import Take
from soliloquy.runtime.version import VERSION

pytestmark = pytest.mark.blender

WIDTHS = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4, "MAT4": 16}


class Glb:
    """A binary glTF file (specification 2.0, section 4.4)."""

    def __init__(self, path: Path) -> None:
        content = path.read_bytes()
        magic, version, length = struct.unpack_from("<4sII", content)
        assert (magic, version, length) == (b"glTF", 2, len(content))
        json_length, json_type = struct.unpack_from("<I4s", content, 12)
        assert json_type == b"JSON"
        self.tree: dict[str, Any] = json.loads(content[20 : 20 + json_length])
        self.binary = content[28 + json_length :]

    def floats(self, accessor: int) -> np.ndarray:
        about = self.tree["accessors"][accessor]
        assert about["componentType"] == 5126
        view = self.tree["bufferViews"][about["bufferView"]]
        start = view.get("byteOffset", 0) + about.get("byteOffset", 0)
        return np.frombuffer(self.binary, "<f4", about["count"] * WIDTHS[about["type"]], start)


@pytest.fixture(scope="module")
def glb(synthetic_take: Take, tmp_path_factory: pytest.TempPathFactory) -> Glb:
    (path,) = export(synthetic_take, ["glb"], tmp_path_factory.mktemp("glb"), "line", ExportOptions(24.0))
    return Glb(path)


def test_the_morph_targets_carry_arkit_names(glb: Glb) -> None:
    face, hair = glb.tree["meshes"]
    assert tuple(face["extras"]["targetNames"]) == ARKIT_NAMES
    assert all(len(primitive["targets"]) == 52 for primitive in face["primitives"])
    assert not any("targets" in primitive for primitive in hair["primitives"])


def test_one_animation_holds_every_weight_at_its_time(glb: Glb, synthetic_take: Take) -> None:
    (animation,) = glb.tree["animations"]
    assert animation["name"] == "line"
    targets = {(channel["target"]["path"], channel["target"]["node"]) for channel in animation["channels"]}
    assert len(targets) == len(animation["channels"])
    (weights,) = (channel for channel in animation["channels"] if channel["target"]["path"] == "weights")
    sampler = animation["samplers"][weights["sampler"]]
    times = glb.floats(sampler["input"])
    values = glb.floats(sampler["output"]).reshape(len(times), 52)
    curves = arkit_curves(synthetic_take, 24.0)
    assert times[0] == 0.0
    assert (np.diff(times) > 0).all()
    assert times[-1] == pytest.approx((len(curves) - 1) / 24, abs=1e-5)
    frames = np.arange(len(curves)) / 24
    for column, name in enumerate(ARKIT_NAMES):
        np.testing.assert_allclose(
            np.interp(frames, times, values[:, column]), curves.weights[:, column], atol=1e-3, err_msg=name
        )


def test_the_head_has_its_skin_and_the_bones_of_the_dress(glb: Glb) -> None:
    (skin,) = glb.tree["skins"]
    joints = {glb.tree["nodes"][joint]["name"] for joint in skin["joints"]}
    assert joints == {"root", "neck", "head", "eye_L", "eye_R"}


def test_of_the_bones_only_the_head_is_keyed(glb: Glb) -> None:
    targets = [channel["target"] for channel in glb.tree["animations"][0]["channels"]]
    keyed = [(glb.tree["nodes"][target["node"]]["name"], target["path"]) for target in targets]
    assert sorted(keyed) == [("Clara", "weights"), ("head", "rotation")]


def test_nothing_tells_where_it_was_written(glb: Glb, tmp_path_factory: pytest.TempPathFactory) -> None:
    text = json.dumps(glb.tree)
    assert "tmp" not in text
    assert str(tmp_path_factory.getbasetemp()) not in text
    assert glb.tree["asset"]["generator"].startswith(f"Soliloquy {VERSION}, Khronos glTF Blender I/O")


def test_without_its_pictures_it_stays_below_2_4_million_bytes(glb: Glb) -> None:
    pictures = sum(glb.tree["bufferViews"][image["bufferView"]]["byteLength"] for image in glb.tree["images"])
    assert len(glb.binary) + len(json.dumps(glb.tree)) - pictures < 2_400_000


@pytest.mark.check
def test_what_it_shows_is_what_blender_writes_of_a_scene_with_keys(
    synthetic_take: Take, read_back: Callable[[Path, float], Any], tmp_path: Path
) -> None:
    """Read by Blender's importer. Here all 52 shapes are at a quarter at once, and each leaves out what moves less than
    0.2 mm, in the dark 1 mm."""
    raw, options = tmp_path / "raw.glb", ExportOptions(24.0)
    with quiet_blender(raw):
        two_sided_hair(exported_scene(synthetic_take, "line", options).head.mesh)
        write_scene(raw)
    (path,) = export(synthetic_take, ["glb"], tmp_path, "line", options)
    places, weights = [], []
    for file in (raw, path):
        imported = read_back(file, 24.0)
        places.append([_places(imported, frame) for frame in (0, 11, 22, 47)])
        weights.append(np.stack([imported.at_frames(name, 48) for name in ARKIT_NAMES]))
    raw_places, our_places = ({name: np.array([each[name] for each in of]) for name in of[0]} for of in places)
    # Of the lids' insides less is there.
    assert raw_places.pop("socket").shape > our_places.pop("socket").shape
    for name, seen in raw_places.items():
        apart = np.linalg.norm(our_places[name] - seen, axis=2)
        most, usual = (1.5e-3, 1e-3) if name == "mouth" else (3e-4, 1.5e-4)
        assert apart.max() < most and np.percentile(apart, 95) < usual, name
    np.testing.assert_allclose(weights[1], weights[0], atol=1e-6, rtol=0)


def _places(imported: Any, frame: int) -> dict[str, np.ndarray]:
    """World positions (N,3) of all vertices of each material."""
    import bpy

    imported.show(frame)
    graph = bpy.context.evaluated_depsgraph_get()
    meshes = [one for one in bpy.data.objects if one.type == "MESH" and one.find_armature()]
    found, materials = [], []
    for one in meshes:
        shown = one.evaluated_get(graph)
        places = np.empty(3 * len(shown.data.vertices), np.float32)
        shown.data.vertices.foreach_get("co", places)
        world = np.array(shown.matrix_world)
        found.append(places.reshape(-1, 3) @ world[:3, :3].T + world[:3, 3])
        names = np.empty(len(places) // 3, object)
        for polygon in one.data.polygons:
            names[list(polygon.vertices)] = one.data.materials[polygon.material_index].name.partition(".")[0]
        materials.append(names)
    every, material = np.concatenate(found), np.concatenate(materials).astype(str)
    return {name: every[material == name] for name in np.unique(material).tolist()}


def test_hair_is_cut_out_of_its_cards_and_has_normals(glb: Glb) -> None:
    (hair,) = (material for material in glb.tree["materials"] if material["name"].endswith(" hair"))
    assert hair["alphaMode"] == "MASK" and hair["alphaCutoff"] == pytest.approx(0.4)
    assert "baseColorTexture" in hair["pbrMetallicRoughness"] and "normalTexture" in hair

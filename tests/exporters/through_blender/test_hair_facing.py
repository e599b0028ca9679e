# SPDX-License-Identifier: GPL-3.0-or-later
"""Hair in files takes light as one head of hair, by the normals of our own pictures, and all else by its own."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import bpy
import numpy as np
import pytest
from scipy.spatial import cKDTree
from soliloquy.blender.axes import from_blender
from soliloquy.blender.character import find_character
from soliloquy.blender.datablocks import places_in
from soliloquy.blender.head import build_head
from soliloquy.blender.scene_lines import SceneLine
from soliloquy.exporters import export
from soliloquy.exporters.fbx_file import document
from soliloquy.exporters.fbx_file.normals import Polygons
from soliloquy.exporters.fbx_file.scene import Scene, name_of
from soliloquy.exporters.glb_file.document import read_glb
from soliloquy.exporters.through_blender.scene_export import SceneExport, export_scene
from soliloquy.exporters.through_blender.scene_formats import SceneFormats
from soliloquy.runtime.head.hair_light import hair_normals
from soliloquy.runtime.head.heads import load_head
from soliloquy.runtime.requests import ExportOptions
from soliloquy.runtime.take import Take

pytestmark = pytest.mark.blender

CURLY = "Amara"
FOUND = 3.0
"""Degrees: what rounding and a further side's place make of a normal, and of one of the skin what Blender's does."""


@dataclass(frozen=True)
class Part:
    """What one material covers: points (P,3) in metres and their normals, triangles or quads as corners (F,K,3)."""

    points: np.ndarray
    normals: np.ndarray
    faces: list[np.ndarray]


def glb_part(path: Path, material: str) -> Part:
    read = read_glb(path)
    number = next(n for n, each in enumerate(read.tree["materials"]) if each["name"].endswith(material))
    (primitive,) = (
        each for mesh in read.tree["meshes"] for each in mesh["primitives"] if each.get("material") == number
    )
    assert material != "hair" or not primitive.get("targets")
    points, normals = (read.floats(primitive["attributes"][name]) for name in ("POSITION", "NORMAL"))
    triangles = read.stored[primitive["indices"]].values.reshape(-1, 3)
    return Part(points, normals, list(points[triangles]))


def fbx_part(path: Path, material: str) -> Part:
    scene = Scene(document.read(path))
    geometry = next(scene.objects("Geometry", "Mesh"))
    model = next(scene.parents(geometry, "Model"))
    names = [name_of(each) for each in scene.children(model, "Material")]
    number = next(n for n, name in enumerate(names) if name.endswith(material))
    polygons = Polygons.of_fbx(geometry.array("PolygonVertexIndex"))
    points = geometry.array("Vertices").reshape(-1, 3) / 100.0
    layer = geometry.find("LayerElementNormal")
    assert layer is not None and layer.text("MappingInformationType") == "ByVertice"
    here = np.flatnonzero(geometry.find("LayerElementMaterial").array("Materials") == number)
    quads = polygons.quads(here)
    used = np.unique(quads)
    for shape in scene.objects("Geometry", "Shape") if material == "hair" else ():
        assert not shape.array("Normals").reshape(-1, 3)[used].any()
    return Part(points[used], layer.array("Normals").reshape(-1, 3)[used], list(points[quads]))


READERS: dict[str, Callable[[Path, str], Part]] = {"glb": glb_part, "fbx": fbx_part}


@pytest.fixture(scope="module")
def files(synthetic_take: Take, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    options = ExportOptions(30.0, head=CURLY, texture_size=64)
    paths = export(synthetic_take, ["head_glb", "head_fbx"], tmp_path_factory.mktemp("hair"), "line", options)
    return {path.suffix[1:]: path for path in paths}


def degrees_off(part: Part, places: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Between the normals of ``part`` and those (P,3) that are wanted at the nearest of ``places`` (P,3)."""
    distance, nearest = cKDTree(places).query(part.points)
    assert distance.max() < 2e-4
    apart = np.linalg.norm(part.normals - wanted[nearest], axis=1)
    return np.degrees(2.0 * np.arcsin(np.clip(apart / 2.0, 0.0, 1.0)))


def lit_as_a_whole(name: str) -> tuple[np.ndarray, np.ndarray]:
    """Where the cards' points of a head are, and the normals by which our own pictures light them."""
    head = load_head(name)
    used, inverse = np.unique(head.quads[head.of_material("hair")], return_inverse=True)
    points = head.vertices[used].astype(float)
    return points, hair_normals(points, inverse.reshape(-1, 4), head.head_joint)


@pytest.mark.parametrize("ending", READERS)
def test_hair_faces_as_in_our_own_pictures(files: dict[str, Path], ending: str) -> None:
    off = degrees_off(READERS[ending](files[ending], "hair"), *lit_as_a_whole(CURLY))
    # A card that lies across the hair around it has a side only just; a few of them take the other.
    assert np.quantile(off, 0.95) < FOUND


@pytest.mark.parametrize("ending", READERS)
def test_the_skins_normals_are_blenders(files: dict[str, Path], ending: str) -> None:
    bpy.ops.wm.read_factory_settings(use_empty=True)
    mesh = build_head(CURLY, "arkit").mesh.data
    normals = np.empty(3 * len(mesh.vertices), np.float32)
    mesh.vertex_normals.foreach_get("vector", normals)
    places = from_blender(places_in(mesh.vertices))
    own = load_head(CURLY).vertices_of("skin")
    skin = READERS[ending](files[ending], "skin")
    off = degrees_off(skin, places[own], from_blender(normals.reshape(-1, 3))[own])
    # Where lids shut, points of both lie at one place.
    assert np.quantile(off, 0.99) < 0.1


@pytest.mark.parametrize("ending", READERS)
def test_what_is_seen_of_a_card_from_behind_has_a_face_of_its_own(files: dict[str, Path], ending: str) -> None:
    """A further side lies against a card by a tenth of a millimetre, faces the other way, and takes the same light."""
    part = READERS[ending](files[ending], "hair")
    corners = np.array([face[[0, 1, 2]] for face in part.faces])
    facing = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    facing /= np.maximum(np.linalg.norm(facing, axis=1, keepdims=True), 1e-12)
    middles = np.array([face.mean(axis=0) for face in part.faces])
    beside, other = cKDTree(middles).query(middles, 2)
    against = (beside[:, 1] < 2e-4) & ((facing * facing[other[:, 1]]).sum(axis=1) < -0.9)
    assert 0.5 < against.mean() < 0.85


def test_only_one_side_of_a_face_of_hair_is_shown(files: dict[str, Path]) -> None:
    shown = {each["name"]: each.get("doubleSided", False) for each in read_glb(files["glb"]).tree["materials"]}
    assert not shown[f"{CURLY} hair"] and shown["lashes"]


@pytest.mark.check
def test_hair_of_a_scenes_head_faces_so_too_in_both_and_the_scene_stays_as_it_was(tmp_path: Path) -> None:
    bpy.ops.wm.read_factory_settings(use_empty=True)
    built = build_head(CURLY, "arkit")
    material = next(each for each in built.mesh.data.materials if each.name.endswith("hair"))
    material.name = "my locks"
    built.armature.location, built.armature.scale = (1.0, 2.0, 3.0), (2.0, 2.0, 2.0)
    counts = len(built.mesh.data.vertices), len(built.mesh.data.polygons)
    asked = SceneExport(
        find_character(bpy.context.scene, built.mesh),
        [(SceneLine("line", 0, 2), None)],
        SceneFormats(("glb", "fbx")),
        ExportOptions(preset="unity"),
    )
    paths = export_scene(bpy.context, asked, tmp_path / "out").files
    assert (len(built.mesh.data.vertices), len(built.mesh.data.polygons)) == counts
    assert not material.use_backface_culling
    places, wanted = lit_as_a_whole(CURLY)
    for path in paths:
        part = READERS[path.suffix[1:]](path, "my locks")
        # The armature's size and place may lie in the points: the box is the head's.
        low, high = part.points.min(axis=0), part.points.max(axis=0)
        size = np.linalg.norm(high - low) / np.linalg.norm(np.ptp(places, axis=0))
        at = (part.points - low) / size + places.min(axis=0)
        off = degrees_off(Part(at, part.normals, []), places, wanted)
        assert np.quantile(off, 0.95) < FOUND, path.name
        assert len(part.points) > 10_800

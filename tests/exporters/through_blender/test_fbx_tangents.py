# SPDX-License-Identifier: GPL-3.0-or-later
"""Tangents in FBX are those of MikkTSpace, by which pictures of normals are baked, whatever Blender reckoned."""

from pathlib import Path

import bpy
import numpy as np
import pytest
from soliloquy.exporters.fbx_file import document
from soliloquy.exporters.fbx_file.geometry import bake_geometry, list_normals
from soliloquy.exporters.fbx_file.scene import Scene

pytestmark = pytest.mark.blender

LAYERS = [("LayerElementTangent", "Tangents"), ("LayerElementBinormal", "Binormals")]


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sheet, dented so that no two of its faces are alike."""
    path = tmp_path_factory.mktemp("sheet") / "sheet.fbx"
    bpy.ops.wm.read_factory_settings(use_empty=True)
    bpy.ops.mesh.primitive_grid_add(x_subdivisions=24, y_subdivisions=12)
    mesh = bpy.context.object.data
    mesh.shade_smooth()
    dents = np.random.default_rng(1).uniform(-0.015, 0.015, (len(mesh.vertices), 3))
    for vertex, dent in zip(mesh.vertices, dents, strict=True):
        vertex.co += type(vertex.co)(dent)
    for corner, dent in zip(mesh.uv_layers[0].data, dents[[loop.vertex_index for loop in mesh.loops]], strict=True):
        corner.uv += type(corner.uv)(0.3 * dent[:2])
    bpy.ops.export_scene.fbx(filepath=str(path), use_tspace=True)
    return path


@pytest.fixture
def scene(sheet: Path) -> Scene:
    return Scene(document.read(sheet))


def rows(scene: Scene, layer: str, name: str) -> np.ndarray:
    (mesh,) = scene.objects("Geometry", "Mesh")
    return mesh.find(layer).array(name).reshape(-1, 3)


def spoil(scene: Scene) -> None:
    """Rows that are no tangents, all in one direction."""
    (mesh,) = scene.objects("Geometry", "Mesh")
    for layer, name in LAYERS:
        mesh.find(layer).put(name, "d", np.full(mesh.find(layer).array(name).size, 0.5))


def test_they_are_those_that_blender_reckons(scene: Scene) -> None:
    blenders = [rows(scene, *each) for each in LAYERS]
    list_normals(scene)
    bake_geometry(scene, {}, {})
    for each, wanted in zip(LAYERS, blenders, strict=True):
        found = rows(scene, *each)
        # They are rounded to a part in 4096. Quads of nearly equal diagonals may be split otherwise.
        assert np.quantile(np.abs(found - wanted), 0.99) < 1e-3
        assert found == pytest.approx(wanted, abs=0.02)
        assert np.any(found != wanted)


def test_what_blender_reckoned_leaves_no_trace(scene: Scene) -> None:
    """Its last bits differ from process to process on a mesh of more than 10,000 faces."""
    list_normals(scene)
    bake_geometry(scene, {}, {})
    before = [rows(scene, *each) for each in LAYERS]
    spoil(scene)
    list_normals(scene)
    bake_geometry(scene, {}, {})
    for each, wanted in zip(LAYERS, before, strict=True):
        assert rows(scene, *each) == pytest.approx(wanted, abs=3e-4)


def test_a_layer_without_its_picture_places_stays(scene: Scene) -> None:
    (mesh,) = scene.objects("Geometry", "Mesh")
    mesh.below = [each for each in mesh.below if each.name != "LayerElementUV"]
    spoil(scene)
    list_normals(scene)
    bake_geometry(scene, {}, {})
    for each in LAYERS:
        assert rows(scene, *each) == pytest.approx(np.full_like(rows(scene, *each), 3**-0.5), abs=3e-4)

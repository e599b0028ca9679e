# SPDX-License-Identifier: GPL-3.0-or-later
"""Mending an FBX moves nothing: what is imported from it stands where it stood, at rest and in every frame."""

import shutil
from pathlib import Path

import bpy
import numpy as np
import pytest
from soliloquy.blender.hair_sides import two_sided_hair
from soliloquy.exporters import export
from soliloquy.exporters.fbx_file import FbxPlan, document, mend
from soliloquy.exporters.fbx_file.curves import SCALING, own_values
from soliloquy.exporters.fbx_file.scene import Scene, name_of
from soliloquy.exporters.through_blender import fbx
from soliloquy.exporters.through_blender.blender_output import quiet_blender
from soliloquy.exporters.through_blender.exported_scene import exported_scene
from soliloquy.exporters.through_blender.veil import leave_out_shade
from soliloquy.runtime.requests import ExportOptions
from soliloquy.runtime.take import Take
from soliloquy.tests.exporters.through_blender.rigs_of_artists import LAST_FRAME, build_scene, world_positions

pytestmark = [pytest.mark.blender, pytest.mark.check]


@pytest.fixture(scope="module", params=[1.0, 0.01], ids=["metres", "centimetres"])
def files(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The artist's scene as Blender writes it, and mended."""
    folder = tmp_path_factory.mktemp("artist")
    build_scene(request.param)
    before, after = folder / "before.fbx", folder / "after.fbx"
    with pytest.MonkeyPatch.context() as patch, quiet_blender():
        patch.setattr(fbx, "mend", lambda path, plan: None)
        fbx.write_scene(before, FbxPlan(24.0))
    shutil.copy(before, after)
    mend(after, FbxPlan(24.0, clip="line", unit=100.0 * request.param))
    return before, after


def imported(path: Path, fps: int) -> None:
    bpy.ops.wm.read_factory_settings(use_empty=True)
    bpy.context.scene.render.fps = fps
    bpy.ops.preferences.addon_enable(module="io_scene_fbx")
    with quiet_blender():
        bpy.ops.import_scene.fbx(filepath=str(path), anim_offset=0.0)


def test_everything_an_artist_moves_stays_where_it_was(files: tuple[Path, Path]) -> None:
    before, after = files
    imported(before, 24)
    wanted = {frame: world_positions(frame) for frame in range(1, LAST_FRAME + 1)}
    imported(after, 24)
    for frame, places in wanted.items():
        # The clip now starts at time 0.
        found = world_positions(frame - 1)
        assert found.keys() == places.keys()
        for name in places:
            np.testing.assert_allclose(found[name], places[name], atol=1e-4, err_msg=f"{name} at {frame}")


def test_what_stands_still_has_no_keys_and_no_scale_unless_it_must(files: tuple[Path, Path]) -> None:
    scene = Scene(document.read(files[1]))
    scaled, keyed = set(), set()
    for model in scene.models:
        name = name_of(model.element)
        if np.abs(own_values(model)[SCALING] - 1).max() > 1e-5:
            scaled.add(name)
        keyed |= {(name, driven) for driven, _ in scene.drivers(model.element, "AnimationCurveNode")}
    # A mirror, a keyed scale, an uneven one above bones, and one of two objects that share a mesh.
    assert scaled == {"Mirrored", "Pulse", "Lean", "Second"}
    assert keyed == {
        ("hips", "Lcl Translation"),
        ("hips", "Lcl Rotation"),
        ("head", "Lcl Rotation"),
        ("Walker", "Lcl Translation"),
        ("Walker", "Lcl Rotation"),
        ("Hat", "Lcl Rotation"),
        ("Table", "Lcl Rotation"),
        ("Cup", "Lcl Translation"),
        ("Pulse", "Lcl Scaling"),
    }


def test_what_has_no_faces_no_vertices_or_no_size_is_no_error(tmp_path: Path) -> None:
    bpy.ops.wm.read_factory_settings(use_empty=True)
    places = [(0.0, 0.0, 0.0), (1.0, 0.0, 0.0)]
    for name, vertices, edges in (("Nothing", [], []), ("Points", places, []), ("Edge", places, [(0, 1)])):
        mesh = bpy.data.meshes.new(name)
        mesh.from_pydata(vertices, edges, [])
        made = bpy.data.objects.new(name, mesh)
        bpy.context.scene.collection.objects.link(made)
        for key in ("Basis", "Shape") if vertices else ():
            made.shape_key_add(name=key)
        made.scale = (0.0, 0.0, 0.0) if name == "Points" else (1.0, 1.0, 1.0)
    with quiet_blender():
        fbx.write_scene(tmp_path / "odd.fbx", FbxPlan(24.0, clip="line"))
    names = {name_of(model.element) for model in Scene(document.read(tmp_path / "odd.fbx")).models}
    assert names == {"Nothing", "Points", "Edge"}


@pytest.mark.parametrize("layout", ["arkit", "flame"])
def test_our_own_head_moves_as_in_blender(synthetic_take: Take, layout: str, tmp_path: Path) -> None:
    options = ExportOptions(30.0, layout)
    face = exported_scene(synthetic_take, "line", options).head.mesh
    two_sided_hair(face)
    leave_out_shade(face)
    wanted = {frame: world_positions(frame) for frame in (0, 11, 28, 60)}
    (path,) = export(synthetic_take, ["fbx"], tmp_path, "line", options)
    imported(path, 30)
    for frame, places in wanted.items():
        for name, found in world_positions(frame).items():
            np.testing.assert_allclose(found, places[name], atol=1e-4, err_msg=f"{name} at {frame}")

# SPDX-License-Identifier: GPL-3.0-or-later
"""MakeHuman's assets lie where they are fitted, go with the face, and fit the next person."""

from pathlib import Path

import bpy
import numpy as np
import pytest
from soliloquy.blender.axes import to_blender
from soliloquy.blender.head import BuiltHead, build_head
from soliloquy.blender.person import change_person
from soliloquy.blender.skin_relief import RELIEF
from soliloquy.blender.worn import wear, wear_skin
from soliloquy.runtime.errors import InputError
from soliloquy.runtime.head.heads import Head, load_head
from soliloquy.runtime.head.makehuman_fit import makehuman_uv
from soliloquy.runtime.people.data import people_data
from soliloquy.tests.makehuman_assets import glasses, skin
from soliloquy.tests.worn_things import shown_places, triangles_in_front


@pytest.fixture
def built() -> BuiltHead:
    bpy.ops.wm.read_factory_settings(use_empty=True)
    return build_head("Clara", "arkit")


def _wanted(head: Head, chosen: np.ndarray) -> np.ndarray:
    """Where (N,3) in Blender's axes a fabricated pair of glasses lies, but for its offset."""
    return to_blender(np.einsum("nkc,k->nc", head.vertices[chosen], [0.5, 0.3, 0.2]))


def test_it_lies_off_the_vertices_that_it_is_fitted_to_scaled_by_the_head(built: BuiltHead, tmp_path: Path) -> None:
    chosen, sources = triangles_in_front("Clara", (-10.0, 10.0))
    shown = shown_places(wear(built.mesh, glasses(tmp_path, sources)))
    off = shown[:-1] - _wanted(load_head("Clara"), chosen)
    # 0.05 and 0.01 decimetres, scaled by how much wider her head is than the base mesh's.
    assert np.abs(off[:, 0]).max() < 1e-5
    assert off[:, 1] == pytest.approx(-0.005, rel=0.15) and off[:, 2] == pytest.approx(0.001, rel=0.15)
    assert np.ptp(off, axis=0).max() < 1e-5
    assert shown[-1] == pytest.approx(to_blender(load_head("Clara").vertices[chosen[0, 0]]), abs=1e-5)


def test_it_goes_with_the_brows_and_the_bone(built: BuiltHead, tmp_path: Path) -> None:
    _chosen, sources = triangles_in_front("Clara", (12.0, 24.0))
    thing = wear(built.mesh, glasses(tmp_path, sources))
    before = shown_places(thing)
    for name in ("browInnerUp", "browOuterUpLeft", "browOuterUpRight"):
        built.mesh.data.shape_keys.key_blocks[name].value = 1.0
    assert np.median((shown_places(thing) - before)[:, 2]) > 0.002
    for block in built.mesh.data.shape_keys.key_blocks:
        block.value = 0.0
    built.armature.location = (0.5, 0.0, 0.1)
    bone = built.armature.pose.bones["head"]
    bone.rotation_euler = (0.2, 0.3, 0.1)
    bpy.context.view_layer.update()
    turn = np.array(built.armature.matrix_world @ bone.matrix @ bone.bone.matrix_local.inverted())
    np.testing.assert_allclose(shown_places(thing), before @ turn[:3, :3].T + turn[:3, 3], atol=1e-4)


def test_it_fits_the_next_person(built: BuiltHead, tmp_path: Path) -> None:
    chosen, sources = triangles_in_front("Clara", (-10.0, 10.0))
    thing = wear(built.mesh, glasses(tmp_path, sources))
    change_person(built.mesh, "Samuel")
    off = shown_places(thing)[:-1] - _wanted(load_head("Samuel"), chosen)
    assert off[:, 1] == pytest.approx(-0.005, rel=0.25) and np.ptp(off, axis=0).max() < 1e-5


def test_hair_on_the_helper_of_the_scalp_goes_with_the_head_alone(built: BuiltHead, tmp_path: Path) -> None:
    quads = people_data().base.groups["helper-hair"].vertices
    thing = wear(built.mesh, glasses(tmp_path, [tuple(quad[:3].tolist()) for quad in quads[:30]], out=0.0))
    before = shown_places(thing)
    for name in ("jawOpen", "mouthSmileLeft", "browInnerUp"):
        built.mesh.data.shape_keys.key_blocks[name].value = 1.0
    assert np.abs(shown_places(thing) - before).max() < 0.001
    assert np.linalg.norm(before - before.mean(axis=0), axis=1).max() < 0.3


def test_its_material_shows_its_pictures_and_what_is_clear(built: BuiltHead, tmp_path: Path) -> None:
    thing = wear(built.mesh, glasses(tmp_path, triangles_in_front("Clara", (-10.0, 10.0))[1]))
    material = thing.data.materials[0]
    shader = material.node_tree.nodes["Principled BSDF"].inputs
    assert shader["Roughness"].default_value == pytest.approx(0.2)
    assert all(shader[name].is_linked for name in ("Base Color", "Alpha", "Normal"))
    assert shader["Base Color"].links[0].from_node.image.packed_file
    solid = wear(
        built.mesh, glasses(tmp_path / "other", triangles_in_front("Clara", (-10.0, 10.0))[1], transparent=False)
    )
    assert not solid.data.materials[0].node_tree.nodes["Principled BSDF"].inputs["Alpha"].is_linked


def test_what_is_fitted_to_the_body_is_refused_and_leaves_nothing(built: BuiltHead, tmp_path: Path) -> None:
    packed = (people_data().base.vertices != 0.0).any(axis=1)
    foot = int(np.flatnonzero(~packed)[0])
    before = len(bpy.data.objects), len(bpy.data.meshes)
    with pytest.raises(InputError, match="parts of the body"):
        wear(built.mesh, glasses(tmp_path, [(foot, foot, foot)] * 3))
    assert (len(bpy.data.objects), len(bpy.data.meshes)) == before
    with pytest.raises(InputError, match="no head of ours"):
        wear(bpy.data.objects.new("Cube", bpy.data.meshes.new("Cube")), glasses(tmp_path, [(0, 1, 2)] * 3))


def test_a_skin_is_shown_by_its_own_uv_map_with_our_pores(built: BuiltHead, tmp_path: Path) -> None:
    material = wear_skin(built.mesh, skin(tmp_path))
    assert built.mesh.data.materials[0] == material and RELIEF in material.node_tree.nodes
    colour = material.node_tree.nodes["Principled BSDF"].inputs["Base Color"].links[0].from_node
    assert colour.image.packed_file and colour.inputs["Vector"].links[0].from_node.uv_map == "MakeHuman"
    layer = built.mesh.data.uv_layers["MakeHuman"]
    places = np.empty(2 * len(layer.data), np.float32)
    layer.data.foreach_get("uv", places)
    head = load_head("Clara")
    of_skin = head.material_index == 0
    np.testing.assert_allclose(places.reshape(-1, 4, 2)[of_skin], makehuman_uv(head.uv)[of_skin], atol=1e-6)
    assert built.mesh.data.uv_layers.active.name == "UVMap"
    with pytest.raises(InputError, match="without a picture"):
        (tmp_path / "bare.mhmat").write_text("name Bare\ndiffuseColor 1 1 1\n")
        wear_skin(built.mesh, tmp_path / "bare.mhmat")


def test_the_face_lies_on_its_side_in_makehumans_texture_nose_in_the_middle() -> None:
    head = load_head("Clara")
    of_skin = np.flatnonzero(head.material_index == 0)
    places, uv = head.vertices[head.quads[of_skin]], makehuman_uv(head.uv)[of_skin]
    nose = uv.reshape(-1, 2)[places.reshape(-1, 3)[:, 2].argmax()]
    crown = uv.reshape(-1, 2)[places.reshape(-1, 3)[:, 1].argmax()]
    assert nose[1] == pytest.approx(0.483, abs=0.01)
    assert crown[0] < nose[0] - 0.1

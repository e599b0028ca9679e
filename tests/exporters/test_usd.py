# SPDX-License-Identifier: GPL-3.0-or-later
"""USD: valid by Pixar's own validators, and moved by Pixar's own UsdSkel as the take says."""

import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("pxr", reason="USD's library is not installed: pip install 'soliloquy[usd]'")
from pxr import Gf, Sdf, Usd, UsdGeom, UsdSkel, UsdValidation
from soliloquy.exporters import export
from soliloquy.exporters.clip import Clip
from soliloquy.exporters.key_bounds import MOST, KeyBounds
from soliloquy.exporters.usd_file.animation import add_light_animation
from soliloquy.exporters.usd_file.character import joints_of
from soliloquy.runtime.head.arkit import ARKIT_NAMES
from soliloquy.runtime.head.deform import deform
from soliloquy.runtime.head.hair_light import hair_normals
from soliloquy.runtime.head.hair_sides import two_sided
from soliloquy.runtime.head.heads import load_head
from soliloquy.runtime.head.normals import vertex_normals
from soliloquy.runtime.layouts import arkit_curves, flame_motion
from soliloquy.runtime.requests import ExportOptions
from soliloquy.runtime.take import Take

pytestmark = pytest.mark.check
RATE = 30.0
OPTIONS = ExportOptions(RATE, texture_size=64, tongue=True)
FRAMES = (0, 9, 20)
NEAR = 2e-6
"""Metres: float32 of USD and of ours."""
ADDED_UP = 1.5e-3
"""Metres, by which a clip may be off where all 68 shapes move at once: each by a quarter of a millimetre at most."""
FORMATS = ["usd", "head_usd", "clip_usd"]


@pytest.fixture(scope="module")
def files(synthetic_take: Take, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return export(synthetic_take, FORMATS, tmp_path_factory.mktemp("usd"), "line 1", OPTIONS)


def _faults(stage: Usd.Stage) -> list[str]:
    every = UsdValidation.ValidationRegistry().GetOrLoadAllValidators()
    assert len(every) > 20
    return [error.GetMessage() for error in UsdValidation.ValidationContext(every).Validate(stage)]


def test_every_validator_of_usd_is_content(files: list[Path]) -> None:
    for path in files:
        assert _faults(Usd.Stage.Open(str(path))) == [], path.name


def test_the_validators_would_find_a_fault() -> None:
    stage = Usd.Stage.CreateInMemory()
    stage.DefinePrim("/Clara", "Mesh")
    assert len(_faults(stage)) > 1


@pytest.mark.parametrize("layout", ["arkit", "flame"])
def test_usdskel_moves_the_head_as_the_take_does(synthetic_take: Take, tmp_path: Path, layout: str) -> None:
    (path,) = export(synthetic_take, ["usd"], tmp_path, "line", replace(OPTIONS, layout=layout))
    stage = Usd.Stage.Open(str(path))
    moving = flame_motion(synthetic_take, RATE) if layout == "flame" else arkit_curves(synthetic_take, RATE)
    expected = deform(two_sided(load_head("Clara")), moving, np.array(FRAMES), layout)
    assert np.abs(_baked(stage) - expected).max() < NEAR


def test_the_animation_alone_moves_the_head_alone(synthetic_take: Take, files: list[Path]) -> None:
    _, head, clip = files
    stage = Usd.Stage.CreateInMemory()
    # Without it USD plays the clip's seconds at the stage's own rate.
    stage.SetTimeCodesPerSecond(RATE)
    stage.DefinePrim("/Clara").GetReferences().AddReference(str(head))
    stage.DefinePrim("/Clara/Motion").GetReferences().AddReference(str(clip))
    skeleton = UsdSkel.BindingAPI.Apply(stage.GetPrimAtPath("/Clara/Skeleton"))
    skeleton.CreateAnimationSourceRel().SetTargets([Sdf.Path("/Clara/Motion")])
    expected = deform(two_sided(load_head("Clara")), arkit_curves(synthetic_take, RATE), np.array(FRAMES))
    assert 0.0 < np.abs(_baked(stage) - expected).max() < ADDED_UP


def test_hair_faces_as_in_our_own_pictures_and_skin_as_it_did(synthetic_take: Take, tmp_path: Path) -> None:
    (path,) = export(synthetic_take, ["head_usd"], tmp_path, "curls", replace(OPTIONS, head="Amara"))
    stage = Usd.Stage.Open(str(path))
    mesh = UsdGeom.Mesh(stage.GetPrimAtPath("/Amara/Face"))
    normals, head = np.array(mesh.GetNormalsAttr().Get()), load_head("Amara")
    hair, inverse = np.unique(head.quads[head.of_material("hair")], return_inverse=True)
    joint = head.head_joint
    wanted = hair_normals(head.vertices[hair].astype(float), inverse.reshape(-1, 4), joint)
    own = vertex_normals(head.vertices, head.quads)
    assert (np.linalg.norm(own[hair] - wanted, axis=1) > 0.4).mean() > 0.4
    # A card that lies across the hair around it has a side only just; a few of them take the other.
    assert np.quantile(np.linalg.norm(normals[hair] - wanted, axis=1), 0.95) < 0.05
    skin = head.vertices_of("skin")
    np.testing.assert_allclose(normals[skin], own[skin], atol=1e-6)
    subset = UsdGeom.Subset(stage.GetPrimAtPath("/Amara/Face/hair"))
    quads = np.array(mesh.GetFaceVertexIndicesAttr().Get()).reshape(-1, 4)[np.array(subset.GetIndicesAttr().Get())]
    further = quads[quads[:, 0] >= len(head.vertices)]
    assert 0.1 < len(further) / (len(quads) - len(further)) < 0.6
    points = np.array(mesh.GetPointsAttr().Get()).astype(float)
    facing = np.cross(points[further[:, 2]] - points[further[:, 0]], points[further[:, 3]] - points[further[:, 1]])
    away = points[further].mean(axis=1) - joint - (0.0, 0.05, -0.01)
    assert ((facing * away).sum(axis=1) < 0.0).mean() > 0.9
    assert ((normals[further].mean(axis=1) * away).sum(axis=1) > 0.0).all()


def test_a_clip_holds_what_is_seen_to_move_by_few_samples() -> None:
    ramp, turns = np.linspace(0.0, 1.0, 31), np.tile([1.0, 0.0, 0.0, 0.0], (31, 1))
    bent, small = np.minimum(ramp, 0.5), 0.002 * ramp
    near = np.arange(31) == 7
    millimetres = {"jawOpen": 40.0, "mouthPucker": 9.0, "browInnerUp": 5.0, "noseSneerLeft": 8.0}
    bounds = KeyBounds(millimetres, {"jawOpen": 40.0, "mouthPucker": 9.0}, near)
    shapes = {"jawOpen": ramp, "mouthPucker": bent, "browInnerUp": small, "noseSneerLeft": 0 * ramp}
    stage = Usd.Stage.CreateInMemory()
    joints = joints_of(load_head("Clara"), "arkit")
    prim = add_light_animation(stage, "/line", Clip("line", RATE, shapes, {"head": turns}, bounds=bounds), joints)
    animation = UsdSkel.Animation(prim)
    assert list(animation.GetJointsAttr().Get()) == ["root/neck/head"]
    assert list(animation.GetBlendShapesAttr().Get()) == ["jawOpen", "mouthPucker"]
    weights = animation.GetBlendShapeWeightsAttr()
    assert len(weights.GetTimeSamples()) < 6
    played = np.array([weights.Get(frame) for frame in range(31)])
    np.testing.assert_allclose(played, np.stack([ramp, bent], axis=1), atol=2 * MOST)
    np.testing.assert_allclose(played[7], [ramp[7], bent[7]], atol=1e-6)
    assert animation.GetRotationsAttr().GetTimeSamples() == [0.0]


def _baked(stage: Usd.Stage) -> np.ndarray:
    """Points (N,V,3) at FRAMES, by USD's own skinning."""
    root = UsdSkel.Root(stage.GetPrimAtPath("/Clara"))
    assert UsdSkel.BakeSkinning(root, Gf.Interval(min(FRAMES), max(FRAMES)))
    points = UsdGeom.Mesh(stage.GetPrimAtPath("/Clara/Face")).GetPointsAttr()
    return np.array([points.Get(frame) for frame in FRAMES])


def test_blenders_importer_finds_the_head_and_moves_it(synthetic_take: Take, files: list[Path]) -> None:
    bpy = pytest.importorskip("bpy")
    bpy.ops.wm.read_factory_settings(use_empty=True)
    assert bpy.ops.wm.usd_import(filepath=str(files[0])) == {"FINISHED"}
    face = next(each for each in bpy.data.objects if each.type == "MESH")
    keys = face.data.shape_keys.key_blocks
    assert set(ARKIT_NAMES) < set(keys.keys())
    assert [material.name for material in face.data.materials] == list(load_head("Clara").material_names)
    assert {image.name for image in bpy.data.images} >= {"skin.jpg", "eye.jpg", "hair.png", "shade.png"}
    weights = arkit_curves(synthetic_take, RATE).weights
    for frame in FRAMES:
        bpy.context.scene.frame_set(frame)
        np.testing.assert_allclose([keys[name].value for name in ARKIT_NAMES], weights[frame], atol=1e-5)


def test_a_package_is_stored_aligned_and_holds_what_it_names(synthetic_take: Take, files: list[Path]) -> None:
    with zipfile.ZipFile(files[0]) as package:
        entries = package.infolist()
        starts = [entry.header_offset + 30 + len(entry.filename) + _extra(package, entry) for entry in entries]
        assert [entry.compress_type for entry in entries] == [zipfile.ZIP_STORED] * len(entries)
        assert all(start % 64 == 0 for start in starts)
        names = package.namelist()
    assert names[0] == "line.usdc"
    assert set(names[1:]) == {f"textures/{name}" for name in ("skin.jpg", "eye.jpg", "hair.png", "shade.png")} | {
        "sound.wav"
    }
    stage = Usd.Stage.Open(str(files[0]))
    assert stage.GetTimeCodesPerSecond() == RATE
    assert stage.GetEndTimeCode() == len(arkit_curves(synthetic_take, RATE)) - 1
    assert stage.GetPrimAtPath("/Clara/Voice").GetAttribute("filePath").Get().resolvedPath.endswith("[sound.wav]")


def _extra(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> int:
    assert package.fp is not None
    package.fp.seek(entry.header_offset + 28)
    return int.from_bytes(package.fp.read(2), "little")


def test_the_same_take_gives_the_same_bytes(synthetic_take: Take, files: list[Path], tmp_path: Path) -> None:
    for before, after in zip(files, export(synthetic_take, FORMATS, tmp_path, "line 1", OPTIONS), strict=True):
        assert before.read_bytes() == after.read_bytes(), after.name


def test_hair_is_cut_out_by_its_pictures_alpha(files: list[Path]) -> None:
    stage = Usd.Stage.Open(str(files[0]))
    surface = next(
        each for each in stage.Traverse() if each.GetName() == "Surface" and each.GetParent().GetName() == "hair"
    )
    assert surface.GetAttribute("inputs:opacityThreshold").Get() == pytest.approx(0.4)
    assert surface.GetAttribute("inputs:opacity").HasAuthoredConnections()

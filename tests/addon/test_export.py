# SPDX-License-Identifier: GPL-3.0-or-later
"""Exports from an open scene: what plays is what the files hold, under the artist's names, and the scene stays."""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

bpy = pytest.importorskip("bpy")

sys.path.append(str(Path(__file__).parent))
from artists_rig import STRIPS, build_character  # noqa: E402
from export_findings import (  # noqa: E402
    THINNED,
    differences,
    furthest,
    shapes_in_fbx,
    shapes_in_glb,
    shapes_in_json,
    shown_shapes,
    state_of_the_file,
)
from soliloquy import addon  # noqa: E402
from soliloquy.addon.commands import run  # noqa: E402
from soliloquy.addon.export_request import export_reason  # noqa: E402
from soliloquy.blender import versions  # noqa: E402

SAME = 1e-4


@pytest.fixture
def face() -> Iterator[Any]:
    """An artist's character, in a scene where something is selected, posed without a key, and shown at some frame."""
    bpy.ops.wm.read_factory_settings(use_empty=True)
    addon.register()
    face = build_character(versions)
    stranger = bpy.data.objects["Inconnu"]
    stranger.select_set(True)
    bpy.context.view_layer.objects.active = stranger
    bpy.context.scene.frame_set(17, subframe=0.5)
    face.data.shape_keys.key_blocks["Ferme"].value = 0.123
    bpy.data.objects["Squelette"].pose.bones["Crâne"].rotation_euler.x = 0.321
    yield face
    addon.unregister()


@pytest.fixture
def wanted(face: Any) -> dict[str, dict[str, dict[str, list[float]]]]:
    """What each strip shows: by strip, mesh and shape."""
    meshes = [face, bpy.data.objects["Dents"]]
    shown = {name: shown_shapes(meshes, start, end) for name, start, end in STRIPS}
    bpy.context.scene.frame_set(17, subframe=0.5)
    face.data.shape_keys.key_blocks["Ferme"].value = 0.123
    bpy.data.objects["Squelette"].pose.bones["Crâne"].rotation_euler.x = 0.321
    return shown


def export(**more: Any) -> None:
    assert bpy.ops.soliloquy.export(**{"target": "Visage", "what": "STRIPS", **more}) == {"FINISHED"}


def refused(**more: Any) -> str:
    with pytest.raises(RuntimeError) as caught:
        export(**more)
    said = str(caught.value).removeprefix("Error: ").strip()
    assert "\n" not in said
    return said


def test_the_panel_offers_the_engines_that_blender_writes_for(head: Any) -> None:
    offered = bpy.context.scene.soliloquy_export.bl_rna.properties["preset"].enum_items.keys()
    assert "unreal" in offered and "usd" not in offered


def test_whole_files_hold_what_plays(face: Any, wanted: Any, tmp_path: Path) -> None:
    export(folder=str(tmp_path), formats="fbx,glb")
    for name, shown in wanted.items():
        for found in (shapes_in_fbx(tmp_path / f"{name}.fbx"), shapes_in_glb(tmp_path / f"{name}.glb")):
            assert found.keys() == shown.keys() == {"Visage", "Dents"}
            assert all(furthest(shown[mesh], found[mesh]) < SAME for mesh in shown)


def test_clips_hold_what_plays_under_the_artists_names(face: Any, wanted: Any, tmp_path: Path) -> None:
    export(folder=str(tmp_path), formats="curves")
    for name, shown in wanted.items():
        assert furthest(shown["Visage"], shapes_in_json(tmp_path / f"{name}.curves.json")) < THINNED
    turns = json.loads((tmp_path / f"{STRIPS[0][0]}.curves.json").read_text(encoding="utf-8"))["turns"]
    assert list(turns) == ["Crâne"], "the hips move but do not turn"


def test_a_clip_turns_bones_as_the_whole_file_does(face: Any, tmp_path: Path) -> None:
    export(folder=str(tmp_path), formats="glb,curves")
    name, start, end = STRIPS[0]
    turn = json.loads((tmp_path / f"{name}.curves.json").read_text(encoding="utf-8"))["turns"]["Crâne"]
    columns = np.array(turn["values"]).T
    clip = np.array([np.interp(range(end - start + 1), turn["frames"], column) for column in columns]).T
    whole = rotation_in_glb(tmp_path / f"{name}.glb", "Crâne")
    signs = np.sign(np.sum(clip * whole, axis=1, keepdims=True))
    assert np.abs(clip - signs * whole).max() < 2e-3


def test_the_same_scene_gives_the_same_bytes(face: Any, tmp_path: Path) -> None:
    for name in ("first", "second"):
        export(folder=str(tmp_path / name), formats="fbx,glb,anim,tres,curves,clip_fbx,clip_glb")
    files = visible(tmp_path / "first")
    assert len(files) == 14 and files == visible(tmp_path / "second")
    assert all((tmp_path / "first" / name).read_bytes() == (tmp_path / "second" / name).read_bytes() for name in files)


def test_the_scene_stays_exactly_as_it_was(face: Any, tmp_path: Path) -> None:
    before = state_of_the_file()
    export(folder=str(tmp_path), formats="fbx,glb,anim,tres,curves", texture_size=64)
    assert differences(before, state_of_the_file()) == []


@pytest.mark.parametrize("mode", ["POSE", "EDIT", "SCULPT"])
def test_modes_stay(face: Any, mode: str, tmp_path: Path) -> None:
    rig = bpy.data.objects["Squelette"]
    rig.hide_viewport = False
    bpy.context.view_layer.objects.active = rig if mode == "POSE" else face
    bpy.ops.object.mode_set(mode=mode)
    before = state_of_the_file()
    export(folder=str(tmp_path), formats="fbx,glb")
    assert differences(before, state_of_the_file()) == []
    assert bpy.context.mode.startswith(mode)


@pytest.mark.parametrize("failing", ["fbx", "gltf"])
def test_an_export_that_fails_leaves_nothing_and_changes_nothing(
    face: Any, failing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from soliloquy.exporters.through_blender import fbx, gltf

    def fail(*arguments: Any, **more: Any) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr({"fbx": fbx, "gltf": gltf}[failing], "write_scene", fail)
    (tmp_path / "Bonjour.anim").write_text("mine")
    before = state_of_the_file()
    said = refused(folder=str(tmp_path), formats="anim,fbx,glb")
    assert said == f"{tmp_path}: the disk is full. Choose another folder"
    assert differences(before, state_of_the_file()) == []
    assert (tmp_path / "Bonjour.anim").read_text() == "mine"


def test_a_split_writes_the_character_once_and_small_clips(face: Any, tmp_path: Path) -> None:
    export(folder=str(tmp_path), preset="unity", split=True)
    assert visible(tmp_path) == ["Au revoir.anim", "Bonjour.anim", "Visage_head.fbx"]
    assert shapes_in_fbx(tmp_path / "Visage_head.fbx") == {}
    text = (tmp_path / "Bonjour.anim").read_text(encoding="utf-8")
    assert 'path: "Visage"' in text and 'path: "Squelette/Hanches/Dos/Crâne"' in text


def test_an_action_is_exported_over_its_frames(face: Any, tmp_path: Path) -> None:
    assert refused(folder=str(tmp_path), what="ACTION").startswith("Visage: it has no active action. ")
    face.data.shape_keys.animation_data.action = bpy.data.actions["Bonjour"]
    export(folder=str(tmp_path), what="ACTION", formats="curves")
    said = json.loads((tmp_path / "Bonjour.curves.json").read_text(encoding="utf-8"))
    assert said["frames"] == 21 and said["fps"] == 25.0


def test_what_cannot_be_exported_is_said_in_one_line(face: Any, tmp_path: Path) -> None:
    folder = str(tmp_path / "new")
    assert refused(folder=folder, what="THIS") == (
        "Visage: it has not been made to speak yet. Generate speech first, or export its action instead"
    )
    assert refused(folder="").startswith("Folder: none is chosen. ")
    assert "never saved" in refused(folder="//lines")
    assert refused(folder=folder, target="Nobody").startswith("Nobody: there is no such object in the scene. ")
    assert refused(folder=folder, target="Plateau", what="ACTION").startswith("Plateau: it has no active action. ")
    assert refused(folder=folder, formats="csv").startswith("formats csv: cannot be made of a scene. ")
    assert refused(folder=folder, split=True) == "Clips: they are written for an engine. Choose one"
    assert not Path(folder).exists()
    assert "it has not ARKit's shapes" in refused(folder=folder, preset="metahuman", split=True)
    (tmp_path / "file").touch()
    assert refused(folder=str(tmp_path / "file")).endswith("Choose another folder")


def test_the_button_says_why_it_is_grey(face: Any) -> None:
    scene = bpy.context.scene
    assert export_reason(bpy.context).startswith("Inconnu: it has not been made to speak yet")
    scene.soliloquy_export.what = "STRIPS"
    assert "Inconnu: it has no NLA strip that is not muted" in export_reason(bpy.context)
    scene.soliloquy.target = face
    assert export_reason(bpy.context) == ""


def test_names_of_lines_are_safe_names_of_files(face: Any, tmp_path: Path) -> None:
    for datablock in (face.data.shape_keys, bpy.data.objects["Squelette"]):
        datablock.animation_data.nla_tracks[0].strips["Bonjour"].name = "../CON:é?"
    export(folder=str(tmp_path / "in"), formats="curves")
    assert [path.name for path in tmp_path.iterdir()] == ["in"]
    assert all(".." not in name for name in visible(tmp_path / "in"))


def test_the_command_exports_and_says_so(face: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    assert run(["export", "--out", str(out), "--target", "Visage", "--strips", "--formats", "anim,glb", "--json"]) == 0
    lines = [line for line in capsys.readouterr().out.splitlines() if line.startswith("{")]
    outputs = json.loads(lines[-1])["outputs"]
    assert sorted(Path(path).name for path in outputs) == visible(out) and len(outputs) == 4
    assert run(["export", "--out", str(out), "--target", "Visage", "--json"]) == 3
    assert run(["export", "--target", "Visage"]) == 2
    assert run(["export", "--out", str(out), "--target", "Visage", "--strips", "--split"]) == 2


def visible(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))


def rotation_in_glb(path: Path, bone: str) -> np.ndarray:
    """x, y, z, w at every frame."""
    from soliloquy.exporters.glb_file.document import read_glb

    document = read_glb(path)
    (animation,) = document.tree["animations"]
    for channel in animation["channels"]:
        if (
            channel["target"]["path"] == "rotation"
            and document.tree["nodes"][channel["target"]["node"]]["name"] == bone
        ):
            return document.floats(animation["samplers"][channel["sampler"]]["output"])
    raise AssertionError(bone)


@pytest.mark.parametrize("overridden", [False, True], ids=["linked", "overridden"])
def test_a_character_of_another_file_is_exported_too(face: Any, overridden: bool, tmp_path: Path) -> None:
    parts = {bpy.data.objects[name] for name in ("Visage", "Dents", "Oeil", "Squelette", "Plateau")}
    bpy.data.libraries.write(str(tmp_path / "library.blend"), parts)
    bpy.ops.wm.read_factory_settings(use_empty=True)
    with bpy.data.libraries.load(str(tmp_path / "library.blend"), link=True) as (_, linked):
        linked.objects = ["Visage", "Dents", "Oeil", "Squelette"]
    for each in linked.objects:
        bpy.context.scene.collection.objects.link(each)
    if overridden:
        made = linked.objects[0].override_hierarchy_create(bpy.context.scene, bpy.context.view_layer)
        assert made.library is None
    before = state_of_the_file()
    export(folder=str(tmp_path / "out"), formats="fbx,glb")
    assert differences(before, state_of_the_file()) == []
    for found in (shapes_in_fbx(tmp_path / "out" / "Bonjour.fbx"), shapes_in_glb(tmp_path / "out" / "Bonjour.glb")):
        assert found.keys() == {"Visage", "Dents"}

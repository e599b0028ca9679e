# SPDX-License-Identifier: GPL-3.0-or-later
"""Exports of what our own head says: the take that is shown or all, with the sound of its strip."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

bpy = pytest.importorskip("bpy")

sys.path.append(str(Path(__file__).parent))
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
from soliloquy.addon import generation  # noqa: E402
from soliloquy.addon.scene_request import request_from_panel  # noqa: E402
from soliloquy.blender import versions  # noqa: E402
from soliloquy.blender.character import find_character  # noqa: E402
from soliloquy.blender.rig import find_rig  # noqa: E402
from soliloquy.blender.scene_clip import scene_clip  # noqa: E402
from soliloquy.blender.takes import WrittenTake, written_takes  # noqa: E402
from soliloquy.exporters.clip import clip_of  # noqa: E402
from soliloquy.exporters.exported_motion import exported_arkit  # noqa: E402
from soliloquy.exporters.through_blender.rig_places import is_own_head  # noqa: E402
from soliloquy.exporters.through_blender.scene_clips import RigClips, arkit_curves_of, own_clip  # noqa: E402
from soliloquy.runtime.layouts import curves_in_layout  # noqa: E402
from soliloquy.runtime.perform import perform  # noqa: E402
from soliloquy.runtime.requests import ExportOptions  # noqa: E402
from soliloquy.runtime.take import Take  # noqa: E402

RATE = 24


@pytest.fixture(scope="module")
def spoken() -> list[Take]:
    bpy.ops.wm.read_factory_settings(use_empty=True)
    addon.register()
    generation.add_head(bpy.context, "clara")
    asked = (request_from_panel(bpy.context, {"text": text, "engine": "rules"}) for text in ("Papa.", "My map."))
    takes = [perform(each.request) for each in asked]
    addon.unregister()
    return takes


@pytest.fixture
def takes(spoken: list[Take], tmp_path: Path) -> Iterator[list[WrittenTake]]:
    """A head that says two lines at 24 frames a second, the second from frame 100 on, which is shown; their sounds lie
    in files, as when a file was saved with its sounds beside it."""
    bpy.ops.wm.read_factory_settings(use_empty=True)
    addon.register()
    bpy.context.scene.render.fps = RATE
    head = generation.add_head(bpy.context, "clara")
    for take, text, start in zip(spoken, ("Papa.", "My map."), (11, 100), strict=True):
        changes = {"text": text, "engine": "rules", "start_frame": start, "mode": "ADD"}
        asked = request_from_panel(bpy.context, changes)
        curves = curves_in_layout(take, asked.layout, RATE)
        generation.write(asked, generation.TakeCurves(take, curves, asked.layout, RATE))
    bpy.context.scene.frame_set(104)
    for sound in bpy.data.sounds:
        path = tmp_path / sound.name
        path.write_bytes(sound.packed_file.data)
        sound.filepath = str(path)
        sound.unpack(method="REMOVE")
    yield written_takes(find_rig(head))
    addon.unregister()


def export(folder: Path, **more: Any) -> list[str]:
    """Names of the files that were written."""
    assert bpy.ops.soliloquy.export(folder=str(folder), **more) == {"FINISHED"}
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))


def test_the_take_at_the_current_frame_is_exported(takes: list[WrittenTake], tmp_path: Path) -> None:
    before = state_of_the_file()
    first, second = takes
    files = export(tmp_path / "shown", formats="fbx,curves")
    assert files == sorted(f"{second.name}{ending}" for ending in (".fbx", ".curves.json", ".wav"))
    bpy.context.scene.frame_set(first.end)
    assert export(tmp_path / "first", formats="curves", sound=False) == [f"{first.name}.curves.json"]
    bpy.context.scene.frame_set(first.end + 5)
    assert export(tmp_path / "between", formats="curves", sound=False) == [f"{second.name}.curves.json"]
    bpy.context.scene.frame_set(104)
    assert differences(before, state_of_the_file()) == []


@pytest.mark.check
def test_files_hold_what_the_head_shows(takes: list[WrittenTake], tmp_path: Path) -> None:
    head = bpy.context.scene.soliloquy.target
    export(tmp_path, what="ALL", formats="fbx,glb,curves")
    for take in takes:
        shown = shown_shapes([head], take.start, take.end)[head.name]
        assert len(shown) == 52 + 16 and max(shown["jawOpen"]) > 0.1
        assert furthest(shown, shapes_in_fbx(tmp_path / f"{take.name}.fbx")[head.name]) < 1e-4
        assert furthest(shown, shapes_in_glb(tmp_path / f"{take.name}.glb")[head.name]) < 1e-4
        assert furthest(shown, shapes_in_json(tmp_path / f"{take.name}.curves.json")) < THINNED
        for ending in (".fbx", ".glb"):
            content = (tmp_path / f"{take.name}{ending}").read_bytes()
            assert b"eye_L" in content and b"eye.L" not in content
    assert "eye.L" in bpy.data.objects["Clara rig"].pose.bones


def test_all_takes_become_clips_beside_one_head(takes: list[WrittenTake], tmp_path: Path) -> None:
    files = export(tmp_path / "out", what="ALL", preset="godot", split=True)
    of_takes = [f"{take.name}{ending}" for take in takes for ending in (".tres", ".wav")]
    assert files == sorted(["Clara_head.glb", *of_takes])
    assert "Skeleton3D:head" in (tmp_path / "out" / f"{takes[0].name}.tres").read_text(encoding="utf-8")


def test_a_clip_of_the_scene_is_that_of_the_take(takes: list[WrittenTake], spoken: list[Take]) -> None:
    """Shapes, turns and bones are those that the shell writes."""
    head = bpy.context.scene.soliloquy.target
    character = find_character(bpy.context.scene, head)
    options = ExportOptions(fps=RATE, tongue=True)
    of_rig = RigClips(character, find_rig(head), options, is_own_head(character))
    sampled = scene_clip(bpy.context, character, takes[1].start, takes[1].end)
    found, warnings = own_clip(sampled, "line", of_rig)
    wanted = clip_of(spoken[1], "line", options)
    assert warnings == [] and found.shapes.keys() == wanted.shapes.keys() and found.turns.keys() == wanted.turns.keys()
    for name in wanted.shapes:
        np.testing.assert_allclose(found.shapes[name], wanted.shapes[name], atol=1e-5)
    signs = np.sign(np.sum(found.turns["head"] * wanted.turns["head"], axis=1, keepdims=True))
    np.testing.assert_allclose(signs * found.turns["head"], wanted.turns["head"], atol=1e-5)
    assert [(bone.name, bone.parent) for bone in found.bones] == [(bone.name, bone.parent) for bone in wanted.bones]
    for one, other in zip(found.bones[1:], wanted.bones[1:], strict=True):
        np.testing.assert_allclose(one.place, other.place, atol=1e-5)
        np.testing.assert_allclose(one.turn, other.turn, atol=1e-5)
    curves, of_take = arkit_curves_of(sampled, of_rig), exported_arkit(spoken[1], options)
    np.testing.assert_allclose(curves.weights, of_take.weights, atol=1e-5)
    np.testing.assert_allclose(curves.head, of_take.head, atol=1e-5)


@pytest.mark.check
def test_unreal_and_metahuman_get_their_clips(takes: list[WrittenTake], tmp_path: Path) -> None:
    for preset, ending in (("unreal", "_clip.fbx"), ("metahuman", "_metahuman.fbx")):
        files = export(tmp_path / preset, preset=preset, split=True)
        assert files == sorted(["Clara_head.fbx", f"{takes[1].name}{ending}", f"{takes[1].name}.wav"])
        content = (tmp_path / preset / f"{takes[1].name}{ending}").read_bytes()
        assert (b"CTRL_expressions_" in content) == (preset == "metahuman")
        assert b"Clara_LOD2" in (tmp_path / preset / "Clara_head.fbx").read_bytes()
    assert "Clara" in bpy.data.objects and "Clara_LOD0" not in bpy.data.objects


def test_folded_lips_are_in_the_jaw(takes: list[WrittenTake], tmp_path: Path) -> None:
    head = bpy.context.scene.soliloquy.target
    export(tmp_path, formats="curves", mouth_close="fold")
    shown = {name: np.array(row) for name, row in shown_shapes([head], takes[1].start, takes[1].end)[head.name].items()}
    found = shapes_in_json(tmp_path / f"{takes[1].name}.curves.json")
    assert shown["mouthClose"].max() > 0.05 and "mouthClose" not in found
    folded = (shown["jawOpen"] - shown["mouthClose"]).clip(min=0)
    np.testing.assert_allclose(found["jawOpen"], folded, atol=THINNED)


@pytest.mark.check
def test_unreal_gets_whole_frames(takes: list[WrittenTake], tmp_path: Path) -> None:
    export(tmp_path, formats="fbx", preset="unreal")
    frames = len(shapes_in_fbx(tmp_path / f"{takes[1].name}.fbx")["Clara_LOD0"]["jawOpen"])
    assert (frames - 1) % 4 == 0 and frames - (takes[1].end - takes[1].start + 1) < 4, "at 24, as 30 a second want it"


@pytest.mark.parametrize("packed", [False, True], ids=["beside", "packed"])
def test_the_sound_of_a_whole_strip_is_its_file(takes: list[WrittenTake], packed: bool, tmp_path: Path) -> None:
    sound = strip_of(takes[1]).sound
    original = Path(bpy.path.abspath(sound.filepath)).read_bytes()
    if packed:
        sound.pack()
    export(tmp_path / "out", formats="curves")
    assert (tmp_path / "out" / f"{takes[1].name}.wav").read_bytes() == original


def test_a_strip_that_plays_a_part_gives_that_part(takes: list[WrittenTake], tmp_path: Path) -> None:
    strip = strip_of(takes[1])
    whole, rate = soundfile.read(bpy.path.abspath(strip.sound.filepath))
    first = takes[1].start + 6
    setattr(strip, "left_handle" if hasattr(strip, "left_handle") else "frame_final_start", first)
    export(tmp_path / "out", formats="curves")
    cut, cut_rate = soundfile.read(tmp_path / "out" / f"{takes[1].name}.wav")
    silent = round(6 / RATE * rate)
    assert cut_rate == rate and not np.any(cut[:silent])
    assert len(cut) == round((takes[1].end - takes[1].start + 1) / RATE * rate)
    heard = min(len(cut), len(whole))
    np.testing.assert_allclose(cut[silent:heard], whole[silent:heard], atol=1e-4)


def test_a_strip_that_begins_before_the_line_is_cut_at_it(takes: list[WrittenTake], tmp_path: Path) -> None:
    strip = strip_of(takes[1])
    whole, rate = soundfile.read(bpy.path.abspath(strip.sound.filepath))
    setattr(strip, "content_start" if hasattr(strip, "content_start") else "frame_start", takes[1].start - 3)
    export(tmp_path / "out", formats="curves")
    cut, _ = soundfile.read(tmp_path / "out" / f"{takes[1].name}.wav")
    late = round(3 / RATE * rate)
    np.testing.assert_allclose(cut[: rate // 4], whole[late : late + rate // 4], atol=1e-4)


def test_a_sound_that_is_gone_is_named_and_nothing_is_written(takes: list[WrittenTake], tmp_path: Path) -> None:
    sound = Path(bpy.path.abspath(strip_of(takes[1]).sound.filepath))
    sound.unlink()
    with pytest.raises(RuntimeError, match="the sound strip's file is not there"):
        export(tmp_path / "out", formats="curves")
    assert not [path for path in (tmp_path / "out").iterdir() if not path.name.startswith(".")]
    assert export(tmp_path / "out", formats="curves", sound=False)


def strip_of(take: WrittenTake) -> Any:
    strips = {strip.name: strip for strip in versions.strips_of(bpy.context.scene)}
    return strips[take.strip]

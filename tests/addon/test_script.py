# SPDX-License-Identifier: GPL-3.0-or-later
"""A script comes onto the heads of a scene, each line at its time, and a second run makes what has changed."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

bpy = pytest.importorskip("bpy")

from soliloquy.addon import commands, script_put  # noqa: E402
from soliloquy.blender import versions  # noqa: E402
from soliloquy.blender.character import find_character  # noqa: E402
from soliloquy.blender.line_record import LINES  # noqa: E402
from soliloquy.blender.rig import find_rig  # noqa: E402
from soliloquy.blender.scene_lines import lines_of  # noqa: E402
from soliloquy.blender.takes import RECORD, put_take  # noqa: E402
from soliloquy.runtime.motion import ArkitCurves  # noqa: E402
from soliloquy.tests.addon.script_stage import WORD, Stage, stage  # noqa: E402

__all__ = ["stage"]
TALK = ("a1,HERO,One two three.", "a2,HERO,Four five.", "a3,HERO,Six.")


def jaw(frame: int, face: Any = None) -> float:
    bpy.context.scene.frame_set(frame)
    face = face or bpy.data.objects["Hero"]
    return float(face.data.shape_keys.key_blocks["jawOpen"].value)


def strips_of(face: Any) -> dict[str, Any]:
    tracks = face.data.shape_keys.animation_data.nla_tracks
    return {strip.name: strip for track in tracks for strip in track.strips}


def test_each_line_is_an_action_a_sound_and_a_marker_of_its_id(stage: Stage) -> None:
    stage.write(*TALK)
    assert stage.run() == 0 and stage.out.is_file()
    starts = {name: line.start for name, line in stage.lines.items()}
    assert starts == {"a1": 1, "a2": 36, "a3": 63}, "0.9 s, a breath of 0.5, 0.6 s and a breath"
    assert stage.markers == starts == stage.sounds
    assert {action.name for action in bpy.data.actions} == set(starts)
    strips = strips_of(bpy.data.objects["Hero"])
    assert {name: strip.frame_start - stage.lines[name].cut.start for name, strip in strips.items()} == starts


def test_a_head_is_looked_for_as_often_for_many_lines_as_for_one(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each time takes some milliseconds, in which the window waits."""
    asked, find = [], script_put.find_rig
    monkeypatch.setattr(script_put, "find_rig", lambda head: (asked.append(head.name), find(head))[1])
    stage.write(TALK[0])
    assert stage.run() == 0
    once = len(asked)
    stage.write(*(line.replace("a", "b", 1) for line in TALK))
    assert stage.run() == 0 and len(stage.worker.asked) == 3
    assert once > 0 and len(asked) - once == once


def test_the_face_moves_while_a_line_is_heard_and_rests_between(stage: Stage) -> None:
    stage.write("a1,HERO,One.,1", "a2,HERO,Two.,4", header="id,character,text,start")
    assert stage.run() == 0
    frames = [round(1 + 25 * (second + WORD / 2)) for second in (1, 4)]
    assert all(jaw(frame) > 0.4 for frame in frames)
    assert [jaw(frame) for frame in (0, 10, 60, 90, 300)] == [0.0] * 5, "also where no strip plays"


def sound_of(line: str) -> Any:
    return versions.strips_of(bpy.context.scene)[line]


def test_a_second_run_makes_nothing_and_a_changed_line_is_made_alone(stage: Stage) -> None:
    stage.write(*TALK)
    stage.run()
    before = dict(stage.lines)
    curves = {action.name: action.as_pointer() for action in bpy.data.actions}
    assert stage.run() == 0 and stage.worker.asked == [] and stage.lines == before
    stage.write(TALK[0], "a2,HERO,Four five six.", TALK[2])
    sound_of("a2").volume = 0.25
    assert stage.run() == 0 and stage.worker.asked == ["a2"]
    assert stage.end["moved"] == ["en-us/a3"] and sound_of("a2").volume == 0.25
    after = stage.lines
    assert after["a1"] == before["a1"] and after["a3"].start == before["a3"].start + round(WORD * 25)
    kept = {action.name: action.as_pointer() for action in bpy.data.actions}
    assert set(kept) == set(curves) and kept["a1"] == curves["a1"] and kept["a3"] == curves["a3"]
    assert stage.sounds == stage.markers == {name: line.start for name, line in after.items()}


def test_what_was_taken_out_of_the_scene_is_made_again(stage: Stage) -> None:
    stage.write(*TALK)
    stage.run()
    strip = versions.strips_of(bpy.context.scene)["a2"]
    versions.strips_of(bpy.context.scene).remove(strip)
    assert stage.run() == 0 and stage.end["made"] == 1 and stage.sounds.keys() == {"a1", "a2", "a3"}


def test_another_frame_rate_puts_every_line_anew(stage: Stage) -> None:
    stage.write(*TALK)
    stage.run()
    bpy.context.scene.render.fps = 50
    assert stage.run() == 0 and stage.end["made"] == 3
    assert stage.lines["a2"].start == 1 + round((3 * WORD + 0.5) * 50)


def test_a_line_that_left_the_script_is_listed_and_removed_by_prune_alone(stage: Stage) -> None:
    stage.write(*TALK)
    stage.run()
    stage.write(TALK[0])
    assert stage.run() == 0 and stage.end["left"] == ["en-us/a2", "en-us/a3"] and len(stage.lines) == 3
    assert stage.run("--prune") == 0 and stage.end["removed"] == ["en-us/a2", "en-us/a3"]
    assert stage.lines.keys() == stage.sounds.keys() == stage.markers.keys() == {"a1"}
    assert [action.name for action in bpy.data.actions] == ["a1"]


def test_the_earlier_words_of_a_line_without_an_id_give_way_to_the_new_ones(stage: Stage) -> None:
    stage.write("HERO,One two.", "HERO,Three four.", header="character,text")
    stage.run()
    first, second = sorted(stage.lines)
    stage.write("HERO,One two three.", "HERO,Three four.", header="character,text")
    assert stage.run() == 0 and stage.end["made"] == 1 and not stage.end["failed"]
    assert len(stage.lines) == 2 and len({first, second} & stage.lines.keys()) == 1
    assert len(stage.end["removed"]) == 1 and not stage.end["left"]


def test_a_line_that_fails_is_named_and_the_rest_goes_on(stage: Stage) -> None:
    stage.write("a1,HERO,One.", "a2,HERO,FAIL", "a3,HERO,", "a4,HERO,Two.")
    stage.worker.dies.add("a4")
    assert stage.run() == 3
    assert [each["key"] for each in stage.end["failed"]] == ["en-us/a2", "en-us/a4"] and stage.end["bad"] == 1
    assert stage.worker.asked == ["a1", "a2", "a4", "a2", "a4"], "a line that fails is tried once more"
    assert stage.lines.keys() == {"a1"} and stage.out.is_file()
    stage.worker.dies.clear()
    assert stage.run() == 3 and stage.end["made"] == 1 and stage.lines.keys() == {"a1", "a4"}


def test_a_line_that_can_no_longer_be_made_stays_as_it_was(stage: Stage) -> None:
    stage.write(*TALK)
    stage.run()
    stage.write(TALK[0], "a2,HERO,FAIL", TALK[2])
    assert stage.run() == 3 and stage.lines.keys() == {"a1", "a2", "a3"}


@pytest.mark.parametrize("row", ["a2,HERO,Three four.,furry", "a2,HERO,Three four.,,a stray cell"])
def test_a_row_that_cannot_be_read_today_removes_nothing(stage: Stage, row: str) -> None:
    header = "id,character,text,emotion,start"
    stage.write("a1,HERO,One two.,,1", "a2,HERO,Three four.,,5", "a3,HERO,Five.,,9", header=header)
    assert stage.run() == 0
    stage.write("a1,HERO,One two.,,1", f"{row},,", "a3,HERO,Five.,,9", header=header)
    assert stage.run("--prune") == 3 and stage.end["removed"] == []
    assert stage.lines.keys() == stage.sounds.keys() == {"a1", "a2", "a3"}


def test_one_head_does_not_say_two_lines_at_once(stage: Stage) -> None:
    rows = ("a1,HERO,One two three four.,0", "a2,HERO,Five.,0.5", "b1,BOB,Six.,0.5")
    stage.write(*rows, header="id,character,text,start")
    assert stage.run() == 3 and [each["key"] for each in stage.end["failed"]] == ["en-us/a2"]
    assert stage.lines.keys() == {"a1", "b1"}, "two heads may"


def test_a_line_that_is_refused_takes_no_time(stage: Stage) -> None:
    header = "id,character,text,gap"
    long = "a2,HERO,One two three four five six seven eight.,-1"
    stage.write("a1,HERO,One two three four.,", "b1,BOB,Six.,", header=header)
    stage.run()
    alone = stage.lines["b1"].start
    stage.write("a1,HERO,One two three four.,", long, "b1,BOB,Six.,", header=header)
    assert stage.run() == 3 and stage.lines["b1"].start == alone
    assert stage.run() == 3 and stage.lines["b1"].start == alone and stage.end["moved"] == []


def test_of_three_lines_at_once_the_one_between_gives_way(stage: Stage) -> None:
    rows = ("a1,HERO,One two three.,0", "a2,HERO,Four five six.,0.5", "a3,HERO,Seven.,1.2")
    stage.write(*rows, header="id,character,text,start")
    assert stage.run() == 3 and stage.lines.keys() == {"a1", "a3"}
    (failed,) = stage.end["failed"]
    assert failed["key"] == "en-us/a2" and "still says a1" in failed["error"]["reason"]


def test_lines_that_come_close_give_way_in_their_rests(stage: Stage) -> None:
    stage.write("a1,HERO,One.,", "a2,HERO,Two.,0.1", "a3,HERO,Three.,0.1", header="id,character,text,gap")
    assert stage.run() == 0
    for line in stage.lines.values():
        frames = range(line.start + line.first + 1, line.start + line.last)
        assert max(jaw(frame) for frame in frames) == pytest.approx(0.5, abs=0.03)
    tracks = bpy.data.objects["Hero"].data.shape_keys.animation_data.nla_tracks
    assert [len(track.strips) for track in tracks] == [2, 1]


def test_a_dry_run_says_whose_lines_cannot_be_made(stage: Stage) -> None:
    stage.write(*TALK)
    bpy.data.objects["Hero"].data.shape_keys.key_blocks["jawOpen"].keyframe_insert("value", frame=3)
    assert stage.run("--dry-run") == 3
    assert [each["key"] for each in stage.events[0]["failed"]] == ["en-us/a1", "en-us/a2", "en-us/a3"]


def test_the_heads_earlier_speech_goes_and_an_artists_own_is_not_hidden_by_lines(stage: Stage) -> None:
    face = bpy.data.objects["Hero"]
    face[RECORD] = '[{"name": "old", "start": 1, "end": 5, "strip": ""}]'
    key = face.data.shape_keys.key_blocks["jawOpen"]
    key.keyframe_insert("value", frame=3)
    stage.write(*TALK)
    assert stage.run() == 0 and len(stage.lines) == 3 and face[RECORD] == "[]"
    key.keyframe_insert("value", frame=3)
    assert stage.run("--fresh") == 3
    assert "hide" in stage.end["failed"][0]["error"]["reason"]


def test_lines_are_exported_by_their_ids_and_removed_with_the_heads_speech(stage: Stage) -> None:
    stage.write(*TALK)
    stage.run()
    face = bpy.data.objects["Hero"]
    for what in ("ALL", "STRIPS"):
        found = lines_of(bpy.context.scene, find_character(bpy.context.scene, face), face, what)
        assert {line.name: line.strip for line in found} == {name: name for name in ("a1", "a2", "a3")}
    assert bpy.ops.soliloquy.remove_speech() == {"FINISHED"}
    assert not stage.lines and not stage.sounds and not stage.markers and len(bpy.data.actions) == 0
    assert len(face.data.shape_keys.animation_data.nla_tracks) == 0


def test_lines_that_are_removed_from_a_copy_of_a_head_are_still_heard_of_the_first(stage: Stage) -> None:
    stage.write(*TALK)
    stage.run()
    hero = bpy.context.scene.objects["Hero"]
    copy = hero.copy()
    copy.data = hero.data.copy()
    bpy.context.scene.collection.objects.link(copy)
    sounds = stage.sounds
    bpy.context.scene.soliloquy.target = copy
    assert bpy.ops.soliloquy.remove_speech() == {"FINISHED"}
    assert stage.sounds == sounds
    bpy.context.scene.soliloquy.target = hero
    assert bpy.ops.soliloquy.remove_speech() == {"FINISHED"}
    assert len(stage.sounds) < len(sounds)


def test_a_single_line_plays_over_a_scripts_and_leaves_them(stage: Stage) -> None:
    stage.write(*TALK)
    stage.run()
    rig = find_rig(bpy.data.objects["Hero"])
    before = jaw(70)
    shut = ArkitCurves(np.zeros((10, 52), np.float32), np.zeros((10, 3), np.float32), 25.0)
    put_take(bpy.context.scene, rig, shut, "new", start_frame=10)
    assert jaw(12) == 0.0 and jaw(70) == before > 0.1 and bpy.context.scene.frame_end >= stage.lines["a3"].end


def test_a_timeline_has_one_language(stage: Stage) -> None:
    stage.write("a1,HERO,Hello.,Bonjour.", header="id,character,text,fr")
    assert stage.run() == 2 and "languages" in stage.events[0]["error"]["hint"]
    assert stage.run("--languages", "fr") == 0 and stage.lines["a1"].key == "fr/a1"


def test_the_open_file_is_replaced_only_where_it_is_named(stage: Stage, tmp_path: Path) -> None:
    scene = tmp_path / "scene.blend"
    bpy.ops.wm.save_as_mainfile(filepath=str(scene))
    before = scene.read_bytes()
    stage.write(*TALK)
    assert stage.run() == 0 and scene.read_bytes() == before
    bpy.ops.wm.open_mainfile(filepath=str(stage.out))
    assert stage.lines.keys() == {"a1", "a2", "a3"} and jaw(12) > 0.1
    assert stage.run() == 0 and stage.worker.asked == []


def test_a_dry_run_names_the_heads_and_makes_nothing(stage: Stage) -> None:
    stage.write(*TALK, "b1,BOB,Seven.")
    assert stage.run("--dry-run") == 0 and stage.worker.asked == [] and not stage.out.exists()
    assert stage.events[0]["heads"] == {"HERO": "Hero", "BOB": ""}


def test_where_nothing_can_be_saved_nothing_is_made(stage: Stage) -> None:
    stage.write(*TALK)
    (stage.folder / "x").write_text("in the way")
    assert stage.run("--timeline", str(stage.folder / "x" / "y.blend")) == 5 and stage.worker.asked == []
    assert stage.run("--timeline", str(stage.folder / "lines.csv")) == 2


def test_two_outputs_at_once_are_refused(head: Any) -> None:
    assert commands.run(["batch", "x.csv", "--timeline", "a.blend", "--per-line", "b", "--json"]) == 2
    assert LINES not in head

# SPDX-License-Identifier: GPL-3.0-or-later
"""Heads of a script that stand at one place, that were copied, that are deleted, and that are in several scenes."""

from typing import Any

import pytest

bpy = pytest.importorskip("bpy")

from soliloquy.blender.line_record import OF_LINE  # noqa: E402
from soliloquy.blender.lost_sounds import lost_sounds  # noqa: E402
from soliloquy.tests.addon.script_stage import Stage, stage  # noqa: E402

__all__ = ["stage"]
HEADER = "id,character,text,start"


def own_head(name: str, size: float = 1.0) -> Any:
    """Another artist's head like Hero, of another size, at Hero's place."""
    hero = bpy.data.objects["Hero"]
    head = hero.copy()
    head.name, head.data = name, hero.data.copy()
    head.scale = (size, size, size)
    bpy.context.scene.collection.objects.link(head)
    bpy.context.view_layer.update()
    return head


def played(head: Any) -> list[str]:
    """Lines that its strips play."""
    tracks = head.data.shape_keys.animation_data.nla_tracks
    return sorted(
        strip.action[OF_LINE].rpartition("/")[2]
        for track in tracks
        for strip in track.strips
        if OF_LINE in strip.action
    )


def test_heads_at_one_place_speak_each_for_itself(stage: Stage) -> None:
    own_head("Anna", 0.95)
    own_head("Bob", 0.9)
    stage.write("a1,HERO,One.,1", "a2,ANNA,Two.,9", "a3,BOB,Three.,20", header=HEADER)
    assert stage.run() == 0
    assert stage.run() == 0 and stage.end["kept"] == 3


def test_a_head_that_counts_as_a_part_of_another_is_refused(stage: Stage) -> None:
    own_head("Anna", 0.4)
    stage.write("a1,HERO,One.,1", "a2,ANNA,Two.,9", "a3,HERO,Three.,20", header=HEADER)
    for _run in range(2):
        assert stage.run() == 3 and [each["key"] for each in stage.end["failed"]] == ["en-us/a2"]
        assert "one character" in stage.end["failed"][0]["error"]["reason"]
    assert stage.lines.keys() == {"a1", "a3"}


def test_lines_of_a_head_that_was_copied_stay_its_own(stage: Stage) -> None:
    stage.write("a1,HERO,One.,9", "a2,HERO,Two.,20", header=HEADER)
    assert stage.run() == 0
    hero = bpy.data.objects["Hero"]
    copy = hero.copy()
    copy.data = hero.data.copy()
    bpy.context.scene.collection.objects.link(copy)
    twin = hero.copy()
    bpy.context.scene.collection.objects.link(twin)
    for other in (copy, twin):
        other.location.x += 5
    bpy.context.view_layer.update()
    stage.write("a1,HERO,One.,9", "a2,HERO,Two.,20", "a3,HERO,Three.,30", header=HEADER)
    assert stage.run() == 0 and stage.worker.asked == ["a3"]
    assert played(hero) == ["a1", "a2", "a3"] and played(copy) == []
    assert sorted(stage.sounds) == sorted(stage.markers) == ["a1", "a2", "a3"]


def test_lines_of_a_deleted_head_are_heard_no_more(stage: Stage) -> None:
    anna = own_head("Anna")
    stage.write("a1,HERO,One.", "a2,ANNA,Two.", "a3,ANNA,Three.")
    assert stage.run() == 0
    anna.name = "Anne"
    assert not lost_sounds(bpy.context.scene), "a renamed head is not gone"
    bpy.data.objects.remove(anna)
    assert {strip.name for strip in lost_sounds(bpy.context.scene)} == {"a2", "a3"}
    stage.write("a1,HERO,One.", "a2,HERO,Two.")
    assert stage.run() == 0 and sorted(stage.end["lost"]) == ["en-us/a2", "en-us/a3"]
    assert sorted(stage.sounds) == sorted(stage.markers) == ["a1", "a2"]


def test_a_head_in_two_scenes_is_heard_in_both_as_it_speaks(stage: Stage) -> None:
    stage.write("a1,HERO,One.", "a2,HERO,Two.", "a3,HERO,Three.")
    assert stage.run() == 0
    first, second = bpy.context.scene, bpy.data.scenes.new("Second")
    second.collection.objects.link(bpy.data.objects["Hero"])
    second.render.fps = first.render.fps
    bpy.context.window.scene = second
    stage.write("a1,HERO,One.", "a2,HERO,Two four.")
    assert stage.run("--prune") == 0
    here = stage.lines["a1"].start, stage.lines["a2"].start
    assert stage.sounds == stage.markers == dict(zip(("a1", "a2"), here, strict=True))
    bpy.context.window.scene = first
    assert stage.sounds == stage.markers == {"a1": here[0]}, "what it says no more is not heard in the other scene"


def test_a_head_is_found_again_under_another_name_and_in_a_copy_of_its_scene(stage: Stage) -> None:
    stage.write("a1,HERO,One.", "a2,HERO,Two.")
    assert stage.run() == 0
    bpy.data.objects["Hero"].name = "Hero_v2"
    assert stage.run() == 0 and stage.end["kept"] == 2 and not stage.end["added"]
    bpy.ops.scene.new(type="FULL_COPY")
    assert stage.run() == 0 and stage.end["kept"] == 2 and not stage.end["added"]
    own_scene = bpy.context.scene
    bpy.context.window.scene = next(scene for scene in bpy.data.scenes if scene != own_scene)
    bpy.data.objects["Hero_v2"].name = "Bob"
    stage.write("a1,HERO,One.", "a2,HERO,Two.", "b1,BOB,Three.")
    assert stage.run() == 0 and len(stage.end["added"]) == 1, "one that is called as another character is that one's"

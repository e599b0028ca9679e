# SPDX-License-Identifier: GPL-3.0-or-later
"""Heads of a script that stand at one place, and that were copied."""

from typing import Any

import pytest

bpy = pytest.importorskip("bpy")

from soliloquy.blender.line_record import OF_LINE  # noqa: E402
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
    stage.write("a1,HERO,One.", "a2,HERO,Two.")
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
    stage.write("a1,HERO,One.", "a2,HERO,Two.", "a3,HERO,Three.")
    assert stage.run() == 0 and stage.worker.asked == ["a3"]
    assert played(hero) == ["a1", "a2", "a3"] and played(copy) == []
    assert sorted(stage.sounds) == sorted(stage.markers) == ["a1", "a2", "a3"]

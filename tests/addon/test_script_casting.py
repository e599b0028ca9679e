# SPDX-License-Identifier: GPL-3.0-or-later
"""Whose lines are said by which head: the one that the cast names, the one that is called so, or a new one."""

from typing import Any

import pytest

bpy = pytest.importorskip("bpy")

from soliloquy.runtime.people.presets import PRESETS  # noqa: E402
from soliloquy.tests.addon.script_stage import Stage, stage  # noqa: E402

__all__ = ["stage"]


def speakers(stage: Stage) -> dict[str, list[str]]:
    """The names of the lines that each object remembers."""
    from soliloquy.blender.script_lines import lines_in

    found: dict[str, list[str]] = {}
    for head, line in lines_in(bpy.context.scene):
        found.setdefault(head.name, []).append(line.name)
    return found


def another(name: str) -> Any:
    face = bpy.data.objects["Hero"].copy()
    face.data = face.data.copy()
    face.name = name
    bpy.context.scene.collection.objects.link(face)
    return face


def test_an_object_of_the_characters_name_speaks_whatever_its_capitals(stage: Stage) -> None:
    another("Bob  Smith")
    stage.write("a1,hero,One.", "b1,BOB SMITH,Two.")
    assert stage.run() == 0 and speakers(stage) == {"Hero": ["a1"], "Bob  Smith": ["b1"]}


def test_the_cast_names_an_object_and_an_armature_stands_for_its_meshes(stage: Stage) -> None:
    face = another("Body")
    armature = bpy.data.objects.new("Bob", bpy.data.armatures.new("Bob"))
    bpy.context.scene.collection.objects.link(armature)
    face.parent = armature
    bpy.context.view_layer.update()
    stage.write("a1,ANNA,One.", "b1,BOB,Two.", cast='[characters.ANNA]\nobject = "Hero"\n')
    assert stage.run() == 0 and speakers(stage) == {"Hero": ["a1"], "Body": ["b1"]}


def test_an_object_that_is_not_there_or_cannot_speak_stops_its_character_alone(stage: Stage) -> None:
    mesh = bpy.data.meshes.new("Carl")
    bpy.context.scene.collection.objects.link(bpy.data.objects.new("Carl", mesh))
    stage.write("a1,ANNA,One.", "c1,CARL,Two.", "h1,HERO,Three.", cast='[characters.ANNA]\nobject = "Nobody"\n')
    assert stage.run() == 3 and stage.worker.asked == ["h1"]
    errors = {each["key"]: each["error"] for each in stage.end["failed"]}
    assert errors["en-us/a1"]["input"] == "Nobody" and "Hero" in errors["en-us/a1"]["hint"]
    assert "shape keys" in errors["en-us/c1"]["reason"]


def test_heads_are_added_side_by_side_and_found_again_under_another_name(stage: Stage) -> None:
    stage.write(
        "a1,ANNA,One.",
        "b1,BOB,Two.",
        cast="[characters.ANNA]\nvoice = 'af_heart'\n[characters.BOB]\nvoice = 'am_adam'\n",
    )
    assert stage.run() == 0 and stage.end["added"] == ["ANNA", "BOB"]
    anna, bob = bpy.data.objects["ANNA"], bpy.data.objects["BOB"]
    assert bob.parent.location.x - anna.parent.location.x > 0.15
    woman, man = (PRESETS[each.data.name].woman for each in (anna, bob))
    assert woman > 0.5 > man, "a head goes with its voice"
    bob.name = "Robert"
    stage.write("a1,ANNA,One.", "b1,BOB,Two three.")
    (stage.folder / "CAST.toml").unlink()
    assert stage.run() == 0 and stage.end["added"] == [] and speakers(stage) == {"ANNA": ["a1"], "Robert": ["b1"]}


def test_the_cast_says_who_a_new_head_is(stage: Stage) -> None:
    stage.write("a1,ANNA,One.", cast='[characters.ANNA]\nhead = "Mei"\n')
    assert stage.run() == 0 and bpy.data.objects["ANNA"].data.name == "Mei"


def test_lines_of_nobody_are_said_by_the_chosen_head(stage: Stage) -> None:
    stage.write("a1,,One.")
    assert stage.run() == 0 and speakers(stage) == {"Hero": ["a1"]}


def test_a_line_that_another_head_is_to_say_moves_there_with_its_sound(stage: Stage) -> None:
    another("Twin")
    stage.write("a1,ANNA,One.", "a2,ANNA,Two.", cast='[characters.ANNA]\nobject = "Hero"\n')
    stage.run()
    stage.write("a1,ANNA,One.", "a2,ANNA,Two.", cast='[characters.ANNA]\nobject = "Twin"\n')
    assert stage.run() == 0 and speakers(stage) == {"Twin": ["a1", "a2"]}
    assert stage.sounds == stage.markers == {name: line.start for name, line in stage.lines.items()}
    assert {action.name for action in bpy.data.actions} == {"a1", "a2"}

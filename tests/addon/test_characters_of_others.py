# SPDX-License-Identifier: GPL-3.0-or-later
"""Of a character that something else holds, or that lies in another file, it is said what to do."""

from pathlib import Path
from typing import Any

import pytest

bpy = pytest.importorskip("bpy")

from soliloquy.addon import generation  # noqa: E402
from soliloquy.addon.target import target_problem  # noqa: E402
from soliloquy.tests.addon.test_target_notes import speak  # noqa: E402


def on_a_bone(head: Any) -> Any:
    """The armature that turns the head."""
    armature = bpy.data.objects.new("Rig", bpy.data.armatures.new("Rig"))
    bpy.context.scene.collection.objects.link(armature)
    bpy.context.view_layer.objects.active = armature
    bpy.ops.object.mode_set(mode="EDIT")
    armature.data.edit_bones.new("head").tail = (0.0, 0.0, 1.0)
    bpy.ops.object.mode_set(mode="OBJECT")
    head.parent = armature
    return armature


def test_a_head_whose_bone_something_holds_is_said_not_to_turn(head: Any) -> None:
    armature = on_a_bone(head)
    assert "does not turn" not in speak().message
    held = armature.pose.bones["head"].constraints.new("COPY_ROTATION")
    held.target = bpy.data.objects.new("Control", None)
    bpy.context.scene.collection.objects.link(held.target)
    written = speak()
    assert "The head does not turn: something else holds its bone head" in written.message and written.speaks
    held.influence = 0.5
    assert "does not turn" not in speak().message
    held.influence = 1.0
    armature.hide_viewport = True
    assert "does not turn" not in speak().message, "what is hidden is not judged"


def test_of_many_shapes_that_stay_some_are_named(head: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(generation, "shapes_that_stay", lambda *_: tuple(f"shape{number}" for number in range(52)))
    message = speak().message
    assert "shape19 and 32 more" in message and "shape20" not in message


@pytest.fixture
def library(head: Any, tmp_path: Path) -> Path:
    """A file whose collection *Cast* holds the head."""
    cast = bpy.data.collections.new("Cast")
    bpy.context.scene.collection.children.link(cast)
    bpy.context.scene.collection.objects.unlink(head)
    cast.objects.link(head)
    path = tmp_path / "cast.blend"
    bpy.ops.wm.save_as_mainfile(filepath=str(path))
    return path


def instance_of(collection: Any) -> Any:
    empty = bpy.data.objects.new("Anna", None)
    empty.instance_type, empty.instance_collection = "COLLECTION", collection
    bpy.context.scene.collection.objects.link(empty)
    return empty


def test_an_instance_of_a_collection_is_told_how_it_becomes_a_character(library: Path) -> None:
    problem = target_problem(bpy.context.scene, instance_of(bpy.data.collections["Cast"]))
    assert "an instance of the collection Cast" in problem and "Make Instances Real" in problem


def test_a_linked_character_is_led_to_an_override_of_it_and_of_its_mesh(library: Path, tmp_path: Path) -> None:
    bpy.ops.wm.read_homefile(use_empty=True)
    with bpy.data.libraries.load(str(library), link=True) as (_there, linked):
        linked.collections = ["Cast"]
    scene = bpy.context.scene
    empty = instance_of(linked.collections[0])
    assert "Object > Library Override > Make" in target_problem(scene, empty)
    linked.collections[0].override_hierarchy_create(scene, bpy.context.view_layer, reference=empty)
    (face,) = [each for each in bpy.data.objects if each.override_library is not None]
    assert "The mesh of Hero is linked still. Shift-click" in target_problem(scene, face)
    face.data.override_create(remap_local_usages=True)
    assert target_problem(scene, face) == ""


def test_a_name_of_another_scene_s_object_is_said_to_be_none_of_this_one(head: Any) -> None:
    bpy.context.window.scene = bpy.data.scenes.new("Other")
    with pytest.raises(RuntimeError, match="Hero: there is no such object in the scene"):
        bpy.ops.soliloquy.generate(text="Papa.", engine="rules", target="Hero")

# SPDX-License-Identifier: GPL-3.0-or-later
"""What keeps a line from being seen is named, and the head is not said to speak then."""

from typing import Any

import pytest

bpy = pytest.importorskip("bpy")

from soliloquy.blender.not_shown import (  # noqa: E402
    moves_nothing_else,
    reasons_in_its_animation,
    strips_that_speak,
)
from soliloquy.blender.rig import find_rig  # noqa: E402
from soliloquy.blender.versions import channels_of  # noqa: E402
from soliloquy.tests.addon.take_stage import TakeStage, stage  # noqa: E402
from soliloquy.tests.addon.test_target_notes import speak  # noqa: E402
from soliloquy.tests.blender.bone_rigs import BONE_RIGS  # noqa: E402

__all__ = ["stage"]


def of_the_face(head: Any) -> Any:
    return head.data.shape_keys.animation_data


def solo(head: Any) -> None:
    track = of_the_face(head).nla_tracks.new()
    track.name, track.is_solo = "Walk", True


def faint(head: Any) -> None:
    of_the_face(head).action_influence = 0.5


def added(head: Any) -> None:
    of_the_face(head).action_blend_type = "ADD"


def muted(head: Any) -> None:
    channels_of(head.data.shape_keys).fcurves[0].mute = True


def hidden(head: Any) -> None:
    head.hide_viewport = True


def excluded(head: Any) -> None:
    cast = bpy.data.collections.new("Cast")
    bpy.context.scene.collection.children.link(cast)
    bpy.context.scene.collection.objects.unlink(head)
    cast.objects.link(head)
    bpy.context.view_layer.layer_collection.children["Cast"].exclude = True


@pytest.mark.parametrize(
    ("hide", "said"),
    [
        (solo, "The track Walk of the NLA editor is soloed"),
        (faint, "The influence of its action in the NLA editor is 50 %"),
        (added, "Its action is mixed into the strips below"),
        (muted, "Channels of it are muted in the graph editor"),
        (hidden, "It is hidden, or its collection is, so nobody looked whether it moves: Hero"),
        (excluded, "It is hidden, or its collection is, so nobody looked whether it moves: Hero"),
    ],
)
def test_what_keeps_it_from_being_seen_is_named(head: Any, hide: Any, said: str) -> None:
    assert speak().speaks
    hide(head)
    written = speak()
    assert said in written.message and not written.speaks and "Hero is keyed" in written.message


def test_a_muted_track_of_takes_that_play_as_strips_is_named(
    stage: TakeStage, capfd: pytest.CaptureFixture[str]
) -> None:
    stage.generate()
    stage.head.soliloquy_takes_played_as = "STRIPS"
    for track in of_the_face(stage.head).nla_tracks:
        track.mute = True
    assert reasons_in_its_animation(find_rig(stage.head)) == (
        "The track Soliloquy Contacts of the NLA editor is muted",
    )
    stage.generate("Mama.", mode="ADD", start_frame=100)
    assert "Soliloquy Contacts of the NLA editor is muted" in capfd.readouterr().out


def test_bones_on_which_nothing_hangs_do_not_speak(head: Any) -> None:
    face = BONE_RIGS["Rigify"]()
    armature = face.parent
    assert not moves_nothing_else(find_rig(armature))
    bpy.data.objects.remove(face)
    bpy.context.scene.soliloquy.target = armature
    written = speak()
    assert "Nothing hangs on the bones of" in written.message and not written.speaks
    follower = bpy.data.objects.new("Game", None)
    follower.constraints.new("COPY_LOCATION").target = armature
    assert not moves_nothing_else(find_rig(armature)), "another rig may follow it"


def test_what_was_pushed_down_by_hand_is_said_to_stay(head: Any) -> None:
    speak()
    animation = of_the_face(head)
    animation.nla_tracks.new().strips.new("Mine", 1, animation.action)
    animation.action = None
    assert strips_that_speak(find_rig(head)) == ("Mine",)


def test_a_face_that_the_second_view_layer_alone_has_is_looked_at_there(head: Any) -> None:
    face, scene = BONE_RIGS["Auto-Rig Pro"](), bpy.context.scene
    cast = bpy.data.collections.new("Cast")
    scene.collection.children.link(cast)
    for one in (face, face.parent):
        scene.collection.objects.unlink(one)
        cast.objects.link(one)
    scene.view_layers.new("Second")
    scene.view_layers[0].layer_collection.children["Cast"].exclude = True
    scene.soliloquy.target = face
    written = speak()
    assert written.speaks and "do not move" not in written.message

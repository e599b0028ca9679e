# SPDX-License-Identifier: GPL-3.0-or-later
"""Every speech is kept as a take on its head: chosen, hidden, rated, doubled, deleted, edited and played again."""

import json
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

bpy = pytest.importorskip("bpy")

from soliloquy.addon import merge_operators  # noqa: E402
from soliloquy.addon.generation import plays_sound  # noqa: E402
from soliloquy.addon.take_list import is_shown, takes_kept  # noqa: E402
from soliloquy.addon.take_panel import TakeList, draw_takes  # noqa: E402
from soliloquy.blender import versions  # noqa: E402
from soliloquy.tests.addon.take_stage import TakeStage, stage, two  # noqa: E402
from soliloquy.tests.blender.bone_rigs import BONE_RIGS  # noqa: E402

__all__ = ["stage", "two"]


def test_each_speech_is_kept_with_what_is_known_of_it(two: TakeStage) -> None:
    assert two.names == ["Papa", "Papa 2"] and two.shown == ["Papa 2"]
    assert two.head.soliloquy_take_chosen == 1
    told = json.loads(two.takes[0].text.as_string())
    assert [word["text"] for word in told["words"]] == ["Papa"] and told["seed"] == 1
    assert told["asked"]["request"]["spoken"]["text"] == "Papa."
    assert {phone["symbol"] for phone in told["phones"]} >= {"p"}
    assert two.takes[0].text.name.startswith("."), "hidden from lists of texts"
    if plays_sound():
        assert two.takes[0].sound == two.takes[1].sound and len(bpy.data.sounds) == 1


def test_choosing_a_take_plays_it_as_it_was_written(two: TakeStage) -> None:
    second = two.keys()
    two.head.soliloquy_take_chosen = 0
    first = two.keys()
    assert two.shown == ["Papa"] and first != second
    assert [frame for frame, _ in first] == [frame for frame, _ in second] and first[0][0] == 11
    two.head.soliloquy_take_chosen = 1
    assert two.keys() == second and two.shown == ["Papa 2"]
    assert len(two.strips) == (1 if plays_sound() else 0)


def test_keys_of_the_artist_stay_and_edits_of_a_take_come_back_with_it(two: TakeStage) -> None:
    shape_keys = two.head.data.shape_keys
    block = shape_keys.key_blocks["jawOpen"]
    for frame, value in ((500, 0.25), (15, 0.77)):
        block.value = value
        block.keyframe_insert("value", frame=frame)
    two.head.soliloquy_take_chosen = 0
    assert dict(two.keys())[500] == 0.25 and dict(two.keys())[15] != 0.77
    two.head.soliloquy_take_chosen = 1
    assert dict(two.keys())[500] == 0.25 and dict(two.keys())[15] == 0.77


def test_the_bin_keeps_takes_and_their_edits(two: TakeStage) -> None:
    block = two.head.data.shape_keys.key_blocks["jawOpen"]
    block.value = 0.77
    block.keyframe_insert("value", frame=15)
    bpy.ops.soliloquy.remove_speech()
    assert two.shown == [] and two.names == ["Papa", "Papa 2"] and two.keys() == []
    bpy.ops.soliloquy.show_take(number=1)
    assert dict(two.keys())[15] == 0.77


def test_a_take_is_hidden_and_shown_again(two: TakeStage) -> None:
    keys = two.keys()
    assert bpy.ops.soliloquy.show_take(number=1) == {"FINISHED"}
    assert two.shown == [] and two.keys() == [] and two.strips == []
    assert two.names == ["Papa", "Papa 2"]
    assert bpy.ops.soliloquy.show_take(number=1) == {"FINISHED"}
    assert two.shown == ["Papa 2"] and two.keys() == keys
    bpy.ops.soliloquy.show_take(number=0)
    assert two.shown == ["Papa"] and two.head.soliloquy_take_chosen == 0


@pytest.mark.parametrize("another", [False, True])
def test_a_take_whose_action_was_taken_away_by_hand_is_not_marked_as_played_and_plays_at_a_click(
    two: TakeStage, another: bool
) -> None:
    keys, animation = two.keys(), two.head.data.shape_keys.animation_data
    assert is_shown(two.head, two.takes[1]) and not is_shown(two.head, two.takes[0])
    animation.action = bpy.data.actions.new("of the artist's") if another else None
    assert two.keys() == [] and not is_shown(two.head, two.takes[1])
    two.head.soliloquy_take_chosen = 1
    assert two.keys() == keys and is_shown(two.head, two.takes[1])
    assert len(two.strips) == (1 if plays_sound() else 0)


@pytest.mark.skipif(not plays_sound(), reason="this build of Blender has no sound")
@pytest.mark.parametrize("closed", ["mute", "lock"])
def test_the_sound_is_put_into_a_channel_that_is_heard_and_not_locked(stage: TakeStage, closed: str) -> None:
    scene: Any = bpy.context.scene
    channels = scene.sequence_editor_create().channels
    setattr(channels[1], closed, True)
    stage.generate(start_frame=11)
    stage.generate("Mama.", start_frame=200, mode="ADD")
    assert {strip.channel for strip in versions.strips_of(scene)} == {2}
    setattr(channels[1], closed, False)
    stage.head.soliloquy_take_chosen = 0
    assert {strip.channel for strip in versions.strips_of(scene)} <= {1, 2}


def test_takes_play_on_when_shape_keys_were_renamed(two: TakeStage) -> None:
    two.head.soliloquy_take_chosen = 0
    first = two.keys()
    two.head.soliloquy_take_chosen = 1
    second = two.keys()
    for block in two.head.data.shape_keys.key_blocks[1:]:
        block.name = f"Face_{block.name}"
    assert two.keys("Face_jawOpen") == second
    two.head.soliloquy_take_chosen = 0
    assert two.keys("Face_jawOpen") == first and two.shown == ["Papa"]
    two.head.soliloquy_take_chosen = 1
    assert two.keys("Face_jawOpen") == second and not two.keys("jawOpen")


def test_takes_that_do_not_meet_play_one_after_the_other(two: TakeStage) -> None:
    two.generate("Mama.", start_frame=200, mode="ADD")
    assert two.shown == ["Papa 2", "Mama"]
    two.head.soliloquy_take_chosen = 0
    assert two.shown == ["Papa", "Mama"]
    bpy.ops.soliloquy.solo_take()
    assert two.shown == ["Papa"]


def test_a_take_is_doubled_with_keys_of_its_own(two: TakeStage) -> None:
    keys = two.keys()
    bpy.ops.soliloquy.duplicate_take()
    assert two.names == ["Papa", "Papa 2", "Papa 3"] and two.shown == ["Papa 3"] and two.keys() == keys
    two.head.data.shape_keys.key_blocks["jawOpen"].value = 0.77
    two.head.data.shape_keys.key_blocks["jawOpen"].keyframe_insert("value", frame=15)
    two.head.soliloquy_take_chosen = 1
    assert two.keys() == keys
    actions = {part.action.name for take in two.takes for part in take.parts}
    assert len(actions) == 3


def test_a_take_is_deleted_with_all_that_only_it_uses(two: TakeStage) -> None:
    bpy.ops.soliloquy.delete_take()
    assert two.names == ["Papa"] == two.shown, "the next one plays"
    assert len(bpy.data.texts) == 1
    bpy.ops.soliloquy.delete_take()
    assert two.names == [] and two.keys() == [] and two.strips == []
    assert len(bpy.data.texts) == 0 and len(bpy.data.sounds) == 0
    assert not [action for action in bpy.data.actions if action.get("soliloquy_take")]
    assert not bpy.ops.soliloquy.delete_take.poll()


def test_stars_are_given_and_taken(two: TakeStage) -> None:
    bpy.ops.soliloquy.rate_take(rating=4)
    assert [take.rating for take in two.takes] == [0, 4]
    bpy.ops.soliloquy.rate_take(rating=4)
    assert two.takes[1].rating == 0


def test_the_same_speech_again_takes_its_own_place(two: TakeStage) -> None:
    two.takes[0].name = "The good one"
    two.generate(seed=1, variation=1.0, start_frame=11)
    assert two.names == ["The good one", "Papa 2"] and two.shown == ["The good one"]
    assert len(bpy.data.texts) == 2


def test_the_same_speech_again_leaves_one_whose_keys_were_edited(two: TakeStage) -> None:
    two.head.soliloquy_take_chosen = 0
    as_made = two.keys()
    block = two.head.data.shape_keys.key_blocks["jawOpen"]
    block.value = 0.77
    block.keyframe_insert("value", frame=15)
    for _ in range(2):
        two.generate(seed=1, variation=1.0, start_frame=11)
        assert two.names == ["Papa", "Papa 2", "Papa 3"] and two.shown == ["Papa 3"]
        assert two.keys() == as_made
    two.head.soliloquy_take_chosen = 0
    assert dict(two.keys())[15] == 0.77


def test_another_take_asks_for_the_motion_alone(two: TakeStage) -> None:
    two.takes[1].name = "Soft"
    bpy.context.scene.soliloquy.text = "Something else that is typed meanwhile"
    bpy.context.scene.soliloquy.variation = 0.5
    assert bpy.ops.soliloquy.another_take(seed=9) == {"FINISHED"}
    _kind, request = two.worker.asked[-1]
    assert request["spoken"]["text"] == "Papa."
    assert request["motion"]["direction"] == {"emotion": {}, "seed": 9, "blink_rate": 1.0, "variation": 0.5}
    assert two.names == ["Papa", "Soft", "Papa 2"] and two.shown == ["Papa 2"]
    assert two.keys()[0][0] == 11
    bpy.ops.soliloquy.three_takes(seed=20)
    assert len(two.takes) == 6 and len(two.shown) == 1
    seeds = [json.loads(take.text.as_string())["seed"] for take in two.takes]
    assert seeds == [1, 2, 9, 20, 21, 22]


@pytest.mark.parametrize("changed", ["rate", "layout"])
def test_another_frame_rate_keys_a_take_anew(two: TakeStage, changed: str) -> None:
    frames = len(two.keys())
    if changed == "rate":
        bpy.context.scene.render.fps = 48
    else:
        two.takes[0].layout = "another"
    two.head.soliloquy_take_chosen = 0
    assert len(two.keys()) == pytest.approx(frames * (2 if changed == "rate" else 1), abs=2)


def test_takes_are_merged_into_one_that_says_what_it_came_from(two: TakeStage) -> None:
    mouth = two.keys()
    assert bpy.ops.soliloquy.merge_takes(mouth="1", brows="0", head="0") == {"FINISHED"}
    assert two.names == ["Papa", "Papa 2", "Papa 2 merged"] and two.shown == ["Papa 2 merged"]
    frames, values = (np.array(column) for column in zip(*two.keys(), strict=True))
    assert np.abs(values - [value for _, value in mouth]).max() < 1e-3 and frames[0] == 11
    merged = json.loads(two.takes[2].text.as_string())["request"]["merged"]
    assert [merged[part]["name"] for part in ("mouth", "brows", "head")] == ["Papa 2", "Papa", "Papa"]
    with pytest.raises(RuntimeError, match="does not say what it was made of"):
        bpy.ops.soliloquy.another_take(seed=3)


def test_a_take_that_gives_two_parts_of_a_merge_is_read_once(two: TakeStage, monkeypatch: pytest.MonkeyPatch) -> None:
    read, as_take = [], merge_operators.as_take
    monkeypatch.setattr(merge_operators, "as_take", lambda take: (read.append(take.name), as_take(take))[1])
    assert bpy.ops.soliloquy.merge_takes(mouth="1", brows="0", head="0") == {"FINISHED"}
    assert read == ["Papa 2", "Papa"]


def test_a_take_fades_into_another_at_a_frame(two: TakeStage) -> None:
    second = two.keys()
    two.head.soliloquy_take_chosen = 0
    first = two.keys()
    middle = first[len(first) // 2][0]
    assert bpy.ops.soliloquy.cross_fade_takes(second="1", frame=middle, seconds=0.1) == {"FINISHED"}
    assert two.names[-1] == "Papa cross-faded" == two.shown[0]
    np.testing.assert_allclose(two.keys()[:4], first[:4], atol=1e-3)
    np.testing.assert_allclose(two.keys()[-8:], second[-8:], atol=1e-3)
    told = json.loads(two.takes[2].text.as_string())["request"]["cross_fade"]
    assert [told[end]["name"] for end in ("first", "second")] == ["Papa", "Papa 2"]
    with pytest.raises(RuntimeError, match="not inside the take"):
        bpy.ops.soliloquy.cross_fade_takes(second="1", frame=9000)


def test_one_take_alone_cannot_be_merged(stage: TakeStage) -> None:
    stage.generate()
    assert not bpy.ops.soliloquy.merge_takes.poll()


class _Recorded:
    """Takes what a panel draws, and reads each setting as Blender would. said: its words."""

    def __init__(self, said: list[str]) -> None:
        self._said = said

    def prop(self, settings: Any, name: str, **more: Any) -> None:
        getattr(settings, name)

    def label(self, text: str = "", **more: Any) -> None:
        self._said.append(text)

    def operator(self, name: str, **more: Any) -> Any:
        return SimpleNamespace()

    def template_list(self, *arguments: Any, **more: Any) -> None:
        _name, _id, holder, takes, _active, chosen = arguments
        for number, take in enumerate(getattr(holder, takes)):
            TakeList.draw_item(None, None, self, holder, take, 0, holder, chosen, number)

    def __getattr__(self, name: str) -> Any:
        return lambda *arguments, **more: _Recorded(self._said)


def test_the_section_names_takes_as_the_artist_does_and_says_when_one_is_out_of_time(two: TakeStage) -> None:
    two.takes[1].rating = 2
    said: list[str] = []
    assert draw_takes(_Recorded(said), bpy.context) == ""
    assert [text for text in said if text] == ["\u2605\u2605", "1.5 s, from frame 11", "Look At"]
    bpy.context.scene.render.fps = 48
    assert "another frame rate" in draw_takes(_Recorded(said), bpy.context)
    frames = len(two.keys())
    assert bpy.ops.soliloquy.restore_keys() == {"FINISHED"}
    assert len(two.keys()) == pytest.approx(2 * frames, abs=2) and draw_takes(_Recorded(said), bpy.context) == ""
    bpy.ops.soliloquy.delete_take()
    bpy.ops.soliloquy.delete_take()
    assert "kept here" in draw_takes(_Recorded(said), bpy.context)
    bpy.context.scene.soliloquy.target = None
    assert draw_takes(_Recorded(said), bpy.context) == ""


def test_a_face_that_bones_move_speaks_again_after_an_undo(stage: TakeStage) -> None:
    face = BONE_RIGS["Auto-Rig Pro"]()
    name, scene = face.name, bpy.context.scene
    scene.soliloquy.target = face
    bpy.ops.ed.undo_push(message="before")
    stage.generate()
    bpy.ops.ed.undo_push(message="generated")
    bpy.ops.ed.undo()
    bpy.context.scene.soliloquy.target = bpy.data.objects[name]
    stage.generate()
    assert [take.name for take in takes_kept(bpy.data.objects[name].parent)] == ["Papa"]

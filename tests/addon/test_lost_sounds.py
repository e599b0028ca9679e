# SPDX-License-Identifier: GPL-3.0-or-later
"""Sounds of takes whose heads are gone are told and removed, and in every scene a head is heard as it speaks."""

from typing import Any

import pytest

bpy = pytest.importorskip("bpy")

from soliloquy.addon import last_answer, take_sound_operators  # noqa: E402
from soliloquy.addon.take_sound_operators import lost_names  # noqa: E402
from soliloquy.blender import versions  # noqa: E402
from soliloquy.blender.lost_sounds import lost_sounds  # noqa: E402
from soliloquy.tests.addon.take_stage import TakeStage, stage  # noqa: E402

__all__ = ["stage"]


def strips() -> list[str]:
    return [strip.name for strip in versions.strips_of(bpy.context.scene)]


def copied(head: Any) -> Any:
    copy = head.copy()
    copy.data = copy.data.copy()
    bpy.context.scene.collection.objects.link(copy)
    return copy


def test_the_sound_of_a_deleted_head_is_offered_for_removal(stage: TakeStage) -> None:
    other = copied(stage.head)
    other.name = "Other"
    stage.generate("Mama.")
    stage.generate("Papa.", target="Other", start_frame=50)
    (kept,) = [strip for strip in versions.strips_of(bpy.context.scene) if versions.strip_start(strip) < 50]
    kept.name = "mine"
    stage.head.name = "Somebody"
    assert not lost_sounds(bpy.context.scene), "neither renamed strips nor renamed heads are lost"
    bpy.ops.object.select_all(action="DESELECT")
    other.select_set(True)
    bpy.ops.object.delete()
    (lost,) = lost_sounds(bpy.context.scene)
    assert lost.name != "mine"
    assert bpy.ops.soliloquy.remove_lost_sounds() == {"FINISHED"}
    assert strips() == ["mine"] and not lost_sounds(bpy.context.scene)


def test_a_sound_is_lost_though_another_head_speaks_from_its_first_frame(stage: TakeStage) -> None:
    copied(stage.head).name = "Other"
    stage.generate("Mama.")
    stage.generate("Papa.", target="Other")
    of_other = [strip.name for strip in versions.strips_of(bpy.context.scene)][1]
    bpy.data.objects.remove(stage.head)
    assert bpy.ops.soliloquy.remove_lost_sounds() == {"FINISHED"}
    assert strips() == [of_other]


def test_redraws_search_the_scene_once_until_something_comes_or_goes(
    stage: TakeStage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.generate("Mama.")
    now: list[float] = [0.0]
    searches: list[Any] = []

    def searched(scene: Any) -> list[Any]:
        searches.append(scene)
        return lost_sounds(scene)

    monkeypatch.setattr(last_answer.time, "monotonic", lambda: now[0])
    monkeypatch.setattr(take_sound_operators, "lost_sounds", searched)
    monkeypatch.setattr(take_sound_operators, "_lost", last_answer.LastAnswer(2.0))
    scene = bpy.context.scene
    assert [lost_names(scene) for _redraw in range(3)] == [()] * 3 and len(searches) == 1
    bpy.data.objects.remove(stage.head)
    (strip,) = strips()
    assert [lost_names(scene) for _redraw in range(3)] == [(strip,)] * 3 and len(searches) == 2
    (lost,) = lost_sounds(scene)
    lost.name = "renamed"
    assert lost_names(scene) == (strip,)
    now[0] += 2.1
    assert lost_names(scene) == ("renamed",)
    bpy.ops.soliloquy.remove_lost_sounds()
    assert lost_names(scene) == ()


def test_a_sound_that_the_artist_laid_there_is_never_lost(stage: TakeStage) -> None:
    stage.generate("Mama.")
    (strip,) = versions.strips_of(bpy.context.scene)
    own = versions.strips_of(bpy.context.scene).new_sound("own", bpy.path.abspath(strip.sound.filepath), 5, 100)
    bpy.data.objects.remove(stage.head)
    assert lost_sounds(bpy.context.scene) == [strip]
    bpy.ops.soliloquy.remove_lost_sounds()
    assert list(versions.strips_of(bpy.context.scene)) == [own]


def test_what_a_head_says_no_more_is_heard_in_no_scene(stage: TakeStage) -> None:
    stage.generate("Mama.")
    first, second = bpy.context.scene, bpy.data.scenes.new("Second")
    second.collection.objects.link(stage.head)
    second.soliloquy.target = stage.head
    bpy.context.window.scene = second
    stage.generate("Papa.")
    assert len(strips()) == 1
    bpy.context.window.scene = first
    assert strips() == []

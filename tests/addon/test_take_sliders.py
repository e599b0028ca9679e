# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes as strips with sliders, on a head of Add Head: what plays is what Blender evaluates, without us too."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

bpy = pytest.importorskip("bpy")

from soliloquy import addon  # noqa: E402
from soliloquy.addon.take_text import as_take  # noqa: E402
from soliloquy.runtime.animate.measure import closures  # noqa: E402
from soliloquy.runtime.head.arkit import ARKIT_NAMES  # noqa: E402
from soliloquy.runtime.motion import ArkitCurves  # noqa: E402
from soliloquy.tests.addon.take_stage import TakeStage, stage  # noqa: E402

__all__ = ["stage"]
LINE = "My map, Bob."
SETTINGS: list[dict[str, float]] = [
    {"mouth": 0.0},
    {"mouth": 0.3},
    {"jaw": 0.2},
    {"mouth": 0.4, "jaw": 0.7},
    {"mouth": 2.0},
    {"mouth": 1.6, "jaw": 0.5},
    {"mouth": 2.0, "jaw": 2.0},
]


@pytest.fixture
def spoken(stage: TakeStage) -> Iterator[TakeStage]:
    """A whole head that says a line, happily."""
    bpy.ops.soliloquy.add_head()
    stage.head = bpy.context.scene.soliloquy.target
    stage.generate(LINE, seed=1, start_frame=11, emotion="happy=0.6")
    yield stage


def shown(head: Any, frames: Any) -> np.ndarray:
    """(frames,55): the 52 weights and the turn of the head as Blender evaluates them."""
    found = []
    for frame in frames:
        bpy.context.scene.frame_set(frame)
        depsgraph = bpy.context.evaluated_depsgraph_get()
        blocks = head.data.shape_keys.evaluated_get(depsgraph).key_blocks
        turn = head.parent.evaluated_get(depsgraph).pose.bones["head"].rotation_euler
        found.append([*(blocks[name].value for name in ARKIT_NAMES), *turn])
    return np.array(found, np.float32)


def all_frames(stage: TakeStage) -> range:
    return range(stage.takes[0].start, stage.takes[0].start + stage.takes[0].frames)


def as_strips(stage: TakeStage) -> None:
    stage.head.soliloquy_takes_played_as = "STRIPS"


def test_strips_play_what_keys_do_and_keys_come_back(spoken: TakeStage) -> None:
    frames = range(8, all_frames(spoken).stop + 3)
    before, keys = shown(spoken.head, frames), spoken.keys()
    as_strips(spoken)
    assert spoken.keys() == [] and spoken.shown == spoken.names
    assert np.abs(shown(spoken.head, frames) - before).max() < 1e-5
    spoken.head.soliloquy_takes_played_as = "KEYS"
    assert spoken.keys() == keys and not list(spoken.head.data.shape_keys.animation_data.nla_tracks)
    assert not [action for action in bpy.data.actions if action.get("soliloquy_layer")]


def test_each_slider_moves_its_part_alone(spoken: TakeStage) -> None:
    frames = all_frames(spoken)[::7]
    as_strips(spoken)
    whole = shown(spoken.head, frames)
    starts = {"brows": ("brow",), "eyes": ("eye",), "jaw": ("jaw", "mouthClose")}
    for slider, names in starts.items():
        setattr(spoken.takes[0], slider, 0.0)
        less = shown(spoken.head, frames)
        moved = np.flatnonzero(np.abs(less - whole).max(axis=0) > 1e-5)
        assert len(moved) and all(ARKIT_NAMES[each].startswith(names) for each in moved), slider
        setattr(spoken.takes[0], slider, 1.0)
    spoken.takes[0].head = 0.5
    assert np.allclose(shown(spoken.head, frames)[:, 52:], whole[:, 52:] / 2, atol=1e-5)


@pytest.mark.parametrize("sliders", SETTINGS, ids=str)
def test_lips_close_at_any_setting(spoken: TakeStage, sliders: dict[str, float]) -> None:
    as_strips(spoken)
    for slider, value in sliders.items():
        setattr(spoken.takes[0], slider, value)
    values = shown(spoken.head, all_frames(spoken))
    made = closures(ArkitCurves(values[:, :52], values[:, 52:], 24.0), as_take(spoken.takes[0]).speech.phones)
    assert len(made.bilabials) == 5 and all(made.bilabials)


def test_beyond_1_a_part_moves_more_and_what_was_edited_there_comes_back_as_it_was(spoken: TakeStage) -> None:
    as_strips(spoken)
    frames, take = all_frames(spoken), spoken.takes[0]
    whole = shown(spoken.head, frames)
    take.head, take.brows = 1.5, 2.0
    more = shown(spoken.head, frames)
    brows = [ARKIT_NAMES.index(name) for name in ("browInnerUp", "browOuterUpLeft", "browOuterUpRight")]
    assert whole[:, brows].max() > 0.1
    assert np.allclose(more[:, 52:], 1.5 * whole[:, 52:], atol=1e-5)
    assert np.allclose(more[:, brows], np.minimum(2.0 * whole[:, brows], 1.0), atol=1e-5)
    curve = _curve_of(spoken.head, "Soliloquy Brows", "browInnerUp")
    point = max(curve.keyframe_points, key=lambda each: each.co[1])
    frame, point.co[1] = round(point.co[0]), 0.5
    curve.update()
    take.brows = 0.9
    assert np.isclose(shown(spoken.head, [frames[frame]])[0, brows[0]], 0.5 / 2.0 * 0.9, atol=1e-5)
    spoken.head.soliloquy_takes_played_as = "KEYS"
    assert dict(spoken.keys("browInnerUp"))[frames[frame]] == pytest.approx(0.25, abs=1e-4)
    assert np.allclose(shown(spoken.head, frames)[:, 52:], whole[:, 52:], atol=1e-5)


def test_keys_of_a_slider_may_lie_beyond_1_and_are_kept(spoken: TakeStage) -> None:
    as_strips(spoken)
    first, last = all_frames(spoken)[0], all_frames(spoken)[-1]
    middle = [(first + last) // 2]
    whole = shown(spoken.head, middle)
    for frame, value in ((first, 1.0), (last, 2.0)):
        bpy.context.scene.frame_set(frame)
        spoken.takes[0].head = value
        assert bpy.ops.soliloquy.key_slider(slider="head") == {"FINISHED"}
    times = 1.0 + (middle[0] - first) / (last - first)
    for _ in range(2):
        assert np.allclose(shown(spoken.head, middle)[:, 52:], times * whole[:, 52:], atol=1e-4)
        for _ in range(2):
            assert bpy.ops.soliloquy.show_take(number=0) == {"FINISHED"}


def _curve_of(head: Any, track: str, shape: str) -> Any:
    from soliloquy.blender.versions import channels_of_strip

    strip = head.data.shape_keys.animation_data.nla_tracks[track].strips[0]
    return next(each for each in channels_of_strip(strip).fcurves if shape in each.data_path)


def test_a_keyed_slider_is_kept_while_the_take_is_hidden_and_in_a_file_without_us(spoken: TakeStage) -> None:
    as_strips(spoken)
    first, last = all_frames(spoken)[0], all_frames(spoken)[-1]
    for frame, value in ((first, 1.0), (last, 0.0)):
        bpy.context.scene.frame_set(frame)
        spoken.takes[0].head = value
        assert bpy.ops.soliloquy.key_slider(slider="head") == {"FINISHED"}
    middle = [(first + last) // 2]
    faded = shown(spoken.head, middle)
    assert bpy.ops.soliloquy.show_take(number=0) == {"FINISHED"} and spoken.shown == []
    assert bpy.ops.soliloquy.show_take(number=0) == {"FINISHED"} and spoken.shown == spoken.names
    assert np.allclose(shown(spoken.head, middle), faded, atol=1e-5)
    assert bpy.ops.soliloquy.duplicate_take() == {"FINISHED"}
    assert np.allclose(shown(spoken.head, middle), faded, atol=1e-5)
    name, path = spoken.head.name, spoken.folder / "faded.blend"
    bpy.ops.wm.save_as_mainfile(filepath=str(path))
    addon.unregister()
    try:
        bpy.ops.wm.open_mainfile(filepath=str(path))
        assert np.allclose(shown(bpy.data.objects[name], middle), faded, atol=1e-5)
    finally:
        addon.register()


def test_what_is_edited_in_a_strip_stays_with_its_take(spoken: TakeStage) -> None:
    as_strips(spoken)
    curve = _curve_of(spoken.head, "Soliloquy Brows", "browInnerUp")
    frame, curve.keyframe_points[5].co[1] = round(curve.keyframe_points[5].co[0]), 0.77
    curve.update()
    spoken.head.soliloquy_takes_played_as = "KEYS"
    assert dict(spoken.keys("browInnerUp"))[11 + frame] == 0.77
    spoken.generate(LINE, seed=1, start_frame=11, emotion="happy=0.6")
    assert len(spoken.names) == 2 and dict(spoken.keys("browInnerUp"))[11 + frame] != 0.77


def test_an_emotion_becomes_a_slider_and_lips_close_at_half_of_it(spoken: TakeStage) -> None:
    frames = all_frames(spoken)
    whole = shown(spoken.head, frames)
    assert bpy.ops.soliloquy.split_emotion() == {"FINISHED"}
    assert np.abs(shown(spoken.head, frames) - whole).max() < 1e-4
    smiles = ARKIT_NAMES.index("mouthSmileLeft")
    take = spoken.takes[0]
    take.emotion = 0.0
    plain = shown(spoken.head, frames)
    assert whole[:, smiles].mean() > plain[:, smiles].mean() + 0.2
    take.emotion = 0.5
    half = shown(spoken.head, frames)
    assert np.allclose(half, (whole + plain) / 2, atol=1e-4)
    made = closures(ArkitCurves(half[:, :52], half[:, 52:], 24.0), as_take(take).speech.phones)
    assert all(made.bilabials)
    take.emotion = 1.4
    more = shown(spoken.head, frames)
    beyond = plain + 1.4 * (whole - plain)
    assert np.allclose(more[:, :52], beyond[:, :52].clip(0.0, 1.0), atol=1e-4)
    made = closures(ArkitCurves(more[:, :52], more[:, 52:], 24.0), as_take(take).speech.phones)
    assert all(made.bilabials)
    spoken.head.soliloquy_takes_played_as = "KEYS"
    assert np.abs(shown(spoken.head, frames) - whole).max() < 1e-4


def test_all_that_plays_changes_over_and_back_and_what_is_damaged_is_said(stage: TakeStage, capsys: Any) -> None:
    for start in (1, 101, 201):
        stage.generate(seed=start, start_frame=start, mode="ADD")
    keys = stage.keys()
    as_strips(stage)
    assert stage.shown == stage.names and stage.keys() == []
    assert len(stage.head.data.shape_keys.animation_data.nla_tracks["Soliloquy Jaw"].strips) == 3
    stage.head.soliloquy_takes_played_as = "KEYS"
    assert stage.shown == stage.names and stage.keys() == keys
    bpy.data.actions.remove(stage.takes[1].parts[0].action)
    bpy.data.texts.remove(stage.takes[1].text)
    as_strips(stage)
    assert stage.shown == [stage.names[0], stage.names[2]] and "deleted" in capsys.readouterr().out


def test_a_take_without_an_emotion_has_no_slider_of_it(stage: TakeStage) -> None:
    stage.generate(seed=1)
    with pytest.raises(RuntimeError, match="without an emotion"):
        bpy.ops.soliloquy.split_emotion()


def test_another_take_plays_in_strips_too(spoken: TakeStage) -> None:
    as_strips(spoken)
    assert bpy.ops.soliloquy.another_take(seed=3) == {"FINISHED"}
    tracks = spoken.head.data.shape_keys.animation_data.nla_tracks
    assert len(spoken.shown) == 1 and spoken.keys() == []
    assert [len(track.strips) for track in tracks] == [1] * len(tracks)
    assert bpy.ops.soliloquy.delete_take() == {"FINISHED"} and len(spoken.shown) == 1


def test_strips_follow_another_frame_rate_and_lips_close(spoken: TakeStage) -> None:
    as_strips(spoken)
    bpy.context.scene.render.fps = 30
    assert bpy.ops.soliloquy.solo_take() == {"FINISHED"}
    spoken.takes[0].mouth = 0.4
    values = shown(spoken.head, all_frames(spoken))
    made = closures(ArkitCurves(values[:, :52], values[:, 52:], 30.0), as_take(spoken.takes[0]).speech.phones)
    assert len(made.bilabials) == 5 and all(made.bilabials)


def test_a_take_that_is_deleted_while_its_emotion_is_made_is_said(spoken: TakeStage) -> None:
    from soliloquy.addon import session, slider_operators

    take = spoken.takes[0]
    kind, arguments = slider_operators._asked(take, "emotion")
    ids = (bpy.context.scene.session_uid, spoken.head.session_uid, take.key)
    session.start(
        kind,
        arguments,
        lambda plain: slider_operators._finish(*ids, plain, ""),
        slider_operators._layers_for(bpy.context.scene, spoken.head),
    )
    assert bpy.ops.soliloquy.delete_take.poll() is False, "while something is made, takes are left alone"
    spoken.head.soliloquy_takes_kept.clear()
    session._tick()
    told = session.message(spoken.head)
    assert told is not None and told.kind == "error" and "deleted" in told.text


@pytest.mark.parametrize("what", ["a strip whose action was deleted", "a strip of the artist's"])
def test_what_lies_in_a_track_of_ours_is_in_no_take_s_way(spoken: TakeStage, what: str) -> None:
    as_strips(spoken)
    before = shown(spoken.head, all_frames(spoken))
    spoken.generate("Papa.", start_frame=11)
    track = spoken.head.data.shape_keys.animation_data.nla_tracks["Soliloquy Mouth"]
    if what == "a strip of the artist's":
        track.strips.new("own", int(track.strips[0].frame_end) + 2, bpy.data.actions.new("own"))
    else:
        bpy.data.actions.remove(track.strips[0].action)
    spoken.head.soliloquy_take_chosen = 0
    np.testing.assert_allclose(shown(spoken.head, all_frames(spoken)), before, atol=1e-5)


def test_a_face_whose_strips_are_taken_out_is_as_it_was_before(stage: TakeStage) -> None:
    bpy.ops.soliloquy.add_head()
    stage.head = bpy.context.scene.soliloquy.target
    smile = stage.head.data.shape_keys.key_blocks["mouthSmileLeft"]
    smile.value = 0.5
    before = shown(stage.head, [1])
    stage.generate(LINE, seed=1, start_frame=11)
    as_strips(stage)
    assert np.abs(shown(stage.head, [20]) - before).max() > 0.1
    bpy.ops.soliloquy.remove_speech()
    assert shown(stage.head, [20, 21]) == pytest.approx(np.repeat(before, 2, axis=0))


def test_a_take_that_is_made_again_with_its_sliders_is_not_said_to_hold_shapes(
    stage: TakeStage, capfd: pytest.CaptureFixture[str]
) -> None:
    bpy.ops.soliloquy.add_head()
    stage.head = bpy.context.scene.soliloquy.target
    stage.generate(LINE, seed=1, start_frame=11, emotion="surprised=1")
    as_strips(stage)
    stage.takes[0].brows = stage.takes[0].mouth = 0.2
    capfd.readouterr()
    bpy.ops.soliloquy.another_take(seed=2)
    said = capfd.readouterr().out
    assert "speaks from frame" in said and "do not move" not in said
    assert stage.takes[1].brows == pytest.approx(0.2)

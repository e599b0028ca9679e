# SPDX-License-Identifier: GPL-3.0-or-later
"""A take in a scene: its motion, its sound, and how it goes out again without a trace."""

import math
from pathlib import Path

import bpy
import numpy as np
import pytest
import soundfile
from soliloquy.blender import versions
from soliloquy.blender.keyframes import Curve, read_curve, write_curves
from soliloquy.blender.rig import find_rig
from soliloquy.blender.takes import frame_rate, put_take, remove_take, set_frame_rate, written_takes
from soliloquy.runtime.errors import InputError
from soliloquy.runtime.head.arkit import ARKIT_INDEX, ARKIT_NAMES
from soliloquy.runtime.motion import ArkitCurves

needs_sound = pytest.mark.skipif(
    not bpy.app.build_options.audaspace, reason="this build of bpy has no sound (as bpy 4.2 from the registry)"
)


@pytest.fixture
def curves() -> ArkitCurves:
    phase = np.arange(60)[:, None] / 10 + np.arange(52)
    head = np.zeros((60, 3), np.float32)
    head[:, 0] = np.linspace(0, 0.5, 60)
    head[:, 1] = np.linspace(0, -0.3, 60)
    return ArkitCurves((0.5 + 0.5 * np.sin(phase)).astype(np.float32), head, 30.0)


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    soundfile.write(tmp_path / "line.wav", np.zeros(48_000, np.float32), 24_000)
    return tmp_path / "line.wav"


def keys_of(datablock: bpy.types.ID) -> dict[tuple[str, int], np.ndarray]:
    channels = versions.channels_of(datablock)
    fcurves = channels.fcurves if channels else ()
    return {(curve.data_path, curve.array_index): np.stack(read_curve(curve)) for curve in fcurves}


@pytest.mark.parametrize("mode", ["QUATERNION", "XYZ", "ZXY", "AXIS_ANGLE"])
def test_the_head_turns_as_told_whatever_its_bone_looks_like(fabricate_head, curves: ArkitCurves, mode: str) -> None:
    face = fabricate_head(ARKIT_NAMES, head_bone="Head")
    bone = face.parent.pose.bones["Head"]
    bone.rotation_mode = mode
    put_take(bpy.context.scene, find_rig(face), curves, "line", start_frame=1)
    bpy.context.scene.frame_set(60)
    turn = (bone.matrix @ bone.bone.matrix_local.inverted()).to_3x3()
    x, y, z = curves.head[-1]
    angle = math.sqrt(x * x + y * y + z * z)
    axis, measured = turn.to_quaternion().to_axis_angle()
    # Blender's axes: the head faces -Y, so FLAME's (x, y, z) is (x, -z, y).
    np.testing.assert_allclose(np.array(axis) * measured, [x, -z, y], atol=1e-5)
    assert measured == pytest.approx(angle, abs=1e-5)


def test_one_action_moves_shapes_and_bones_where_blender_has_slots(fabricate_head, curves: ArkitCurves) -> None:
    face = fabricate_head(ARKIT_NAMES, head_bone="Head")
    put_take(bpy.context.scene, find_rig(face), curves, "line", start_frame=1)
    assert len(bpy.data.actions) == (1 if versions.HAS_SLOTS else 2)
    keys = keys_of(face.data.shape_keys)
    assert len(keys) == 52
    jaw_open = keys['key_blocks["jawOpen"].value', 0]
    np.testing.assert_allclose(jaw_open[1], curves.weights[:, ARKIT_INDEX["jawOpen"]], atol=1e-6)
    assert bpy.context.scene.frame_end >= 60


def test_a_second_take_replaces_the_first(fabricate_head, curves: ArkitCurves) -> None:
    rig = find_rig(fabricate_head(ARKIT_NAMES, head_bone="Head"))
    put_take(bpy.context.scene, rig, curves, "first", start_frame=200)
    second = put_take(bpy.context.scene, rig, curves, "second", start_frame=1)
    assert written_takes(rig) == [second]
    for datablock in (rig.object.data.shape_keys, rig.armature):
        assert all(keys[0].max() == 60 for keys in keys_of(datablock).values())


def test_a_second_take_is_added_when_asked(fabricate_head, curves: ArkitCurves) -> None:
    rig = find_rig(fabricate_head(ARKIT_NAMES))
    put_take(bpy.context.scene, rig, curves, "first", start_frame=1)
    put_take(bpy.context.scene, rig, curves, "second", start_frame=101, add=True)
    frames = keys_of(rig.object.data.shape_keys)['key_blocks["jawOpen"].value', 0][0]
    np.testing.assert_array_equal(frames, [*range(1, 61), *range(101, 161)])
    assert [take.name for take in written_takes(rig)] == ["first", "second"]


@needs_sound
def test_a_line_that_an_added_one_meets_goes_with_its_sound(fabricate_head, curves: ArkitCurves, sound: Path) -> None:
    rig = find_rig(fabricate_head(ARKIT_NAMES))
    scene = bpy.context.scene
    for name, start in (("first", 1), ("second", 1 + len(curves)), ("third", 2 + len(curves))):
        put_take(scene, rig, curves, name, start_frame=start, sound_path=sound, add=True)
    assert [take.name for take in written_takes(rig)] == ["first", "third"]
    assert len(versions.strips_of(scene)) == 2


@needs_sound
def test_an_added_sound_that_cannot_be_read_takes_nothing_away(
    fabricate_head, curves: ArkitCurves, sound: Path, tmp_path: Path
) -> None:
    rig = find_rig(fabricate_head(ARKIT_NAMES))
    first = put_take(bpy.context.scene, rig, curves, "first", start_frame=1, sound_path=sound)
    with pytest.raises(InputError):
        put_take(bpy.context.scene, rig, curves, "second", start_frame=5, sound_path=tmp_path / "none.wav", add=True)
    assert written_takes(rig) == [first] and len(versions.strips_of(bpy.context.scene)) == 1


def test_the_artists_own_animation_stays(fabricate_head, curves: ArkitCurves) -> None:
    face = fabricate_head([*ARKIT_NAMES, "wrinkles"], head_bone="Head")
    rig = find_rig(face)
    key = face.data.shape_keys
    wrinkles = Curve('key_blocks["wrinkles"].value', np.linspace(0, 1, 300))
    write_curves(bpy.data.actions.new("by hand"), key, [wrinkles], 1)
    walk = Curve("location", np.linspace(0, 5, 300))
    write_curves(bpy.data.actions.new("walk"), rig.armature, [walk], 1)
    before = [keys_of(key), keys_of(rig.armature)]
    written = put_take(bpy.context.scene, rig, curves, "line", start_frame=50)
    assert key.animation_data.action.name == "by hand"
    assert len(keys_of(key)) == 53
    remove_take(bpy.context.scene, rig, written)
    for datablock, keys in zip((key, rig.armature), before, strict=True):
        assert keys_of(datablock).keys() == keys.keys()
        for place, points in keys_of(datablock).items():
            np.testing.assert_array_equal(points, keys[place])


@needs_sound
def test_the_sound_starts_with_the_motion_and_is_never_doubled(
    fabricate_head, curves: ArkitCurves, sound: Path
) -> None:
    scene = bpy.context.scene
    rig = find_rig(fabricate_head(ARKIT_NAMES))
    for _ in range(2):
        put_take(scene, rig, curves, "line", start_frame=25, sound_path=sound)
    (strip,) = versions.strips_of(scene)
    assert versions.strip_start(strip) == 25
    put_take(scene, rig, curves, "next", start_frame=100, sound_path=sound, add=True)
    assert sorted(versions.strip_start(strip) for strip in versions.strips_of(scene)) == [25, 100]
    for take in written_takes(rig):
        remove_take(scene, rig, take)
    assert not list(versions.strips_of(scene))
    assert not list(bpy.data.sounds)


@needs_sound
def test_a_sound_that_cannot_be_read_is_refused_before_anything_changes(
    fabricate_head, curves: ArkitCurves, sound: Path, tmp_path: Path
) -> None:
    rig = find_rig(fabricate_head(ARKIT_NAMES))
    first = put_take(bpy.context.scene, rig, curves, "line", start_frame=5, sound_path=sound)
    (tmp_path / "text.wav").write_text("no sound")
    for wrong in ("text.wav", "nothing.wav"):
        with pytest.raises(InputError, match="Blender cannot read it"):
            put_take(bpy.context.scene, rig, curves, "line", start_frame=80, sound_path=tmp_path / wrong)
    assert written_takes(rig) == [first]
    assert len(versions.strips_of(bpy.context.scene)) == 1
    assert all(keys[0].max() == 64 for keys in keys_of(rig.object.data.shape_keys).values())


@needs_sound
def test_a_replacing_sound_takes_the_channel_of_the_old_one(fabricate_head, curves: ArkitCurves, sound: Path) -> None:
    rig = find_rig(fabricate_head(ARKIT_NAMES))
    for name in ("line", "line", "next"):
        put_take(bpy.context.scene, rig, curves, name, start_frame=5, sound_path=sound)
        (strip,) = versions.strips_of(bpy.context.scene)
        assert (strip.channel, versions.strip_start(strip)) == (1, 5)


@needs_sound
def test_two_heads_that_say_the_same_line_keep_a_sound_each(fabricate_head, curves: ArkitCurves, sound: Path) -> None:
    scene = bpy.context.scene
    first, second = (find_rig(fabricate_head(ARKIT_NAMES, name=name)) for name in ("Anna", "Ben"))
    for rig, start in ((first, 1), (second, 200), (second, 300)):
        put_take(scene, rig, curves, "line", start_frame=start, sound_path=sound)
    assert sorted(versions.strip_start(strip) for strip in versions.strips_of(scene)) == [1, 300]


@needs_sound
def test_the_strips_of_the_artist_are_left_alone(fabricate_head, curves: ArkitCurves, sound: Path) -> None:
    scene = bpy.context.scene
    music = versions.strips_of(scene).new_sound("music", str(sound), 1, 10)
    put_take(scene, find_rig(fabricate_head(ARKIT_NAMES)), curves, "line", start_frame=20, sound_path=sound)
    assert versions.strip_start(music) == 10 and music.channel == 1
    assert len(versions.strips_of(scene)) == 2


@pytest.mark.parametrize("rate", [24, 25, 30, 50, 60, 24000 / 1001, 23.976, 29.97, 59.94, 12.5, 33.3])
def test_any_frame_rate_is_set(rate: float) -> None:
    set_frame_rate(bpy.context.scene, rate)
    assert frame_rate(bpy.context.scene) == pytest.approx(rate, rel=2e-6)


def test_broadcast_rates_get_the_base_that_programs_know() -> None:
    set_frame_rate(bpy.context.scene, 23.976)
    assert (bpy.context.scene.render.fps, bpy.context.scene.render.fps_base) == (24, pytest.approx(1.001))


def test_a_take_beyond_blenders_last_frame_is_refused_before_anything_is_written(
    fabricate_head, curves: ArkitCurves
) -> None:
    face = fabricate_head(ARKIT_NAMES)
    rig = find_rig(face)
    for start in (1_048_574, -1_048_575):
        with pytest.raises(InputError, match="1048574"):
            put_take(bpy.context.scene, rig, curves, "line", start_frame=start)
    assert written_takes(rig) == [] and keys_of(face.data.shape_keys) == {}
    assert put_take(bpy.context.scene, rig, curves, "line", start_frame=1_048_574 - 59).end == 1_048_574


def test_the_scenes_end_moves_out_and_back(fabricate_head, curves: ArkitCurves) -> None:
    scene = bpy.context.scene
    scene.frame_end = 100
    first, second = (find_rig(fabricate_head(ARKIT_NAMES, name=name)) for name in ("Anna", "Ben"))
    put_take(scene, first, curves, "long", start_frame=200)
    other = put_take(scene, second, curves, "other", start_frame=150)
    assert scene.frame_end == 259
    put_take(scene, first, curves, "short", start_frame=1)
    assert scene.frame_end == 209
    remove_take(scene, second, other)
    assert scene.frame_end == 100


def test_an_end_that_the_artist_has_set_is_the_artists(fabricate_head, curves: ArkitCurves) -> None:
    scene = bpy.context.scene
    rig = find_rig(fabricate_head(ARKIT_NAMES))
    scene.frame_end = 10
    put_take(scene, rig, curves, "line", start_frame=1)
    scene.frame_end = 500
    for take in written_takes(rig):
        remove_take(scene, rig, take)
    assert scene.frame_end == 500


def test_an_action_of_ours_is_called_after_its_line(fabricate_head, curves: ArkitCurves) -> None:
    face = fabricate_head(ARKIT_NAMES, head_bone="Head")
    for name in ("Good-morning", "Good-night"):
        put_take(bpy.context.scene, find_rig(face), curves, name, start_frame=1)
        actions = {versions.action_of(each).name.partition(".")[0] for each in (face.data.shape_keys, face.parent)}
        assert actions == {name}


def test_another_head_that_shares_its_action_stays_as_it_is(fabricate_head, curves: ArkitCurves) -> None:
    first, second = fabricate_head(ARKIT_NAMES), fabricate_head(ARKIT_NAMES)
    put_take(bpy.context.scene, find_rig(first), curves, "line", start_frame=1)
    shared = first.data.shape_keys.animation_data
    versions.assign_action(second.data.shape_keys, shared.action, versions.slot_of(first.data.shape_keys))
    second["soliloquy_takes"] = first["soliloquy_takes"]
    before = keys_of(first.data.shape_keys)
    put_take(bpy.context.scene, find_rig(second), curves, "other", start_frame=200)
    assert {float(frames[0]) for frames, _values in keys_of(second.data.shape_keys).values()} == {200.0}
    after = keys_of(first.data.shape_keys)
    assert before.keys() == after.keys() and all(np.array_equal(before[place], after[place]) for place in before)
    assert versions.action_of(first.data.shape_keys) == shared.action
    (written,) = written_takes(find_rig(first))
    versions.assign_action(second.data.shape_keys, shared.action, versions.slot_of(first.data.shape_keys))
    remove_take(bpy.context.scene, find_rig(first), written)
    assert not keys_of(first.data.shape_keys) and len(keys_of(second.data.shape_keys)) == len(before)

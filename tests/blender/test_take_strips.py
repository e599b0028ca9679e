# SPDX-License-Identifier: GPL-3.0-or-later
"""What an artist does with a take's sound in the sequencer, and what becomes of it with the next line."""

from pathlib import Path

import bpy
import numpy as np
import pytest
import soundfile
from soliloquy.blender import versions
from soliloquy.blender.rig import Rig, find_rig
from soliloquy.blender.takes import put_take, remove_take, written_takes
from soliloquy.runtime.head.arkit import ARKIT_NAMES
from soliloquy.runtime.motion import ArkitCurves

pytestmark = pytest.mark.skipif(
    not bpy.app.build_options.audaspace, reason="this build of bpy has no sound (as bpy 4.2 from the registry)"
)


@pytest.fixture
def curves() -> ArkitCurves:
    return ArkitCurves(np.zeros((60, 52), np.float32), np.zeros((60, 3), np.float32), 30.0)


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    soundfile.write(tmp_path / "line.wav", np.zeros(48_000, np.float32), 24_000)
    return tmp_path / "line.wav"


@pytest.fixture
def rig(fabricate_head, curves: ArkitCurves, sound: Path) -> Rig:
    """Of a head that says a line from frame 1."""
    found = find_rig(fabricate_head(ARKIT_NAMES))
    put_take(bpy.context.scene, found, curves, "line", start_frame=1, sound_path=sound)
    return found


def test_a_sound_that_the_artist_has_removed_comes_again_with_the_same_take(
    rig: Rig, curves: ArkitCurves, sound: Path
) -> None:
    scene = bpy.context.scene
    strips = versions.strips_of(scene)
    strips.remove(strips[written_takes(rig)[0].strip])
    again = put_take(scene, rig, curves, "line", start_frame=1, sound_path=sound)
    assert written_takes(rig) == [again] and [strip.name for strip in strips] == [again.strip]


def test_a_sound_that_the_artist_has_called_otherwise_and_cut_goes_with_its_take(
    fabricate_head, rig: Rig, curves: ArkitCurves, sound: Path
) -> None:
    scene = bpy.context.scene
    strips = versions.strips_of(scene)
    strips[0].name = "voice"
    strips[0].split(frame=20, split_method="SOFT")
    # Of another head, whose strip gets the name that is free now.
    other = find_rig(fabricate_head(ARKIT_NAMES, name="Other"))
    put_take(scene, other, curves, "line", start_frame=1, sound_path=sound)
    assert len(strips) == 3
    put_take(scene, rig, curves, "next", start_frame=1, sound_path=sound)
    assert {strip.name for strip in strips} == {written_takes(other)[0].strip, "next"}


def test_a_sound_in_a_meta_strip_goes_with_its_take(rig: Rig, curves: ArkitCurves, sound: Path) -> None:
    scene = bpy.context.scene
    strips = versions.strips_of(scene)
    (strip,) = strips
    strip.move_to_meta(strips.new_meta("dialogue", 5, 1))
    written = put_take(scene, rig, curves, "line", start_frame=1, sound_path=sound)
    assert [each.name for each in versions.strips_within(scene) if each.type == "SOUND"] == [written.strip]
    versions.strips_of(scene)[written.strip].move_to_meta(strips["dialogue"])
    remove_take(scene, rig, written)
    assert [each.name for each in versions.strips_within(scene)] == ["dialogue"] and not bpy.data.sounds


def test_a_line_is_as_loud_as_the_artist_has_made_the_one_whose_place_it_takes(
    rig: Rig, curves: ArkitCurves, sound: Path
) -> None:
    scene = bpy.context.scene
    strips = versions.strips_of(scene)
    strips[0].volume, strips[0].pan = 0.25, -0.5
    for name in ("line", "next"):
        put_take(scene, rig, curves, name, start_frame=1, sound_path=sound)
        assert [(strip.volume, strip.pan) for strip in strips] == [(0.25, -0.5)]
    put_take(scene, rig, curves, "later", start_frame=200, sound_path=sound, add=True)
    assert sorted(strip.volume for strip in strips) == [0.25, 1.0]

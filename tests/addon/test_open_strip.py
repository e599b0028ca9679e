# SPDX-License-Identifier: GPL-3.0-or-later
"""While an artist edits a strip of a head in the NLA editor, nothing is written to it and nothing is taken out."""

from contextlib import suppress
from typing import Any

import pytest

bpy = pytest.importorskip("bpy")

from soliloquy.blender import versions  # noqa: E402
from soliloquy.blender.takes import takes_on  # noqa: E402
from soliloquy.tests.addon.take_stage import TakeStage, stage, two  # noqa: E402

__all__ = ["stage", "two"]


@pytest.fixture
def opened(two: TakeStage) -> TakeStage:
    """A strip of the artist's is open, whose jaw is keyed on frames of the take that plays."""
    keys = two.head.data.shape_keys
    animation: Any = keys.animation_data
    own = bpy.data.actions.new("own")
    spoken, slot = animation.action, versions.slot_of(keys)
    animation.action = own
    keys.key_blocks["jawOpen"].keyframe_insert("value", frame=15)
    track = animation.nla_tracks.new()
    track.strips.new("own", 15, own)
    versions.assign_action(keys, spoken, slot)
    track.select = track.strips[0].select = True
    animation.nla_tracks.active = track
    animation.use_tweak_mode = True
    assert animation.use_tweak_mode
    return two


@pytest.mark.parametrize(
    "operate",
    [
        lambda: bpy.ops.soliloquy.generate(text="Mama.", engine="rules", start_frame=11),
        lambda: bpy.ops.soliloquy.show_take(number=0),
        bpy.ops.soliloquy.remove_speech,
    ],
    ids=["generate", "another take", "the bin"],
)
def test_a_head_whose_strip_is_open_stays_as_it_is(opened: TakeStage, operate: Any, capfd: Any) -> None:
    before = takes_on(opened.head), opened.names, opened.strips, opened.keys(), len(bpy.data.actions)
    with suppress(RuntimeError):
        operate()
    assert "open in the NLA editor" in "".join(capfd.readouterr())
    assert (takes_on(opened.head), opened.names, opened.strips, opened.keys(), len(bpy.data.actions)) == before
    opened.head.data.shape_keys.animation_data.use_tweak_mode = False
    spoken = opened.keys()
    assert operate() in ({"FINISHED"}, None) and opened.keys() != spoken
    assert bpy.ops.soliloquy.show_take(number=1) == {"FINISHED"}
    assert opened.keys() == spoken, "the artist's keys were taken for no edits of the take"

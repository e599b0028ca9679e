# SPDX-License-Identifier: GPL-3.0-or-later
"""Clips end on frames that an engine takes, and rates that it cannot take are said."""

import numpy as np
import pytest
from soliloquy.exporters import FORMATS
from soliloquy.runtime.frame_rates import exact_rate
from soliloquy.runtime.presets import PRESETS, held, padding, rate_warning


@pytest.mark.parametrize("rate", [24.0, 25.0, 30.0, 50.0, 60.0, 120.0])
@pytest.mark.parametrize("frames", [2, 101, 209, 210, 211])
def test_unreal_clips_last_whole_frames_at_30(rate: float, frames: int) -> None:
    more = padding(frames, rate, "unreal")
    at_30 = (frames - 1 + more) / rate * 30
    assert abs(at_30 - round(at_30)) < 1e-9
    assert 0 <= more < rate


@pytest.mark.parametrize("preset", [None, "unity", "godot", "maya", "web"])
def test_other_engines_take_every_length(preset: str | None) -> None:
    assert padding(210, 24.0, preset) == 0
    assert rate_warning(29.97, preset) == ""


@pytest.mark.parametrize(
    ("rate", "warned"), [(23.976, True), (29.97, True), (59.94, True), (30.0, False), (24.0, False)]
)
def test_rates_that_unreal_refuses_are_said_with_a_way_out(rate: float, warned: bool) -> None:
    said = rate_warning(rate, "unreal")
    assert ("--fps 30" in said) == warned
    assert padding(210, rate, "unreal") == 0 or not warned


def test_broadcast_rates_are_those_over_1001() -> None:
    assert exact_rate(29.97).denominator == exact_rate(23.976).denominator == 1001
    assert exact_rate(30.0) == 30


def test_padding_holds_the_last_frame() -> None:
    padded = held(np.array([[1.0], [2.0]]), 2)
    assert padded.ravel().tolist() == [1.0, 2.0, 2.0, 2.0]


def test_presets_name_formats_that_there_are() -> None:
    assert {name for preset in PRESETS.values() for name in (preset.head, preset.clip)} <= set(FORMATS)

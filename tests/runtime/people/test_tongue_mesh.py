# SPDX-License-Identifier: GPL-3.0-or-later
"""The tongue has a body: thick in the middle, thin at the sides and the tip, with a groove."""

import numpy as np
import pytest
from soliloquy.runtime.head.heads import load_head
from soliloquy.runtime.head.tongue import tongue_vertices


@pytest.mark.parametrize("name", ["Clara", "Kofi", "woman=1,age=18,mouth_width=-1"])
def test_it_is_thick_in_the_middle_and_rounded_off(name: str) -> None:
    head = load_head(name)
    places = head.vertices[tongue_vertices(head)].astype(float) * 1000
    along = (places[:, 2] - places[:, 2].min()) / np.ptp(places[:, 2])
    wide = np.abs(places[:, 0]).max()
    body = (along > 0.4) & (along < 0.75)
    middle, side = body & (np.abs(places[:, 0]) < 0.3 * wide), body & (np.abs(places[:, 0]) > 0.8 * wide)
    assert np.ptp(places[middle, 1]) > 11.0
    assert np.ptp(places[side, 1]) < 0.8 * np.ptp(places[middle, 1])
    tip = along > 0.93
    assert np.ptp(places[tip, 1]) < 0.7 * np.ptp(places[middle, 1])
    assert np.abs(places[tip, 0]).max() < 0.75 * wide


def test_a_groove_runs_along_its_middle() -> None:
    head = load_head()
    places = head.vertices[tongue_vertices(head)].astype(float) * 1000
    along = (places[:, 2] - places[:, 2].min()) / np.ptp(places[:, 2])
    top = (along > 0.45) & (along < 0.7) & (places[:, 1] > np.median(places[:, 1]))
    middle, beside = top & (np.abs(places[:, 0]) < 0.5), top & (np.abs(np.abs(places[:, 0]) - 5.0) < 3.0)
    assert places[middle, 1].mean() < places[beside, 1].mean() - 0.3


def test_the_lower_teeth_stay_behind_the_lip_in_a_wide_mouth() -> None:
    """At most 3 mm of them in the middle, on people of whom 6 were seen."""
    from soliloquy.runtime.head.arkit import ARKIT_INDEX
    from soliloquy.runtime.head.heads import shared_arrays

    for name in ("Clara", "Walter", "Rosa"):
        head, shared = load_head(name), shared_arrays()
        wide = (head.vertices + head.shape_deltas[ARKIT_INDEX["jawOpen"]]).astype(float) * 1000
        teeth = head.vertices_of("teeth")
        lower = teeth[np.linalg.norm(head.shape_deltas[ARKIT_INDEX["jawOpen"], teeth], axis=1) > 0.005]
        front = lower[np.abs(head.vertices[lower, 0]) < 0.004]
        assert wide[front, 1].max() - wide[shared["lip_lower"][3], 1].max() < 3.0

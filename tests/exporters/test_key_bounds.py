# SPDX-License-Identifier: GPL-3.0-or-later
"""How far curves of few keys may lie from their frames: closer where a shape moves lips that meet, and there alone."""

import numpy as np
import pytest
from soliloquy.exporters.key_bounds import CONTACT_MM, MOST, SEEN_MM, KeyBounds, key_bounds
from soliloquy.runtime.head.heads import load_head
from soliloquy.runtime.rigs.flame import FLAME_EXPRESSIONS
from soliloquy.runtime.speech import Phone


@pytest.fixture(scope="module")
def bounds(b_phone: Phone) -> KeyBounds:
    return key_bounds(load_head("Clara"), "arkit", [b_phone], 60, 30.0)


def test_contacts_bind_what_moves_lips_and_nothing_else(bounds: KeyBounds) -> None:
    assert 0 < bounds.near.sum() < 20
    jaw, lid = (np.broadcast_to(bounds.of(name, 0.5), 60) for name in ("jawOpen", "eyeBlinkLeft"))
    assert len(set(jaw[bounds.near])) == 1 and jaw[bounds.near][0] == pytest.approx(
        CONTACT_MM / bounds.at_lips["jawOpen"]
    )
    assert jaw[~bounds.near][0] == pytest.approx(SEEN_MM / bounds.millimetres["jawOpen"])
    assert bounds.at_lips.get("eyeBlinkLeft", 0.0) < 0.1 and len(set(lid)) == 1


def test_a_shape_that_moves_little_is_bound_by_its_weight_for_other_heads(bounds: KeyBounds) -> None:
    assert np.max(bounds.of("browInnerUp", 0.5)) == MOST
    assert np.max(bounds.of("browInnerUp", 0.5, most=1.0)) == pytest.approx(SEEN_MM / bounds.millimetres["browInnerUp"])
    assert bounds.of("a rig's own", 0.5) == 0.5


def test_the_flame_layout_and_the_tongue_have_bounds_too(b_phone: Phone) -> None:
    found = key_bounds(load_head("Clara"), "flame", [b_phone], 60, 30.0)
    assert set(FLAME_EXPRESSIONS) <= set(found.millimetres) and "tongueTipUp" in found.millimetres

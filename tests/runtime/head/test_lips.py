# SPDX-License-Identifier: GPL-3.0-or-later
"""Lips meet where they must, in millimetres on each head's mesh."""

import numpy as np
import pytest
from soliloquy.runtime.animate.rules.articulation import ARTICULATION, CLOSURE, TEETH
from soliloquy.runtime.animate.rules.mouth import mouth_weights, with_contacts
from soliloquy.runtime.head.arkit import ARKIT_INDEX
from soliloquy.runtime.head.deform import deform
from soliloquy.runtime.head.heads import head_names, load_head, shared_arrays
from soliloquy.runtime.head.lip_curves import gap_along, span
from soliloquy.runtime.head.lips import (
    MIDLINE,
    PLACES,
    lip_gap_mm,
    lip_gap_profile_mm,
    lower_lip_to_teeth_mm,
    opening,
)
from soliloquy.runtime.head.named_weights import weights_of
from soliloquy.runtime.motion import ArkitCurves

GAP_AT_REST, GAP_A_UNIT = -0.04, 33.7
"""The gap in the middle of the mouth in millimetres (docs/conventions.md)."""


def weights(**values):
    return weights_of(**values)[None]


@pytest.fixture(params=head_names())
def name(request):
    return request.param


def test_lips_touch_at_rest_all_along_the_mouth(name):
    profile = lip_gap_profile_mm(weights(), name)
    assert profile.max() <= 0.05
    assert profile.min() >= -0.1


def test_mouth_close_equal_to_jaw_open_seals_the_mouth_at_any_opening(name):
    for opened in np.linspace(0, 1, 11):
        profile = lip_gap_profile_mm(weights(jawOpen=opened, mouthClose=opened), name)
        assert profile.max() <= 0.05
        assert profile.min() >= -0.12


@pytest.mark.parametrize("shape", ["mouthSmile", "mouthFrown", "mouthPress", "mouthStretch", "mouthDimple"])
def test_lips_that_touch_stay_shut_in_shapes_that_do_not_open_them(name, shape):
    for weight in (0.25, 0.5, 0.75):
        profile = lip_gap_profile_mm(weights(**{shape + "Left": weight, shape + "Right": weight}), name)
        assert profile.max() <= 0.3
        assert profile.min() >= -0.4


def test_a_bilabial_is_shut_all_along_the_mouth(name):
    targets = ARTICULATION["p"].targets[None]
    sealed = with_contacts(mouth_weights(targets), targets[:, CLOSURE], targets[:, TEETH])
    profile = lip_gap_profile_mm(sealed, name)
    assert profile.max() <= 0.05
    assert profile.min() >= -0.12


def test_the_gap_follows_jaw_open_less_mouth_close(name):
    gap = lip_gap_mm(weights(jawOpen=0.5, mouthClose=0.2), name)
    assert gap[0] == pytest.approx(GAP_AT_REST + 0.3 * GAP_A_UNIT, abs=0.5)


def test_the_measure_is_that_of_the_mesh(name):
    row = np.random.default_rng(1).random((1, 52)) * 0.4
    curves = ArkitCurves(row.astype(np.float32), np.zeros((1, 3), np.float32))
    vertices = deform(load_head(name), curves, 0) * 1000
    shared = shared_arrays()
    gap = vertices[shared["lip_upper"], 1].min(axis=1) - vertices[shared["lip_lower"], 1].max(axis=1)
    assert lip_gap_mm(row, name)[0] == pytest.approx(gap[MIDLINE], abs=1e-2)
    rings = vertices[shared["lip_rings"]]
    assert lip_gap_profile_mm(row, name)[0] == pytest.approx(
        gap_along(rings[None], span(rings[None], PLACES))[0], abs=1e-2
    )


def test_a_rolled_lower_lip_reaches_the_upper_teeth_with_the_mouth_unsealed(name):
    """An /f/: the lower lip's edge within 1.5 mm of the teeth's edge, more than 0.5 mm between the lips."""
    rolled, opened = np.meshgrid(np.linspace(0, 1, 21), np.linspace(0, 0.3, 31))
    row = np.zeros((rolled.size, 52))
    row[:, ARKIT_INDEX["mouthRollLower"]] = rolled.ravel()
    row[:, ARKIT_INDEX["jawOpen"]] = opened.ravel()
    row[:, ARKIT_INDEX["mouthShrugUpper"]] = 0.3
    touching = (lower_lip_to_teeth_mm(row, name) < 1.5) & (lip_gap_mm(row, name) > 0.5)
    assert touching.any()
    assert lower_lip_to_teeth_mm(weights(jawOpen=0.5), name)[0] > 10


def test_teeth_stand_behind_the_lips_at_rest(name):
    head, shared = load_head(name), shared_arrays()
    teeth = head.vertices[head.quads[head.of_material("teeth")]]
    lips = head.vertices[shared["lip_upper"][3]]
    assert teeth[..., 2].max() < lips[:, 2].min()
    assert 0.5 < lower_lip_to_teeth_mm(weights(), name)[0] < 5


def test_opening_is_the_formula_of_the_conventions():
    row = weights(jawOpen=0.5, mouthClose=0.2, mouthLowerDownLeft=0.4, mouthLowerDownRight=0.2, mouthUpperUpLeft=0.1)
    assert opening(row)[0] == pytest.approx(0.3 + 0.15 + 0.025)
    assert opening(weights(jawOpen=0.1, mouthClose=0.4))[0] == pytest.approx(0.0)

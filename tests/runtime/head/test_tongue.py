# SPDX-License-Identifier: GPL-3.0-or-later
"""The tongue's sixteen shapes: their names in one table, and what they do to the tongue of every head."""

import numpy as np
import pytest
from soliloquy.runtime.head.arkit import ARKIT_NAMES
from soliloquy.runtime.head.heads import embedded_names, load_head, shared_arrays
from soliloquy.runtime.head.tongue import (
    TONGUE_INDEX,
    TONGUE_NAMES,
    TONGUE_SHAPES,
    matched_tongue,
    tongue_deltas,
    tongue_vertices,
)
from soliloquy.runtime.motion import MOTION_COLUMNS

PAIRS = [("tongueTipLeft", "tongueTipRight"), ("tongueRollLeft", "tongueRollRight"), ("tongueLeft", "tongueRight")]


def test_they_are_sixteen_beside_arkits_52() -> None:
    assert len(set(TONGUE_NAMES)) == MOTION_COLUMNS["tongue"] == 16
    assert not set(TONGUE_NAMES) & set(ARKIT_NAMES)


def test_no_two_have_the_same_name_in_another_set() -> None:
    for column in ("metahuman", "character_creator", "unified"):
        names = [getattr(shape, column) for shape in TONGUE_SHAPES if getattr(shape, column)]
        assert len(set(names)) == len(names) >= 9


def test_shape_keys_are_known_in_any_spelling() -> None:
    found = matched_tongue(["TongueTipUp", "tongue_tip_up", "Tongue_Tip_L", "TongueCurlUp", "Tongue_Out", "jawOpen"])
    assert found == {
        "tongueTipUp": ("TongueTipUp", "tongue_tip_up"),
        "tongueTipLeft": ("Tongue_Tip_L",),
        "tongueRollUp": ("TongueCurlUp",),
    }


@pytest.mark.parametrize("name", embedded_names())
def test_each_moves_the_tongue_and_left_mirrors_right(name: str) -> None:
    head = load_head(name)
    deltas = tongue_deltas(head)
    assert deltas.shape == (16, len(tongue_vertices(head)), 3)
    assert (np.linalg.norm(deltas, axis=2).max(axis=1) > 0.0015).all()
    assert np.linalg.norm(deltas, axis=2).max() < 0.05
    for left, right in PAIRS:
        sideways, mirrored = deltas[TONGUE_INDEX[left]], deltas[TONGUE_INDEX[right]]
        assert abs(sideways[:, 0].mean() + mirrored[:, 0].mean()) < 2e-4
        assert sideways[:, 0].mean() > 0.005 or "Roll" in left


def test_the_root_stays() -> None:
    head = load_head()
    places = head.vertices[tongue_vertices(head)]
    root = places[:, 2] < places[:, 2].min() + 0.003
    assert np.abs(tongue_deltas(head)[:, root]).max() < 1e-4


@pytest.mark.parametrize("name", embedded_names())
def test_the_tip_reaches_the_ridge_over_the_upper_incisors(name: str) -> None:
    head = load_head(name)
    places = head.vertices[tongue_vertices(head)]
    tip = places[:, 2].argmax()
    edge = head.vertices[shared_arrays()["incisor_edge"]].ravel()
    up = places[tip] + tongue_deltas(head)[TONGUE_INDEX["tongueTipUp"], tip]
    assert up[1] - edge[1] > 0.008 and abs(up[2] - edge[2]) < 0.010

# SPDX-License-Identifier: GPL-3.0-or-later
"""Tears run along the lower lid, over the ball and before the lid; a caruncle stands in the inner corner."""

import numpy as np
import pytest
from soliloquy.runtime.arrays import Array
from soliloquy.runtime.head.arkit import ARKIT_INDEX
from soliloquy.runtime.head.heads import Head, load_head
from soliloquy.runtime.people.data import people_data
from soliloquy.runtime.people.lid_mesh import LIDS

PEOPLE = pytest.mark.parametrize("name", ["Clara", "Walter", "Mei", "woman=1,age=80,eye_size=-1,cheeks=-1"])


def of_left_eye(head: Head, *, caruncle: bool) -> Array:
    """Numbers of the vertices."""
    first = people_data().topology.lid_parts.start
    return first + np.unique(LIDS.quads[(LIDS.is_caruncle == caruncle) & ~LIDS.is_shade])


def heights(head: Head, vertices: Array, here: Array) -> Array:
    """Millimetres over the left ball."""
    middle = head.joints[head.bone_names.index("eye.L")]
    return (np.linalg.norm(vertices[here] - middle, axis=1) - head.eye_radii[0]) * 1000


@PEOPLE
def test_the_tears_go_from_the_ball_up_to_the_lid(name: str) -> None:
    head = load_head(name)
    over = heights(head, head.vertices, of_left_eye(head, caruncle=False))
    assert over.min() > 0.0 and over.max() > 0.3
    tears = head.vertices[of_left_eye(head, caruncle=False)] * 1000
    assert np.ptp(tears[:, 0]) > 15.0
    assert tears[:, 1].mean() < head.joints[head.bone_names.index("eye.L"), 1] * 1000


@PEOPLE
def test_the_caruncle_is_in_the_inner_corner_and_its_edge_lies_under_the_ball(name: str) -> None:
    head = load_head(name)
    here = of_left_eye(head, caruncle=True)
    over = heights(head, head.vertices, here)
    assert over.min() < 0.0 < over.max() < 1.0
    tears = head.vertices[of_left_eye(head, caruncle=False), 0]
    assert head.vertices[here, 0].mean() < tears.min() + 0.004


@PEOPLE
def test_the_tears_are_gone_between_shut_lids_and_follow_the_lid_otherwise(name: str) -> None:
    head = load_head(name)
    here = of_left_eye(head, caruncle=False)
    for shape, least, most in (("eyeBlinkLeft", -1.5, -0.3), ("eyeSquintLeft", 0.0, 1.0), ("eyeWideLeft", 0.0, 1.0)):
        over = heights(head, head.vertices + head.shape_deltas[ARKIT_INDEX[shape]], here)
        assert least < over.min() and over.max() < most
    assert not head.shape_deltas[ARKIT_INDEX["jawOpen"], here].any()


def shade_rows(head: Head, vertices: Array) -> Array:
    """Vertices (5,28,3) of the left eye's shade, from under the lids on."""
    first = people_data().topology.lid_parts.start
    return vertices[first + np.unique(LIDS.quads[LIDS.is_shade])].reshape(5, 28, 3)


@PEOPLE
def test_the_shade_lies_close_over_the_ball_under_the_upper_lid_more_than_over_the_lower_one(name: str) -> None:
    head = load_head(name)
    here = people_data().topology.lid_parts.start + np.unique(LIDS.quads[LIDS.is_shade])
    for shapes in ({}, {"eyeSquintLeft": 1.0}, {"eyeLookDownLeft": 1.0}, {"eyeWideLeft": 1.0}):
        posed = head.vertices + sum(head.shape_deltas[ARKIT_INDEX[shape]] * by for shape, by in shapes.items())
        over = heights(head, posed, here)
        assert over.min() > 0.0 and over[56:].max() < 0.5
    # Halfway in a blink some of it is in the ball, where it is not seen; its border goes out with the lids, which end a
    # blink up to 2.5 mm before the ball (measured: -0.85 to 1.75 over these people).
    half = heights(head, head.vertices + 0.5 * head.shape_deltas[ARKIT_INDEX["eyeBlinkLeft"]], here)
    assert half.min() > -1.0 and half.max() < 1.9
    reach = np.linalg.norm(np.diff(shade_rows(head, head.vertices)[[1, -1]], axis=0)[0], axis=1) * 1000
    assert reach[21] > 1.5 * reach[7] > 1.0


@PEOPLE
def test_the_shade_stays_where_the_lids_are_when_the_ball_turns_and_is_gone_when_they_shut(name: str) -> None:
    head = load_head(name)
    here = people_data().topology.lid_parts.start + np.unique(LIDS.quads[LIDS.is_shade])
    assert not head.bone_weights[here, head.bone_names.index("eye.L")].any()
    aside = head.vertices + head.shape_deltas[ARKIT_INDEX["eyeLookOutLeft"]]
    assert np.linalg.norm(aside[here] - head.vertices[here], axis=1).max() * 1000 < 2.5
    shut = shade_rows(head, head.vertices + head.shape_deltas[ARKIT_INDEX["eyeBlinkLeft"]])
    assert np.linalg.norm(shut[-1] - shut[1], axis=1).max() * 1000 < 1.5

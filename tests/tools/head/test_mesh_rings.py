# SPDX-License-Identifier: GPL-3.0-or-later
"""Rings of a mesh are found outwards from a loop, in columns; where there is no grid, that is said."""

import numpy as np
import pytest
from soliloquy.tools.head.mesh_rings import chained, edges_of, rings_around


def tube(rings: int, columns: int) -> np.ndarray:
    """Quads of a tube whose vertex ``ring * columns + column`` is where it says."""
    grid = np.arange(rings * columns).reshape(rings, columns)
    after = np.roll(grid, -1, axis=1)
    return np.stack([grid[:-1], after[:-1], after[1:], grid[1:]], axis=-1).reshape(-1, 4)


def test_rings_follow_one_another_in_the_same_columns() -> None:
    found = rings_around(tube(5, 8), np.arange(8), 4)
    assert np.array_equal(found, np.arange(32).reshape(4, 8))
    backwards = rings_around(tube(5, 8), np.arange(8)[::-1], 3)
    assert np.array_equal(backwards, np.arange(24).reshape(3, 8)[:, ::-1])


def test_a_tube_that_ends_is_no_grid() -> None:
    with pytest.raises(ValueError, match="no grid"):
        rings_around(tube(3, 8), np.arange(8), 5)


def test_edges_are_chained_to_their_loops() -> None:
    quads = tube(4, 6)
    shared = edges_of(quads[:6]) & edges_of(quads[6:12])
    (loop,) = chained(shared)
    assert sorted(loop.tolist()) == list(range(6, 12))
    assert {abs(int(a) - int(b)) for a, b in zip(loop, np.roll(loop, -1), strict=True)} <= {1, 5}

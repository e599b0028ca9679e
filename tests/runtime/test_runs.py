# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs of True have a first place and one after their last."""

import numpy as np
import pytest
from soliloquy.runtime.runs import runs_of


@pytest.mark.parametrize(
    ("holds", "runs"),
    [("", []), ("..", []), ("##", [[0, 2]]), ("#..##.#", [[0, 1], [3, 5], [6, 7]]), (".#.", [[1, 2]])],
)
def test_runs_begin_and_end_where_they_do(holds: str, runs: list[list[int]]) -> None:
    found = runs_of(np.array([each == "#" for each in holds], bool))
    assert found.shape == (len(runs), 2) and found.tolist() == runs

# SPDX-License-Identifier: GPL-3.0-or-later
"""Arrays on the disk are those that would be in memory, and are not held."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from soliloquy.runtime import long_arrays
from soliloquy.runtime.long_arrays import (
    EachMade,
    blocks,
    by_block,
    changed,
    column,
    long_array,
    long_arrays_in,
    side_by_side,
)

FRAMES = 2 * long_arrays.BLOCK + 7
COLUMNS = 11
TOUCHED = """
import sys
from pathlib import Path
from soliloquy.runtime.long_arrays import blocks, long_array, long_arrays_in
from soliloquy.runtime.resident_memory import resident_megabytes
with long_arrays_in(Path(sys.argv[1])):
    rows = long_array((1_000_000, 25))
    before = resident_megabytes()
    most = 0.0
    for block in blocks(len(rows)):
        rows[block] = 1.0
        most = max(most, resident_megabytes())
    assert sum(float(rows[block].sum()) for block in blocks(len(rows))) == rows.size
    print(max(most, resident_megabytes()) - before)
"""


@pytest.fixture(params=["in memory", "on the disk"])
def rows(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[np.ndarray]:
    if request.param == "in memory":
        made = long_array((FRAMES, COLUMNS))
        assert made.base is None
    else:
        monkeypatch.setattr(long_arrays, "_SMALL", 1)
        with long_arrays_in(tmp_path):
            made = long_array((FRAMES, COLUMNS))
        assert made.base is not None
    made[:] = np.random.default_rng(1).uniform(-1.0, 1.0, made.shape)
    yield made
    assert not list(tmp_path.iterdir())


def test_work_by_blocks_is_that_on_the_whole(rows: np.ndarray) -> None:
    assert [each.stop - each.start for each in blocks(FRAMES)] == [long_arrays.BLOCK, long_arrays.BLOCK, 7]
    np.testing.assert_array_equal(by_block(np.abs, rows), np.abs(rows))
    np.testing.assert_array_equal(changed(rows, np.sign), np.sign(rows))
    np.testing.assert_array_equal(changed(rows, lambda some: some[:, :2], 2), rows[:, :2])
    np.testing.assert_array_equal(column(rows, 3), rows[:, 3])


def test_columns_are_made_when_they_are_asked_for(rows: np.ndarray) -> None:
    names = [f"shape {number}" for number in range(COLUMNS)]
    made = EachMade.of(names, rows) | EachMade({"still": lambda: np.zeros(FRAMES, np.float32)})
    assert list(made) == [*names, "still"] and len(made) == COLUMNS + 1
    rows[5, 2] = 0.25
    assert made["shape 2"][5] == 0.25
    beside = side_by_side(made, ["shape 10", "unknown", *names, "still"], FRAMES)
    zeros = np.zeros((FRAMES, 1), np.float32)
    np.testing.assert_array_equal(beside, np.hstack([rows[:, 10:], zeros, rows, zeros]))


@pytest.mark.skipif(sys.platform != "linux", reason="other systems tell memory otherwise")
def test_no_more_is_held_than_a_block(tmp_path: Path) -> None:
    """100 MB in blocks of one."""
    run = subprocess.run([sys.executable, "-c", TOUCHED, tmp_path], capture_output=True, text=True, check=True)
    assert float(run.stdout) < 5.0


@pytest.mark.skipif(sys.platform != "linux", reason="needs /dev/full")
def test_a_full_disk_is_an_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("tempfile.TemporaryFile", lambda dir: Path("/dev/full").open("r+b", 0))  # noqa: SIM115
    with long_arrays_in(tmp_path), pytest.raises(OSError, match="No space"):
        long_array((FRAMES, 100))

# SPDX-License-Identifier: GPL-3.0-or-later
"""The tongue in exports: only where it is asked for, under the names of the sixteen."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest
from soliloquy.exporters import export
from soliloquy.exporters.livelink_csv import COLUMNS, TONGUE_COLUMNS
from soliloquy.exporters.metahuman_clip import metahuman_clip
from soliloquy.runtime.head.tongue import TONGUE_NAMES
from soliloquy.runtime.layouts import arkit_curves
from soliloquy.runtime.requests import ExportOptions
from soliloquy.runtime.take import Take


def _rows(take: Take, folder: Path, tongue: bool) -> list[list[str]]:
    (path,) = export(take, ["csv"], folder, "line", ExportOptions(fps=30, tongue=tongue))
    return list(csv.reader(path.open(encoding="utf-8")))


def test_the_csv_has_it_after_all_other_columns(synthetic_take: Take, tmp_path: Path) -> None:
    (tmp_path / "with").mkdir()
    without, rows = _rows(synthetic_take, tmp_path, False), _rows(synthetic_take, tmp_path / "with", True)
    assert tuple(without[0]) == COLUMNS and tuple(rows[0]) == (*COLUMNS, *TONGUE_COLUMNS)
    assert [row[2 : len(COLUMNS)] for row in rows] == [row[2:] for row in without]
    assert {row[1] for row in rows[1:]} == {str(len(COLUMNS) - 2 + 16)}
    curves = arkit_curves(synthetic_take, 30)
    assert curves.tongue is not None
    values = np.array([row[len(COLUMNS) :] for row in rows[1:]], float)
    np.testing.assert_allclose(values, curves.tongue, atol=1e-6)


@pytest.mark.parametrize("layout", ["arkit", "flame"])
def test_clips_have_it_in_either_layout(synthetic_take: Take, tmp_path: Path, layout: str) -> None:
    shapes = {}
    for tongue in (True, False):
        options = ExportOptions(layout=layout, tongue=tongue)
        (path,) = export(synthetic_take, ["curves"], tmp_path, f"line{tongue}", options)
        shapes[tongue] = json.loads(path.read_text(encoding="utf-8"))["shapes"].keys()
    assert shapes[True] - shapes[False] == set(TONGUE_NAMES)


def test_metahumans_own_controls_move_and_stay_within_their_range(synthetic_take: Take) -> None:
    clips = {tongue: metahuman_clip(synthetic_take, "line", ExportOptions(tongue=tongue)) for tongue in (True, False)}
    name = "CTRL_expressions_tongueTipUp"
    assert name not in clips[False].shapes and np.ptp(clips[True].shapes[name]) > 0.5
    down = "CTRL_expressions_tongueDown"
    assert (clips[True].shapes[down] >= clips[False].shapes[down] - 1e-6).all()
    assert max(values.max() for control, values in clips[True].shapes.items() if "tongue" in control) <= 1.0

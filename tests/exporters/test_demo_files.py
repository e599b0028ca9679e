# SPDX-License-Identifier: GPL-3.0-or-later
"""The demo's line in the files of the engines: the curves of the take, and the first /b/ shut at its time."""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from soliloquy.exporters import export
from soliloquy.runtime.head.arkit import ARKIT_NAMES
from soliloquy.runtime.head.lips import lip_gap_mm, opening
from soliloquy.runtime.layouts import arkit_curves
from soliloquy.runtime.phones import VOWELS
from soliloquy.runtime.requests import ExportOptions
from soliloquy.runtime.take import Take

RATE = 30.0


@pytest.fixture(scope="module", params=["csv", pytest.param("fbx", marks=pytest.mark.blender), "glb"])
def weights(
    request: pytest.FixtureRequest,
    demo_take: Take,
    read_back: Callable[[Path, float], Any],
    tmp_path_factory: pytest.TempPathFactory,
) -> np.ndarray:
    """The file's ARKit weights (T,52) at the take's frames."""
    (path,) = export(demo_take, [request.param], tmp_path_factory.mktemp("demo"), "demo", ExportOptions(RATE))
    if request.param == "csv":
        with path.open(newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        return np.array([[float(row[name[0].upper() + name[1:]]) for name in ARKIT_NAMES] for row in rows])
    imported = read_back(path, RATE)
    frames = len(arkit_curves(demo_take, RATE))
    return np.stack([imported.at_frames(name, frames) for name in ARKIT_NAMES], axis=1)


def test_every_curve_is_the_takes(weights: np.ndarray, demo_take: Take) -> None:
    np.testing.assert_allclose(weights, arkit_curves(demo_take, RATE).weights, atol=1e-3)


def test_the_first_b_is_shut_within_one_frame_of_its_phone(weights: np.ndarray, demo_take: Take) -> None:
    phones = demo_take.speech.phones
    first = next(index for index, phone in enumerate(phones) if phone.symbol == "b")
    phone = phones[first]
    vowel = next(earlier for earlier in reversed(phones[:first]) if earlier.symbol in VOWELS)
    times = np.arange(len(weights)) / RATE
    opened, gap = opening(weights), lip_gap_mm(weights)
    shut = (opened <= 0.10 * np.percentile(opened, 90)) & (gap > -1.5) & (gap < 1.0)
    near = (times >= phone.start - 1 / RATE) & (times <= phone.end + 1 / RATE)
    assert shut[near].any()
    # A mouth that is never open would pass too.
    sounding = (times >= vowel.start) & (times <= vowel.end)
    assert sounding.any() and not shut[sounding].all()

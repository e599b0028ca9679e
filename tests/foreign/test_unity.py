# SPDX-License-Identifier: GPL-3.0-or-later
"""The Unity package: compiled by Mono, its logic run on stand-ins for Unity's calls. Unity itself is not here."""

import json
import re
from pathlib import Path

import numpy as np
import pytest
from soliloquy.exporters import export
from soliloquy.runtime.head.arkit import ARKIT_NAMES
from soliloquy.runtime.requests import ExportOptions

from .conftest import KEPT_WITHIN, RATE, Line
from .programs import ReaderError
from .turns import turns_apart
from .unity_kit import UnityKit, compiled

pytestmark = pytest.mark.check


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> UnityKit:
    return compiled(tmp_path_factory.mktemp("unity"))


def test_its_own_tests_pass(kit: UnityKit) -> None:
    counted = re.search(r"Tests run: (\d+), Errors: 0, Failures: 0", kit.test_report())
    assert counted is not None and int(counted[1]) >= 60


def test_the_clip_that_it_makes_moves_as_the_take(kit: UnityKit, line: Line, tmp_path: Path) -> None:
    (curves,) = export(line.take, ["curves"], tmp_path, "line", ExportOptions(RATE))
    played = kit.played(curves, line.times.tolist())
    for column, name in enumerate(ARKIT_NAMES):
        shown = played.get(f"Face|SkinnedMeshRenderer|blendShape.{name}", np.zeros(len(line.times)))
        np.testing.assert_allclose(shown / 100, line.curves.weights[:, column], atol=KEPT_WITHIN, err_msg=name)
    turn = np.stack([played[f"Armature/root/neck/head|Transform|localRotation.{axis}"] for axis in "xyzw"], axis=1)
    assert turns_apart(turn * [1, -1, -1, 1], line.curves.head).max() < 7e-3


def test_a_file_that_lies_is_refused_in_one_line(kit: UnityKit, tmp_path: Path) -> None:
    path = tmp_path / "bad.curves.json"
    path.write_text(json.dumps({"format_version": 1, "fps": 30, "frames": 1e12, "shapes": {}, "turns": {}}))
    with pytest.raises(ReaderError, match="frames is 1000000000000, and may be 1 to 500000"):
        kit.played(path, [0.0])

# SPDX-License-Identifier: GPL-3.0-or-later
"""VRM Animation, as three-vrm loads it and as Khronos' validator sees the glTF that it is."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.spatial.transform import Rotation
from soliloquy.exporters import export
from soliloquy.runtime.head.lips import opening
from soliloquy.runtime.phones import BILABIALS
from soliloquy.runtime.requests import ExportOptions
from soliloquy.runtime.rigs.vrm import VRM_1, VRM_1_TALKING

from .conftest import RATE, Line
from .gltf_validator import validated
from .programs import HERE, NODE_MODULES, built, program, ran

pytestmark = [pytest.mark.check, pytest.mark.blender]


@pytest.fixture(scope="module")
def vrma(line: Line, tmp_path_factory: pytest.TempPathFactory) -> Path:
    (path,) = export(line.take, ["vrma"], tmp_path_factory.mktemp("vrma"), "line", ExportOptions(RATE))
    return path


@pytest.fixture(scope="module")
def loaded(vrma: Path) -> dict[str, Any]:
    packages = built(NODE_MODULES / "@pixiv" / "three-vrm-animation").parent.parent
    found: dict[str, Any] = json.loads(ran([program("node"), HERE / "vrma_reader.mjs", packages, vrma]))
    return found


def test_it_loads_without_a_word(loaded: dict[str, Any], line: Line) -> None:
    assert loaded["said"] == []
    (animation,) = loaded["animations"]
    np.testing.assert_allclose(animation["times"], line.times, atol=1e-5)
    assert set(animation["preset"]) == set(VRM_1_TALKING) and animation["custom"] == {}
    assert set(animation["turns"]) == {"head"} and animation["moves"] == {}


def test_expressions_are_what_a_rig_of_vrm_shows(loaded: dict[str, Any], line: Line) -> None:
    (animation,) = loaded["animations"]
    expected = VRM_1.drive(line.curves.weights, set(VRM_1_TALKING))
    for name, values in animation["preset"].items():
        np.testing.assert_allclose(values, expected[name], atol=1e-6, err_msg=name)


def test_the_mouth_is_shut_at_every_p_b_and_m_and_open_at_a_vowel(loaded: dict[str, Any], line: Line) -> None:
    (animation,) = loaded["animations"]
    openings = np.sum([size * np.array(animation["preset"][name]) for name, size in VRM_1.mixed.items()], axis=0)
    opened = opening(line.curves.weights)
    phones = [phone for phone in line.take.speech.phones if phone.symbol in BILABIALS]
    shut = [np.min(openings[np.abs(line.times - (phone.start + phone.end) / 2) < 0.06]) for phone in phones]
    assert len(shut) > 5 and np.mean(np.array(shut) < 0.1 * np.percentile(opened, 90)) >= 0.97
    assert openings[round(line.wide * RATE)] > 0.5 * opened.max()


def test_head_and_gaze_turn_as_the_takes(loaded: dict[str, Any], line: Line) -> None:
    (animation,) = loaded["animations"]
    head = Rotation.from_quat(np.reshape(animation["turns"]["head"], (-1, 4))).as_rotvec()
    np.testing.assert_allclose(head, line.curves.head, atol=1e-4)
    gaze = Rotation.from_quat(np.reshape(animation["gaze"], (-1, 4))).as_rotvec()
    frames = np.arange(len(line.take.motion)) / 50
    eyes = [np.interp(line.times, frames, column) for column in line.take.motion.eyes.T]
    assert np.corrcoef(gaze[:, 1], eyes[1])[0, 1] > 0.95 and np.corrcoef(gaze[:, 0], eyes[0])[0, 1] > 0.95


def test_khronos_validator_finds_nothing(vrma: Path) -> None:
    found = validated(vrma)
    assert (found.errors, found.warnings) == ((), ())

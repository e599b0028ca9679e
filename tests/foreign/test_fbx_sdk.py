# SPDX-License-Identifier: GPL-3.0-or-later
"""Our FBX as Autodesk's SDK reads it, and with it Unreal, Unity and Maya."""

import platform

import numpy as np
import pytest
from soliloquy.runtime.head.arkit import ARKIT_NAMES

from .conftest import BONES, TEXTURED, Line
from .fbx_sdk import SdkFindings, read_by_sdk
from .turns import turns_apart

pytestmark = [
    pytest.mark.check,
    pytest.mark.blender,
    pytest.mark.skipif(platform.machine() != "x86_64", reason="FBX2glTF comes for this processor alone"),
]


@pytest.fixture(scope="module")
def findings(line: Line) -> SdkFindings:
    return read_by_sdk(line.file("fbx"))


def test_every_node_is_at_rest_and_at_scale_1(findings: SdkFindings) -> None:
    assert {node.name for node in findings.nodes} >= BONES
    for node in findings.nodes:
        np.testing.assert_allclose(node.scale, 1, atol=1e-6, err_msg=node.name)
        np.testing.assert_allclose(node.turn, (0, 0, 0, 1), atol=1e-6, err_msg=node.name)


def test_the_mesh_has_pictures_normals_and_tangents(findings: SdkFindings) -> None:
    assert findings.textured >= TEXTURED
    assert findings.normals and findings.tangents


def test_shapes_and_head_move_as_the_take_says_and_nothing_else(findings: SdkFindings, line: Line) -> None:
    (clip,) = findings.clips
    assert clip.name == "line"
    assert clip.times[-1] == pytest.approx(line.seconds, abs=1e-4)
    for column, name in enumerate(ARKIT_NAMES):
        expected = line.curves.weights[:, column]
        np.testing.assert_allclose(clip.weights[name], expected, atol=1e-3, err_msg=name)
    assert set(clip.turns) == {"head"} and not clip.moved
    assert turns_apart(clip.turns["head"], line.curves.head).max() < 1e-3


def test_shapes_turn_normals(findings: SdkFindings) -> None:
    turned = {shape.name: shape.turned for shape in findings.shapes}
    assert set(turned) == set(ARKIT_NAMES)
    assert turned["jawOpen"] > 100 and turned["mouthSmileLeft"] > 100


def test_shapes_turn_no_normal_of_what_they_leave_in_its_place(findings: SdkFindings) -> None:
    stray = {shape.name: shape.stray for shape in findings.shapes if shape.stray > 30}
    assert stray == {}

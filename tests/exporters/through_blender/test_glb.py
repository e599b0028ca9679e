# SPDX-License-Identifier: GPL-3.0-or-later
"""The GLB as any other program sees it: read with json and struct alone, by the glTF 2.0 specification."""

import json
import struct
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from soliloquy.exporters import export
from soliloquy.runtime.head.arkit import ARKIT_NAMES
from soliloquy.runtime.layouts import arkit_curves
from soliloquy.runtime.requests import ExportOptions
from soliloquy.runtime.take import Take

pytestmark = pytest.mark.blender

WIDTHS = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4, "MAT4": 16}


class Glb:
    """A binary glTF file (specification 2.0, section 4.4)."""

    def __init__(self, path: Path) -> None:
        content = path.read_bytes()
        magic, version, length = struct.unpack_from("<4sII", content)
        assert (magic, version, length) == (b"glTF", 2, len(content))
        json_length, json_type = struct.unpack_from("<I4s", content, 12)
        assert json_type == b"JSON"
        self.tree: dict[str, Any] = json.loads(content[20 : 20 + json_length])
        self.binary = content[28 + json_length :]

    def floats(self, accessor: int) -> np.ndarray:
        about = self.tree["accessors"][accessor]
        assert about["componentType"] == 5126
        view = self.tree["bufferViews"][about["bufferView"]]
        start = view.get("byteOffset", 0) + about.get("byteOffset", 0)
        return np.frombuffer(self.binary, "<f4", about["count"] * WIDTHS[about["type"]], start)


@pytest.fixture(scope="module")
def glb(synthetic_take: Take, tmp_path_factory: pytest.TempPathFactory) -> Glb:
    (path,) = export(synthetic_take, ["glb"], tmp_path_factory.mktemp("glb"), "line", ExportOptions(24.0))
    return Glb(path)


def test_the_morph_targets_carry_arkit_names(glb: Glb) -> None:
    (mesh,) = glb.tree["meshes"]
    assert tuple(mesh["extras"]["targetNames"]) == ARKIT_NAMES
    assert all(len(primitive["targets"]) == 52 for primitive in mesh["primitives"])


def test_one_animation_holds_every_weight_at_its_time(glb: Glb, synthetic_take: Take) -> None:
    (animation,) = glb.tree["animations"]
    targets = {(channel["target"]["path"], channel["target"]["node"]) for channel in animation["channels"]}
    assert len(targets) == len(animation["channels"])
    (weights,) = (channel for channel in animation["channels"] if channel["target"]["path"] == "weights")
    sampler = animation["samplers"][weights["sampler"]]
    times = glb.floats(sampler["input"])
    values = glb.floats(sampler["output"]).reshape(len(times), 52)
    curves = arkit_curves(synthetic_take, 24.0)
    assert times[0] == 0.0
    assert (np.diff(times) > 0).all()
    assert times[-1] == pytest.approx((len(curves) - 1) / 24, abs=1e-5)
    frames = np.arange(len(curves)) / 24
    for column, name in enumerate(ARKIT_NAMES):
        np.testing.assert_allclose(
            np.interp(frames, times, values[:, column]), curves.weights[:, column], atol=1e-3, err_msg=name
        )


def test_the_head_has_its_skin_and_the_bones_of_the_dress(glb: Glb) -> None:
    (skin,) = glb.tree["skins"]
    joints = {glb.tree["nodes"][joint]["name"] for joint in skin["joints"]}
    assert joints == {"root", "neck", "head", "eye.L", "eye.R"}

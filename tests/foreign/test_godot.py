# SPDX-License-Identifier: GPL-3.0-or-later
"""Our files and our add-on in Godot 4 itself."""

import base64
import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from soliloquy.exporters import export
from soliloquy.runtime.head.arkit import ARKIT_NAMES
from soliloquy.runtime.requests import ExportOptions
from soliloquy.runtime.rigs.spellings import SPELLINGS
from soliloquy.runtime.rigs.vrm import VRM_1, VRM_1_TALKING

from .conftest import KEPT_WITHIN, RATE, Line
from .godot_engine import GodotRun, run_in_godot
from .programs import ROOT
from .turns import turns_apart

pytestmark = [pytest.mark.check, pytest.mark.blender]
ADDON = ROOT / "integrations" / "godot" / "addons" / "soliloquy"
NAMES = {
    "jawOpen": "jawOpen", "Face.eyeBlink_L": "eyeBlinkLeft", "A25_Jaw_Open": "jawOpen", "MouthClosed": "mouthClose",
    "EyeClosedRight": "eyeBlinkRight", "LipFunnelUpperLeft": "mouthFunnel", "MouthCornerPullLeft": "mouthSmileLeft",
    "MouthUpperUpRight": "mouthUpperUpRight", "MouthUpperRight": "mouthRight", "BrowInnerUpLeft": "browInnerUp",
    "LipSuckLowerRight": "mouthRollLower", "blendShape2.mouth_lower_down_R": "mouthLowerDownRight", "Hat": "",
    "JawRight": "jawRight", "Basis": "",
}  # fmt: skip
"""A blend shape's name -> what it is."""
SPELLED = NAMES | next(each.shapes for each in SPELLINGS if each.rigs.startswith("Unified Expressions"))
"""With what Blender's rigs are known by: the add-on's table is the house's."""
VOWELS = {
    "aa": "aa", "Face.M_F00_000_00_Fcl_MTH_I": "ih", "U": "ou", "ee": "ee", "Face_Blendshape.Fcl_MTH_O": "oh",
    "Blink_L": "blinkLeft", "Fcl_EYE_Close_R": "blinkRight", "Fcl_ALL_Joy": "", "oh!": "", "u": "", "Aa_hat": "",
}  # fmt: skip
"""A blend shape's name -> what of VRM's it is."""


@pytest.fixture(scope="module")
def run(line: Line, tmp_path_factory: pytest.TempPathFactory) -> GodotRun:
    folder = tmp_path_factory.mktemp("godot")
    (head,) = export(line.take, ["head_glb"], folder, "Clara", ExportOptions(RATE, preset="godot"))
    (avatar,) = export(line.take, ["tres_vrm"], folder, "line", ExportOptions(RATE))
    asked = {
        "times": line.times[::7].tolist(),
        "pictures": [line.shut, line.wide],
        "names": list(NAMES),
        "vowels": list(VOWELS),
        "spelled": list(SPELLED),
    }
    files = {
        "asked.json": json.dumps(asked).encode(),
        "head.glb": head.read_bytes(),
        "whole.glb": line.file("glb").read_bytes(),
        "line.tres": line.file("tres").read_bytes(),
        "line_vrm.tres": avatar.read_bytes(),
        "line.wav": line.file("wav").read_bytes(),
        **{f"addons/soliloquy/{path.name}": path.read_bytes() for path in ADDON.glob("*.gd")},
    }
    return run_in_godot(Path(__file__).with_name("godot_line.gd").read_text(encoding="utf-8"), files)


@pytest.fixture(scope="module")
def found(run: GodotRun) -> Mapping[str, Any]:
    return {each["name"]: each["what"] for each in run.found}


def test_it_is_godot_4_and_finds_no_fault(run: GodotRun) -> None:
    assert run.version.startswith("Godot Engine v4.")
    assert run.faults == ()


def test_every_shape_is_there_and_moves_what_it_should(found: Mapping[str, Any]) -> None:
    assert set(found["moves"]) == set(ARKIT_NAMES)
    assert min(found["moves"].values()) > 5e-4
    assert 0.02 < found["moves"]["jawOpen"] < 0.06


@pytest.mark.parametrize(("what", "within"), [("whole", 1e-3), ("split", KEPT_WITHIN)])
def test_the_line_plays_as_the_take_says(found: Mapping[str, Any], line: Line, what: str, within: float) -> None:
    played = found[what]
    assert played["length"] == pytest.approx(line.seconds, abs=1e-3)
    for column, name in enumerate(ARKIT_NAMES):
        shown = [row["weights"][name] for row in played["rows"]]
        np.testing.assert_allclose(shown, line.curves.weights[::7, column], atol=within, err_msg=name)
    turns = np.array([row["turn"] for row in played["rows"]])
    assert turns_apart(turns, line.curves.head[::7]).max() < 5e-3


def test_the_add_on_knows_other_peoples_names(found: Mapping[str, Any]) -> None:
    assert dict(zip(SPELLED, found["spelled"], strict=True)) == SPELLED


def test_the_add_on_moves_a_face_with_other_names_and_lets_it_rest(found: Mapping[str, Any], line: Line) -> None:
    *rows, rest = np.array(found["face"])
    for column, shape in enumerate(NAMES.values()):
        wanted = line.curves.weights[::7, ARKIT_NAMES.index(shape)] if shape else np.zeros(len(rows))
        np.testing.assert_allclose(np.array(rows)[:, column], wanted, atol=KEPT_WITHIN, err_msg=shape)
    assert not rest.any()


def test_the_add_on_moves_a_vrm_avatar(found: Mapping[str, Any], line: Line) -> None:
    assert dict(zip(VOWELS, found["vowels"], strict=True)) == VOWELS
    *rows, rest = np.array(found["avatar"])
    wanted = VRM_1.drive(line.curves.weights, set(VRM_1_TALKING))
    for column, shape in enumerate(VOWELS.values()):
        expected = wanted[shape][::7] if shape else np.zeros(len(rows))
        np.testing.assert_allclose(np.array(rows)[:, column], expected, atol=KEPT_WITHIN, err_msg=shape)
    assert not rest.any() and np.array(rows).max() > 0.2


def test_after_a_hitch_the_face_is_where_the_sound_is(found: Mapping[str, Any]) -> None:
    assert found["heard"]["time"] >= 2.0 and len(found["heard"]["apart"]) > 2
    # Godot says where the sound is a piece of a mix late; on a busy machine single frames wait for their piece.
    assert np.median(np.abs(found["heard"]["apart"])) < 0.15


def test_pictures_show_shut_and_open_lips(run: GodotRun) -> None:
    encoded = [each["what"] for each in run.found if each["name"] == "picture"]
    shut, wide = (np.asarray(Image.open(io.BytesIO(base64.b64decode(one))).convert("L"), float) for one in encoded)
    assert shut.std() > 10
    assert np.abs(shut - wide).mean() > 0.5

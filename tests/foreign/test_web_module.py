# SPDX-License-Identifier: GPL-3.0-or-later
"""The module for the web on a head of three.js in Chromium: names, files, and a line with its sound through a hitch."""

import base64
import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from soliloquy.exporters import export
from soliloquy.runtime.head.arkit import ARKIT_INDEX, ARKIT_NAMES
from soliloquy.runtime.requests import ExportOptions
from soliloquy.runtime.rigs.oculus import OCULUS_MOUTHS

from .conftest import KEPT_WITHIN, RATE, Line
from .programs import HERE, NODE_MODULES, ROOT, built, program, ran
from .turns import turns_apart

pytestmark = [pytest.mark.check, pytest.mark.blender]
MODULE = ROOT / "integrations" / "web" / "soliloquy-speech.js"
BUSY_MS = 700
NAMES = {
    "jawOpen": ("jawOpen", ""), "eyeBlink_L": ("eyeBlinkLeft", ""), "eyeBlink.R": ("eyeBlinkRight", ""),
    "blendShape2.mouthSmile_R": ("mouthSmileRight", ""), "A14_Eye_Blink_Left": ("eyeBlinkLeft", ""),
    "browInnerUpRight": ("browInnerUp", ""), "Hat": ("", ""), "": ("", ""), "__proto__": ("", ""),
    "viseme_PP": ("", "PP"), "vrc.v_aa": ("", "aa"), "Wolf3D_Head.viseme_U": ("", "ou"), "viseme_E": ("", "E"),
    "eyeBlink_E": ("", ""), "aa": ("", ""), "viseme_constructor": ("", ""),
}  # fmt: skip
"""A morph target's name -> ARKit's shape, and Oculus' viseme, that it is."""


def _line(**other: Any) -> dict[str, Any]:
    keys = {"frames": [0, 5], "values": [0.0, 1.0]}
    return {"format_version": 1, "fps": 30, "frames": 6, "shapes": {"jawOpen": keys}, "turns": {}, **other}


def _shape(**keys: Any) -> dict[str, Any]:
    return _line(shapes={"jawOpen": {"frames": [0], "values": [0.5], **keys}})


FILES: dict[str, Any] = {
    "format_version 1": [1],
    "fps is no number": _line(fps="30"),
    "frames is no whole number": _line(frames=1.5),
    "frames is no number from 1 to 500000": _line(frames=10**12),
    "shapes are none": _line(shapes=[]),
    "shapes are more than 1000": _line(shapes={f"s{k}": {} for k in range(1001)}),
    "is empty or too long": _line(shapes={"x" * 300: {}}),
    "has no keys": _line(shapes={"jawOpen": None}),
    "as many values": _shape(values=[]),
    "do not rise": _shape(frames=[0, 0], values=[0, 1]),
    "a frame of jawOpen is no number from 0 to 5": _shape(frames=[6]),
    "a value of jawOpen is no number": _shape(values=[None]),
    "is not what it should be": _line(turns={"head": {"frames": [0], "values": [[1, 2]]}}),
}


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    files = [json.dumps(each) for each in FILES.values()]
    heads = [
        dict.fromkeys([*ARKIT_NAMES, "viseme_aa"], 0),
        dict.fromkeys(["viseme_aa", "viseme_PP", "eyeBlinkLeft", "jawOpen"], 0),
    ]
    asked = json.dumps({"names": list(NAMES), "files": files, "heads": heads})
    found: dict[str, Any] = json.loads(ran([program("node"), HERE / "speech_names.mjs", MODULE, asked]))
    return found


@pytest.fixture(scope="module")
def spoken(line: Line, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("speech")
    (head,) = export(line.take, ["head_glb"], folder, "Clara", ExportOptions(RATE, preset="web", texture_size=512))
    head.rename(folder / "head.glb")
    export(line.take, ["curves"], folder, "line", ExportOptions(RATE))
    (folder / "line.wav").write_bytes(line.file("wav").read_bytes())
    packages = built(NODE_MODULES / "playwright-core").parent
    asked = {"times": line.times[::7].tolist(), "pictures": [line.shut, line.wide], "busy": BUSY_MS}
    command: list[str | Path] = [program("node"), HERE / "speech_browser.mjs", packages, program("chromium")]
    found: dict[str, Any] = json.loads(ran([*command, MODULE.parent, folder, json.dumps(asked)], 240))
    return found


def test_names_are_known_as_everywhere(told: dict[str, Any]) -> None:
    assert dict(zip(NAMES, zip(told["arkit"], told["visemes"], strict=True), strict=True)) == NAMES
    assert set(told["SHAPES"]) == set(ARKIT_NAMES)
    assert told["VISEMES"] == list(OCULUS_MOUTHS)


def test_a_head_with_both_mouths_is_moved_by_one(told: dict[str, Any]) -> None:
    both, visemes = told["heads"]
    assert set(both) == set(ARKIT_NAMES)
    assert visemes == ["aa", "PP", "eyeBlinkLeft"]


def test_files_that_lie_are_refused_in_one_line(told: dict[str, Any]) -> None:
    for why, said in zip(FILES, told["why"], strict=True):
        assert why in said and "\n" not in said, (why, said)


def test_the_head_shows_what_the_take_says(spoken: dict[str, Any], line: Line) -> None:
    assert spoken["said"] == [] and set(spoken["known"]) == set(ARKIT_NAMES)
    for column, name in enumerate(ARKIT_NAMES):
        shown = [row["weights"][name] for row in spoken["rows"]]
        np.testing.assert_allclose(shown, line.curves.weights[::7, column], atol=KEPT_WITHIN, err_msg=name)
    turns = np.array([row["turn"] for row in spoken["rows"]])
    assert turns_apart(turns, line.curves.head[::7]).max() < 7e-3


def test_each_drawn_frame_is_the_sounds_and_a_hitch_parts_them_never(spoken: dict[str, Any], line: Line) -> None:
    times, jaws = np.transpose(spoken["drawn"])
    assert len(times) > 10 and times[-1] > line.seconds - 1.0
    wanted = np.interp(times, line.times, line.curves.weights[:, ARKIT_INDEX["jawOpen"]])
    np.testing.assert_allclose(jaws, wanted, atol=0.01)
    assert np.diff(times).max() > 0.8 * BUSY_MS / 1000, "the page was not busy, or the sound stood still with it"
    assert spoken["atRest"]


def test_the_mouth_is_shut_at_m_and_open_at_a(spoken: dict[str, Any]) -> None:
    shut, wide = (
        np.asarray(Image.open(io.BytesIO(base64.b64decode(each))).convert("RGB"), int) for each in spoken["pictures"]
    )
    face = np.abs(shut - shut[2, 2]).sum(axis=2) > 60
    assert 0.1 < face.mean() < 0.9
    changed = np.abs(shut - wide).sum(axis=2) > 60
    assert 0.001 < changed.mean() < 0.2

# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of a take, opened from the disk in Chromium: it plays, in time, and asks for nothing."""

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

from .conftest import RATE, TEXT, Line
from .programs import HERE, NODE_MODULES, built, program, ran

pytestmark = [pytest.mark.check, pytest.mark.blender]


@pytest.fixture(scope="module")
def page(line: Line, tmp_path_factory: pytest.TempPathFactory) -> Path:
    options = ExportOptions(RATE, texture_size=512)
    (path,) = export(line.take, ["web"], tmp_path_factory.mktemp("web"), "a <b> & c", options)
    return path


@pytest.fixture(scope="module")
def opened(page: Path, line: Line) -> dict[str, Any]:
    packages = built(NODE_MODULES / "playwright-core").parent
    command = [program("node"), HERE / "web_page.mjs", packages, program("chromium"), page]
    found: dict[str, Any] = json.loads(ran([*command, json.dumps([line.shut, line.wide])], 300))
    return found


def test_it_asks_for_nothing_and_has_nothing_to_say(opened: dict[str, Any]) -> None:
    assert opened["said"] == []
    (page,) = (url for url in opened["asked"] if not url.startswith(("blob:", "data:")))
    assert page.startswith("file:///")


def test_it_plays_with_the_sound(opened: dict[str, Any], line: Line) -> None:
    assert opened["label"] == "Pause" and opened["text"] == TEXT
    assert opened["duration"] == pytest.approx(line.take.speech.duration, abs=0.01)
    times, jaws = np.transpose(opened["played"])
    # Every frame that was drawn shows the face of the sound's own moment.
    assert len(times) >= 2
    wanted = np.interp(times, line.times, line.curves.weights[:, ARKIT_INDEX["jawOpen"]])
    np.testing.assert_allclose(jaws, wanted, atol=0.01)


def test_it_shows_the_takes_face_at_a_time(opened: dict[str, Any], line: Line) -> None:
    for shown, time in zip(opened["at"], (line.shut, line.wide), strict=True):
        wanted = line.curves.weights[round(time * RATE)]
        np.testing.assert_allclose([shown[name] for name in ARKIT_NAMES], wanted, atol=0.01)


def test_a_face_is_seen_and_its_mouth_moves(opened: dict[str, Any]) -> None:
    shut, wide = (
        np.asarray(Image.open(io.BytesIO(base64.b64decode(each))).convert("RGB"), int) for each in opened["pictures"]
    )
    face = np.abs(shut[:600] - shut[2, 2]).sum(axis=2) > 60
    assert 0.15 < face.mean() < 0.8
    changed = np.abs(shut[:600] - wide[:600]).sum(axis=2) > 60
    assert 0.002 < changed.mean() < 0.2


def test_the_three_js_in_the_page_is_the_pinned_one() -> None:
    from soliloquy.exporters import web_page

    pinned = json.loads((HERE / "package.json").read_text(encoding="utf-8"))["dependencies"]["three"]
    script = (Path(web_page.__file__).parent / "three.min.js").read_text(encoding="utf-8")
    assert f'"{pinned.split(".")[1]}"' in script and pinned in (web_page.__doc__ or "")

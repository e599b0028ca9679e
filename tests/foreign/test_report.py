# SPDX-License-Identifier: GPL-3.0-or-later
"""The report of a batch in a real browser, opened from the disk: it sorts, plays every line and loads nothing else."""

import json
from pathlib import Path
from typing import Any

import pytest
from soliloquy.shell.cli import main

from .programs import HERE, NODE_MODULES, built, program, ran

pytestmark = pytest.mark.check

POISON = "<script>alert(1)</script> & \"'</td>"


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the browser did with a report of four lines, one of them named to break it."""
    folder = tmp_path_factory.mktemp("report")
    texts = {"a b#1": "Hello, Bob, how was your day?", "é%20": "Hello.", "q": POISON, "bad": "..."}
    lines = [{"id": name, "character": POISON, "text": text, "emotion": ""} for name, text in texts.items()]
    (folder / "lines.json").write_text(json.dumps(lines), encoding="utf-8")
    code = main(["batch", str(folder / "lines.json"), "--out", str(folder / "out"), "--formats", "wav", "--jobs", "1"])
    assert code == 3
    browser = [program("node"), HERE / "page_browser.mjs", built(NODE_MODULES), program("chromium")]
    return json.loads(ran([*browser, folder / "out" / "report.html"]))


def test_every_line_is_there_the_one_that_failed_first_and_each_sound_plays(found: dict[str, Any]) -> None:
    assert found["unsorted"] == ["bad", "a b#1", "é%20", "q"]
    assert found["played"].keys() == {"en-us/a b#1", "en-us/é%20", "en-us/q"}
    assert all(seconds > 0.7 for seconds in found["played"].values())


def test_a_click_on_a_column_sorts_and_a_second_one_turns_it_round(found: dict[str, Any]) -> None:
    assert found["lengths"] == sorted(found["lengths"]) and len(set(found["lengths"])) > 2
    assert found["falling"] == found["lengths"][::-1]


def test_the_field_shows_some_lines_alone(found: dict[str, Any]) -> None:
    assert found["shown"] == 2


def test_nothing_is_loaded_but_the_page_and_its_sounds_and_no_text_becomes_more(found: dict[str, Any]) -> None:
    assert found["said"] == []
    assert all(url.startswith("file://") or url == "data:," for url in found["asked"])
    assert {Path(url).suffix for url in found["asked"] if url.startswith("file://")} == {".html", ".wav"}


def test_mouths_are_drawn_open_and_shut(found: dict[str, Any]) -> None:
    assert len(found["open"]) > 15
    assert max(found["open"]) > 5
    assert min(found["open"]) < 3

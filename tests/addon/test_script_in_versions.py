# SPDX-License-Identifier: GPL-3.0-or-later
"""Forty lines of three characters on one timeline, in each Blender from 4.2 to 5.2, by the extension's zip."""

import csv
import sys
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from soliloquy.batch.asking import Asked
from soliloquy.batch.performing import perform_line
from soliloquy.batch.planning import make_plan
from soliloquy.runtime.requests import BatchRequest, ExportOptions, MotionRequest
from soliloquy.runtime.script.timeline import USUAL_GAP
from soliloquy.tests.runtime.script.workbooks import sheet, write_workbook

sys.path.append(str(Path(__file__).parent))
from blender_versions import VERSIONS, BlenderVersion, Found, found_or_skipped, play, results

pytestmark = [
    pytest.mark.check,
    pytest.mark.blender,
    pytest.mark.skipif(sys.platform != "linux", reason="the zip of this test is the one for Linux"),
]
SCENARIO = Path(__file__).with_name("script_scenario.py")
PEOPLE = ("ANNA", "BOB", "CARMEN")
SENTENCES = (
    "My map, please.", "But Bob broke it.", "Maybe it rained.", "Pump it up again.", "Mum made jam.", "Stop, Bob!",
    "A big blue boat.", "Come home by five.", "I am not amused.", "Put the lamp back.",
)  # fmt: skip
LINES = 40
THROWN_IN, LATE = 7, 21
"""Numbers of the line that begins before the one before it ends, and of one whose time the script says."""
LATE_SECONDS, OVERLAP = 120.0, -0.3
RATE = 24
"""Frames a second, as Blender has it by itself."""
BY_THE_WORKER = (0, 1)
"""Lines that each Blender's own worker makes; the takes of the others are made once, here."""
CHANGED = 10
CHANGED_TEXT = "Mister Brown may be back by Monday."


def rows(changed: bool = False) -> list[list[str]]:
    found = [["id", "character", "text", "gap", "start"]]
    for number in range(LINES):
        text = CHANGED_TEXT if changed and number == CHANGED else SENTENCES[number % len(SENTENCES)]
        gap = f"{OVERLAP:g}" if number == THROWN_IN else ""
        start = f"{LATE_SECONDS:g}" if number == LATE else ""
        found.append([f"l{number:02d}", PEOPLE[number % 3], text, gap, start])
    return found


@pytest.fixture(scope="module")
def scripts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scenario's SCRIPT_FOLDER."""
    folder = tmp_path_factory.mktemp("script")
    with (folder / "lines.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows())
    write_workbook(folder / "changed.xlsx", {"Lines": sheet(rows(changed=True))})
    (folder / "takes").mkdir()
    asked = Asked(MotionRequest("rules"), ("take",), ExportOptions(), folder)
    tasks = make_plan(folder / "lines.csv", BatchRequest(), asked).tasks
    assert len(tasks) == LINES
    for number, task in enumerate(tasks):
        if number not in BY_THE_WORKER:
            made = folder / task.name
            made.mkdir()
            assert "error" not in perform_line(task.as_plain(), made)
            (made / f"{task.name}.take").rename(folder / "takes" / f"{task.identity}.take")
    return folder


@pytest.fixture(scope="module")
def find(extension_zip: Path, scripts: Path, tmp_path_factory: pytest.TempPathFactory) -> Found:
    """What the scenario found in a version of Blender; it is played once in each."""

    @cache
    def played(blender: BlenderVersion) -> dict[str, Any]:
        work = tmp_path_factory.mktemp(f"blender-{blender.version}")
        return results(play(blender, SCENARIO, [extension_zip, scripts, work], work, timeout=900))

    return played


@pytest.fixture(params=VERSIONS, ids=lambda blender: blender.version)
def found(request: pytest.FixtureRequest, find: Found) -> dict[str, Any]:
    """In each version."""
    return found_or_skipped(find, request.param)


def test_every_line_is_there_under_its_id_on_its_head(found: dict[str, Any]) -> None:
    first = found["first"]
    assert first["code"] == 0 and first["saved"] and first["made"] == ["l00", "l01"]
    assert len(first["lines"]) == LINES
    for name, line in first["lines"].items():
        assert line["action"] == name and line["head"] == PEOPLE[int(name[1:]) % 3]


def test_keys_sound_and_marker_of_a_line_begin_together(found: dict[str, Any]) -> None:
    for name, line in found["first"]["lines"].items():
        assert line["action begins"] == line["marker"] == line["start"], name
        if found["has sound"]:
            assert line["sound begins"] == line["start"] and abs(line["sound frames"] - line["frames"]) <= 2, name


def test_the_sound_is_heard_when_the_mouth_speaks(found: dict[str, Any]) -> None:
    if not found["has sound"]:
        pytest.skip("this bpy is built without sound")
    late = found["first sounds"]
    assert len(late) == LINES and max(map(abs, late.values())) < 0.08


def test_lines_come_in_order_overlap_where_they_should_and_start_when_they_should(found: dict[str, Any]) -> None:
    lines = found["first"]["lines"]
    heard = [lines[name]["heard"] for name in sorted(lines)]
    rests = [after[0] - before[1] for before, after in pairwise(heard)]
    for number, rest in enumerate(rests, start=1):
        if number != LATE:
            wanted = (OVERLAP if number == THROWN_IN else USUAL_GAP) * RATE
            assert abs(rest - wanted) <= 1.5, number
    assert lines["l00"]["start"] == 1 and abs(heard[LATE][0] - (1 + LATE_SECONDS * RATE)) <= 1


def test_every_closure_of_the_lips_is_on_a_frame(found: dict[str, Any]) -> None:
    assert found["closures"]["open"] == [] and found["closures"]["shut"] >= 2 * LINES


def test_heads_idle_where_they_say_nothing_from_rest_to_rest(found: dict[str, Any]) -> None:
    """Each has 13 lines in the first 90 seconds and nothing to say until ``LATE_SECONDS``."""
    idles = found["idles"]
    longest = [each for each in idles if each["end"] - each["start"] > 20 * RATE]
    assert len(longest) >= len(PEOPLE) and min(each["shut"] for each in longest) > 0.9
    assert max(each["ends"] for each in idles) < 1e-3
    lines = [range(line["start"], line["start"] + line["frames"]) for line in found["first"]["lines"].values()]
    assert len(lines) == LINES and min(each["start"] for each in idles) >= 1


def test_a_second_run_changes_nothing(found: dict[str, Any]) -> None:
    assert found["again"] == {**found["first"], "made": []}


def test_a_changed_line_is_made_alone(found: dict[str, Any]) -> None:
    before, after = found["first"]["lines"], found["changed"]["lines"]
    assert found["changed"]["made"] == [f"l{CHANGED:02d}"] and found["changed"]["code"] == 0
    assert [name for name in after if after[name]["hash"] != before[name]["hash"]] == [f"l{CHANGED:02d}"]
    shifts = {name: after[name]["start"] - before[name]["start"] for name in after}
    moved = [name for name, shift in shifts.items() if shift]
    assert sorted(moved) == [f"l{number:02d}" for number in range(CHANGED + 1, LATE)]
    assert max(shifts.values()) - min(shifts[name] for name in moved) <= 1


def test_the_file_opens_as_it_was(found: dict[str, Any]) -> None:
    assert found["opened"] == found["changed"]["lines"]
    assert found["opened again"] == {**found["changed"], "made": []}
    assert not found["onnxruntime in Blender"]

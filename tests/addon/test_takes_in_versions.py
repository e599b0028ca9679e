# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes in each Blender from 4.2 to 5.2, by the extension's zip: chosen, undone, saved, appended, also those of 4.2."""

import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.append(str(Path(__file__).parent))
from blender_versions import VERSIONS, Found, found_or_skipped, oldest_first

pytestmark = [
    pytest.mark.check,
    pytest.mark.blender,
    pytest.mark.skipif(sys.platform != "linux", reason="the zip of this test is the one for Linux"),
]
SCENARIO = Path(__file__).with_name("take_scenario.py")
LABEL = "My map Bob"


@pytest.fixture(scope="module")
def find(extension_zip: Path, tmp_path_factory: pytest.TempPathFactory) -> Found:
    return oldest_first(SCENARIO, "takes", extension_zip, tmp_path_factory)


@pytest.fixture(params=VERSIONS, ids=lambda blender: blender.version)
def found(request: pytest.FixtureRequest, find: Found) -> dict[str, Any]:
    """In each version."""
    return found_or_skipped(find, request.param)


def test_each_take_stands_in_the_list_and_one_plays(found: dict[str, Any]) -> None:
    assert found["generated"]["names"] == [LABEL] == found["generated"]["shown"]
    assert found["another"]["names"] == [LABEL, f"{LABEL} 2"] and found["another"]["shown"] == [f"{LABEL} 2"]
    assert len(found["three"]["names"]) == 5 and found["three"]["shown"] == [f"{LABEL} 5"]
    assert found["generated"]["sum"] != found["another"]["sum"]


def test_choosing_plays_and_undo_takes_it_back(found: dict[str, Any]) -> None:
    assert found["first"]["shown"] == [LABEL] and found["first"]["sum"] == found["generated"]["sum"]
    assert found["second"]["shown"] == [f"{LABEL} 2"] and found["second"]["sum"] == found["another"]["sum"]
    assert found["undone"] | {"seconds": 0} == found["first"] | {"seconds": 0}


def test_a_take_is_doubled_and_deleted(found: dict[str, Any]) -> None:
    assert found["doubled"]["shown"] == [f"{LABEL} 6"] and found["doubled"]["sum"] == found["first"]["sum"]
    assert len(found["deleted"]["names"]) == 5 and found["saved"] > 10_000


def test_takes_are_merged_and_played_by_few_keys(found: dict[str, Any]) -> None:
    assert found["merged"]["shown"] == [f"{LABEL} merged"] == found["few"]["shown"]
    assert 5 * found["few"]["keys"] < found["merged"]["keys"] == found["again"]["keys"]
    assert abs(found["few"]["sum"] - found["merged"]["sum"]) < 0.02 * found["merged"]["sum"]
    assert found["again"]["sum"] == found["merged"]["sum"]


def test_a_take_is_baked_and_found_again(found: dict[str, Any]) -> None:
    assert found["baked"]["shown"] == [] and 5 * found["baked"]["keys"] < found["again"]["keys"]
    assert abs(found["baked"]["sum"] - found["again"]["sum"]) < 0.02 * found["again"]["sum"]
    assert found["baked"]["strips"] == found["again"]["strips"]
    assert found["unbaked"] | {"seconds": 0} == found["again"] | {"seconds": 0}


def test_takes_are_there_after_a_save_and_in_another_file(found: dict[str, Any]) -> None:
    for step in ("opened", "appended"):
        assert found[step]["shown"] == [f"{LABEL} 2"], step
        assert found[step]["sum"] == found["second"]["sum"], step
        assert found[step]["names"][:2] == [LABEL, f"{LABEL} 2"], step


def test_a_file_of_the_oldest_version_opens(found: dict[str, Any]) -> None:
    if "older" not in found:
        pytest.skip("it is the oldest")
    for step in ("older", "older appended"):
        assert found[step]["shown"] == [f"{LABEL} 2"] and found[step]["sum"] == found["second"]["sum"], step
    assert len(found["older another"]["names"]) == 7


def test_strips_play_the_same_and_their_sliders_go_along(found: dict[str, Any]) -> None:
    strips = found["strips"]
    keys, brows = strips["keys"], strips["no brows"]
    assert strips["strips"] == pytest.approx(keys, abs=1e-4) and strips["back"] == keys
    assert any(keys[2::3]) and not any(brows[2::3]) and brows[::3] == pytest.approx(keys[::3], abs=1e-4)
    assert strips["faded"][0] < 0.5 * keys[0] or keys[0] < 0.02
    assert strips["faded"][-3] == pytest.approx(keys[-3], abs=1e-4)
    emotional = strips["emotional"]
    assert emotional[:3] == pytest.approx(strips["faded"][:3], abs=1e-3) and emotional[-1] > 0.3
    assert strips["regenerated"] == pytest.approx(emotional, abs=0.05)
    for name in ("here", "older"):
        if name in strips:
            assert strips[name] == pytest.approx(emotional, abs=1e-4), name
            playing, other = strips[f"{name}, other"]
            assert playing == [f"{LABEL} 2"] and other != emotional, name
            assert strips[f"{name}, linked"][0] == pytest.approx(emotional, abs=1e-4), name
            assert strips[f"{name}, linked"][1] == pytest.approx(other, abs=1e-4), name


def test_lips_close_in_every_take_and_one_sound_is_heard(found: dict[str, Any]) -> None:
    playing = {name: step for name, step in found.items() if isinstance(step, dict) and step.get("shown")}
    assert len(playing) >= 9
    for name, step in playing.items():
        assert step["open"] == 0, name
        # What was made in a Blender without sound has none elsewhere either.
        if not name.startswith("older"):
            assert step["strips"] == (1 if found["has sound"] else 0), name

# SPDX-License-Identifier: GPL-3.0-or-later
"""Edits of words in each Blender from 4.2 to 5.2, by the extension's zip: undone, made, saved, also those of 4.2."""

import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

sys.path.append(str(Path(__file__).parent))
from blender_versions import VERSIONS, BlenderVersion, NoInterpreterError, play, results

pytestmark = [
    pytest.mark.check,
    pytest.mark.blender,
    pytest.mark.skipif(sys.platform != "linux", reason="the zip of this test is the one for Linux"),
]
SCENARIO = Path(__file__).with_name("edit_scenario.py")
OLDEST = VERSIONS[0]


@pytest.fixture(scope="module")
def find(extension_zip: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[BlenderVersion], dict[str, Any]]:
    """What the scenario found in a version of Blender; it is played once in each, and first in the oldest."""
    works: dict[str, Path] = {}

    @cache
    def played(blender: BlenderVersion) -> dict[str, Any]:
        work = works[blender.version] = tmp_path_factory.mktemp(f"edits-{blender.version}")
        arguments = [extension_zip, work]
        if blender != OLDEST:
            played(OLDEST)
            arguments.append(works[OLDEST.version] / "edits.blend")
        return results(play(blender, SCENARIO, arguments, work, timeout=600))

    return played


@pytest.fixture(params=VERSIONS, ids=lambda blender: blender.version)
def found(request: pytest.FixtureRequest, find: Callable[[BlenderVersion], dict[str, Any]]) -> dict[str, Any]:
    """In each version."""
    try:
        return find(request.param)
    except NoInterpreterError as error:
        pytest.skip(f"Blender {request.param.version}: {error}")


def test_words_are_edited_undone_and_made(found: dict[str, Any]) -> None:
    assert found["generated"]["words"] == ["My", "map", "Bob"]
    assert found["moved"]["edits"] == ["End of map by +50 ms"] and found["undone"]["edits"] == []
    made = found["regenerated"]
    assert made["words"] == ["our", "map", "Bob"] and made["takes"] == 2 and made["warnings"] == []
    assert len(made["edits"]) == 3
    other = found["other settings"]
    assert other["words"] == ["Well", "our", "map"] and other["takes"] == 3
    assert len(other["warnings"]) == 1 and "Bob" in other["warnings"][0]
    assert found["saved"] == ["Well", "my", "map"]


def test_edits_are_there_after_a_save_and_in_a_later_version(found: dict[str, Any]) -> None:
    assert found["opened"] == found["other settings"]
    if "older" in found:
        assert found["older"] == found["other settings"]
        assert found["older regenerated"]["words"] == ["Well", "our", "map"]

# SPDX-License-Identifier: GPL-3.0-or-later
"""Edits of words in each Blender from 4.2 to 5.2, by the extension's zip: undone, made, saved, also those of 4.2."""

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
SCENARIO = Path(__file__).with_name("edit_scenario.py")


@pytest.fixture(scope="module")
def find(extension_zip: Path, tmp_path_factory: pytest.TempPathFactory) -> Found:
    return oldest_first(SCENARIO, "edits", extension_zip, tmp_path_factory)


@pytest.fixture(params=VERSIONS, ids=lambda blender: blender.version)
def found(request: pytest.FixtureRequest, find: Found) -> dict[str, Any]:
    """In each version."""
    return found_or_skipped(find, request.param)


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

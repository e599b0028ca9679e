# SPDX-License-Identifier: GPL-3.0-or-later
"""A picture speaks in each Blender from 4.2 to 5.2, by the extension's zip: painted, seen, undone, saved."""

import sys
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

sys.path.append(str(Path(__file__).parent))
from blender_versions import VERSIONS, BlenderVersion, NoInterpreterError, play, results

pytestmark = [
    pytest.mark.check,
    pytest.mark.blender,
    pytest.mark.skipif(sys.platform != "linux", reason="the zip of this test is the one for Linux"),
]
SCENARIO = Path(__file__).with_name("portrait_scenario.py")
HEADS = Path(__file__).resolve().parents[2] / "docs" / "images" / "heads.jpg"


@pytest.mark.parametrize("blender", VERSIONS, ids=lambda blender: blender.version)
def test_a_picture_speaks_and_one_undo_takes_it_back(
    blender: BlenderVersion, extension_zip: Path, tmp_path: Path
) -> None:
    picture = tmp_path / "Clara.png"
    with Image.open(HEADS) as strip:
        image = strip.crop((0, 0, strip.height, strip.height)).convert("RGBA")
    image.paste((0, 0, 0, 0), (0, 0, image.width, image.height // 4))
    image.save(picture)
    try:
        found: dict[str, Any] = results(play(blender, SCENARIO, [extension_zip, tmp_path, picture], tmp_path, 400))
    except NoInterpreterError as error:
        pytest.skip(f"Blender {blender.version}: {error}")
    spoken, heard = found["spoken"], 1 if found["has sound"] else 0
    assert spoken["plane"] and spoken["count"] == found["pictures"] > 4 and spoken["strips"] == heard
    assert spoken["path"] == "//portraits/Clara/frame_00001.png"
    assert found["undone"] == {"plane": False, "strips": 0}
    assert found["redone"] == spoken == found["opened"]
    assert found["look"]["changed"] > 0.1 and found["look"]["top"] < 0.1
    assert found["loaded"] == []

# SPDX-License-Identifier: GPL-3.0-or-later
"""Other people's rigs close their lips in every Blender that is supported."""

import json
import os
import subprocess
from pathlib import Path

import pytest
import soliloquy
from soliloquy.tests.addon.blender_versions import VERSIONS, BlenderVersion, NoInterpreterError, python_with
from soliloquy.tests.blender.bone_rigs import BONE_RIGS
from soliloquy.tests.blender.drawn_rigs import DRAWN_RIGS
from soliloquy.tests.blender.hidden_rigs import BOARD_RIGS
from soliloquy.tests.blender.rig_tables import RIGS

PHONES = ["p", "ɑ", "b", "i", "m", "o", "f", "æ", "v", "u", "m"]


@pytest.mark.check
@pytest.mark.parametrize("blender", VERSIONS, ids=lambda blender: blender.version)
def test_lips_shut_and_open_in_each_blender(blender: BlenderVersion, tmp_path: Path) -> None:
    try:
        python = python_with(blender)
    except NoInterpreterError as error:
        pytest.skip(str(error))
    # The checkout may have any name, and that Python knows nothing of it.
    assert soliloquy.__file__ is not None
    (tmp_path / "soliloquy").symlink_to(Path(soliloquy.__file__).resolve().parent, target_is_directory=True)
    surroundings = os.environ | {"PYTHONPATH": str(tmp_path)}
    command = [str(python), "-m", "soliloquy.tests.blender.targets_in_version", *PHONES]
    said = subprocess.run(command, env=surroundings, capture_output=True, text=True, check=True, timeout=300)
    found = json.loads(said.stdout.splitlines()[-1])
    assert set(found["gaps"]) == {*RIGS, *BONE_RIGS, *BOARD_RIGS} and set(found["drawn"]) == set(DRAWN_RIGS)
    for kind, pictures in found["drawn"].items():
        for phone, picture in zip(PHONES, pictures, strict=True):
            wanted = "A" if phone in "pbm" else "G" if phone in "fv" else "BCDEFH"
            assert len(picture) == 1 and picture in wanted, (kind, phone, picture)
    for family, gaps in found["gaps"].items():
        for phone, gap in zip(PHONES, gaps, strict=True):
            shut, near = -1.5 <= gap <= 0.5, 0.5 < gap <= 2.5
            assert shut if phone in "pbm" else near if phone in "fv" else gap > 1.0, (family, phone, gap)

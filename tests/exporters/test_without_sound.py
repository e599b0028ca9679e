# SPDX-License-Identifier: GPL-3.0-or-later
"""Formats that say they need no sound give the same bytes without it, and a take without it is as long."""

from pathlib import Path

import numpy as np
import pytest
from soliloquy.exporters import FORMATS, export, sounding
from soliloquy.exporters.packages import BLENDER
from soliloquy.runtime.requests import ExportOptions
from soliloquy.runtime.take import Take, load_take, save_take

# The format "flame" needs a head of a user's FLAME file.
QUICK = [
    name
    for name, each in FORMATS.items()
    if not (name == "flame" or each.packages or sounding([name], ExportOptions()))
]
IN_BLENDER = [name for name in ("fbx", "glb", "clip_fbx", "clip_metahuman") if BLENDER in FORMATS[name].packages]


@pytest.fixture(scope="module")
def saved(synthetic_take: Take, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("saved") / "line.take"
    save_take(synthetic_take, path)
    return path


def _same_bytes(saved: Path, name: str, folder: Path) -> None:
    contents = []
    for sound in (True, False):
        (folder / str(sound)).mkdir()
        written = export(load_take(saved, sound=sound), [name], folder / str(sound), "line", ExportOptions())
        contents.append({path.name: path.read_bytes() for path in written})
    assert contents[0] == contents[1]


@pytest.mark.parametrize("name", QUICK)
def test_a_format_that_asks_for_no_sound_is_the_same_without(saved: Path, name: str, tmp_path: Path) -> None:
    _same_bytes(saved, name, tmp_path)


@pytest.mark.check
@pytest.mark.blender
@pytest.mark.parametrize("name", IN_BLENDER)
def test_nor_do_those_that_blender_writes(saved: Path, name: str, tmp_path: Path) -> None:
    _same_bytes(saved, name, tmp_path)


def test_a_take_without_its_sound_is_as_long_and_holds_no_samples(saved: Path) -> None:
    whole, silent = load_take(saved).speech, load_take(saved, sound=False).speech
    assert silent.duration == whole.duration
    assert not np.any(silent.samples)
    assert silent.samples.strides == (0,)


def test_what_writes_sound_says_so() -> None:
    heard = {name for name in FORMATS if sounding([name], ExportOptions())}
    assert heard == {"take", "wav", "blend", "mp4", "ogg", "opus", "web", "eaf"}

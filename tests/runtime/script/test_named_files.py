# SPDX-License-Identifier: GPL-3.0-or-later
"""Sound files are found under the names that other systems know them by, and no other file in their place."""

import unicodedata
from pathlib import Path

import pytest
from soliloquy.runtime.script.named_files import NamedFiles

_COMPOSED, _PARTED = (unicodedata.normalize(form, "Zoé/d\u00e9j\u00e0 vu.wav") for form in ("NFC", "NFD"))


def _lay(folder: Path, name: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    return path


@pytest.mark.parametrize(
    ("lies", "written"),
    [
        (_PARTED, _COMPOSED),
        (_COMPOSED, _PARTED),
        ("Audio/Anna/Line 01.WAV", "audio/anna/line 01.wav"),
        ("Audio/Anna/Line 01.WAV", "AUDIO\\Anna\\LINE 01.wav"),
        ("Audio/a.wav", "audio/../Audio/A.wav"),
    ],
)
def test_a_file_is_found_whose_name_differs_in_capitals_or_accents(tmp_path: Path, lies: str, written: str) -> None:
    path = _lay(tmp_path, lies)
    assert NamedFiles(tmp_path).path(written).resolve() == path


def test_the_very_name_wins_and_of_two_others_none_does(tmp_path: Path) -> None:
    one, _two = _lay(tmp_path, "a.wav"), _lay(tmp_path, "A.wav")
    files = NamedFiles(tmp_path)
    assert files.path("a.wav") == one
    assert files.path("a.WAV") == tmp_path / "a.WAV"
    assert files.path("b/a.wav") == tmp_path / "b" / "a.wav"


@pytest.mark.parametrize("written", ["Well, " * 60, "sounds/" + "x" * 300 + ".wav", "x" * 9000])
def test_a_text_in_the_place_of_a_name_is_no_fault(tmp_path: Path, written: str) -> None:
    assert not NamedFiles(tmp_path).path(written).name.startswith(tmp_path.name)

# SPDX-License-Identifier: GPL-3.0-or-later
"""The extension's notices: the texts of every part by others, or no zip."""

import zipfile
from pathlib import Path

import pytest
from soliloquy.runtime.weights import all_weights
from soliloquy.tools.release.build_extension import PACKAGES, WORK
from soliloquy.tools.release.notices import FILE_NAME, OURS, TEXTS, notices

BUILT = sorted((WORK.parents[1] / "dist").glob("soliloquy-*.zip"))


def wheel(folder: Path, name: str, licence_file: str = "") -> Path:
    path = folder / f"{name}-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{name}-1.0.dist-info/METADATA", f"Name: {name}\nVersion: 1.0\nLicense: MIT\n\nAbout it.")
        archive.writestr(f"{name}/licensing.py", "print()")
        if licence_file:
            archive.writestr(f"{name}-1.0.dist-info/{licence_file}", "Permission is granted.")
    return path


@pytest.mark.parametrize("licence_file", ["LICENSE", "licenses/COPYING.LGPL", "LICENCE.txt", "ThirdPartyNotices.txt"])
def test_the_texts_of_a_wheel_are_its_own(licence_file: str, tmp_path: Path) -> None:
    text = notices([wheel(tmp_path, "part", licence_file)], [])
    assert "part 1.0\nLicence: MIT\n\nPermission is granted." in text
    assert "print()" not in text


def test_wheels_for_several_pythons_stand_there_once(tmp_path: Path) -> None:
    folders = [tmp_path / "a", tmp_path / "b"]
    for folder in folders:
        folder.mkdir()
    text = notices([wheel(folder, "part", "LICENSE") for folder in folders], [])
    assert text.count("Permission is granted.") == 1


def test_a_wheel_without_a_licence_stops_the_build(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"part-1\.0.*brings no licence"):
        notices([wheel(tmp_path, "part")], [])


def test_every_weight_by_others_is_named_with_its_text() -> None:
    text = notices([], list(all_weights().values()))
    for weight in all_weights().values():
        assert (f"{weight.name}: " in text) == (weight.licence != OURS)
    for path in TEXTS.glob("*.txt"):
        assert path.read_text(encoding="utf-8").strip("\n") in text
    assert "Copyright (c) 2022 OpenAI" in text


@pytest.mark.parametrize("platform", ["linux-x64", "windows-x64", "macos-arm64", "macos-x64"])
def test_every_package_that_is_packed_has_a_text(platform: str) -> None:
    wheels = sorted((WORK / "wheels" / platform).glob("*.whl"))
    if not wheels:
        pytest.skip("the wheels are there after `make extension`")
    text = notices(wheels, [])
    for package in PACKAGES:
        assert f"\n{package} " in text


@pytest.mark.skipif(not BUILT, reason="the zips are there after `make extension`")
@pytest.mark.parametrize("path", BUILT, ids=lambda path: path.name)
def test_the_zip_holds_the_notices(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        assert b"onnxruntime 1." in archive.read(FILE_NAME)

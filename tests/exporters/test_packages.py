# SPDX-License-Identifier: GPL-3.0-or-later
"""A format whose package is missing, or a file that an option names, is said before anything is written, and what to
do."""

import sys
from pathlib import Path
from typing import Any

import pytest
from soliloquy.exporters import chosen_formats, export, known_formats, packages
from soliloquy.runtime.errors import InputError, SetupError, UsageError
from soliloquy.runtime.requests import ExportOptions


@pytest.fixture
def nothing_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "find_spec", lambda name: None)


@pytest.mark.parametrize("format_name", ["fbx", "glb", "blend"])
def test_formats_through_blender_name_the_pythons_it_runs_on(
    format_name: str, nothing_installed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packages, "_BLENDERS_PYTHONS", ())
    wanted = (
        rf"format {format_name}: needs Blender's package bpy, which runs on Python 3.11 or 3.13, and this is Python 3"
    )
    with pytest.raises(SetupError, match=wanted):
        known_formats(["csv", format_name])


def test_bpy_is_named_where_it_could_be_installed(nothing_installed: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "_BLENDERS_PYTHONS", (sys.version_info[:2],))
    with pytest.raises(SetupError, match=r"needs the package bpy, .* pip install 'soliloquy\[blender\]'"):
        known_formats(["fbx"])


@pytest.mark.parametrize("format_name", ["mp4", "png"])
def test_the_previews_name_their_renderer(format_name: str, nothing_installed: None) -> None:
    with pytest.raises(SetupError, match=r"needs the package pyvista, .* pip install 'soliloquy\[preview\]'"):
        known_formats([format_name])


def test_nothing_is_written_before_a_missing_package_is_noticed(nothing_installed: None, tmp_path: Path) -> None:
    with pytest.raises(SetupError):
        export(None, ["textgrid", "png"], tmp_path, "take", ExportOptions())  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


def test_the_other_formats_need_nothing(nothing_installed: None) -> None:
    known_formats(["take", "wav", "csv", "textgrid"])


@pytest.mark.parametrize("option", [{"wear": ("gone.mhclo",)}, {"beside": "gone.mp4"}])
def test_a_file_that_is_not_there_is_named_whatever_the_formats(option: dict[str, Any]) -> None:
    with pytest.raises(InputError, match=r"gone\.m.*no such file"):
        chosen_formats(["wav"], ExportOptions(**option))


def test_of_several_formats_those_that_are_unknown_are_named() -> None:
    with pytest.raises(UsageError, match="formats mp3,aac: names no known format"):
        known_formats(["wav", "mp3", "csv", "aac"])

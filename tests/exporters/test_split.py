# SPDX-License-Identifier: GPL-3.0-or-later
"""A split writes one head and a small clip for each line, under names that are files' everywhere."""

import json
import shutil
from pathlib import Path

import pytest
from soliloquy.runtime.take import Take, save_take
from soliloquy.shell.cli import main


@pytest.fixture
def lines(demo_take: Take, tmp_path: Path) -> Path:
    folder = tmp_path / "lines"
    folder.mkdir()
    save_take(demo_take, folder / "hello.take")
    for name in ("Hello", "CON", "dots..", "你好"):
        shutil.copyfile(folder / "hello.take", folder / f"{name}.take")
    return folder


def _outputs(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[list[str], list[str]]:
    assert main([*arguments, "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    return [Path(path).name for path in said["outputs"]], said["warnings"]


def test_godot_gets_one_head_and_a_clip_a_line(lines: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    outputs, warnings = _outputs(capsys, "export", str(lines), "--out", str(out), "--for", "godot", "--split")
    clips = [name for name in outputs if name.endswith(".tres")]
    assert [name for name in outputs if name.endswith(".glb")] == ["Clara_head.glb"]
    assert sorted(clips) == sorted(["CON_.tres", "Hello.tres", "dots.tres", "hello_2.tres", "你好.tres"])
    assert all((out / name).is_file() for name in outputs)
    assert len([warning for warning in warnings if "is written as" in warning]) == 3
    head = (out / "Clara_head.glb").stat().st_size
    assert 25 * max((out / name).stat().st_size for name in clips) < head


def test_more_formats_come_beside_the_clips_when_they_are_asked_for(
    lines: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ("export", str(lines / "hello.take"), "--out", str(tmp_path), "--for", "web", "--split")
    outputs, _ = _outputs(capsys, *arguments, "--formats", "srt")
    assert outputs == ["hello.curves.json", "hello.srt", "Clara_head.glb"]


@pytest.mark.check
def test_usd_is_split_too(lines: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("pxr")
    arguments = ("export", str(lines / "hello.take"), "--out", str(tmp_path), "--for", "usd", "--split")
    outputs, _ = _outputs(capsys, *arguments)
    assert outputs == ["hello_clip.usdc", "Clara_head.usdz"]


def test_a_rate_that_unreal_refuses_is_said(lines: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    take = str(lines / "hello.take")
    _, warnings = _outputs(
        capsys, "export", take, "--out", str(tmp_path), "--for", "unreal", "--fps", "29.97", "--formats", "csv"
    )
    assert any("--fps 30" in warning for warning in warnings)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--split",), "--for"),
        (("--for", "cryengine"), "cryengine"),
        (("--for", "unity", "--split", "--formats", "doc"), "doc"),
        (("--texture-size", "3"), "16"),
    ],
)
def test_wrong_usage_says_what_to_give(
    lines: Path, tmp_path: Path, arguments: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert main(["export", str(lines / "hello.take"), "--out", str(out), *arguments]) == 2
    assert said in capsys.readouterr().err
    assert not list(out.glob("*")) if out.exists() else True


def test_one_name_for_several_takes_is_refused(lines: Path, tmp_path: Path) -> None:
    assert main(["export", str(lines), "--out", str(tmp_path / "out"), "--name", "x"]) == 2


def test_a_folder_without_takes_is_refused(tmp_path: Path) -> None:
    assert main(["export", str(tmp_path), "--out", str(tmp_path / "out")]) == 3

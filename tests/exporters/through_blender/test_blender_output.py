# SPDX-License-Identifier: GPL-3.0-or-later
"""Blender's failures become one clear line, and its chatter stays out of standard output."""

import os
import subprocess
from pathlib import Path

import pytest
from soliloquy.exporters import export
from soliloquy.exporters.through_blender.blender_output import quiet_blender, written_by_blender
from soliloquy.runtime.errors import WriteError
from soliloquy.runtime.output_folder import locked, staged
from soliloquy.runtime.requests import ExportOptions
from soliloquy.runtime.take import Take

pytestmark = pytest.mark.blender


@pytest.mark.parametrize("file_format", ["fbx", "glb", "blend"])
def test_nothing_is_printed_while_exporting(
    synthetic_take: Take, file_format: str, tmp_path: Path, capfd: pytest.CaptureFixture
) -> None:
    export(synthetic_take, [file_format], tmp_path, "line", ExportOptions())
    assert capfd.readouterr().out == ""


def test_standard_output_works_again_afterwards(capfd: pytest.CaptureFixture) -> None:
    with quiet_blender():
        print("chatter")
        os.system("echo more chatter")
    print("result")
    assert capfd.readouterr().out == "result\n"


def test_an_operator_that_leaves_no_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match="left no file"), written_by_blender(tmp_path / "line.fbx"):
        pass


def test_the_last_line_of_a_traceback_is_the_reason(tmp_path: Path) -> None:
    said = "Error: Python: Traceback:\n  File x\nValueError: no such bone\nLocation: ops.py:109\n"
    with pytest.raises(WriteError, match=r"\(ValueError: no such bone\)"), written_by_blender(tmp_path / "line.fbx"):
        raise RuntimeError(said)


@pytest.mark.check
@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small disk")
@pytest.mark.parametrize("file_format", ["fbx", "glb", "blend"])
def test_a_full_disk_is_said(
    synthetic_take: Take, file_format: str, tmp_path: Path, capfd: pytest.CaptureFixture
) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", str(disk)], check=False).returncode != 0:
        pytest.skip("this machine lets nobody mount a disk")
    try:
        capfd.readouterr()
        with pytest.raises(WriteError, match="the disk is full"), locked(disk) as whole, staged(whole) as staging:
            export(synthetic_take, [file_format], staging, "line", ExportOptions())
        assert "Traceback" not in capfd.readouterr().err
        assert not [path for path in disk.iterdir() if path.suffix != ".lock"]
    finally:
        subprocess.run(["umount", "--lazy", str(disk)], check=True)

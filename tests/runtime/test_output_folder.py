# SPDX-License-Identifier: GPL-3.0-or-later
"""Outputs appear all together or not at all; one run a folder; a killed run leaves nothing in the way."""

import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from soliloquy.runtime.errors import BusyError, WriteError
from soliloquy.runtime.output_folder import LOCK_NAME, locked, staged

HOLD_AND_WAIT = textwrap.dedent("""
    import sys, time
    from pathlib import Path
    from soliloquy.runtime.output_folder import locked, staged
    with locked(Path(sys.argv[1])) as folder, staged(folder) as staging:
        (staging / "a.txt").write_text("half")
        print("holding", flush=True)
        time.sleep(60)
""")


@contextmanager
def output_folder(folder: Path) -> Iterator[Path]:
    with locked(folder) as whole, staged(whole) as staging:
        yield staging


def _visible(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if path.name != LOCK_NAME}


def _holder(folder: Path) -> subprocess.Popen:
    process = subprocess.Popen([sys.executable, "-c", HOLD_AND_WAIT, str(folder)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "holding\n"
    return process


def test_files_appear_only_when_all_are_written(tmp_path: Path) -> None:
    with output_folder(tmp_path / "out") as staging:
        (staging / "a.txt").write_text("new")
        assert not (tmp_path / "out" / "a.txt").exists()
    assert _visible(tmp_path / "out") == {"a.txt"}


def test_a_failure_leaves_the_old_files_as_they_were(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("old")
    with pytest.raises(ValueError, match="broken"), output_folder(tmp_path) as staging:
        (staging / "a.txt").write_text("new")
        raise ValueError("broken")
    assert (tmp_path / "a.txt").read_text() == "old"
    assert _visible(tmp_path) == {"a.txt"}


def test_a_second_run_into_the_same_folder_is_told_at_once(tmp_path: Path) -> None:
    process = _holder(tmp_path)
    try:
        with pytest.raises(BusyError, match="another run"), output_folder(tmp_path):
            pass
    finally:
        process.kill()
        process.wait()


@pytest.mark.check
def test_a_killed_run_frees_the_folder_and_its_leavings_go(tmp_path: Path) -> None:
    process = _holder(tmp_path)
    process.send_signal(signal.SIGKILL)
    process.wait()
    with output_folder(tmp_path) as staging:
        (staging / "b.txt").write_text("whole")
    assert _visible(tmp_path) == {"b.txt"}


def test_a_file_in_the_place_of_the_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("in the way")
    with pytest.raises(WriteError, match="in the way"), output_folder(tmp_path / "out"):
        pass


def test_a_full_disk_is_said_and_nothing_is_left(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match="disk is full"), output_folder(tmp_path) as staging:
        (staging / "a.txt").write_text("x")
        with Path("/dev/full").open("w") as full:
            full.write("x" * 100_000)
    assert _visible(tmp_path) == set()

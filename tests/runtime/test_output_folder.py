# SPDX-License-Identifier: GPL-3.0-or-later
"""Outputs appear all together or not at all; one run a folder; a killed run leaves nothing in the way."""

import shutil
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from soliloquy.runtime.errors import BusyError, UsageError, WriteError
from soliloquy.runtime.output_folder import LOCK_NAME, Inputs, check_targets, locked, staged

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


def write(folder: Path, inputs: Inputs, **texts: str) -> None:
    """Files of one run, by name without the ending .wav."""
    with locked(folder) as whole, staged(whole, inputs) as staging:
        for name, text in texts.items():
            (staging / f"{name}.wav").write_text(text)


def test_an_input_is_never_replaced_but_by_its_own_copy(tmp_path: Path) -> None:
    recording = tmp_path / "good.wav"
    recording.write_text("sound")
    (tmp_path / "link.wav").symlink_to(recording)
    inputs = Inputs.of([recording])
    for name in ("good", "link"):
        with pytest.raises(UsageError, match="is what is read"):
            write(tmp_path, inputs, a="new", **{name: "another sound"})
    assert _visible(tmp_path) == {"good.wav", "link.wav"}
    before = recording.stat()
    write(tmp_path, inputs, good="sound", a="new")
    assert recording.stat() == before
    assert (tmp_path / "a.wav").read_text() == "new"


def test_beside_a_recording_only_what_was_written_before_is_replaced(tmp_path: Path) -> None:
    recording, users, ours = (tmp_path / name for name in ("good.flac", "users.wav", "ours.wav"))
    recording.write_text("sound")
    users.write_text("the user's own")
    inputs = Inputs.of([], [recording])
    write(tmp_path, Inputs(), ours="first")
    write(tmp_path, inputs, ours="second")
    assert ours.read_text() == "second"
    with pytest.raises(UsageError, match="did not write it"):
        write(tmp_path, inputs, ours="third", users="new")
    assert (users.read_text(), ours.read_text()) == ("the user's own", "second")
    with locked(tmp_path) as folder, pytest.raises(UsageError, match="did not write it"):
        check_targets(folder, ["users.wav"], inputs)
    ours.write_text("edited by the user")
    with pytest.raises(UsageError, match="did not write it"):
        write(tmp_path, inputs, ours="third")


def test_elsewhere_files_of_the_same_name_are_replaced(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "good.flac").write_text("sound")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "good.wav").write_text("of before")
    write(tmp_path / "out", Inputs.of([], [tmp_path / "in" / "good.flac"]), good="new")
    assert (tmp_path / "out" / "good.wav").read_text() == "new"


def test_a_line_of_the_memory_that_was_cut_short_spoils_no_other(tmp_path: Path) -> None:
    (tmp_path / "good.flac").write_text("sound")
    write(tmp_path, Inputs(), a="first")
    with (tmp_path / LOCK_NAME).open("a") as file:
        file.write("\n0123456789 b.w")
    write(tmp_path, Inputs(), b="first")
    write(tmp_path, Inputs.of([], [tmp_path / "good.flac"]), a="second", b="second")
    assert (tmp_path / "b.wav").read_text() == "second"


@pytest.mark.parametrize("kind", ["link", "folder"])
def test_a_lock_that_is_no_file_is_refused(kind: str, tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_text("mine")
    if kind == "link":
        (tmp_path / LOCK_NAME).symlink_to(precious)
    else:
        (tmp_path / LOCK_NAME).mkdir()
    with pytest.raises(WriteError):
        write(tmp_path, Inputs(), a="new")
    assert precious.read_text() == "mine"


@pytest.mark.parametrize("name", ["~no-such-user-here/out", "circle/out", "nul\0l"])
def test_what_can_be_no_folder_is_one_clear_error(name: str, tmp_path: Path) -> None:
    (tmp_path / "circle").symlink_to(tmp_path / "circle")
    folder = Path(name) if name.startswith("~") else tmp_path / name
    with pytest.raises((UsageError, WriteError)):
        write(folder, Inputs(), a="new")


def test_a_folder_that_is_deleted_meanwhile_is_said(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match="no longer there"), output_folder(tmp_path / "out") as staging:
        (staging / "a.txt").write_text("new")
        shutil.rmtree(tmp_path / "out")
    assert not (tmp_path / "out").exists()

# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever ends a run, and whenever: outputs are all old or all new, and after the next run nothing else is there."""

import json
import os
import random
import signal
import subprocess
import time
from pathlib import Path

import pytest
from soliloquy.runtime.errors import WriteError
from soliloquy.runtime.output_folder import LOCK_NAME, locked, staged
from soliloquy.tests.runtime.publishing_faults import (
    KILLED,
    NAMES,
    NO_SUCH_CALL,
    PUBLISHED,
    REFUSED,
    ended,
    forked,
    publish,
    publish_for_ever,
    publish_with_fault,
)

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that begin as copies")
OLD, NEW = "00001", "00002"


def versions(folder: Path) -> list[str]:
    """What each of the files holds; "" where it is missing, and an error where it is not whole."""
    found = []
    for name in NAMES:
        text = (folder / name).read_text() if (folder / name).exists() else ""
        assert text == text[:5] * 1000 if text else True, name
        found.append(text[:5])
    return found


def besides(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} - {*NAMES, LOCK_NAME}


def recover(folder: Path) -> None:
    with locked(folder):
        pass


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    publish(folder, OLD)
    return folder


@pytest.mark.parametrize("failing", range(4))
def test_a_file_that_cannot_be_moved_puts_the_others_back(
    failing: int, filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved = os.replace

    def replace(source: Path, target: Path) -> None:
        if Path(target) == filled / NAMES[failing] and Path(source).parent.name == "new":
            raise PermissionError(13, "a program has it open")
        moved(source, target)

    monkeypatch.setattr(os, "replace", replace)
    with pytest.raises(WriteError, match="may not be written to"):
        publish(filled, NEW)
    assert versions(filled) == [OLD] * 4
    assert besides(filled) == set()


def test_what_could_not_be_put_back_at_once_is_put_back_by_the_next_run(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved = os.replace

    def replace(source: Path, target: Path) -> None:
        if Path(target) == filled / NAMES[0] and Path(source).parent.name == "old":
            raise OSError(5, "Input/output error")
        if Path(target) == filled / NAMES[2]:
            raise OSError(5, "Input/output error")
        moved(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", replace)
        with pytest.raises(WriteError, match="could not be put back"):
            publish(filled, NEW)
    recover(filled)
    assert versions(filled) == [OLD] * 4
    assert besides(filled) == set()


def stopped_between_two_files(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder as a kill in the middle leaves it: two of the files moved. Returns its staging folder."""
    with monkeypatch.context() as patch:
        patch.setattr("soliloquy.runtime.publishing._go_back", lambda *arguments: None)
        moved = os.replace

        def replace(source: Path, target: Path) -> None:
            if Path(target) == folder / NAMES[2]:
                raise OSError(5, "Input/output error")
            moved(source, target)

        patch.setattr(os, "replace", replace)
        with pytest.raises(WriteError):
            publish(folder, NEW)
    return next(folder.glob(".soliloquy-*/"))


def test_a_file_that_the_user_put_there_after_a_kill_stays(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stopped_between_two_files(filled, monkeypatch)
    assert versions(filled) == [NEW, NEW, OLD, OLD]
    (filled / NAMES[0]).write_text("the user's own, since")
    recover(filled)
    assert (filled / NAMES[0]).read_text() == "the user's own, since"
    assert all((filled / name).read_text() == OLD * 1000 for name in NAMES[1:])
    assert besides(filled) == set()


def test_a_journal_that_names_files_elsewhere_is_not_followed(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    staging = stopped_between_two_files(filled, monkeypatch)
    journal = staging / "journal.json"
    entries = json.loads(journal.read_text())
    entries[0]["name"] = "../elsewhere"
    journal.write_text(json.dumps(entries))
    with pytest.raises(WriteError, match="names files elsewhere"):
        recover(filled)


@pytest.mark.parametrize("name", [".soliloquy-notes", ".soliloquy-0123456789abcdef", ".soliloquy-abc_d12x"])
def test_a_folder_of_the_users_is_not_taken_for_ours(name: str, tmp_path: Path) -> None:
    (tmp_path / name).mkdir()
    (tmp_path / name / "precious.txt").write_text("mine")
    publish(tmp_path, NEW)
    assert (tmp_path / name / "precious.txt").read_text() == "mine"


def test_a_link_called_like_ours_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "of-soliloquy").touch()
    (tmp_path / "elsewhere" / "new").mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / ".soliloquy-0123456789abcdef").symlink_to(tmp_path / "elsewhere")
    publish(tmp_path / "out", NEW)
    assert (tmp_path / "elsewhere" / "new").is_dir()


@pytest.mark.check
@needs_fork
def test_a_kill_at_each_call_to_the_system(filled: Path, tmp_path: Path) -> None:
    at = 0
    while (how := publish_with_fault(filled, NEW, "kill", at, at, tmp_path / "said")) != NO_SUCH_CALL:
        assert how == KILLED
        assert all(versions(filled)), f"call {at}: a file is missing before the next run"
        recover(filled)
        assert versions(filled) in ([OLD] * 4, [NEW] * 4), f"call {at}"
        assert besides(filled) == set(), f"call {at}"
        publish(filled, OLD)
        at += 1
    assert at > 40


@pytest.mark.check
@needs_fork
@pytest.mark.parametrize("kind", ["EIO", "EACCES", "ENOSPC"])
@pytest.mark.parametrize("for_good", [False, True])
def test_a_fault_at_each_call_to_the_system(kind: str, for_good: bool, filled: Path, tmp_path: Path) -> None:
    at, said = 0, tmp_path / "said"
    while (how := publish_with_fault(filled, NEW, kind, at, 10**6 if for_good else at, said)) != NO_SUCH_CALL:
        assert how in (PUBLISHED, REFUSED)
        expected = [NEW if how == PUBLISHED else OLD] * 4
        if "put back" not in said.read_text():
            assert versions(filled) == expected, f"call {at}: {said.read_text()}"
        recover(filled)
        assert versions(filled) == expected, f"call {at}: {said.read_text()}"
        assert besides(filled) == set(), f"call {at}"
        publish(filled, OLD)
        at += 1
    assert at > 40


@pytest.mark.check
@needs_fork
def test_two_hundred_kills_at_random_moments(filled: Path) -> None:
    chance = random.Random(12)
    for attempt in range(200):
        process = forked(lambda: publish_for_ever(filled))
        time.sleep(chance.uniform(0.0, 0.1))
        os.kill(process, signal.SIGKILL)
        assert ended(process) == KILLED
        assert all(versions(filled)), f"kill {attempt}"
        recover(filled)
        assert len(set(versions(filled))) == 1, f"kill {attempt}"
        assert besides(filled) == set(), f"kill {attempt}"


@pytest.mark.check
@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small disk")
def test_a_disk_that_fills_at_twenty_places(tmp_path: Path) -> None:
    for pages in range(1, 21):
        disk = tmp_path / f"disk{pages}"
        disk.mkdir()
        size = f"size={4 * pages}k"
        if subprocess.run(["mount", "-t", "tmpfs", "-o", size, "tmpfs", str(disk)], check=False).returncode != 0:
            pytest.skip("this machine lets nobody mount a disk")
        try:
            outcome = "new"
            try:
                publish(disk, NEW)
            except WriteError as error:
                outcome = error.reason
            assert outcome in ("new", "the disk is full")
            assert versions(disk) == [NEW if outcome == "new" else ""] * 4
            assert besides(disk) == set()
        finally:
            subprocess.run(["umount", str(disk)], check=True)


def test_something_in_the_way_is_found_before_the_first_move(filled: Path) -> None:
    (filled / NAMES[-1]).unlink()
    (filled / NAMES[-1]).mkdir()
    with pytest.raises(WriteError, match="folder"), locked(filled) as whole, staged(whole) as staging:
        for name in NAMES:
            (staging / name).write_text(NEW * 1000)
    assert versions_of(filled, NAMES[:-1]) == {OLD}
    (filled / NAMES[-1]).rmdir()
    (filled / NAMES[1]).chmod(0o444)
    with pytest.raises(WriteError, match="may not be written to"):
        publish(filled, NEW)
    assert versions_of(filled, NAMES[:-1]) == {OLD}


def versions_of(folder: Path, names: tuple[str, ...]) -> set[str]:
    return {(folder / name).read_text()[:5] for name in names}

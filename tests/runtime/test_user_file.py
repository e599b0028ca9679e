# SPDX-License-Identifier: GPL-3.0-or-later
"""The one way in for a user's file."""

import os
import socket
from pathlib import Path

import pytest
from soliloquy.runtime.errors import InputError, UsageError
from soliloquy.runtime.text_file import read_text
from soliloquy.runtime.user_file import as_path, check_file, open_file, read_file

HINT = "Give another file"


def _link_to_itself(folder: Path) -> Path:
    (folder / "a").symlink_to(folder / "b")
    (folder / "b").symlink_to(folder / "a")
    return folder / "a"


def _pipe(folder: Path) -> Path:
    os.mkfifo(folder / "pipe")
    return folder / "pipe"


def _socket(folder: Path) -> Path:
    # The name of a socket may have 108 bytes, and the folder of a test can be longer.
    descriptor = os.open(folder, os.O_RDONLY)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(f"/proc/self/fd/{descriptor}/socket")
    os.close(descriptor)
    return folder / "socket"


@pytest.mark.skipif(os.name == "nt", reason="Windows has none of these as files")
@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda folder: Path("/dev/zero"), "is a device"),
        (lambda folder: Path("/dev/urandom"), "is a device"),
        (lambda folder: Path("/dev/tty"), "is a device"),
        (_pipe, "is a pipe"),
        (_socket, "is a socket"),
        (_link_to_itself, "leads back to itself"),
        (lambda folder: folder, "is a folder"),
        (lambda folder: folder / "none", "no such file"),
        (lambda folder: folder / "none" / "none", "no such file"),
        (lambda folder: Path("~nosuchuser/x"), "no such file"),
        (lambda folder: folder / ("x" * 300), "name too long"),
        (lambda folder: folder / "a\0b", "is no file name"),
    ],
)
def test_what_is_no_regular_file_is_refused_by_what_it_is(make, reason: str, tmp_path: Path) -> None:
    path = make(tmp_path)
    for way_in in (check_file, open_file, read_file):
        with pytest.raises(InputError, match=reason) as refusal:
            way_in(path, 1000, HINT)
        assert refusal.value.hint == HINT


def test_a_file_is_read_up_to_its_limit_and_refused_beyond(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"x" * 1000)
    assert read_file(file, 1000, HINT) == b"x" * 1000
    assert check_file(file, 1000, HINT) == 1000
    with pytest.raises(InputError, match="more than"):
        read_file(file, 999, HINT)


def test_a_file_that_grows_is_not_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"x" * 2000)
    monkeypatch.setattr("soliloquy.runtime.user_file._checked", lambda path, found, most, hint: 0)
    with pytest.raises(InputError, match="more than"):
        read_file(file, 999, HINT)


def test_a_file_that_may_not_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    file = tmp_path / "file"
    file.write_bytes(b"x")
    monkeypatch.setattr("os.open", denied)
    with pytest.raises(InputError, match="Permission denied"):
        read_file(file, 10, HINT)


def test_text_is_the_same_whichever_system_wrote_its_lines(tmp_path: Path) -> None:
    file = tmp_path / "file.txt"
    file.write_bytes(b"\xef\xbb\xbfone\r\ntwo\rthree\n")
    assert read_text(file) == "one\ntwo\nthree\n"


@pytest.mark.parametrize("value", [None, 3, b"x.take", "a\0b"])
def test_what_cannot_be_a_path_is_refused(value: object) -> None:
    with pytest.raises(UsageError, match="is no path"):
        as_path("path of a take", value)

# SPDX-License-Identifier: GPL-3.0-or-later
"""Blender as a writer of files: what it prints is kept out of the way, and its failures become ours."""

import errno
import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path

import addon_utils

from ...runtime.errors import WriteError
from ...runtime.interrupts import ending_at_once


@contextmanager
def quiet_blender(*paths: Path | None) -> Iterator[None]:
    """Throw away what Blender and its exporters print: standard output is for ``--json``.

    Blender loses an interrupt that is raised inside it, or crashes; so the shell's process ends where it is.

    Raises WriteError where Blender cannot take one of the ``paths`` that it is to read or write.
    """
    for path in filter(None, paths):
        _check_name(path)
    # They print from C too, past sys.stdout.
    sys.stdout.flush()
    kept = os.dup(1)
    try:
        with Path(os.devnull).open("w", encoding="utf-8") as nowhere, redirect_stdout(nowhere):
            os.dup2(nowhere.fileno(), 1)
            with ending_at_once():
                yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)


@contextmanager
def blenders_addon(module: str) -> Iterator[None]:
    """In the body one of the add-ons that come with Blender is on; the artist's preferences do not hear of it."""
    _, loaded = addon_utils.check(module)
    if not loaded:
        addon_utils.enable(module)
    try:
        yield
    finally:
        if not loaded:
            addon_utils.disable(module)


@contextmanager
def written_by_blender(path: Path) -> Iterator[None]:
    """Run an operator that writes ``path``.

    Raises OSError where the disk is at fault, WriteError for another failure or when no file is left, KeyboardInterrupt
    where one came inside the operator, which makes a RuntimeError of it.
    """
    try:
        # A failing operator prints its traceback as well as raising it.
        with redirect_stderr(io.StringIO()):
            yield
    except RuntimeError as error:
        if KeyboardInterrupt.__name__ in str(error):
            raise KeyboardInterrupt from error
        raise _failure(path, str(error)) from error
    if not path.exists() or path.stat().st_size == 0:
        raise _failure(path, "it left no file")


def _check_name(path: Path) -> None:
    try:
        str(path).encode()
    except UnicodeEncodeError as error:
        reason = "its name or its folder's is not UTF-8, which Blender needs"
        raise WriteError(path.name, reason, "Rename it, or leave this format out") from error


def _failure(path: Path, said: str) -> OSError | WriteError:
    """What an operator's RuntimeError means: its text holds the system's own words, or a traceback."""
    for code in (errno.ENOSPC, errno.EACCES, errno.EROFS):
        if os.strerror(code) in said:
            return OSError(code, os.strerror(code), str(path))
    lines = [line.strip() for line in said.splitlines() if line.strip() and not line.startswith("Location:")]
    return WriteError(path.name, f"Blender cannot write it ({lines[-1]})", "Leave this format out, or report it")

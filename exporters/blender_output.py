# SPDX-License-Identifier: GPL-3.0-or-later
"""Blender as a writer of files: what it prints is kept out of the way, and its failures become ours."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..runtime.errors import WriteError


@contextmanager
def quiet_blender() -> Iterator[None]:
    """Throw away what Blender and its exporters print: standard output is for ``--json``."""
    # They print from C too, past sys.stdout.
    sys.stdout.flush()
    kept = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    try:
        yield
    finally:
        sys.stdout.flush()
        os.dup2(kept, 1)
        os.close(kept)


@contextmanager
def written_by_blender(path: Path) -> Iterator[None]:
    """Run an operator that writes ``path``. Raises WriteError when it fails or leaves no file."""
    try:
        yield
    except RuntimeError as error:  # what every failed operator raises; the reason is in its last line
        lines = str(error).strip().splitlines()
        raise _failure(path, lines[-1].strip() if lines else "no reason given") from error
    if not path.exists() or path.stat().st_size == 0:
        raise _failure(path, "it left no file")


def _failure(path: Path, reason: str) -> WriteError:
    return WriteError(path.name, f"Blender cannot write it ({reason})", "Free some space, or give another --out")

# SPDX-License-Identifier: GPL-3.0-or-later
"""Where libraries keep what they write for themselves: a temporary folder, never the user's home."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial

from .interrupts import at_exit


def keep_from_home(*variables: str) -> list[str]:
    """Let these environment variables name a folder that goes with the process; returns those that no user has set.

    Raises OSError where there is no room for one.
    """
    ours = [name for name in variables if name not in os.environ]
    os.environ.update(dict.fromkeys(ours, _folder()))
    return ours


@contextmanager
def kept_from_home(*variables: str) -> Iterator[None]:
    """``keep_from_home`` for as long as a library is imported, where it looks but once."""
    ours = keep_from_home(*variables)
    try:
        yield
    finally:
        for name in ours:
            os.environ.pop(name, None)


@cache
def _folder() -> str:
    folder = tempfile.mkdtemp(prefix="soliloquy-")
    at_exit(partial(shutil.rmtree, folder, ignore_errors=True))
    return folder

# SPDX-License-Identifier: GPL-3.0-or-later
"""A file that is complete, or is as it was."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Where to write what is to be at ``path``: beside it, under a name of its own, so that two who write at once do
    not write into each other's. It takes its place when the block ends, and goes where that fails. Raises OSError."""
    part = path.with_name(f".soliloquy-{secrets.token_hex(8)}.part")
    try:
        yield part
        part.replace(path)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise

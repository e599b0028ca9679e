# SPDX-License-Identifier: GPL-3.0-or-later
"""A limit of files' sizes and a disk that is read-only are not said to be full, wherever something is written."""

import errno
import os
from pathlib import Path

import pytest
from soliloquy.runtime.disk_room import NO_ROOM
from soliloquy.runtime.errors import WriteError
from soliloquy.runtime.faults import as_error
from soliloquy.runtime.output_folder import write_error
from soliloquy.runtime.worker_files import complete_or_gone


@pytest.mark.parametrize("number", sorted(NO_ROOM))
def test_the_hint_says_what_helps(tmp_path: Path, number: int) -> None:
    raised = OSError(number, os.strerror(number), str(tmp_path / "x"))
    found = [as_error(raised, "the command"), write_error(tmp_path, raised)]
    with pytest.raises(WriteError) as of_worker, complete_or_gone(tmp_path / "x"):
        raise raised
    for error in (*found, of_worker.value):
        frees = "Free some space" in error.hint
        assert isinstance(error, WriteError) and frees == (number in (errno.ENOSPC, errno.EDQUOT)), error.hint
        assert ("ulimit -f" in error.hint) == (number == errno.EFBIG)

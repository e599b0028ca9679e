# SPDX-License-Identifier: GPL-3.0-or-later
"""What is said of an error that nobody foresaw: one line, with an exit code, in shell, worker and Blender alike."""

import os
import re
import traceback

from .disk_room import NO_ROOM, room_hint
from .errors import Fault, InputError, SoliloquyError, WriteError

TRACEBACK_VARIABLE = "SOLILOQUY_TRACEBACK"
"""Set to 1, it shows what is otherwise hidden: tracebacks of faults and what libraries print."""

_ON_REQUEST = f"with what it prints when {TRACEBACK_VARIABLE}=1 is set"
_IN_CONSOLE = "with the lines in the console"

_NO_MEMORY = re.compile("bad_alloc|allocate memory", re.IGNORECASE)
"""In what ONNX Runtime raises, which has types of its own."""


def tracebacks_wanted() -> bool:
    return os.environ.get(TRACEBACK_VARIABLE, "") not in {"", "0"}


def as_error(raised: BaseException, doing: str, traceback_is: str = _ON_REQUEST) -> SoliloquyError:
    """The error that a user is told of what was raised.

    doing: what was stopped by it, "the command". traceback_is: how the traceback of a fault is to be had.
    """
    if isinstance(raised, SoliloquyError):
        return raised
    if isinstance(raised, MemoryError) or _NO_MEMORY.search(str(raised)):
        return InputError("input", "needs more memory than there is", "Give a shorter or smaller one")
    if isinstance(raised, OSError) and raised.errno in NO_ROOM:
        where = str(raised.filename or "temporary folder")
        return WriteError(where, raised.strerror or "no room", room_hint(raised, "set TMPDIR to another folder"))
    what = f"{type(raised).__name__}: {raised}".rstrip(": ")
    return Fault(doing, f"was stopped by {what}", f"This is a fault of Soliloquy: please report it {traceback_is}")


def as_error_in_console(raised: BaseException, doing: str) -> SoliloquyError:
    """The same in Blender and its worker, which print the traceback of a fault to Blender's console."""
    error = as_error(raised, doing, _IN_CONSOLE)
    if isinstance(error, Fault) and error is not raised:
        traceback.print_exception(raised)
    return error

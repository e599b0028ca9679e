# SPDX-License-Identifier: GPL-3.0-or-later
"""What is said of an error that nobody foresaw: one line, with an exit code, in place of a traceback."""

import errno
import re
import traceback

from ..runtime.errors import Fault, InputError, SoliloquyError, WriteError
from .streams import TRACEBACK_VARIABLE, tell, tracebacks_wanted

_NO_MEMORY = re.compile("bad_alloc|allocate memory", re.IGNORECASE)
"""In what ONNX Runtime raises, which has types of its own."""
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}


def as_error(raised: Exception) -> SoliloquyError:
    """The error that a user is told. Its traceback is shown where SOLILOQUY_TRACEBACK is set."""
    if isinstance(raised, SoliloquyError):
        return raised
    if tracebacks_wanted():
        tell("".join(traceback.format_exception(raised)).rstrip())
    if isinstance(raised, MemoryError) or _NO_MEMORY.search(str(raised)):
        return InputError("input", "needs more memory than there is", "Give a shorter or smaller one")
    if isinstance(raised, OSError) and raised.errno in _NO_ROOM:
        where = str(raised.filename or "temporary folder")
        return WriteError(where, raised.strerror or "no room", "Free some space, or set TMPDIR to another folder")
    what = f"{type(raised).__name__}: {raised}".rstrip(": ")
    hint = f"This is a fault of Soliloquy: please report it with what it prints when {TRACEBACK_VARIABLE}=1 is set"
    return Fault("the command", f"was stopped by {what}", hint)

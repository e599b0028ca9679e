# SPDX-License-Identifier: GPL-3.0-or-later
"""What the shell command says of an error that nobody foresaw."""

import traceback

from ..runtime import faults
from ..runtime.errors import SoliloquyError
from .streams import tell


def as_error(raised: Exception) -> SoliloquyError:
    """The error that a user is told. Its traceback is shown where SOLILOQUY_TRACEBACK is set."""
    if faults.tracebacks_wanted() and not isinstance(raised, SoliloquyError):
        tell("".join(traceback.format_exception(raised)).rstrip())
    return faults.as_error(raised, "the command")

# SPDX-License-Identifier: GPL-3.0-or-later
"""The errors that a user sees: what was given, why it cannot be used, and a hint.

Exit codes are those of the shell command (see docs/command-line.md): 1 a fault of ours, 2 usage, 3 input, 4 weights or
set-up, 5 cannot write, 6 folder busy.
"""

from typing import ClassVar

_LONGEST = 1000
"""Characters of one part: some lines in a terminal, and no path of Windows or macOS is longer. Chosen by hand."""


def _one_line(part: str) -> str:
    line = " ".join(part.splitlines())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST // 2]} ... {line[-_LONGEST // 2 :]}"


class SoliloquyError(Exception):
    """Base of every error that is the user's to solve.

    input_name: what was given (a path, a voice, a word). reason: why it cannot be used.
    hint: what to do instead. Each is made one line, which is cut in its middle where it would fill a screen.
    """

    exit_code: ClassVar[int]
    code: ClassVar[str]

    def __init__(self, input_name: str, reason: str, hint: str) -> None:
        self.input_name, self.reason, self.hint = (_one_line(part) for part in (input_name, reason, hint))
        super().__init__(f"{self.input_name}: {self.reason}. {self.hint}")

    def as_json(self) -> dict[str, str]:
        """The ``error`` object of ``--json`` and of the worker's messages."""
        return {"code": self.code, "input": self.input_name, "reason": self.reason, "hint": self.hint}


class UsageError(SoliloquyError):
    exit_code = 2
    code = "usage"


class InputError(SoliloquyError):
    exit_code = 3
    code = "input"


class SetupError(SoliloquyError):
    exit_code = 4
    code = "setup"


class WriteError(SoliloquyError):
    exit_code = 5
    code = "write"


class BusyError(SoliloquyError):
    exit_code = 6
    code = "busy"


class Cancelled(SoliloquyError):
    """What was asked for was stopped; nothing of it is kept."""

    exit_code = 130
    code = "cancelled"


class Fault(SoliloquyError):
    """A fault of Soliloquy's own, in the shell's process or in the worker's: not the user's to solve."""

    exit_code = 1
    code = "internal"

# SPDX-License-Identifier: GPL-3.0-or-later
"""One hostile case: what is asked, in which folder, under which limits, and how it may end."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path
from typing import Any

from .samples import Samples

DONE, USAGE, INPUT, SETUP, WRITE, BUSY, INTERRUPTED = 0, 2, 3, 4, 5, 6, 130
REFUSED = frozenset({USAGE, INPUT, SETUP, WRITE, BUSY})
ANY = REFUSED | {DONE}
NOT_USABLE = frozenset({USAGE, INPUT})

Prepare = Callable[[Path, Samples], None]


def nothing(folder: Path, samples: Samples) -> None:
    """Needs no file."""


@dataclass(frozen=True)
class Case:
    """A run in a folder of its own, which is its working directory and holds its HOME and TMPDIR.

    name: of the case inside its class. arguments: of the command ``soliloquy``. prepare: makes its files. call: Python
    that runs in place of the command. codes: exit codes that are right for it. environment: variables set, or removed
    with None. inside: run in the process before anything else, for limits and closed streams. many: several inputs, of
    which each bad one has its line and each good one its files. anywhere: its outputs go to no usual place. made: paths
    that must lie there afterwards, whatever the exit code. replaced: paths that a run which is done may replace.
    free_streams: what it prints is not looked at. keeps: what it made stays, though its names could not be printed.
    unprivileged: without root's rights. apart: as a process of its own always, and not in a copy of one that is warm.
    """

    name: str
    arguments: tuple[str, ...] = ()
    prepare: Prepare = nothing
    call: Callable[[], Any] | None = None
    codes: frozenset[int] = ANY
    environment: Mapping[str, str | None] = field(default_factory=dict)
    inside: Callable[[], object] | None = None
    many: bool = False
    anywhere: bool = False
    made: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    free_streams: bool = False
    keeps: bool = False
    unprivileged: bool = False
    apart: bool = False

    @property
    def as_json(self) -> bool:
        return "--json" in takewhile(lambda argument: argument != "--", self.arguments)

    @property
    def makes_sound(self) -> bool:
        """Standard output is a sound, so that errors are on the other stream."""
        return self.arguments[:1] == ("say",) or "--streaming" in self.arguments

    @property
    def shown(self) -> str:
        """What was asked, short enough for a list."""
        asked = " ".join(self.arguments) if self.call is None else f"Python: {self.name}"
        return ascii(asked if len(asked) < 160 else f"{asked[:120]}... ({len(asked)} characters)")

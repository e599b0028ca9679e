# SPDX-License-Identifier: GPL-3.0-or-later
"""The section "Signals" of docs/measured/reliability.md, made of how runs ended."""

import signal
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from soliloquy.runtime.interrupts import INTERRUPTED

PAGE = Path(__file__).resolve().parent.parent / "docs" / "measured" / "reliability.md"
BEGIN = "<!-- signals, by benchmarks/signals.py -->"
"""The section goes from here to the page's end."""
COLD_ONE_IN = 10
"""Of the runs, as a process of its own from Python's start on; the others in a copy (fork) of one whose models are
open, where the moment falls into the work more often."""


@dataclass(frozen=True)
class Ended:
    """How a run ended. cold: it was a process of its own. code: its exit code, minus the number of the signal that
    killed it. torn: takes with files of before beside new ones. left: what lies there besides outputs. touched: files
    of the user's that are no longer as they were. new: how many takes are new. said: on standard error."""

    command: str
    signal: str
    cold: bool
    code: int
    torn: tuple[str, ...]
    left: tuple[str, ...]
    touched: tuple[str, ...]
    new: int
    said: str


def section(ended: list[Ended], seed: int) -> str:
    """The section of the page."""
    rows = "\n".join(
        _row(name, what, [one for one in ended if one.command == name and chosen(one)])
        for what, chosen in _KINDS.items()
        for name in dict.fromkeys(one.command for one in ended)
    )
    failed = sum(not is_right(one) for one in ended)
    return f"""## Signals

Written by `benchmarks/signals.py` on {time.strftime("%Y-%m-%d")}, seed {seed}. {len(ended)} runs of `speak`,
`animate FOLDER` (three recordings) and `export` got SIGINT, SIGTERM or SIGKILL before they were over, at a random
moment of the processor time that they usually take, every second one near its end; one in {COLD_ONE_IN} as a process of
its own, the others in a copy (fork) of a process whose models are open. The folder held outputs of an earlier run under
the same names. **{failed} failed.** A run passes

- when it ends with 130 or, because it was done already, with 0; a process of its own also by the signal itself, where
  that came while Python still started,
- when what an interrupted run says of finished takes is true,
- when each take's files are all those of before or all new, and no other file was touched,
- and when nothing is left besides: at once after SIGINT and SIGTERM, in the output folder after the next run into it
  after SIGKILL.

Torn: takes with files of before beside new ones. Left: runs after which something lay in the output folder or (but for
SIGKILL) in the temporary folder. Whole: runs after which at least one take was new.

| command | signal | runs | exit codes | torn | left | touched | whole |
|---|---|---|---|---|---|---|---|
{rows}
"""


_KINDS: dict[str, Callable[[Ended], bool]] = {
    "SIGINT, SIGTERM": lambda one: one.signal != "SIGKILL" and not one.cold,
    "SIGINT, SIGTERM, from the start": lambda one: one.signal != "SIGKILL" and one.cold,
    "SIGKILL": lambda one: one.signal == "SIGKILL",
}


def is_right(one: Ended) -> bool:
    """Whether a run ended as it may, and left what it may."""
    codes = {0, INTERRUPTED} if one.signal != "SIGKILL" else {0, -signal.SIGKILL}
    if one.cold and one.signal != "SIGKILL":
        codes |= {-signal.SIGINT, -signal.SIGTERM}
    says_true = one.code != INTERRUPTED or ("were finished" in one.said) == (one.new > 0)
    return one.code in codes and says_true and not (one.torn or one.left or one.touched)


def _row(name: str, what: str, found: list[Ended]) -> str:
    codes = ", ".join(f"{code}: {number}" for code, number in sorted(Counter(one.code for one in found).items()))
    cells = (
        f"`{name}`",
        what,
        len(found),
        codes,
        sum(len(one.torn) for one in found),
        sum(bool(one.left) for one in found),
        sum(bool(one.touched) for one in found),
        sum(one.new > 0 for one in found),
    )
    return f"| {' | '.join(map(str, cells))} |"


def write_section(text: str) -> None:
    """Put the section at the page's end, in the place of an earlier one."""
    before = PAGE.read_text(encoding="utf-8").partition(BEGIN)[0]
    PAGE.write_text(f"{before.rstrip()}\n\n{BEGIN}\n\n{text}", encoding="utf-8")

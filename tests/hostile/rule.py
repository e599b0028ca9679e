# SPDX-License-Identifier: GPL-3.0-or-later
"""The rule that every hostile case is held to."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from .case import BUSY, DONE, WRITE, Case
from .folder import OUT, Snapshot, changes

_LOCK = re.compile(r"(?:^|/)\.soliloquy(-\d+of\d+)?\.lock$")

MOST_SECONDS = 30
"""Of processor time."""
HUNG_SECONDS = 300
"""By the clock, for what waits and uses no processor. Not nearer to MOST_SECONDS: on a machine of two cores other tests
run beside the cases, and 12 s of processor time took more than 60 s there."""
MOST_MEGABYTES = 1500.0
"""Of memory, in megabytes of 10^6 bytes: what a case may hold at most."""


@dataclass(frozen=True)
class Ending:
    """How a case ended. code: the exit code, minus the signal's number for one that was killed. megabytes: the most
    memory that it, or a program that it started, held."""

    code: int
    seconds: float
    megabytes: float
    output: bytes
    errors: bytes
    before: Snapshot
    after: Snapshot
    timed_out: bool = False


def broken(case: Case, ending: Ending) -> list[str]:
    """What of the rule does not hold, a clause each; empty for a case that went well."""
    if ending.timed_out:
        return [f"took longer than {MOST_SECONDS} s of processor time, or {HUNG_SECONDS} s by the clock"]
    return list(_broken(case, ending))


def _broken(case: Case, ending: Ending) -> Iterator[str]:
    if ending.code < 0:
        yield f"ended by signal {-ending.code}"
    elif ending.code not in case.codes:
        yield f"exit code {ending.code}"
    if ending.megabytes > MOST_MEGABYTES:
        yield f"held {ending.megabytes:.0f} MB"
    if b"Traceback (most recent call last)" in ending.errors + ending.output:
        last = ending.errors.strip().splitlines()[-1:] or [b""]
        yield f"traceback: {ascii(last[0].decode(errors='replace'))[:160]}"
    elif not case.free_streams:
        yield from _said(case, ending)
    yield from _written(case, ending)


def _said(case: Case, ending: Ending) -> Iterator[str]:
    errors = ending.errors.decode(errors="replace")
    lines = [line for line in errors.splitlines() if line and not line.startswith("warning: ")]
    if case.as_json and ending.code != 130 and not (case.makes_sound and ending.code == DONE):
        report = errors if case.makes_sound else ending.output.decode(errors="replace")
        yield from _json(report, ending.code, case.many)
        lines = [] if case.makes_sound else lines
    elif ending.code != DONE:
        reasons = [line for line in lines if line.startswith("soliloquy: ")]
        if len(reasons) != 1 and not (case.many and reasons):
            yield f"{len(reasons)} lines of reason"
        if ending.output and not case.many:
            yield "standard output is not empty"
        lines = [line for line in lines if line not in reasons]
    if lines:
        yield f"noise: {ascii(lines[0])[:160]}"


def _json(report: str, code: int, many: bool) -> Iterator[str]:
    try:
        found = json.loads(report)
    except ValueError:
        yield f"no JSON object: {ascii(report)[:80]}"
        return
    if code != DONE and not (many and "failed" in found):
        error = found.get("error") if isinstance(found, dict) else None
        if not isinstance(error, dict) or error.keys() != {"code", "input", "reason", "hint"}:
            yield "the JSON has no error with code, input, reason and hint"


def _written(case: Case, ending: Ending) -> Iterator[str]:
    touched, new = changes(ending.before, ending.after)
    missing = [path for path in case.made if path not in ending.after]
    if missing:
        yield f"did not make {missing!a}"
    if ending.code == DONE:
        touched = [path for path in touched if path not in case.replaced]
    if touched:
        yield f"touched {ascii(touched)[:160]}"
    kept = [path for path in new if not _LOCK.search(path)]
    if ending.code == DONE or case.keeps or (case.many and ending.code not in (WRITE, BUSY)):
        kept = [path for path in kept if not _is_output(path, case)]
    if kept:
        yield f"left behind {ascii(kept)[:160]}"


def _is_output(path: str, case: Case) -> bool:
    return case.anywhere or (path.startswith(f"{OUT}/") and not path.startswith(f"{OUT}/."))

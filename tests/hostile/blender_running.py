# SPDX-License-Identifier: GPL-3.0-or-later
"""Running cases in Blender: many in one process of the module bpy, as an artist goes on after an error."""

import json
import os
import select
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from .case import Case
from .folder import HOME, TEMPORARY, Snapshot, clear, lay_out, snapshot
from .rule import HUNG_SECONDS, Ending
from .samples import Samples

_START_SECONDS = 120.0


class _Blender:
    """A process that has Blender open, with a HOME and a TMPDIR that are looked through after each case.

    ended: it is no longer there.
    """

    def __init__(self, place: Path, group: str, seed: int, samples: Samples) -> None:
        for name in (HOME, TEMPORARY):
            (place / name).mkdir(parents=True)
        module = f"{__package__}.blender_session"
        command = [sys.executable, "-m", module, group, str(seed), str(samples.folder)]
        surroundings = {**os.environ, "HOME": str(place / HOME), "TMPDIR": str(place / TEMPORARY)}
        surroundings.pop("OPENBLAS_NUM_THREADS", None)
        self.place, self.ended = place, False
        self._process = subprocess.Popen(command, env=surroundings, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        if self._answer(_START_SECONDS) is None:
            raise RuntimeError(f"Blender did not start (status {self.end()})")

    def run(self, name: str, folder: Path) -> dict[str, Any] | None:
        """What came of a case; None where it never ended, or ended the process."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({"name": name, "folder": str(folder)}).encode() + b"\n")
        self._process.stdin.flush()
        return self._answer(HUNG_SECONDS)

    def end(self) -> int:
        """End it; its exit code, minus the signal that ended it, or 0 where it was still there."""
        self.ended = True
        try:
            return self._process.wait(1.0)
        except subprocess.TimeoutExpired:
            return 0
        finally:
            self._process.kill()
            self._process.communicate()

    def _answer(self, seconds: float) -> dict[str, Any] | None:
        stream = self._process.stdout
        assert stream is not None
        line = stream.readline() if select.select([stream], [], [], seconds)[0] else b""
        found: dict[str, Any] | None = json.loads(line) if line else None
        return found


def run_in_blender(group: str, seed: int, cases: Iterable[Case], samples: Samples) -> Iterator[tuple[Case, Ending]]:
    """Run cases of a class one after the other; yields each as it ends. One that ends Blender costs another."""
    with tempfile.TemporaryDirectory(prefix="hostile-") as place:
        blender: _Blender | None = None
        for number, case in enumerate(cases):
            if blender is None or blender.ended:
                blender = _Blender(Path(place) / f"blender-{number}", group, seed, samples)
            yield case, _run(blender, case, Path(place) / f"case-{number}", samples)
        if blender is not None:
            blender.end()


def _run(blender: _Blender, case: Case, folder: Path, samples: Samples) -> Ending:
    lay_out(folder)
    case.prepare(folder, samples)
    before, began = _all(folder, blender), time.monotonic()
    found = blender.run(case.name, folder)
    seconds = time.monotonic() - began
    code = blender.end() if found is None else found["code"]
    found = found or {"megabytes": 0.0, "output": "", "errors": ""}
    ending = Ending(
        code=code,
        seconds=seconds,
        megabytes=found["megabytes"],
        output=found["output"].encode(),
        errors=found["errors"].encode(),
        before=before,
        after=_all(folder, blender),
        timed_out=blender.ended and code == 0,
    )
    clear(folder)
    return ending


def _all(folder: Path, blender: _Blender) -> Snapshot:
    """What lies in a case's folder, and what Blender keeps outside of it."""
    return {**snapshot(folder), **{f"of Blender/{path}": state for path, state in snapshot(blender.place).items()}}

# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs that are interrupted or killed at random moments: writes the section "Signals" of docs/measured/reliability.md.

Some ten minutes on two cores. Usage: .venv/bin/python benchmarks/signals.py [--runs 200] [--seed 12]
"""

import argparse
import os
import random
import re
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

from signals_page import COLD_ONE_IN, Ended, is_right, section, write_section
from soliloquy.runtime.output_folder import LOCK_NAME
from soliloquy.tests.hostile.case import Case
from soliloquy.tests.hostile.folder import OUT, TEMPORARY, Snapshot, clear, lay_out, snapshot
from soliloquy.tests.hostile.running import become
from soliloquy.tests.hostile.samples import Samples, make_samples

_EARLIER = "earlier"
_HEARD_AFTER = 0.01
"""Seconds from which on a copy is in the command, and no longer being made."""
_MOMENTS = ((0.0, 1.1), (0.85, 1.15))
"""Of the usual time: half of the moments anywhere, half near the end, where files take their places."""
_TICKS = os.sysconf("SC_CLK_TCK")
INTERRUPTS = (signal.SIGINT, signal.SIGTERM)


@dataclass(frozen=True)
class Command:
    """arguments: of the shell command. takes: names of the takes that it writes."""

    arguments: tuple[str, ...]
    takes: tuple[str, ...]


_HOW = ("--out", OUT, "--formats", "take,wav,csv,textgrid")
COMMANDS = {
    "speak": Command(("speak", "Bob moved five maps.", "--engine", "rules", *_HOW), ("take",)),
    "animate FOLDER": Command(("animate", "recordings", "--engine", "rules", *_HOW), ("a", "b", "c")),
    "export": Command(("export", "good.take", "--name", "take", *_HOW), ("take",)),
}
_COLD = {"export": ("--formats", "take,wav,csv,textgrid,glb")}
"""More for a process of its own: Blender's files are removed when a process ends, and a copy of one does not end so."""
_NEXT = ("export", "good.take", "--out", OUT, "--formats", "textgrid", "--name", "next")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=200, help="that are interrupted, and as many that are killed")
    parser.add_argument("--seed", type=int, default=12)
    given = parser.parse_args()
    from soliloquy.runtime.threads import set_thread_count
    from soliloquy.shell import cli  # noqa: F401  (so that copies have it)

    # Shells let their background jobs ignore the interrupt, and these would pass that on.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    set_thread_count(1)  # a copy of a process has one thread alone
    with tempfile.TemporaryDirectory(prefix="signals-") as place:
        (Path(place) / "samples").mkdir()
        samples = make_samples(Path(place) / "samples")
        ended = list(_all(given.runs, random.Random(given.seed), Path(place), samples))
    text = section(ended, given.seed)
    print(text)
    write_section(text)
    return 0


def _all(runs: int, chance: random.Random, place: Path, samples: Samples) -> Iterator[Ended]:
    _run_earlier(place, samples)
    usual = {
        (name, cold): median(_seconds(name, cold, place, samples) for _ in range(3))
        for name in COMMANDS
        for cold in (False, True)
    }
    for number in range(2 * runs):
        name = list(COMMANDS)[number // 2 % len(COMMANDS)]
        cold = number // 2 % COLD_ONE_IN == 0
        sent = signal.SIGKILL if number % 2 else chance.choice(INTERRUPTS)
        ended = None
        while ended is None:
            after = chance.uniform(*chance.choice(_MOMENTS)) * usual[name, cold]
            ended = _one(name, sent, cold, after, place / f"run-{number}", samples)
        print("passed" if is_right(ended) else ended, file=sys.stderr, flush=True)
        yield ended


def _seconds(name: str, cold: bool, place: Path, samples: Samples) -> float:
    """Processor time of a run that nothing interrupts."""
    folder = place / "usual"
    _lay_out(folder, COMMANDS[name], samples)
    process = _begin(_arguments(name, cold), folder, cold)
    _, status, used = os.wait4(process, 0)
    took = used.ru_utime + used.ru_stime
    if status != 0:
        raise RuntimeError(folder.with_name("usual.errors").read_text(encoding="utf-8"))
    clear(folder)
    return took


def _run_earlier(place: Path, samples: Samples) -> None:
    """Beside recordings Soliloquy replaces its own files alone, so those of before are of another section of each."""
    folder = place / _EARLIER
    _lay_out(folder, replace(COMMANDS["animate FOLDER"], takes=()), samples)
    if _ended(_begin((*COMMANDS["animate FOLDER"].arguments, "--start=0.3"), folder, cold=False)) != 0:
        raise RuntimeError(folder.with_name(f"{_EARLIER}.errors").read_text(encoding="utf-8"))


def _lay_out(folder: Path, command: Command, samples: Samples) -> None:
    """A user's files, recordings, and outputs of an earlier run, which say so."""
    lay_out(folder)
    samples.give(folder, ".take")
    (folder / "recordings").mkdir()
    for name in ("a", "b", "c"):
        samples.give(folder, ".wav", f"recordings/{name}.wav")
    earlier = folder.with_name(_EARLIER)
    if command.arguments[0] == "animate" and folder != earlier:
        shutil.copytree(earlier / OUT, folder / OUT, dirs_exist_ok=True)
        return
    for name in command.takes:
        for ending in (".take", ".phones.json", ".wav", ".csv", ".TextGrid"):
            (folder / OUT / f"{name}{ending}").write_text("from before", encoding="utf-8")


def _arguments(name: str, cold: bool) -> tuple[str, ...]:
    return (*COMMANDS[name].arguments, *(_COLD.get(name, ()) if cold else ()))


def _begin(arguments: tuple[str, ...], folder: Path, cold: bool) -> int:
    """Start a run; returns its process once it is about to enter the command, or Python's start."""
    heard, ready = os.pipe()
    process = os.fork()
    if process == 0:
        become(Case("", arguments, inside=lambda: os.write(ready, b"!")), folder, cold)
    os.close(ready)
    os.read(heard, 1)
    os.close(heard)
    return process


def _ended(process: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def _one(name: str, sent: signal.Signals, cold: bool, after: float, folder: Path, samples: Samples) -> Ended | None:
    """None where the run had ended before its moment came, so that nothing was tried."""
    command = COMMANDS[name]
    _lay_out(folder, command, samples)
    before = snapshot(folder)
    process = _begin(_arguments(name, cold), folder, cold)
    came = _wait(process, after)
    os.kill(process, sent)
    code = _ended(process)
    if not came:
        clear(folder)
        return None
    if sent is signal.SIGKILL:
        assert _ended(_begin(_NEXT, folder, cold=False)) == 0
    after_it = snapshot(folder)
    state = {take: _states(take, before, after_it) for take in command.takes}
    ours = re.compile(rf"{OUT}/({'|'.join(command.takes)}|next)\.\w|{OUT}/{re.escape(LOCK_NAME)}$")
    ended = Ended(
        name,
        sent.name,
        cold,
        code,
        tuple(take for take, found in state.items() if len(found) > 1),
        tuple(path for path in after_it if path not in before and not ours.match(path) and _counts(path, sent)),
        tuple(path for path in before if not ours.match(path) and before[path] != after_it.get(path)),
        sum(found == {"new"} for found in state.values()),
        folder.with_name(f"{folder.name}.errors").read_text(encoding="utf-8", errors="replace")[-500:],
    )
    clear(folder)
    for stream in ("output", "errors"):
        folder.with_name(f"{folder.name}.{stream}").unlink()
    return ended


def _wait(process: int, seconds: float) -> bool:
    """Until it has used so much processor time, which other work beside it does not change; False where it ended."""
    time.sleep(_HEARD_AFTER)
    while True:
        fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        if fields[0] == "Z":
            return False
        if (int(fields[11]) + int(fields[12])) / _TICKS >= seconds:
            return True
        time.sleep(0.001)


def _counts(path: str, sent: signal.Signals) -> bool:
    """What a killed process has in the temporary folder, nobody but the system can clear."""
    return sent is not signal.SIGKILL or not path.startswith(f"{TEMPORARY}/")


def _states(take: str, before: Snapshot, after: Snapshot) -> set[str]:
    """Of a take's files: those that were there are "old" or "new", and those that only the run makes, too."""
    paths = {path for path in (*before, *after) if path.startswith(f"{OUT}/{take}.")}
    return {"old" if after.get(path) == before.get(path) else "new" for path in paths}


if __name__ == "__main__":
    # Before numpy is loaded: its threads would not be in the copies.
    if os.environ.get("OPENBLAS_NUM_THREADS") != "1":
        os.environ["OPENBLAS_NUM_THREADS"] = "1"
        os.execv(sys.executable, [sys.executable, *sys.argv])
    sys.exit(main())

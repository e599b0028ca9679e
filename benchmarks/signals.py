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
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

from soliloquy.runtime.interrupts import INTERRUPTED
from soliloquy.runtime.output_folder import LOCK_NAME
from soliloquy.tests.hostile.case import Case
from soliloquy.tests.hostile.folder import OUT, TEMPORARY, Snapshot, clear, lay_out, snapshot
from soliloquy.tests.hostile.running import become
from soliloquy.tests.hostile.samples import Samples, make_samples

PAGE = Path(__file__).resolve().parent.parent / "docs" / "measured" / "reliability.md"
BEGIN = "<!-- signals, by benchmarks/signals.py -->"
"""The section goes from here to the page's end."""
COLD_ONE_IN = 10
"""Of the runs, as a process of its own from Python's start on; the others in a copy (fork) of one whose models are
open, where the moment falls into the work more often."""
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
        print("passed" if _is_right(ended) else ended, file=sys.stderr, flush=True)
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


def section(ended: list[Ended], seed: int) -> str:
    """The section of the page."""
    rows = "\n".join(
        _row(name, what, [one for one in ended if one.command == name and chosen(one)])
        for what, chosen in _KINDS.items()
        for name in COMMANDS
    )
    failed = sum(not _is_right(one) for one in ended)
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


def _is_right(one: Ended) -> bool:
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


if __name__ == "__main__":
    # Before numpy is loaded: its threads would not be in the copies.
    if os.environ.get("OPENBLAS_NUM_THREADS") != "1":
        os.environ["OPENBLAS_NUM_THREADS"] = "1"
        os.execv(sys.executable, [sys.executable, *sys.argv])
    sys.exit(main())

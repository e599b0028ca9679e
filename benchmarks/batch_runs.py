# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs of ``soliloquy batch`` that are watched, and killed: what benchmarks/batch.py measures with."""

import csv
import hashlib
import json
import math
import os
import random
import resource
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HARBOUR = Path(__file__).resolve().parent / "harbour"
CAST = HARBOUR / "CAST.toml"
LANGUAGES = ("en-us", "fr", "es")
COMMAND = (sys.executable, "-c", "from soliloquy.shell.entry import main; raise SystemExit(main())")
_WINDOW = 50
"""Lines."""
_INTERRUPTED = 130


@dataclass(frozen=True)
class Watched:
    """A run from outside. wall, cpu: seconds, of all its processes. lines: records of its ledger. ends: wall seconds at
    which each line was told. megabytes: of its processes together after each line."""

    wall: float
    cpu: float
    lines: list[dict[str, Any]]
    ends: list[float]
    megabytes: list[float]

    def memory_at(self, line: int) -> float:
        """The median over the lines nearest to that one: when one is told of, another is half made, which takes up to
        60 MB for the while."""
        first = max(0, min(line - _WINDOW // 2, len(self.megabytes) - _WINDOW))
        return statistics.median(self.megabytes[first : first + _WINDOW])


def write_script(path: Path, count: int) -> int:
    """The harbour's lines again and again under other ids, hence with other seeds, until there are so many; returns how
    many there are."""
    with (HARBOUR / "lines.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    repeats = -(-count // (len(rows) * len(LANGUAGES)))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["id", "character", "direction", *LANGUAGES])
        writer.writeheader()
        made = 0
        for number in range(repeats):
            for row in rows:
                wanted = [language for language in LANGUAGES if made + LANGUAGES.index(language) < count]
                made += len(wanted)
                kept = {name: row[name] for name in ("character", "direction", *wanted)}
                if wanted:
                    writer.writerow({**kept, "id": f"{row['id']}-{number}"})
    return made


def watched(script: Path, out: Path, *more: str, seconds: float = math.inf) -> Watched:
    """Run it to its end, and look at its memory whenever it tells of a line. seconds: after which it is told to end."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    command = [*COMMAND, "batch", str(script), "--out", str(out), "--json", *more]
    ends, megabytes = [], []
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        for told in run.stdout:
            if json.loads(told).get("event") == "line":
                ends.append(time.perf_counter() - began)
                megabytes.append(_megabytes(run.pid))
                if ends[-1] > seconds:
                    run.send_signal(signal.SIGINT)
                    seconds = math.inf
    if run.returncode not in (0, _INTERRUPTED):
        raise SystemExit(f"{' '.join(command)} ended with {run.returncode}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Watched(time.perf_counter() - began, cpu, made_lines(out), ends, megabytes)


def shell_loop(lines: Sequence[tuple[str, str]], out: Path) -> tuple[float, float]:
    """Wall and processor seconds a line of ``soliloquy speak``, one after the other. lines: (voice, text)."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    for number, (voice, text) in enumerate(lines):
        arguments = ["speak", text, "--voice", voice, "--out", str(out), "--name", f"line{number}"]
        subprocess.run([*COMMAND, *arguments], check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return (time.perf_counter() - began) / len(lines), cpu / len(lines)


@dataclass(frozen=True)
class Killed:
    """What came of a run that was killed so many times. again: lines that were made more than once. early: of the
    kills, those before any line of that run was made. whole: its files are those of the undisturbed run, to the byte.
    foreign: files that were ever seen there and are none of these."""

    kills: int
    lines: int
    again: int
    early: int
    foreign: int
    whole: bool


def killed(script: Path, wanted: dict[str, str], out: Path, kills: int, jobs: int, seed: int) -> Killed:
    """Begin a run again and again, each time killed at a random moment, and then let it end.

    wanted: the undisturbed run's files.
    """
    chance, early, foreign, done = random.Random(seed), 0, 0, 0
    command = [*COMMAND, "batch", str(script), "--out", str(out), "--jobs", str(jobs)]
    while done < kills:
        before, more = len(made_lines(out)), chance.choice((0, 1, 1, 2))
        run = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while run.poll() is None and len(made_lines(out)) < before + more:
            time.sleep(0.001)
        time.sleep(chance.choice((0.0, 0.0005, 0.002, 0.01, chance.uniform(0.0, 2.0))))
        if run.poll() is not None:
            break
        run.kill()
        run.wait()
        done += 1
        early += len(made_lines(out)) == before
        foreign += sum(wanted.get(path) != digest for path, digest in files(out).items())
    subprocess.run(command, check=True, capture_output=True)
    keys = [record["key"] for record in made_lines(out)]
    return Killed(done, len(set(keys)), len(keys) - len(set(keys)), early, foreign, files(out) == wanted)


def files(out: Path) -> dict[str, str]:
    """sha256 of each file in the languages' folders, by its path."""
    found = [path for path in out.glob("*/*") if not path.parent.name.startswith(".")]
    return {path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in found}


def made_lines(out: Path) -> list[dict[str, Any]]:
    """The records of lines that were made, in a ledger that may be written at this moment."""
    ledger = out / "ledger-1of1.jsonl"
    written = ledger.read_bytes().split(b"\n")[:-1] if ledger.exists() else []
    return [json.loads(line) for line in written if line.startswith(b'{"record": "line"')]


def _megabytes(process: int) -> float:
    """Resident memory of a process and all below it; what they share counts in each."""
    return sum(_resident(each) for each in (process, *_below(process))) / 1e6


def _below(process: int) -> Iterator[int]:
    try:
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except OSError:
        return
    for child in map(int, children):
        yield child
        yield from _below(child)


def _resident(process: int) -> int:
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError):
        return 0

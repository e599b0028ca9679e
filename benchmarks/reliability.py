# SPDX-License-Identifier: GPL-3.0-or-later
"""Every hostile case of tests/hostile, counted: writes docs/measured/reliability.md.

Some forty minutes on two cores. Usage: .venv/bin/python benchmarks/reliability.py [CLASS ...] [--keep F] [--every N]
--keep F: the results, a JSON object a line; a class that is in the file already is not run again.
"""

import argparse
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from statistics import median
from typing import Any

from soliloquy.runtime.version import VERSION
from soliloquy.tests.hostile.rule import MOST_MEGABYTES, MOST_SECONDS
from soliloquy.tests.hostile.running import ADDRESS_SPACE
from soliloquy.tests.hostile.suite import CLASSES, SEED

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "measured" / "reliability.md"
SIGNALS = "<!-- signals, by benchmarks/signals.py -->"
"""Where another script's section of the page begins, which stays."""
WHAT = {
    "texts": "18 scripts, marks, numbers, control characters, brackets, mixtures in nine languages, megabytes",
    "options": "every option of every command beyond its limits and of the wrong kind; odd names and folders",
    "files": "19 inputs: missing, folders, FIFOs, devices, empty, random, cut off, bits flipped, 64 GB, oddly named",
    "recordings": "headers that lie, every format of libsndfile, odd rates and channels, NaN, silence",
    "pictures": "every mode and format, bombs, headers that lie, profiles and EXIF that are none, no face",
    "takes": "every field of another type and beyond its range, other arrays, zips that are traps",
    "styles": "other arrays, networks that read files, do not end, or ask for gigabytes",
    "folders": "folders and lists of recordings, what is in the way of outputs, recordings beside their outputs",
    "scenes": "through Blender and the renderer: odd names, frames at the limits, recordings named like addresses",
    "environment": "no HOME, no locale, closed and full streams, little memory, few files, full and read-only disks",
    "python": "every option of the Python calls with values of the wrong type, each field of JSON requests altered",
    "worker": "lines of the worker's protocol: malformed, huge, nested, cut off; the next one must be served",
    "blender": "`blender --command soliloquy`: its options, places to save at, heads, the files that it reads",
    "flame": "a user's FLAME file: pickles that call, repeat, nest and end early, arrays of other shapes, archives",
    "panel": "what the panel reads: damaged settings, texts, files, earlier takes, lost sounds, heads, preferences",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("classes", nargs="*", metavar="CLASS", default=list(CLASSES), help=", ".join(CLASSES))
    parser.add_argument("--keep", type=Path, metavar="F", help="where results are kept")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="one case in N, for a first look")
    parser.add_argument("--of", default="", metavar="TEXT", help="what was tried, where it is not this checkout")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        kept = given.keep or Path(folder) / "results.jsonl"
        for name in given.classes:
            if name not in {result["group"] for result in _read(kept)}:
                _run(name, kept, given.every)
        _, begins, signals = PAGE.read_text(encoding="utf-8").partition(SIGNALS)
        text = page(_read(kept), given.every, given.of)
        PAGE.write_text(f"{text}\n{begins}{signals}" if begins else text, encoding="utf-8")


def _read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def _run(name: str, kept: Path, every: int) -> None:
    command = [sys.executable, "-m", "soliloquy.tests.hostile.suite", name, "--every", str(every)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    with kept.open("a") as file:
        file.write(done.stdout)


def page(results: list[dict[str, Any]], every: int = 1, of: str = "") -> str:
    """The page of results as the suite prints them, of one case in ``every``; of: what was tried."""
    by_class: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for result in sorted(results, key=lambda result: list(CLASSES).index(result["group"])):
        by_class[result["group"]].append(result)
    failed = sum(bool(result["broken"]) for result in results)
    rows = "\n".join(_row(name, found) for name, found in by_class.items())
    of = f"{of}\n\n" if of else ""
    return f"""# How it answers to what it should not be given

Written by `benchmarks/reliability.py` on {time.strftime("%Y-%m-%d")}, on {os.cpu_count()} cores ({platform.machine()},
{platform.system()}), with Soliloquy {VERSION} and Python {platform.python_version()}. Seed {SEED}.

{of}
**{len(results)} cases{f" (one in {every})" if every > 1 else ""}, {failed} failed.** A case passes

- when it ends with a documented [exit code](../command-line.md#what-it-prints) and one line of reason (or one JSON
  object), without a traceback and without a library's noise,
- within {MOST_SECONDS} s of processor time, {MOST_MEGABYTES:.0f} MB of memory and {ADDRESS_SPACE >> 30} GB of address
  space,
- and when no file of the user's was touched, nothing lies in `--out` after a refusal, and nothing lies outside `--out`
  after anything: each case has a HOME and a TMPDIR of its own, which are looked through afterwards.

Most cases run in a copy (fork) of a process whose models are open; one in 25, and all of the environment, run as a
process of their own; those of Blender run one after the other in one process of the module bpy, with its worker, and a
refusal may not change the scene. The generators are in `tests/hostile/`; `make check` runs one in two of the same
cases, of the largest classes one in four or eight.

Not held: where the stack is limited to 2 MB or less (`ulimit -s`; systems give 8 MB), a library of the networks ends
the process; and within 400 MB of address space it sometimes does not end.

Failed: cases. Refused: those that ended with an exit code other than 0. Median: seconds a case. Slowest, largest: the
case that took longest, and the one that held most memory, of which the open models are some 470 MB.

| class | what it holds | cases | failed | refused | median | slowest | largest |
|---|---|---|---|---|---|---|---|
{rows}

{_failures(by_class)}"""


def _row(name: str, found: list[dict[str, Any]]) -> str:
    slowest = max(found, key=lambda result: result["seconds"])
    largest = max(found, key=lambda result: result["megabytes"])
    cells = (
        name,
        WHAT[name],
        len(found),
        sum(bool(result["broken"]) for result in found),
        sum(result["code"] != 0 for result in found),
        f"{median(result['seconds'] for result in found):.2f}",
        f"{slowest['seconds']:.1f} s: {_shown(slowest['name'])}",
        f"{largest['megabytes']:.0f} MB: {_shown(largest['name'])}",
    )
    return f"| {' | '.join(map(str, cells))} |"


def _failures(by_class: dict[str, list[dict[str, Any]]]) -> str:
    """What still fails, by what of the rule does not hold."""
    lines = []
    for name, found in by_class.items():
        counted = Counter(clause for result in found for clause in _kinds(result["broken"]))
        example = {clause: result["name"] for result in found for clause in _kinds(result["broken"])}
        for clause, number in counted.most_common():
            lines.append(f"| {name} | {clause} | {number} | {_shown(example[clause])} |")
    if not lines:
        return "## What fails\n\nNothing.\n"
    head = "| class | what of the rule does not hold | cases | for instance |\n|---|---|---|---|\n"
    return "## What fails\n\n" + head + "\n".join(lines) + "\n"


def _kinds(broken: Iterable[str]) -> set[str]:
    """The clauses without what differs from case to case; of the paths only the first."""
    plain = (re.sub(r"held \d+ MB", "held too much memory", clause) for clause in broken)
    return {re.sub(r" \['([^']*)'.*", r" \1", clause).partition(":")[0] for clause in plain}


def _shown(name: str) -> str:
    """A case's name inside a table."""
    plain = "".join(letter if letter.isprintable() and letter not in "|`<>" else "?" for letter in name)
    return plain if len(plain) < 60 else f"{plain[:57]}..."


if __name__ == "__main__":
    main()

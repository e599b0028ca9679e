# SPDX-License-Identifier: GPL-3.0-or-later
"""What ten thousand lines cost on one machine and on a hundred: writes a part of docs/farm.md.

One process makes lines of benchmarks/harbour; its processor seconds, files and bytes are reckoned up. Processor seconds
are hardly disturbed by what else the machine does.

Usage: .venv/bin/python benchmarks/farm_plan.py [--lines 60]
"""

import argparse
import math
import tempfile
from pathlib import Path

from batch_runs import CAST, Watched, files, watched, write_script
from measured_page import write_part

SCRIPT_LINES = 10_000
FARMS = ((1, 2), (1, 16), (10, 8), (100, 8))
"""Machines, and cores of each."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=60)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_script(folder / "lines.csv", given.lines)
        run = watched(folder / "lines.csv", folder / "out", "--cast", str(CAST), "--jobs", "1")
        made = [path for path in files(folder / "out") if not Path(path).name.startswith(("ledger", "report"))]
        written = sum((folder / "out" / path).stat().st_size for path in made)
    write_part("../farm.md", "farm_plan.py", _plan(run, len(made), written))


def _plan(run: Watched, made: int, written: int) -> str:
    lines = len(run.lines)
    following = [line["cpu_seconds"] for line in run.lines[1:]]
    a_line = sum(following) / len(following)
    start = run.cpu - a_line * lines
    rows = [_row(machines, cores, a_line, start, made / lines, written / lines) for machines, cores in FARMS]
    return f"""
Measured by `benchmarks/farm_plan.py` over {lines} lines of `benchmarks/harbour` ({_speech(run):.1f} s of speech each)
in one process: {a_line:.2f} s of processor a line, {start:.1f} s to start and to load the models,
{made / lines:.1f} files and {written / lines / 1024:.0f} KB a line. From these, for {SCRIPT_LINES:,} lines
and a process a core:

| machines, cores each | processes | lines each | minutes | of that starting | MB written a second | files a second |
|---|---|---|---|---|---|---|
{chr(10).join(rows)}
"""


def _row(machines: int, cores: int, a_line: float, start: float, made: float, written: float) -> str:
    processes = machines * cores
    each = math.ceil(SCRIPT_LINES / processes)
    seconds = start + each * a_line
    a_second = SCRIPT_LINES / seconds
    share = f"{100 * start / seconds:.0f} %"
    load = f"{a_second * written / 2**20:.1f} | {a_second * made:.0f}"
    return f"| {machines} x {cores} | {processes} | {each} | {seconds / 60:.1f} | {share} | {load} |"


def _speech(run: Watched) -> float:
    return sum(line["speech_seconds"] for line in run.lines) / len(run.lines)


if __name__ == "__main__":
    main()

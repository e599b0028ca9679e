# SPDX-License-Identifier: GPL-3.0-or-later
"""A script by the thousand: writes docs/measured/batch.md.

Makes the lines of benchmarks/harbour (210 different ones, 12 characters, 3 languages), repeated under other ids, by as
many processes as there are cores, and looks at time and memory; the same voice alone; a loop in the shell; and runs
that are killed. A thousand lines and 50 kills take about an hour on one core.

Usage: .venv/bin/python benchmarks/batch.py [--lines 1000] [--kills 50] [--jobs 2]
"""

import argparse
import math
import os
import platform
import sys
import tempfile
import time
from pathlib import Path

from batch_runs import CAST, HARBOUR, LANGUAGES, Killed, Watched, files, killed, shell_loop, watched, write_script
from soliloquy.runtime.threads import usable_cores

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "measured" / "batch.md"
BARKS = (
    "Where is my coat, Bob?",
    "Who took my map?",
    "Move the boat!",
    "Up the steps!",
    "It is my turn.",
    "Come back!",
)
LONG = (
    "My brother Bob bought a big blue balloon, but the pump broke before five, and nobody moved the map.",
    "Every morning the fog comes in, and every morning somebody asks me where the old ferry may be.",
    "I have bought this harbour twice, and if I must I am going to buy it for a third time.",
    "Put the stick down, please, because you are pale, and your heart is worse than your manners.",
)
LOOP_VOICE = "af_heart"
REPEATS = 4
"""Of each bark and each long line in the batch that is compared with the loop."""
JOBS = os.cpu_count() or 1
VOICED = 42
"""Lines whose voice alone is timed: every fifth of the script."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--lines", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--minutes", type=float, default=math.inf, help="after which no further line is made")
    parser.add_argument("--jobs", type=int, default=JOBS)
    parser.add_argument("--page", type=Path, default=PAGE)
    given = parser.parse_args()
    load = os.getloadavg()[2]
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        count = write_script(folder / "lines.csv", given.lines)
        run = watched(
            folder / "lines.csv",
            folder / "out",
            "--cast",
            str(CAST),
            "--jobs",
            str(given.jobs),
            seconds=60 * given.minutes,
        )
        print(f"{len(run.lines)} of {count} lines in {run.wall:.0f} s, {run.cpu:.0f} s of processor", file=sys.stderr)
        rows = [_compared(name, texts, folder, given.jobs) for name, texts in (("2 s", BARKS), ("6 s", LONG))]
        voice = _voice_alone()
        deaths = _killed(folder, given.kills, given.jobs)
    page = _page(run, voice, rows, deaths, (load, os.getloadavg()[2]), given.jobs)
    given.page.write_text(page, encoding="utf-8")
    print(page)


def _compared(name: str, texts: tuple[str, ...], folder: Path, jobs: int) -> str:
    """A row: the loop, the batch, how many times as fast."""
    wall, cpu = shell_loop([(LOOP_VOICE, text) for text in texts], folder / f"loop {name}")
    script = folder / f"loop {name}.csv"
    rows = [(number, index, text) for number in range(REPEATS) for index, text in enumerate(texts)]
    repeated = [f'{number}-{index},"{text}",{LOOP_VOICE}\n' for number, index, text in rows]
    script.write_text("id,text,voice\n" + "".join(repeated), encoding="utf-8")
    run = watched(script, folder / f"batch {name}", "--jobs", str(jobs))
    speech = sum(line["speech_seconds"] for line in run.lines) / len(run.lines)
    in_batch = run.wall / len(run.lines), run.cpu / len(run.lines)
    print(name, wall, cpu, in_batch, file=sys.stderr)
    cells = (speech, wall, in_batch[0], wall / in_batch[0], cpu, in_batch[1], cpu / in_batch[1])
    return f"| {len(texts)} and {len(run.lines)} | " + " | ".join(f"{cell:.2f}" for cell in cells) + " |"


def _voice_alone() -> dict[str, float]:
    """Processor seconds of the voice alone for every fifth line of the script, by the line's key, as a batch's process
    has it: one thread, its models loaded."""
    from soliloquy.batch.asking import Asked
    from soliloquy.batch.planning import make_plan
    from soliloquy.runtime.requests import BatchRequest, ExportOptions, MotionRequest, SpeakRequest
    from soliloquy.runtime.requests.json_form import from_json
    from soliloquy.runtime.threads import set_thread_count
    from soliloquy.runtime.voice.synthesis import synthesise

    set_thread_count(1)
    asked = Asked(MotionRequest(), ("take",), ExportOptions(), HARBOUR)
    tasks = make_plan(HARBOUR / "lines.csv", BatchRequest(cast=str(CAST)), asked).tasks[::5][:VOICED]
    found = {}
    for number, task in enumerate((tasks[0], *tasks)):
        request = from_json(SpeakRequest, task.request)
        began = time.process_time()
        synthesise(request.spoken, emotion=request.motion.direction.emotion)
        if number:
            found[f"{task.key}-0"] = time.process_time() - began
    return found


def _killed(folder: Path, kills: int, jobs: int) -> Killed:
    """Lines enough for all the kills: between two some are made."""
    script = folder / "killed.csv"
    write_script(script, max(12, 2 * kills))
    watched(script, folder / "undisturbed", "--jobs", str(jobs))
    return killed(script, files(folder / "undisturbed"), folder / "killed", kills, jobs, seed=5)


def _page(
    run: Watched, voice: dict[str, float], compared: list[str], deaths: Killed, load: tuple[float, float], jobs: int
) -> str:
    lines = run.lines
    speech = sum(line["speech_seconds"] for line in lines)
    # Each process loads its models with its first line.
    own = {line["key"]: line["cpu_seconds"] for line in lines[2 * jobs :]}
    both = [(own[key], seconds) for key, seconds in voice.items() if key in own]
    in_batch, alone = (sum(part) / len(both) for part in zip(*both, strict=True))
    marks = [mark for mark in (10, 100, 1000) if mark < len(lines)] + [len(lines)]
    memory = [run.memory_at(mark) for mark in marks]
    rows = "\n".join(
        f"| {mark} | {each:.0f} | {100 * (each / memory[0] - 1):+.1f} % |"
        for mark, each in zip(marks, memory, strict=True)
    )
    cores, allowed = os.cpu_count() or 1, usable_cores()
    hourly, cpu = 3600 * len(lines) / run.wall, run.cpu / len(lines)
    table = "\n".join(compared)
    return f"""# A script by the thousand

Written by `benchmarks/batch.py` on a machine of {cores} cores ({platform.machine()}), {allowed} of which the benchmark
was allowed; Python {platform.python_version()}. The machine's load over 15 minutes was {load[0]:.1f} when it began and
{load[1]:.1f} when it ended. The run itself asks for {jobs}; where there was more, or fewer cores were allowed, the time
by the clock is an upper bound. Processor seconds are less disturbed.

## {len(lines):,} lines

`benchmarks/harbour`: 210 different lines, 12 characters, {len(LANGUAGES)} languages ({", ".join(LANGUAGES)}), repeated
under other ids and hence with other seeds. Formats `take,wav,csv`, the learned motion, {jobs} processes.

| | |
|---|---|
| lines | {len(lines):,} |
| speech | {speech / 60:.1f} minutes, {speech / len(lines):.2f} s a line |
| time by the clock | {run.wall / 60:.1f} minutes |
| lines an hour | {hourly:,.0f} |
| seconds of speech a second | {speech / run.wall:.2f} |
| processor seconds a line, all processes | {cpu:.2f} |
| lines an hour that these would give on 2 free cores | {3600 * 2 / cpu:,.0f} |

Processor seconds a line beside the voice's own, over {len(both)} lines of the script (each line within its process,
start-up not counted; the voice alone with one thread): {in_batch:.2f} s, of which the voice takes {alone:.2f} s
({alone / in_batch:.0%}).

## Memory

Resident memory of all processes of the run together, the median over the 50 lines nearest to that one.

| at line | MB | against line 10 |
|---|---|---|
{rows}

## Beside a loop in the shell

`soliloquy speak` once for each line, against one `soliloquy batch` of the same lines {REPEATS} times under other ids;
the whole run divided by its lines, start-up included. Seconds a line, by the clock and of processor.

| lines, loop and batch | of speech | loop | batch | times as fast | processor: loop | batch | times as little |
|---|---|---|---|---|---|---|---|
{table}

## Killed

A run of {deaths.lines} lines, killed with SIGKILL {deaths.kills} times at random moments (at, just after and up to 2 s
after a line's record; {deaths.early} before any line of that run) and begun again, then let end.

| | |
|---|---|
| files as those of an undisturbed run, to the byte | {"all" if deaths.whole else "NOT ALL"} |
| lines made more than once | {deaths.again} |
| files seen after a kill that were not whole, or none of the run's | {deaths.foreign} |
"""


if __name__ == "__main__":
    main()

# SPDX-License-Identifier: GPL-3.0-or-later
"""From the click to the keyframes of a five-second line, beside the shell command's own steps.

Writes docs/measured/blender-speed.md. Blender is the bpy package, with its worker warm. With --window, what
tools/window_test/run.py --measure found in a real window is written down too. Run it on a machine that does nothing
else, or, as root, at a higher priority than everything else there (the page says which):

    [chrt --fifo 10] .venv/bin/python benchmarks/click_to_keyframes.py [--window RESULTS.json]
"""

import argparse
import json
import os
import platform
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).resolve().parent))
from main_job import LINE, speak

ROOT = Path(__file__).resolve().parent.parent
RUNS = 5
STEPS = ("voice", "motion", "take")
"""Of the shell command: all that it does before the first file of another program's format."""
SHELL_THREADS = 2


@dataclass(frozen=True)
class Clicks:
    """Medians in seconds: of the whole, and of the worker's part of it. megabytes: what the idle worker holds."""

    whole: float
    worker: float
    megabytes: float


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--window", type=Path, metavar="RESULTS.json", help="of tools/window_test/run.py --measure")
    arguments = parser.parse_args()
    is_first = os.sched_getscheduler(0) == os.SCHED_FIFO
    busy = f"load {os.getloadavg()[0]:.1f}, {'before all else' if is_first else f'niceness {os.nice(0)}'}"
    shell = shell_steps()
    alike, default = clicks(SHELL_THREADS), clicks(0)
    page = f"""# How long the click takes

Written by `benchmarks/click_to_keyframes.py` on {os.cpu_count()} cores ({platform.machine()}; {busy});
medians of {RUNS} runs. The line: "{LINE}"

| from text to | threads | seconds | of these, the worker |
|---|---|---|---|
| a take, in the shell: {", ".join(STEPS)} | {SHELL_THREADS} | {shell:.2f} | |
| keyframes in Blender, worker warm | {SHELL_THREADS} | {alike.whole:.2f} | {alike.worker:.2f} |
| keyframes in Blender, worker warm | {max(1, (os.cpu_count() or 2) - 1)}, the default here | \
{default.whole:.2f} | {default.worker:.2f} |

With the same number of threads the click takes {alike.whole - shell:+.2f} s beside the shell, whose process has its
models to load (aim: at most +0.30 s). Blender adds {alike.whole - alike.worker:.2f} s to the worker's time. The idle
worker holds {default.megabytes:.0f} MB.
{_window(arguments.window)}"""
    (ROOT / "docs" / "measured" / "blender-speed.md").write_text(page, encoding="utf-8")
    print(page)
    return 0


def shell_steps() -> float:
    """Median seconds of STEPS, each run in a process of its own, the first left out."""
    with tempfile.TemporaryDirectory() as folder:
        reports = [speak(folder, ("take",))["seconds"] for _ in range(RUNS + 1)]
    return statistics.median(sum(seconds[step] for step in STEPS) for seconds in reports[1:])


def clicks(threads: int) -> Clicks:
    """Generate RUNS times, in this process, with a worker that has spoken before."""
    import bpy
    from soliloquy import addon
    from soliloquy.addon import preferences, session

    bpy.ops.wm.read_factory_settings(use_empty=True)
    preferences.threads = lambda: threads
    addon.register()
    bpy.ops.soliloquy.add_head()
    worker = session.worker()
    requests = _remembered(worker)
    timed: list[tuple[float, float]] = []
    for seed in range(RUNS + 1):
        began = time.perf_counter()
        # Another speed by a hair: what was spoken before is kept, and not spoken again.
        bpy.ops.soliloquy.generate(text=LINE, voice="af_heart", seed=seed, speed=1.0 + seed / 1000)
        timed.append((time.perf_counter() - began, requests[-1].seconds))
    megabytes = worker.resident_megabytes
    addon.unregister()
    return Clicks(*(statistics.median(column) for column in zip(*timed[1:], strict=True)), megabytes)


def _remembered(worker: Any) -> list[Any]:
    """The requests that are made of ``worker`` from now on."""
    requests: list[Any] = []
    ask = worker.ask

    def remember(*arguments: Any) -> Any:
        requests.append(ask(*arguments))
        return requests[-1]

    worker.ask = remember
    return requests


def _window(results: Path | None) -> str:
    if results is None:
        return ""
    found = json.loads(results.read_text(encoding="utf-8"))
    idle = max(found["largest gap idle, head at rest, s"], found["largest gap idle, head animated, s"])
    generating = found["largest gap generating, s"]
    return f"""
## How long the window stands still

A real window of Blender {found["blender"]} on a virtual screen (`tools/window_test`; {found["machine"]}): the largest
gap between the ticks of a 20 ms timer. Without a graphics card the processor draws the picture: most of each gap.

| | seconds |
|---|---|
| idle, the frame changed now and then | {idle:.2f} |
| while speech is made and written | {generating:.2f} |
| more than idle (aim: at most 0.20) | {generating - idle:+.2f} |
| of that, writing the keyframes and the sound | {found["seconds in place"]:.3f} |
| and with the undo step | {found["seconds in finish"]:.3f} |
| in the next turn, a look whether the face follows | {found["seconds in _conclude"]:.3f} |
"""


if __name__ == "__main__":
    sys.exit(main())

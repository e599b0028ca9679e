# SPDX-License-Identifier: GPL-3.0-or-later
"""How fast a picture speaks, and in how much memory: docs/measured/portrait.md.

    python benchmarks/portrait_speed.py [--threads 1]

On Linux, with the photograph of Grace Hopper that Matplotlib ships.
"""

import argparse
import os
import time
from pathlib import Path

import matplotlib
from measured_page import write_part
from portrait import PAGE
from soliloquy.runtime.layouts import arkit_curves
from soliloquy.runtime.perform import perform
from soliloquy.runtime.portrait.frames import frames
from soliloquy.runtime.portrait.sitter import sit
from soliloquy.runtime.requests import SpeakRequest, VoiceRequest
from soliloquy.runtime.requests.portrait import PortraitRequest
from soliloquy.runtime.threads import set_thread_count

_PHOTOGRAPH = Path(matplotlib.get_data_path()) / "sample_data" / "grace_hopper.jpg"
_TEXT = "Good morning, my friend! May I come in for a moment?"
_FPS = 25.0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--threads", type=int, default=1)
    given = parser.parse_args()
    set_thread_count(given.threads)
    curves = arkit_curves(perform(SpeakRequest(VoiceRequest(_TEXT))), _FPS)
    rows = []
    for size in (256, 512):
        sitter = sit(PortraitRequest(str(_PHOTOGRAPH), size=size))
        next(frames(sitter, curves, 0.5))
        began, worked = time.perf_counter(), time.process_time()
        made = sum(1 for _ in frames(sitter, curves, 0.5))
        clock, work = time.perf_counter() - began, time.process_time() - worked
        rows.append(f"| {size} | {made / clock:.1f} | {made / work:.1f} |\n")
    write_part(PAGE, "portrait_speed.py", _page("".join(rows), len(curves.weights), given.threads))
    return 0


def _page(rows: str, count: int, threads: int) -> str:
    return f"""## Speed

{count} pictures of a line, painted and not written, by {threads} thread(s) on {os.cpu_count()} cores, on which
{os.getloadavg()[0]:.0f} processes wanted to run meanwhile: by the clock it is that much slower than by its own work.

| pixels | pictures a second by the clock | for a second of one core's work |
|---|---|---|
{rows}
The process held at most {_most_memory():.0f} MB, with voice and learned motion.
"""


def _most_memory() -> float:
    """MB."""
    told = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    return int(told.split()[1]) / 1000


if __name__ == "__main__":
    raise SystemExit(main())

# SPDX-License-Identifier: GPL-3.0-or-later
"""How long a picture of a preview film takes: docs/measured/film-speed.md.

From the repository's root, on a machine that does nothing else: .venv/bin/python benchmarks/film_speed.py
"""

import argparse
import os
import platform
import time
from pathlib import Path

import numpy as np
from soliloquy.exporters.render.picture import SIZE, Portrait
from soliloquy.runtime.head.arkit import ARKIT_INDEX
from soliloquy.runtime.head.heads import load_head

PAGE = Path(__file__).resolve().parents[1] / "docs" / "measured" / "film-speed.md"
HEADS = ("Clara", "Kofi", "Samuel", "woman=0.8,age=55,asian=0.5,hair=long")
_OPEN = 0.4
"""jawOpen at the end of the film: every picture is of other vertices."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--pictures", type=int, default=40, help="of each head")
    given = parser.parse_args()
    rows = [_measured(name, given.pictures) for name in HEADS]
    lines = [f"| {name} | {wall:.3f} | {cpu:.3f} |" for name, wall, cpu in rows]
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    PAGE.write_text(
        "# How long a picture of a preview film takes\n\n"
        f"Written by `benchmarks/film_speed.py` on {os.cpu_count()} cores ({platform.machine()}) without a GPU; "
        f"{load:.1f} processes were running.\n"
        f"The mean of {given.pictures} pictures of {SIZE} pixels, without the film's encoder. The clock's seconds grow "
        "with what else is running, the\nprocessor's are of all cores together.\n\n"
        "| head | by the clock, s | of the processor, s |\n|---|---|---|\n" + "\n".join(lines) + "\n",
        encoding="utf-8",
    )
    print(PAGE.read_text(encoding="utf-8"))


def _measured(name: str, count: int) -> tuple[str, float, float]:
    """The head, and seconds by the clock and of the processor for a picture of it."""
    head = load_head(name)
    opening = head.shape_deltas[ARKIT_INDEX["jawOpen"]]
    with Portrait(head) as portrait:
        portrait.picture(head.vertices)
        wall, cpu = time.perf_counter(), time.process_time()
        for share in np.linspace(0.0, _OPEN, count):
            portrait.picture(head.vertices + share * opening)
        return name, (time.perf_counter() - wall) / count, (time.process_time() - cpu) / count


if __name__ == "__main__":
    main()

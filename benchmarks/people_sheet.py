# SPDX-License-Identifier: GPL-3.0-or-later
"""Let Blender draw the twelve presets as Add Head makes them: docs/images/people.jpg by Cycles, people-eevee.jpg by
EEVEE; a column a head: at rest, /ɑ/, /i/, smile, lids shut, and from the left at rest, smile, /ɑ/, lids shut.

From the repository's root: python -m soliloquy.benchmarks.people_sheet [--engines cycles,eevee] [--heads Clara,Kofi]
[--size 200] [--samples 64] [--cells build/cells] [--minutes 30] [--before FILE.blend]

Cells are kept in --cells, so a second run draws what is missing or has changed alone (--minutes: no cell is begun after
so many). Two processes may draw one engine each, or some heads each, into one folder. A sheet of all twelve is written
once none of its cells is missing. --before: Clara as another version's build_head made her, saved; people-before.jpg
shows her beside today's, a column each, engine by engine.
"""

import argparse
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw
from soliloquy.benchmarks.head_cells import ENGINES, Sitting
from soliloquy.benchmarks.head_sheet import VIEWS, View
from soliloquy.exporters.contact_sheet import label_font
from soliloquy.runtime.head.heads import DEFAULT_HEAD
from soliloquy.runtime.people.presets import PRESETS

PICTURES = Path(__file__).resolve().parents[1] / "docs" / "images"
FILES = {"cycles": "people.jpg", "eevee": "people-eevee.jpg"}
_WIDE, _TURN = 0.26, 35.0
"""Metres across a cell, which a head with its hair just fills, and degrees of those from the left."""
FRONT = [replace(VIEWS[name], width=_WIDE) for name in ("rest", "face_a", "face_i", "smile", "face_shut")]
ASIDE = [replace(VIEWS[name], width=_WIDE, turn=_TURN) for name in ("rest", "smile", "face_a", "face_shut")]
BEFORE = [FRONT[0], FRONT[1], FRONT[3]]
_QUALITY = 84


def main() -> int:
    asked = _arguments()
    asked.cells.mkdir(parents=True, exist_ok=True)
    views, missing = [*FRONT, *ASIDE], 0
    for engine in asked.engines.split(","):
        columns = [_column(name, views, engine, asked) for name in asked.heads.split(",")]
        if len(columns) == len(PRESETS):
            missing += _written(columns, FILES[engine])
    if asked.before:
        rows = [
            _column(DEFAULT_HEAD, BEFORE, engine, asked, blend)
            for engine in asked.engines.split(",")
            for blend in (asked.before, None)
        ]
        missing += _written(rows, "people-before.jpg")
    return int(missing > 0)


def _column(
    name: str, views: list[View], engine: str, asked: argparse.Namespace, blend: Path | None = None
) -> np.ndarray | None:
    """A head's cells, one below the other; None while some are missing."""
    sitting = Sitting(name, engine, asked.samples, asked.size, blend)
    for view in views:
        if not sitting.cell(view, asked.cells).is_file() and time.monotonic() < asked.until:
            began, worked = time.monotonic(), time.process_time()
            sitting.draw(view, asked.cells)
            spent, of_processor = time.monotonic() - began, time.process_time() - worked
            print(f"{engine} {name}: {spent:.0f} s, {of_processor:.0f} of a processor", flush=True)
    cells = [sitting.cell(view, asked.cells) for view in views]
    if not all(cell.is_file() for cell in cells):
        return None
    pictures = [Image.open(cell).convert("RGB") for cell in cells]
    ImageDraw.Draw(pictures[0]).text((6, asked.size - 20), name, (240, 242, 245), font=label_font(14))
    return np.vstack([np.asarray(picture) for picture in pictures])


def _written(columns: list[np.ndarray | None], file: str) -> int:
    """Write columns side by side as a sheet; 1 where cells of it are missing."""
    drawn = [column for column in columns if column is not None]
    if len(drawn) < len(columns):
        print(f"{file}: cells are missing; run it again")
        return 1
    Image.fromarray(np.hstack(drawn)).save(PICTURES / file, quality=_QUALITY)
    print(PICTURES / file)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engines", default=",".join(ENGINES))
    parser.add_argument("--heads", default=",".join(PRESETS))
    parser.add_argument("--size", type=int, default=200, help="pixels of a cell")
    parser.add_argument("--samples", type=int, default=64, help="a pixel; Cycles' are denoised")
    parser.add_argument("--cells", type=Path, default=Path("build/cells"))
    parser.add_argument("--minutes", type=float, default=600.0)
    parser.add_argument("--before", type=Path, help="a .blend with the head of another version")
    asked = parser.parse_args()
    asked.until = time.monotonic() + 60.0 * asked.minutes
    return asked


if __name__ == "__main__":
    raise SystemExit(main())

# SPDX-License-Identifier: GPL-3.0-or-later
"""How fast heads are built, how large what they are built from is, and how well anybody fits the shapes.

Writes docs/measured/people.md. From the repository's root: .venv/bin/python benchmarks/people.py [--people 50]
"""

import argparse
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from soliloquy.benchmarks.tooth_pixels import SHUT, tooth_pixels
from soliloquy.runtime.head.heads import Head, load_head, neutral_vertices
from soliloquy.runtime.head.textures import texture_of
from soliloquy.runtime.people.data import people_data, read_data
from soliloquy.runtime.people.fit_check import FitCheck, check_fit
from soliloquy.runtime.people.presets import PRESETS
from soliloquy.runtime.weights import all_weights, weight_path
from tqdm import tqdm

PAGE = Path(__file__).resolve().parent.parent / "docs" / "measured" / "people.md"
_TIMED, _DRAWN = 12, 6
"""People by chance who are timed, and who are drawn."""
_COLUMNS = (
    "at rest",
    "sealed",
    "puckered",
    "teeth at rest",
    "teeth sealed",
    "between",
    "eyes shut",
    "squinting",
    "through",
    "round",
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--people", type=int, default=50, help="how many by chance")
    given = parser.parse_args()
    presets = {name: check_fit(load_head(name)) for name in tqdm(PRESETS)}
    chance = {f"random={seed}": check_fit(load_head(f"random={seed}")) for seed in tqdm(range(given.people))}
    parts = (
        "# People",
        "Written by `benchmarks/people.py`. What the names mean stands in [the head](../head.md#people).",
        "## Sizes",
        _sizes(),
        "## Times",
        _times(),
        "## Do shapes, lips and lids fit?",
        "Looked at from the front, in steps of 0.25 mm (`runtime/people/fit_check.py`). Millimetres: the least and the "
        "largest gap of the\nlips across the mouth at rest, and where mouthClose equals jawOpen from 0 to 0.5. Square "
        "millimetres seen: of teeth and gums at\nrest and in a P/B/M with jawOpen 0.3; of the mouth's inside between "
        "the lips at rest, from 15 degrees above or below, whichever\nshows more; of eyeballs, tears, caruncles when "
        "both eyes are shut; of balls and sockets through the lower "
        "lids of a full squint; of the mouth's inside\naway from the lips, at rest and, below them, when jawOpen is 1. "
        "Puckered: the gap over mouthPucker from 0.25 to 1. Round: millimetres by which\nthe gap is off an ellipse at "
        "most, anywhere along the lips, in mouthFunnel from 0.3 to 0.6, alone, with mouthPucker 0.5\nand with jawOpen "
        "0.2 (there, what the funnel adds to it).",
        _table(presets),
        f"{len(chance)} people by chance, `random=0` to `random={len(chance) - 1}`: the median and the worst of them.",
        _summary(list(chance.values())),
        _table(chance),
        "## Teeth in a picture",
        "Pixels, of a million that are 0.085 mm wide, that show teeth or gums of a shut mouth from the front, drawn by "
        "Blender's Cycles\n(`benchmarks/tooth_pixels.py`).",
        _pixels([*PRESETS, *(f"random={seed}" for seed in range(_DRAWN))]),
    )
    PAGE.write_text("\n\n".join(parts) + "\n", encoding="utf-8")
    return 0


def _sizes() -> str:
    files = {name: weight.bytes for name, weight in all_weights().items() if "/assets/" in weight.file}
    pictures = sum(size for name, size in files.items() if name.endswith(("_skin", "_eye")))
    rows = [
        ("base mesh, shapes and morph targets, `people.npz`", files["people"]),
        ("what all heads share, `head_shared.npz`", files["head_shared"]),
        ("levels of detail, `lods.npz`", files["lods"]),
        (f"textures of {len(PRESETS)} presets", pictures),
        ("together", sum(files.values())),
    ]
    return "\n".join(["| file | MB |", "|---|---|", *(f"| {name} | {size / 1e6:.2f} |" for name, size in rows)])


def _times() -> str:
    who = [f"random={1000 + number}" for number in range(_TIMED)]
    reading = _seconds(lambda: read_data(weight_path("people"), weight_path("head_shared")))
    people_data()
    rows = [
        ("reading the packed data, once a process", [reading]),
        ("a head with all its shapes", [_seconds(lambda name=name: load_head(name)) for name in who]),
        ("the same again, from memory", [_seconds(lambda name=name: load_head(name)) for name in who]),
        ("its vertices at rest alone", [_seconds(lambda name=name: neutral_vertices(name)) for name in who]),
        ("its skin's picture, in another colour", [_coloured(load_head(name)) for name in who]),
    ]
    head = "Seconds of one processor, median and most of {count}, on the machine that wrote this page."
    lines = [head.format(count=_TIMED), "", "| what | median | most |", "|---|---|---|"]
    return "\n".join([*lines, *(f"| {name} | {np.median(each):.3f} | {max(each):.3f} |" for name, each in rows)])


def _pixels(names: Sequence[str]) -> str:
    counted = {name: tooth_pixels(name) for name in tqdm(names)}
    lines = [f"| head | {' | '.join(SHUT)} |", "|---" * (len(SHUT) + 1) + "|"]
    return "\n".join(
        [*lines, *(f"| {name} | {' | '.join(map(str, seen.values()))} |" for name, seen in counted.items())]
    )


def _coloured(head: Head) -> float:
    return _seconds(lambda: texture_of(replace(head, tint=(0.9, 0.8, 0.7)), "skin"))


def _seconds(call: Callable[[], object]) -> float:
    began = time.process_time()
    call()
    return time.process_time() - began


def _table(people: dict[str, FitCheck]) -> str:
    lines = [f"| head | {' | '.join(_COLUMNS)} |", "|---" * (len(_COLUMNS) + 1) + "|"]
    return "\n".join([*lines, *(f"| {name} | {' | '.join(_cells(found))} |" for name, found in people.items())])


def _cells(found: FitCheck) -> list[str]:
    gaps = [f"{low:.2f} to {high:.2f}" for low, high in _gaps(found)]
    return [*gaps, *(f"{area:.1f}" for area in _areas(found)), f"{found.round:.1f}"]


def _gaps(found: FitCheck) -> tuple[tuple[float, float], ...]:
    return found.rest, found.sealed, found.puckered


def _areas(found: FitCheck) -> tuple[float, ...]:
    return found.teeth_at_rest, found.teeth_sealed, found.between, found.eyes_shut, found.squinting, found.through


def _summary(found: Sequence[FitCheck]) -> str:
    gaps = np.array([_gaps(each) for each in found])
    areas, rounds = np.array([_areas(each) for each in found]), np.array([each.round for each in found])
    lines = [f"| | {' | '.join(_COLUMNS)} |", "|---" * (len(_COLUMNS) + 1) + "|"]
    for name, low, high, area, off in (
        ("median", *np.median(gaps, axis=0).T, np.median(areas, axis=0), np.median(rounds)),
        ("worst", gaps[..., 0].min(axis=0), gaps[..., 1].max(axis=0), areas.max(axis=0), rounds.max()),
    ):
        cells = [f"{least:.2f} to {most:.2f}" for least, most in zip(low, high, strict=True)]
        cells += [*(f"{value:.1f}" for value in area), f"{off:.1f}"]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


if __name__ == "__main__":
    raise SystemExit(main())

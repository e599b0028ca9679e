# SPDX-License-Identifier: GPL-3.0-or-later
"""Do lips close where shapes cannot be keyed by themselves? 20 sentences on rigs with boards, properties and jaws.

Writes docs/measured/boards.md. From the repository's root:

    .venv/bin/python benchmarks/boards.py
"""

import argparse
import time
from pathlib import Path

import bpy
import numpy as np
from soliloquy.blender.rig import find_rig
from soliloquy.tests.blender.hidden_rigs import BOARD_RIGS, HIDDEN_RIGS
from targets import EVERY, RATE, SENTENCES, Tally, on_our_face, said, some_sentences, tally
from tqdm import tqdm

PAGE = Path(__file__).resolve().parent.parent / "docs" / "measured" / "boards.md"


def main() -> int:
    argparse.ArgumentParser(description=__doc__.partition("\n")[0]).parse_args()
    spoken = [said(index, text, "rules") for index, text in enumerate(tqdm(some_sentences()))]
    drawn = {name: tally(builder, spoken) for name, builder in tqdm(BOARD_RIGS.items())}
    ours = {name: on_our_face(builder, spoken) for name, builder in tqdm(HIDDEN_RIGS.items())}
    text = page(drawn, ours, [seconds_of(builder) for builder in HIDDEN_RIGS.values()])
    print(text)
    PAGE.write_text(text, encoding="utf-8")
    return 0


def seconds_of(builder: object) -> tuple[int, float]:
    """How many controls are moved to be measured, and for how long."""
    bpy.ops.wm.read_factory_settings(use_empty=True)
    assert callable(builder)
    rig = find_rig(builder())
    began = time.perf_counter()
    measures = rig.measures
    assert measures is not None
    return len(measures.effects), time.perf_counter() - began


def page(drawn: dict[str, Tally], ours: dict[str, Tally], seconds: list[tuple[int, float]]) -> str:
    count = next(iter(ours.values()))
    slowest = max(seconds, key=lambda one: one[1])
    rows = "\n".join(_row(name, made, "") for name, made in drawn.items())
    own_rows = "\n".join(_row(name, made, f"{np.mean(made.alike):.3f}") for name, made in ours.items())
    return f"""# Boards, properties and jaws

Written by `benchmarks/boards.py`: {SENTENCES} sentences of `benchmarks/sentences.txt` (every {EVERY}th), the rules
engine at {RATE:g} frames a second, on rigs whose shapes cannot be keyed or measured by themselves
(`tests/blender/hidden_rigs.py`). They lie behind custom properties of an armature (from 0 to 1, and to 100:
`max(0, var) / 100`), behind bones that are sliders of a board (`max(0, min(1.5, strength * max(var / 0.04, 0)))`, with
shapes whose names are known, and alone), or a jaw's bone follows them by 12° and opens the mouth further. Measured on
Blender's evaluated mesh by the same rules as [other people's rigs](targets.md); each has {len(count.lips)} P/B/M,
{len(count.teeth)} F/V and {len(count.wrong)} open vowels. Alike: the correlation over the frames of a sentence of its
gap with that of our own head, the mean of the sentences.

On our own face, whose shapes go less far or further than the table says, and which is measured by moving its controls
(`blender/moved_face.py`):

| rig | found | P/B/M shut | F/V at the teeth | F/V narrow | open vowels wrongly shut | gap | alike |
| --- | --- | --- | --- | --- | --- | --- | --- |
{own_rows}

On two lips of 7 points each:

| rig | found | P/B/M shut | F/V at the teeth | F/V narrow | open vowels wrongly shut | gap | alike |
| --- | --- | --- | --- | --- | --- | --- | --- |
{rows}

Moving the controls of our own face took at most {slowest[1]:.1f} s, for {slowest[0]} of them, on a machine that was at
other work as well.
"""


def _row(name: str, made: Tally, alike: str) -> str:
    shares = (made.lips, made.teeth, made.narrow, made.wrong)
    cells = " | ".join(f"{100 * np.mean(outcomes):.1f} %" for outcomes in shares)
    return f"| {name} | {made.found} | {cells} | {np.median(made.gaps):.1f} | {alike} |"


if __name__ == "__main__":
    raise SystemExit(main())

# SPDX-License-Identifier: GPL-3.0-or-later
"""Do other people's rigs close their lips? 20 sentences of sentences.txt on a fabricated rig of each family.

Writes docs/measured/targets.md. From the repository's root:

    .venv/bin/python benchmarks/targets.py [--only FAMILY]
"""

import argparse
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import bpy
import numpy as np
from measured_page import share_cell
from soliloquy.blender.motion_keys import write_motion
from soliloquy.blender.rig import Rig, find_rig
from soliloquy.runtime.animate.engines import animate
from soliloquy.runtime.animate.frame_rate import resample
from soliloquy.runtime.animate.measure import frames_inside, stands_open
from soliloquy.runtime.head.lips import lip_gap_mm
from soliloquy.runtime.listen.features import measure as measure_speech
from soliloquy.runtime.motion import ArkitCurves
from soliloquy.runtime.phones import BILABIALS, LABIODENTALS
from soliloquy.runtime.requests import Direction, MotionRequest
from soliloquy.runtime.rigs.charts import TABLES, Chart
from soliloquy.runtime.rigs.pictures import shown_picture
from soliloquy.runtime.speech import Phone
from soliloquy.tests.blender.bone_rigs import BONE_RIGS
from soliloquy.tests.blender.fabricated_rigs import Lips, build, measure
from soliloquy.tests.blender.rig_tables import RIGS
from soliloquy.tests.blender.tracked_rigs import TRACKED_RIGS
from soliloquy.tests.blender.uneven_rigs import UNEVEN_RIGS, build_uneven, measure_uneven
from spoken_sentences import sentences, timed
from tqdm import tqdm

FAMILIES = {family: partial(build, shapes, family) for family, shapes in (RIGS | TRACKED_RIGS).items()} | BONE_RIGS
"""Family -> what builds its face."""
ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "measured" / "targets.md"
SENTENCES, EVERY, VOICES = 20, 10, 20
RATE = 30.0
CLOSED_GAP_MM, CLOSED_SHARE = (-1.5, 1.0), 0.10
CONTACT_GAP_MM, CONTACT_TEETH_MM, CONTACT_SHARE = 0.5, 1.5, 0.45
NARROW_GAP_MM = 2.5
FALSE_CLOSURE_SHARE = 0.25


@dataclass
class Tally:
    found: str = ""
    lips: list[bool] = field(default_factory=list)
    teeth: list[bool] = field(default_factory=list)
    narrow: list[bool] = field(default_factory=list)
    wrong: list[bool] = field(default_factory=list)
    gaps: list[float] = field(default_factory=list)
    alike: list[float] = field(default_factory=list)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--only", choices=FAMILIES, help="one family, without writing the page")
    parser.add_argument("--engine", default="rules")
    given = parser.parse_args()
    spoken = [said(index, text, given.engine) for index, text in enumerate(tqdm(some_sentences()))]
    wanted = [given.only] if given.only else FAMILIES
    tallies = {family: tally(FAMILIES[family], spoken) for family in wanted}
    measured = {name: partial(build_uneven, rig) for name, rig in UNEVEN_RIGS.items()}
    uneven = [] if given.only else [(name, *both_ways(builder, spoken)) for name, builder in tqdm(measured.items())]
    text = page(tallies, [drawn(table, spoken) for table in TABLES], uneven)
    print(text)
    if given.only is None and given.engine == "rules":
        PAGE.write_text(text, encoding="utf-8")
    return 0


def some_sentences() -> list[str]:
    return sentences()[::EVERY][:SENTENCES]


def said(index: int, text: str, engine: str) -> tuple[ArkitCurves, tuple[Phone, ...]]:
    speech = timed(index, text, VOICES)
    curves = animate(MotionRequest(engine, direction=Direction(seed=1)), speech, measure_speech(speech))
    return resample(curves, speech.phones, RATE), tuple(speech.phones)


def tally(builder: Callable[[], Any], spoken: list[tuple[ArkitCurves, tuple[Phone, ...]]]) -> Tally:
    made = Tally()
    for curves, phones in spoken:
        face, rig = written(builder, curves)
        made.found = "{} {}".format(*rig.found)
        count(made, measure(face, range(len(curves))), phones)
    return made


def written(builder: Callable[[], Any], curves: ArkitCurves, fitted: bool = True) -> tuple[Any, Rig]:
    """A face in a file of its own, and its rig, which the motion is written on. fitted: to its lips, where they are
    found."""
    bpy.ops.wm.read_factory_settings(use_empty=True)
    face = builder()
    rig = find_rig(face)
    if not fitted:
        rig.__dict__["measures"] = None  # as if its lips could not be found
    write_motion(rig, curves, 0, "line")
    return face, rig


def both_ways(builder: Callable[[], Any], spoken: list[tuple[ArkitCurves, tuple[Phone, ...]]]) -> tuple[Tally, Tally]:
    """By the table alone, and fitted to the rig's own lips."""
    return on_our_face(builder, spoken, fitted=False), on_our_face(builder, spoken)


def on_our_face(
    builder: Callable[[], Any], spoken: list[tuple[ArkitCurves, tuple[Phone, ...]]], *, fitted: bool = True
) -> Tally:
    made = Tally()
    for curves, phones in spoken:
        face, rig = written(builder, curves, fitted)
        made.found = "{} {}".format(*rig.found)
        lips = measure_uneven(face, range(len(curves)))
        count(made, lips, phones)
        made.alike.append(float(np.corrcoef(lips.gap, lip_gap_mm(curves.weights))[0, 1]))
    return made


def count(made: Tally, lips: Lips, phones: tuple[Phone, ...]) -> None:
    """The rules of runtime/animate/measure.py, on the rig's own lips."""
    open_mm = float(np.percentile(lips.gap, 90))
    shut = (lips.gap >= CLOSED_GAP_MM[0]) & (lips.gap <= min(CLOSED_GAP_MM[1], max(CLOSED_SHARE * open_mm, 0.5)))
    apart = (lips.gap > CONTACT_GAP_MM) & (lips.gap <= CONTACT_SHARE * open_mm)
    for phone in phones:
        inside = frames_inside(phone.start, phone.end, RATE, len(lips.gap))
        if phone.symbol in BILABIALS:
            made.lips.append(bool(shut[inside].any()))
        if phone.symbol in LABIODENTALS:
            made.teeth.append(bool((apart & (lips.to_teeth <= CONTACT_TEETH_MM))[inside].any()))
            made.narrow.append(bool((apart & (lips.gap <= NARROW_GAP_MM))[inside].any()))
        if stands_open(phone):
            inset = 0.2 * (phone.end - phone.start)
            middle = frames_inside(phone.start + inset, phone.end - inset, RATE, len(lips.gap))
            made.wrong.append(bool((lips.gap <= FALSE_CLOSURE_SHARE * open_mm)[middle].all()))
    made.gaps.append(open_mm)


def drawn(table: Chart, spoken: list[tuple[ArkitCurves, tuple[Phone, ...]]]) -> Tally:
    """Whether a chart's picture of a contact is shown in it, and a picture that is not shut at an open vowel."""
    made = Tally(table.title)
    names = np.array(list(table.pictures))
    lips, teeth, rest = (table.of_contact(contact) for contact in ("lips", "teeth", "rest"))
    for curves, phones in spoken:
        now = names[shown_picture(curves.weights, table.pictures)]
        made.gaps.append(float(np.sum(now[1:] != now[:-1]) / len(now) * RATE))
        for phone in phones:
            seen = set(now[frames_inside(phone.start, phone.end, RATE, len(now))])
            if phone.symbol in BILABIALS:
                made.lips.append(bool(seen & lips))
            if phone.symbol in LABIODENTALS:
                made.teeth.append(bool(seen & teeth))
            if stands_open(phone):
                made.wrong.append(seen <= lips | teeth | rest)
    return made


def page(tallies: dict[str, Tally], charts: list[Tally], uneven: list[tuple[str, Tally, Tally]]) -> str:
    rows = "\n".join(
        f"| {family} | {made.found} | {share_cell(made.lips)} | {share_cell(made.teeth)} | {share_cell(made.narrow)} |"
        f" {share_cell(made.wrong)} | {np.median(made.gaps):.1f} |"
        for family, made in tallies.items()
    )
    drawn_rows = "\n".join(
        f"| {made.found} | {share_cell(made.lips)} | {share_cell(made.teeth)} | {share_cell(made.wrong)} "
        f"| {np.mean(made.gaps):.1f} |"
        for made in charts
    )
    uneven_rows = "\n".join(
        f"| {name} | {way} | {_share(made.lips)} | {_share(made.teeth)} | {_share(made.narrow)} |"
        f" {_share(made.wrong)} | {np.median(made.gaps):.1f} | {np.mean(made.alike):.3f} |"
        for name, *ways in uneven
        for way, made in zip(("table", "fitted"), ways, strict=True)
    )
    return f"""# Closures on other people's rigs

Written by `benchmarks/targets.py`: {SENTENCES} sentences of `benchmarks/sentences.txt` (every {EVERY}th), {VOICES}
English voices in turn, the rules engine at {RATE:g} frames a second, on a fabricated rig of each family. Such a rig
has the family's true names, and two lips of 7 points each that its shapes move by what their names mean, in
millimetres (`tests/blender/rig_tables.py`), or that hang on its bones (`tests/blender/bone_rigs.py`); it is measured on
Blender's evaluated mesh. Real rigs differ in shape and size: this page says what our map does, and not how each of them
looks.

- **P/B/M shut**: on one frame of the phone the gap in the middle is {CLOSED_GAP_MM[0]} to {CLOSED_GAP_MM[1]} mm,
  and at most a tenth of its 90th percentile, or 0.5 mm.
- **F/V at the teeth**: lips more than {CONTACT_GAP_MM} mm apart and at most 0.45 of the 90th percentile,
  the lower lip's edge within {CONTACT_TEETH_MM} mm of the upper teeth.
- **F/V narrow**: the same gap, of at most {NARROW_GAP_MM} mm: what a rig without a shape for F can show.
- **Wrongly shut**: an open vowel whose gap stays at or below a quarter of the 90th percentile.

Shares with their 95 % interval (Wilson) and the number of phones. Gap: the median over the sentences of their 90th
percentiles, in millimetres.

| rig | found | P/B/M shut | F/V at the teeth | F/V narrow | open vowels wrongly shut | gap |
| --- | --- | --- | --- | --- | --- | --- |
{rows}

## Fitted to the artist's own lips

The same sentences on our own face, whose shapes were made to go less far or further than the names' table says
(`tests/blender/uneven_rigs.py`): by the table alone, and refined by what the shapes do to the mesh
(`runtime/rigs/mesh_fit.py`). Alike: the correlation over the frames of a sentence of its gap with that of our own head,
the mean of the sentences. VRM and MMD have no shape for F and V. {len(uneven)} rigs; for each n is
{len(uneven[0][1].lips) if uneven else 0} P/B/M, {len(uneven[0][1].teeth) if uneven else 0} F/V and
{len(uneven[0][1].wrong) if uneven else 0} open vowels.

| rig | map | P/B/M shut | F/V at the teeth | F/V narrow | open vowels wrongly shut | gap | alike |
| --- | --- | --- | --- | --- | --- | --- | --- |
{uneven_rows}

## Drawn mouths

The same sentences with the charts of `runtime/rigs/charts.py`: whether the picture of closed lips is shown in a P, B or
M, that of the lip at the teeth in an F or V, and nothing but these and rest in an open vowel. Changes: of the picture,
in a second.

| chart | P/B/M shown | F/V shown | open vowels wrongly shut | changes |
| --- | --- | --- | --- | --- |
{drawn_rows}
"""


def _share(outcomes: list[bool]) -> str:
    return f"{100 * np.mean(outcomes):.1f} %"


if __name__ == "__main__":
    raise SystemExit(main())

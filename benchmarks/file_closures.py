# SPDX-License-Identifier: GPL-3.0-or-later
"""Do lips close by what stands in the files of VRM, Oculus and MetaHuman? Each file is read back onto a mesh.

Writes docs/measured/file-closures.md; a minute. From the repository's root:

    .venv/bin/python benchmarks/file_closures.py
"""

import argparse
import json
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

import bpy
import numpy as np
from measured_page import share_cell
from soliloquy.exporters import export
from soliloquy.exporters.glb_file.document import read_glb
from soliloquy.exporters.metahuman_clip import metahuman_clip
from soliloquy.runtime.animate.engines import animate
from soliloquy.runtime.animate.measure import frames_inside, stands_open
from soliloquy.runtime.head.layout import motion_from_arkit
from soliloquy.runtime.listen.features import measure as measure_speech
from soliloquy.runtime.phones import BILABIALS
from soliloquy.runtime.requests import Direction, ExportOptions, MotionRequest
from soliloquy.runtime.take import Take
from soliloquy.tests.blender.fabricated_rigs import LOWER, UPPER, build
from soliloquy.tests.blender.rig_tables import RIGS
from spoken_sentences import sentences, timed
from tqdm import tqdm

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "measured" / "file-closures.md"
SENTENCES, EVERY, VOICES = 40, 5, 20
RATES = (30.0, 60.0)
CLOSED_GAP_MM, CLOSED_SHARE, FALSE_CLOSURE_SHARE = (-1.5, 1.0), 0.10, 0.25
"""As benchmarks/targets.py has them."""
MIDDLE = 3
"""Of the seven points of a lip."""

Read = Callable[[Take, Path, ExportOptions], Mapping[str, np.ndarray]]
"""Weights (T,) by the rig's names, out of the file of a take."""


def from_vrma(take: Take, folder: Path, options: ExportOptions) -> Mapping[str, np.ndarray]:
    (path,) = export(take, ["vrma"], folder, "line", options)
    document = read_glb(path)
    tree = document.tree
    known = tree["extensions"]["VRMC_vrm_animation"]["expressions"]["preset"]
    names = {each["node"]: name for name, each in known.items()}
    (animation,) = tree["animations"]
    return {
        names[channel["target"]["node"]]: document.floats(animation["samplers"][channel["sampler"]]["output"])[:, 0]
        for channel in animation["channels"]
        if channel["target"]["path"] == "translation" and channel["target"]["node"] in names
    }


def from_oculus(take: Take, folder: Path, options: ExportOptions) -> Mapping[str, np.ndarray]:
    (path,) = export(take, ["oculus"], folder, "line", options)
    said = json.loads(path.read_text(encoding="utf-8"))
    rows = np.array([each["Visemes"] for each in said["entries"]])
    return {f"viseme_{name}": rows[:, column] for column, name in enumerate(said["visemes"])}


def from_metahuman(take: Take, folder: Path, options: ExportOptions) -> Mapping[str, np.ndarray]:
    return metahuman_clip(take, "line", options).shapes


FILES: dict[str, tuple[str, Read]] = {
    "`vrma`": ("VRM 1", from_vrma),
    "`oculus`": ("Oculus", from_oculus),
    "`clip_metahuman`": ("MetaHuman", from_metahuman),
}
"""Format -> the fabricated rig that it moves, and how its file is read."""


def main() -> int:
    argparse.ArgumentParser(description=__doc__.partition("\n")[0]).parse_args()
    takes = [said(index, text) for index, text in enumerate(tqdm(sentences()[::EVERY][:SENTENCES]))]
    rows = [row(name, rate, takes) for name in tqdm(FILES) for rate in RATES]
    text = page(rows)
    print(text)
    PAGE.write_text(text, encoding="utf-8")
    return 0


def said(index: int, text: str) -> Take:
    speech = timed(index, text, VOICES)
    curves = animate(MotionRequest("rules", direction=Direction(seed=1)), speech, measure_speech(speech))
    return Take(speech, motion_from_arkit(curves), "rules", head="Clara", seed=1)


def row(name: str, rate: float, takes: list[Take]) -> str:
    family, read = FILES[name]
    bpy.ops.wm.read_factory_settings(use_empty=True)
    rest, moves = mesh_of(build(RIGS[family], family))
    lips: list[bool] = []
    wrong: list[bool] = []
    open_mm = []
    for take in takes:
        with tempfile.TemporaryDirectory() as folder:
            weights = read(take, Path(folder), ExportOptions(rate))
        points = rest + sum(np.multiply.outer(values, moves[key]) for key, values in weights.items() if key in moves)
        gap = 1000 * (points[:, UPPER + MIDDLE, 2] - points[:, LOWER + MIDDLE, 2])
        open_mm.append(float(np.percentile(gap, 90)))
        count(take, gap, rate, lips, wrong)
    return f"| {name} | {rate:g} | {share_cell(lips)} | {share_cell(wrong)} | {np.median(open_mm):.1f} |"


def mesh_of(face: bpy.types.Object) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """Points (P,3) at rest, and how far each shape key moves them at 1, as the mesh has them."""
    keys = face.data.shape_keys.key_blocks
    places = {key.name: np.array([point.co[:] for point in key.data]) for key in keys}
    rest = places.pop("Basis")
    return rest, {name: place - rest for name, place in places.items()}


def count(take: Take, gap: np.ndarray, rate: float, lips: list[bool], wrong: list[bool]) -> None:
    open_mm = float(np.percentile(gap, 90))
    shut = (gap >= CLOSED_GAP_MM[0]) & (gap <= min(CLOSED_GAP_MM[1], max(CLOSED_SHARE * open_mm, 0.5)))
    for phone in take.speech.phones:
        if phone.symbol in BILABIALS:
            lips.append(bool(shut[frames_inside(phone.start, phone.end, rate, len(gap))].any()))
        if stands_open(phone):
            inset = 0.2 * (phone.end - phone.start)
            middle = frames_inside(phone.start + inset, phone.end - inset, rate, len(gap))
            wrong.append(bool((gap <= FALSE_CLOSURE_SHARE * open_mm)[middle].all()))


def page(rows: list[str]) -> str:
    return f"""# Closures by what stands in a file

Written by `benchmarks/file_closures.py`: {SENTENCES} sentences of `benchmarks/sentences.txt` (every {EVERY}th),
{VOICES} English voices in turn, the rules engine. Each take is exported, the weights are read back out of the file (of
MetaHuman: the clip that becomes the FBX), and they move the mesh of a fabricated rig with the family's names, whose
shapes do what the names mean (`tests/blender/rig_tables.py`). Real avatars differ in shape and size: the page says what
the files hold, and not how each avatar looks.

- **P/B/M shut**: on one frame of the phone the gap in the middle is {CLOSED_GAP_MM[0]} to {CLOSED_GAP_MM[1]}
  mm, and at most a tenth of its 90th percentile, or 0.5 mm.
- **Wrongly shut**: an open vowel whose gap stays at or below a quarter of the 90th percentile.

Shares with their 95 % interval (Wilson) and the number of phones. Gap: the median over the sentences of their 90th
percentiles, in millimetres.

| format | frames a second | P/B/M shut | open vowels wrongly shut | gap |
| --- | --- | --- | --- | --- |
{chr(10).join(rows)}
"""


if __name__ == "__main__":
    raise SystemExit(main())

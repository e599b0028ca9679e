# SPDX-License-Identifier: GPL-3.0-or-later
"""What a line costs an engine: a whole head in each file, or one head and a clip a line.

Writes docs/measured/exported-sizes.md. Some two minutes on two cores:

    .venv/bin/python benchmarks/exported_sizes.py
"""

import argparse
import tempfile
import time
from pathlib import Path
from statistics import mean

import soliloquy
from soliloquy.exporters import export, head_of_split
from soliloquy.exporters.glb_file.document import read_glb
from soliloquy.runtime.presets import PRESETS, Preset
from soliloquy.runtime.requests import ExportOptions
from soliloquy.runtime.take import Take
from spoken_sentences import sentences

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "measured" / "exported-sizes.md"
VOICES = ("af_heart", "am_michael", "bf_emma", "bm_george")
LINES = 100
"""Of the game that is reckoned."""


def main() -> None:
    argparse.ArgumentParser(description=__doc__.partition("\n")[0]).parse_args()
    lines = sentences()
    takes = [
        soliloquy.speak(" ".join(lines[3 * index : 3 * index + 2]), voice=voice, seed=1)
        for index, voice in enumerate(VOICES)
    ]
    seconds = mean(take.speech.duration for take in takes)
    with tempfile.TemporaryDirectory() as folder:
        rows = "\n".join(_row(preset, takes, Path(folder)) for preset in PRESETS.values())
        (glb,) = export(takes[0], ["glb"], Path(folder), "glb", ExportOptions())
        pictures = sum(map(len, read_glb(glb).files))
        without = (_bytes([glb]) - pictures) / 1e6
    PAGE.write_text(page(rows, seconds, without), encoding="utf-8")


def _row(preset: Preset, takes: list[Take], folder: Path) -> str:
    split = ExportOptions(preset=preset.name, split=True)
    head = head_of_split(takes[0], split)
    assert head is not None
    heads = _bytes(export(takes[0], [head[0]], folder, head[1], split))
    began = time.perf_counter()
    clips = mean(
        _bytes(export(take, [preset.clip], folder, f"line {index}", split)) for index, take in enumerate(takes)
    )
    spent = (time.perf_counter() - began) / len(takes)
    whole = mean(
        _bytes(export(take, [preset.whole], folder, f"whole {index}", ExportOptions(preset=preset.name)))
        for index, take in enumerate(takes)
    )
    share = LINES * whole / (heads + LINES * clips)
    sizes = " | ".join(f"{size / 1e6:.2f} MB" for size in (whole, heads, clips))
    return f"| {preset.label} | {sizes} | {spent:.2f} s | 1 / {share:.0f} |"


def _bytes(paths: list[Path]) -> int:
    return sum(path.stat().st_size for path in paths)


def page(rows: str, seconds: float, without: float) -> str:
    return f"""# What a line costs an engine

Written by `benchmarks/exported_sizes.py`: {len(VOICES)} lines of two sentences from `benchmarks/sentences.txt`,
each with another voice, {seconds:.1f} s long on average, at 30 frames a second. Whole: head, textures, levels of
detail and animation in each file (`--for ENGINE`). Split: the head once, and a clip for each line (`--for ENGINE
--split`).

| engine | a whole line | head of a split | clip of a line | time of a clip | {LINES} lines, split against whole |
| --- | --- | --- | --- | --- | --- |
{rows}

Without its pictures the first line is a GLB of {without:.2f} MB.

Unity keeps clips as text, with a curve for each of the three levels of detail; its build packs them.
"""


if __name__ == "__main__":
    main()

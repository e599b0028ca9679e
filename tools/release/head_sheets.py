# SPDX-License-Identifier: GPL-3.0-or-later
"""Let Blender draw the manual's sheets of heads: docs/images/head-faces.jpg, the twelve presets by EEVEE;
head-closeups.jpg, mouth and eye by Cycles and in the light of Material Preview, above the same of a version before; and
head-sounds.jpg, lips at rest and in six sounds, and an eye, by Cycles.

From the repository's root: python -m soliloquy.tools.release.head_sheets [faces] [closeups] [sounds]
[--before CHECKOUT] [--size 1000] [--samples 64]

CHECKOUT is another working tree with its heads built; without it the second rows are left out. The drawing is done by
benchmarks/head_sheet.py.
At 1,000 pixels and 64 samples a close-up takes minutes on a core, at 400 and 12 some 20 s.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw
from soliloquy.exporters.contact_sheet import label_font
from soliloquy.runtime.people.presets import PRESETS

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "docs" / "images"
_QUALITY = 82


@dataclass(frozen=True)
class Sheet:
    """heads, each a row unless it has views of its own; cell: pixels of a picture on the sheet."""

    engine: str
    light: str
    heads: tuple[str, ...]
    views: tuple[str, ...]
    cell: int


FACES = Sheet("eevee", "lamps", tuple(PRESETS), ("rest", "face_a", "face_i", "smile", "face_shut"), 200)
_SHEETS = ("faces", "closeups", "sounds")
_CLOSE = ("a_left", "i", "eye")
CLOSEUPS = (
    Sheet("cycles", "lamps", ("Clara",), _CLOSE, 300),
    Sheet("eevee", "preview", ("Clara",), _CLOSE, 300),
    Sheet("cycles", "lamps", ("Kofi",), _CLOSE, 300),
)
SOUNDS = Sheet("cycles", "lamps", ("Clara",), ("mouth", "p", "a", "i", "s", "th", "l", "eye"), 300)
_IN_A_ROW = 4


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sheets", nargs="*", choices=_SHEETS, default=_SHEETS)
    parser.add_argument("--before", type=Path, help="another checkout, whose close-ups go below")
    parser.add_argument("--size", type=int, default=1000, help="pixels of a close-up")
    parser.add_argument("--samples", type=int, default=64)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if "faces" in given.sheets:
            rows = _drawn(FACES, ROOT, Path(folder), FACES.cell, given.samples)
            # A column a person, as in people.jpg.
            _save("head-faces.jpg", [[row[view] for row in rows] for view in range(len(FACES.views))], FACES)
        if "closeups" in given.sheets:
            both = [ROOT, given.before.resolve()] if given.before else [ROOT]
            rows = [_drawn(sheet, of, Path(folder), given.size, given.samples)[0] for sheet in CLOSEUPS for of in both]
            _save("head-closeups.jpg", rows, CLOSEUPS[0])
        if "sounds" in given.sheets:
            row = _drawn(SOUNDS, ROOT, Path(folder), given.size, given.samples)[0]
            _save("head-sounds.jpg", [row[:_IN_A_ROW], row[_IN_A_ROW:]], SOUNDS)
    return 0


def _drawn(sheet: Sheet, checkout: Path, folder: Path, size: int, samples: int) -> list[list[Image.Image]]:
    """A row of pictures for each head, drawn with the code and the heads of a checkout."""
    package = folder / checkout.as_posix().strip("/").replace("/", "-")
    package.mkdir(exist_ok=True)
    if not (package / "soliloquy").exists():
        (package / "soliloquy").symlink_to(checkout)
    out = package / f"{sheet.engine}-{sheet.heads[0]}"
    command = [sys.executable, str(ROOT / "benchmarks" / "head_sheet.py"), "--out", str(out)]
    command += ["--heads", ",".join(sheet.heads), "--views", ",".join(sheet.views), "--size", str(size)]
    command += ["--samples", str(samples), "--engine", sheet.engine, "--light", sheet.light]
    subprocess.run(command, check=True, cwd=checkout, env={**os.environ, "PYTHONPATH": str(package)})
    return [[_small(out / f"{head}-{view}.png", sheet.cell) for view in sheet.views] for head in sheet.heads]


def _small(path: Path, cell: int) -> Image.Image:
    with Image.open(path) as picture:
        return picture.convert("RGB").resize((cell, cell), Image.Resampling.LANCZOS)


def _save(name: str, rows: list[list[Image.Image]], sheet: Sheet) -> None:
    if len(sheet.heads) > 1:
        for head, picture in zip(sheet.heads, rows[0], strict=True):
            text = ImageDraw.Draw(picture)
            text.text((6, sheet.cell - 22), head, (240, 242, 245), font=label_font(14))
    stacked = np.vstack([np.hstack([np.asarray(picture) for picture in row]) for row in rows])
    Image.fromarray(stacked).save(PICTURES / name, quality=_QUALITY)
    print(PICTURES / name)


if __name__ == "__main__":
    raise SystemExit(main())

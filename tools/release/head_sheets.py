# SPDX-License-Identifier: GPL-3.0-or-later
"""Let Blender draw the manual's sheets of heads: docs/images/head-closeups.jpg (eye and mouth) and head-hairlines.jpg
(hairline and cheek), hair by hair by Cycles and with cards in the light of Material Preview, above the same of a
version before; and head-sounds.jpg, lips at rest and in six sounds, and an eye, by Cycles.

From the repository's root: python -m soliloquy.tools.release.head_sheets [closeups] [sounds]
[--before CHECKOUT] [--size 1500] [--samples 64] [--kept FOLDER]

CHECKOUT is another working tree with its heads built; without it the second rows are left out. The drawing is done by
benchmarks/head_sheet.py.
Of a close-up's --size pixels the middle is drawn alone. In FOLDER every picture stays: the same command, stopped and
given again, draws those that are not there yet.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "docs" / "images"
_QUALITY = 82


@dataclass(frozen=True)
class Sheet:
    """cell: pixels of a picture on the sheet, 0 for as many as were drawn. cut: what is drawn of a picture, shares of
    its width and height. hairs: whether they are drawn singly."""

    engine: str
    light: str
    head: str
    views: tuple[str, ...]
    cell: int
    cut: tuple[float, float] = (1.0, 1.0)
    hairs: bool = False


_SHEETS = ("closeups", "sounds")
_CLOSE = ("near_eye", "near_mouth", "near_hairline", "near_cheek")
_NEAR = 0, (0.4, 0.3)
CLOSEUPS = (
    Sheet("cycles", "lamps", "Clara", _CLOSE, *_NEAR, hairs=True),
    Sheet("eevee", "preview", "Clara", _CLOSE, *_NEAR),
    Sheet("cycles", "lamps", "Kofi", _CLOSE, *_NEAR, hairs=True),
    Sheet("cycles", "lamps", "Walter", _CLOSE, *_NEAR, hairs=True),
)
_FILES = {"head-closeups.jpg": slice(0, 2), "head-hairlines.jpg": slice(2, 4)}
"""Which of the close-ups each picture shows."""
SOUNDS = Sheet("cycles", "lamps", "Clara", ("mouth", "p", "a", "i", "s", "th", "l", "eye"), 300)
_IN_A_ROW = 4


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sheets", nargs="*", choices=_SHEETS, default=_SHEETS)
    parser.add_argument("--before", type=Path, help="another checkout, whose close-ups go below")
    parser.add_argument("--size", type=int, default=1500, help="pixels of a close-up")
    parser.add_argument("--samples", type=int, default=64)
    parser.add_argument("--kept", type=Path, help="where pictures stay, and are not drawn again")
    given = parser.parse_args()
    with nullcontext(given.kept.resolve()) if given.kept else tempfile.TemporaryDirectory() as folder:
        if "closeups" in given.sheets:
            both = [ROOT, given.before.resolve()] if given.before else [ROOT]
            rows = [_drawn(sheet, of, Path(folder), given.size, given.samples) for sheet in CLOSEUPS for of in both]
            for name, shown in _FILES.items():
                _save(name, [row[shown] for row in rows])
        if "sounds" in given.sheets:
            row = _drawn(SOUNDS, ROOT, Path(folder), given.size, given.samples)
            _save("head-sounds.jpg", [row[:_IN_A_ROW], row[_IN_A_ROW:]])
    return 0


def _drawn(sheet: Sheet, checkout: Path, folder: Path, size: int, samples: int) -> list[Image.Image]:
    """A row of pictures of a head, drawn with the code and the heads of a checkout."""
    package = folder / checkout.as_posix().strip("/").replace("/", "-")
    package.mkdir(parents=True, exist_ok=True)
    if not (package / "soliloquy").exists():
        (package / "soliloquy").symlink_to(checkout)
    out = package / f"{sheet.engine}-{sheet.head}-{size}-{samples}"
    command = [sys.executable, str(ROOT / "benchmarks" / "head_sheet.py"), "--out", str(out), "--resume"]
    command += ["--heads", sheet.head, "--views", ",".join(sheet.views), "--size", str(size)]
    command += ["--samples", str(samples), "--engine", sheet.engine, "--light", sheet.light]
    if sheet.cut != (1.0, 1.0):
        command += ["--cut", "x".join(str(round(size * share)) for share in sheet.cut)]
    if sheet.hairs:
        command += ["--hairs"]
    subprocess.run(command, check=True, cwd=checkout, env={**os.environ, "PYTHONPATH": str(package)})
    return [_small(out / f"{sheet.head}-{view}.png", sheet.cell) for view in sheet.views]


def _small(path: Path, cell: int) -> Image.Image:
    with Image.open(path) as picture:
        size = (cell, cell) if cell else picture.size
        return picture.convert("RGB").resize(size, Image.Resampling.LANCZOS)


def _save(name: str, rows: list[list[Image.Image]]) -> None:
    stacked = np.vstack([np.hstack([np.asarray(picture) for picture in row]) for row in rows])
    Image.fromarray(stacked).save(PICTURES / name, quality=_QUALITY)
    print(PICTURES / name)


if __name__ == "__main__":
    raise SystemExit(main())

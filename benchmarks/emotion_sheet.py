# SPDX-License-Identifier: GPL-3.0-or-later
"""Draw every emotion at half and at full strength, silent and while speaking: docs/images/emotions-sheet.jpg.

From the repository's root: .venv/bin/python benchmarks/emotion_sheet.py [--heads Clara,Kofi,Walter] [--size 200]
[--out PICTURE]

A row an emotion. For each head four columns: silent at 0.5 and at 1 (soliloquy idle), then a vowel of a line that the
default engine speaks, at 0.5 and at 1.
"""

import argparse
from pathlib import Path

import numpy as np
from PIL import Image
from soliloquy.exporters.render.picture import FACE, Portrait
from soliloquy.runtime.head.deform import deform
from soliloquy.runtime.head.heads import load_head
from soliloquy.runtime.idle_take import idle_take
from soliloquy.runtime.layouts import arkit_curves
from soliloquy.runtime.motion import FRAMES_PER_SECOND
from soliloquy.runtime.requests import EMOTIONS, Direction, IdleRequest
from soliloquy.runtime.take import Take
from soliloquy.tools.release.make_pictures import eyes_open, labelled, middle, performed

PICTURE = Path(__file__).resolve().parents[1] / "docs" / "images" / "emotions-sheet.jpg"
LINE, VOWEL = "We were at the station before all of the others.", "ɑ"
_STRENGTHS = (0.5, 1.0)
_SILENT_SECONDS, _SILENT_AT = 6.0, 3.0
_QUALITY = 85


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--heads", default="Clara,Kofi,Walter")
    parser.add_argument("--size", type=int, default=200, help="pixels of a face")
    parser.add_argument("--out", type=Path, default=PICTURE)
    given = parser.parse_args()
    shown = [[(emotion, take, frame) for take, frame in moments(emotion)] for emotion in EMOTIONS]
    sheets = [_sheet(name, shown, given.size) for name in given.heads.split(",")]
    Image.fromarray(np.hstack(sheets)).save(given.out, quality=_QUALITY)
    print(given.out)
    return 0


def moments(emotion: str) -> list[tuple[Take, int]]:
    """The takes and their frames that show an emotion, in the order of the columns."""
    directions = [Direction({emotion: strength}, seed=1) for strength in _STRENGTHS]
    silent = [idle_take(IdleRequest(seconds=_SILENT_SECONDS, direction=direction)) for direction in directions]
    said = [performed(LINE, direction) for direction in directions]
    return [(take, eyes_open(take, round(_SILENT_AT * FRAMES_PER_SECOND))) for take in silent] + [
        (take, eyes_open(take, middle(take, (VOWEL, "ɔ", "æ")), 3)) for take in said
    ]


def _sheet(name: str, shown: list[list[tuple[str, Take, int]]], size: int) -> np.ndarray:
    head = load_head(name)
    rows = []
    with Portrait(head, size, FACE) as portrait:
        for row in shown:
            pictures = [
                portrait.picture(next(iter(deform(head, arkit_curves(take, FRAMES_PER_SECOND), np.array([frame])))))
                for _, take, frame in row
            ]
            rows.append(np.hstack([labelled(pictures[0], row[0][0]), *pictures[1:]]))
    return np.vstack(rows)


if __name__ == "__main__":
    raise SystemExit(main())

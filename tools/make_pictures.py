# SPDX-License-Identifier: GPL-3.0-or-later
"""Make the manual's pictures of heads: docs/images/head.jpg (a spoken line) and heads.jpg (everybody).

Usage: .venv/bin/python tools/make_pictures.py, after `make`.
"""

from pathlib import Path

import numpy as np
from PIL import Image
from soliloquy.exporters.picture import FACE, Portrait
from soliloquy.runtime.direction import Direction
from soliloquy.runtime.dresses import arkit_curves
from soliloquy.runtime.head.deform import deform
from soliloquy.runtime.head.heads import head_names, load_head
from soliloquy.runtime.motion import FRAMES_PER_SECOND
from soliloquy.runtime.speak import SpeakRequest, speak

IMAGES = Path(__file__).resolve().parent.parent / "docs" / "images"
LINE = "My brother Bob bought a big blue balloon."
MOMENTS = (("b", 0), ("ɑ", 0), ("u", 0), ("u", -1))
"""Which phone of the line each picture shows: symbol, and which of its kind."""
_SIZE, _SMALL = 400, 300
_QUALITY = 88


def main() -> int:
    IMAGES.mkdir(parents=True, exist_ok=True)
    take = speak(SpeakRequest(LINE, direction=Direction({"happy": 0.4}, seed=1)))
    curves = arkit_curves(take, FRAMES_PER_SECOND)
    frames = []
    for symbol, which in MOMENTS:
        phone = [phone for phone in take.speech.phones if phone.symbol == symbol][which]
        frames.append(round((phone.start + phone.end) / 2 * FRAMES_PER_SECOND))
    head = load_head(take.head)
    with Portrait(head, _SIZE) as portrait:
        _save([portrait.picture(vertices) for vertices in deform(head, curves, np.array(frames))], "head.jpg")
    people = []
    for name in head_names():
        person = load_head(name)
        with Portrait(person, _SMALL, FACE * 1.25) as portrait:
            people.append(portrait.picture(deform(person, curves, frames[1])))
    _save(people, "heads.jpg")
    return 0


def _save(pictures: list[np.ndarray], name: str) -> None:
    Image.fromarray(np.hstack(pictures)).save(IMAGES / name, quality=_QUALITY)


if __name__ == "__main__":
    raise SystemExit(main())

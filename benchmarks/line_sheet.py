# SPDX-License-Identifier: GPL-3.0-or-later
"""Let Blender draw a head that says a line: docs/images/head.jpg, the portrait's stage at four moments, by Cycles.

From the repository's root: .venv/bin/python benchmarks/line_sheet.py [--samples 32] [--size 400] [--head NAME]
"""

import argparse
from pathlib import Path
from typing import Any

import bpy
import numpy as np
from PIL import Image
from soliloquy.benchmarks.head_cells import rendered, staged
from soliloquy.blender.datablocks import shape_keys_of
from soliloquy.blender.hair import add_hair
from soliloquy.blender.head import build_head
from soliloquy.runtime.head.arkit import ARKIT_INDEX
from soliloquy.runtime.head.heads import DEFAULT_HEAD
from soliloquy.runtime.layouts import arkit_curves
from soliloquy.runtime.motion import FRAMES_PER_SECOND
from soliloquy.runtime.requests import Direction
from soliloquy.tools.release.make_pictures import LINE, MOMENTS, middle, performed

PICTURE = Path(__file__).resolve().parents[1] / "docs" / "images" / "head.jpg"
_QUALITY = 90
_NEARER = 0.74
"""The stage's camera leaves room for the shoulders."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--samples", type=int, default=32, help="of Cycles, a pixel; they are denoised")
    parser.add_argument("--size", type=int, default=400, help="pixels of a picture")
    parser.add_argument("--head", default=DEFAULT_HEAD)
    given = parser.parse_args()
    take = performed(LINE, Direction({"happy": 0.4}, seed=1))
    weights = arkit_curves(take, FRAMES_PER_SECOND).weights
    scene = _sitting(given.head, given.samples, given.size)
    keys = shape_keys_of(scene.objects[given.head]).key_blocks
    pictures = []
    for symbol, which in MOMENTS:
        frame = weights[middle(take, (symbol,), which)]
        for name, column in ARKIT_INDEX.items():
            keys[name].value = float(frame[column])
        pictures.append(np.asarray(rendered(scene)))
    Image.fromarray(np.hstack(pictures)).save(PICTURE, quality=_QUALITY)
    print(PICTURE)
    return 0


def _sitting(name: str, samples: int, size: int) -> Any:
    """A scene with the head, its hair and the portrait's stage."""
    bpy.ops.wm.read_factory_settings(use_empty=True)
    add_hair(build_head(name, "arkit").mesh)
    scene = staged(samples, size)
    scene.camera.location.y *= _NEARER
    return scene


if __name__ == "__main__":
    raise SystemExit(main())

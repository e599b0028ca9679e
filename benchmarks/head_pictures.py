# SPDX-License-Identifier: GPL-3.0-or-later
"""Draw the faces of the embedded heads that the menu of Add Head shows, as addon/head_pictures/NAME.png.

From the repository's root, after heads have changed:

    .venv/bin/python benchmarks/head_pictures.py
"""

import argparse
from pathlib import Path

import bpy
import numpy as np
from PIL import Image
from soliloquy.blender.face_picture import face_picture
from soliloquy.blender.head import build_head
from soliloquy.blender.rig import find_rig
from soliloquy.blender.solid_view import colour_solid_view
from soliloquy.runtime.head.heads import embedded_names

FOLDER = Path(__file__).resolve().parent.parent / "addon" / "head_pictures"
AROUND = 1.45
"""So that the hair is seen. Chosen by eye."""
COLOURS = 64
"""Of a picture, so that it stays small."""


def main() -> None:
    argparse.ArgumentParser(description=__doc__.partition("\n")[0]).parse_args()
    FOLDER.mkdir(exist_ok=True)
    for name in embedded_names():
        bpy.ops.wm.read_factory_settings(use_empty=True)
        head = build_head(name, "arkit")
        colour_solid_view(head.mesh)
        picture = face_picture(find_rig(head.mesh), {}, AROUND)
        assert picture is not None
        pixels = (255.0 * picture[::-1]).round().astype(np.uint8)
        Image.fromarray(pixels, "RGBA").quantize(COLOURS).save(FOLDER / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()

# SPDX-License-Identifier: GPL-3.0-or-later
"""Let Blender draw the twelve presets: docs/images/people.jpg, a row of faces at rest, then the same with open mouths,
smiles and shut lids.

From the repository's root: .venv/bin/python benchmarks/people_sheet.py [--samples 12] [--size 256]
"""

import argparse
import tempfile
from pathlib import Path
from typing import Any

import bpy
import numpy as np
from PIL import Image, ImageDraw
from soliloquy.blender.datablocks import current_scene, shape_keys_of
from soliloquy.blender.hair import add_hair
from soliloquy.blender.head import build_head
from soliloquy.blender.stage import set_stage
from soliloquy.exporters.contact_sheet import label_font
from soliloquy.runtime.people.presets import PRESETS

PICTURE = Path(__file__).resolve().parents[1] / "docs" / "images" / "people.jpg"
FACES: dict[str, dict[str, float]] = {
    "at rest": {},
    "open": {"jawOpen": 0.45, "mouthFunnel": 0.1},
    "smile": {"mouthSmileLeft": 0.8, "mouthSmileRight": 0.8, "cheekSquintLeft": 0.5, "cheekSquintRight": 0.5},
    "shut": {"eyeBlinkLeft": 1.0, "eyeBlinkRight": 1.0, "mouthPressLeft": 0.2, "mouthPressRight": 0.2},
}
_QUALITY = 88


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--samples", type=int, default=12, help="of Cycles, a pixel; they are denoised")
    parser.add_argument("--size", type=int, default=256, help="pixels of a face")
    given = parser.parse_args()
    columns = [_drawn(name, given.samples, given.size) for name in PRESETS]
    half = len(columns) // 2
    rows = [np.hstack(part) for part in (columns[:half], columns[half:])]
    Image.fromarray(np.vstack(rows)).save(PICTURE, quality=_QUALITY)
    print(PICTURE)
    return 0


def _drawn(name: str, samples: int, size: int) -> np.ndarray:
    """A preset's faces, one below the other."""
    bpy.ops.wm.read_factory_settings(use_empty=True)
    face = build_head(name, "arkit").mesh
    add_hair(face)
    keys = shape_keys_of(face).key_blocks
    scene = staged(samples, size)
    scene.camera.location.y *= 0.88
    pictures = []
    for number, face in enumerate(FACES.values()):
        for key in keys:
            key.value = face.get(key.name, 0.0)
        pictures.append(rendered(scene))
        if number == 0:
            ImageDraw.Draw(pictures[0]).text((8, size - 24), name, (240, 242, 245), font=label_font(16))
    return np.vstack([np.asarray(each) for each in pictures])


def staged(samples: int, size: int) -> Any:
    """The scene with the portrait's stage, to be drawn by Cycles in a square picture."""
    scene: Any = current_scene()
    set_stage(scene)
    scene.render.engine = "CYCLES"
    scene.cycles.samples, scene.cycles.use_denoising = samples, True
    scene.render.resolution_x = scene.render.resolution_y = size
    scene.render.image_settings.file_format = "PNG"
    return scene


def rendered(scene: Any) -> Image.Image:
    """The scene as its engine draws it."""
    with tempfile.TemporaryDirectory() as folder:
        scene.render.filepath = str(Path(folder) / "face.png")
        bpy.ops.render.render(write_still=True)
        with Image.open(scene.render.filepath) as picture:
            return picture.convert("RGB")


if __name__ == "__main__":
    raise SystemExit(main())

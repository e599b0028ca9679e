# SPDX-License-Identifier: GPL-3.0-or-later
"""Fabricated assets in the form in which MakeHuman and MPFB keep them."""

from pathlib import Path

import numpy as np
from PIL import Image

SCALES = "x_scale 5399 11998 1.4800\ny_scale 791 881 2.3298\nz_scale 962 5320 1.9221\n"
"""As MakeHuman's own hair has them; y by the packed base mesh."""


def glasses(folder: Path, sources: list[tuple[int, int, int]], *, out: float = 0.05, transparent: bool = True) -> Path:
    """A .mhclo of a strip of quads whose vertices are fitted to triangles of base vertices, ``out`` decimetres before
    them, with its .obj, .mhmat and picture; the last vertex is fitted to a single one of the base mesh."""
    folder.mkdir(parents=True, exist_ok=True)
    count = len(sources) + 1
    lines = ["# fabricated", "name Test Glasses", "uuid 00000000", "basemesh hm08", "obj_file glasses.obj"]
    lines += [*SCALES.splitlines(), "z_depth 50", "material glasses.mhmat", "verts 0"]
    lines += [f" {a} {b} {c} 0.5000 0.3000 0.2000 0.0000 0.0100 {out:.4f}" for a, b, c in sources]
    lines += [f" {sources[0][0]}", "", "delete_verts", "13380 - 13390"]
    (folder / "glasses.mhclo").write_text("\n".join(lines) + "\n")
    places = [f"v {index} 0 0" for index in range(count)]
    uv = ["vt 0.0 0.0", "vt 1.0 0.0", "vt 1.0 1.0", "vt 0.0 1.0"]
    faces = [f"f {at + 1}/1 {at + 2}/2 {at + 3}/3" for at in range(count - 2)]
    (folder / "glasses.obj").write_text("\n".join([*places, *uv, "o glasses", *faces]) + "\n")
    told = ["name Glass", "diffuseColor 0.2 0.3 0.4", "shininess 0.8", "diffuseTexture glass.png"]
    told += [f"transparent {transparent}", "normalmapTexture bumps.png"]
    (folder / "glasses.mhmat").write_text("\n".join(told) + "\n")
    Image.fromarray(np.full((8, 8, 4), 128, np.uint8)).save(folder / "glass.png")
    Image.fromarray(np.full((8, 8, 3), 128, np.uint8)).save(folder / "bumps.png")
    return folder / "glasses.mhclo"


def skin(folder: Path) -> Path:
    """A .mhmat of a skin whose picture is red where a body's texture has the upper half, green below."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "skin.mhmat").write_text("// fabricated\nname Skin\ndiffuseTexture skin.png\nsssEnabled True\n")
    pixels = np.zeros((64, 64, 3), np.uint8)
    pixels[:32, :, 0], pixels[32:, :, 1] = 255, 255
    Image.fromarray(pixels).save(folder / "skin.png")
    return folder / "skin.mhmat"

# SPDX-License-Identifier: GPL-3.0-or-later
"""How the mesh lies on a face hangs less on the picture's pixels when it is laid several times."""

import numpy as np
from PIL import Image
from soliloquy.runtime.face.detection import detect
from soliloquy.runtime.face.entries import frontal_points
from soliloquy.runtime.face.landmarks import mesh_of, steadied

NAMES = ("Clara", "Amara", "Daniel", "Kenji", "Kofi", "Mei")


def _points(image: Image.Image) -> tuple[np.ndarray, np.ndarray]:
    """As seen from the front, of one mesh and of several."""
    detection = detect(image)[0]
    mesh = mesh_of(image, detection)
    return frontal_points(mesh), frontal_points(steadied(image, mesh))


def test_the_means_of_meshes_move_less_with_the_pictures_size(portraits: dict[str, Image.Image]) -> None:
    """On average: of one head and one size a single mesh may happen to lie as well."""
    once = often = 0.0
    for name in NAMES:
        image = portraits[name].convert("RGB")
        smaller = image.resize((round(0.93 * image.width),) * 2, Image.Resampling.BICUBIC)
        apart = [
            np.linalg.norm(one - other, axis=1).mean()
            for one, other in zip(_points(image), _points(smaller), strict=True)
        ]
        once, often = once + apart[0], often + apart[1]
    assert often < 0.7 * once

# SPDX-License-Identifier: GPL-3.0-or-later
"""The twelve presets are faces to the face networks: found, and their lips followed."""

import numpy as np
import pytest
from PIL import Image
from soliloquy.exporters.render.picture import FACE, Portrait
from soliloquy.runtime.face.detection import detect
from soliloquy.runtime.face.landmarks import mesh_of
from soliloquy.runtime.face.mesh_points import EYE_CORNERS, LOWER_LIP, UPPER_LIP
from soliloquy.runtime.head.arkit import ARKIT_INDEX
from soliloquy.runtime.head.heads import load_head
from soliloquy.runtime.people.presets import PRESETS


@pytest.mark.check
@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_is_found_and_its_lips_are_followed(name: str) -> None:
    head = load_head(name)
    gaps = []
    with Portrait(head, 512, FACE) as portrait:
        for jaw in (0.0, 0.5):
            drawn = portrait.picture(head.vertices + jaw * head.shape_deltas[ARKIT_INDEX["jawOpen"]])
            image = Image.fromarray(drawn)
            (found, *_) = detect(image)
            mesh = mesh_of(image, found)
            assert mesh.presence > 0.9
            upper, lower, left, right = (mesh.flat[point] for point in (UPPER_LIP, LOWER_LIP, *EYE_CORNERS))
            gaps.append(np.linalg.norm(upper - lower) / np.linalg.norm(left - right))
    assert gaps[0] < 0.08 and gaps[1] > 0.15

# SPDX-License-Identifier: GPL-3.0-or-later
"""Made-up clips to train on. Where torch is missing, the tests that ask for them are skipped before these run."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
import pytest

if TYPE_CHECKING:
    from soliloquy.training.data.dataset import Clip
    from soliloquy.training.steps.geometry import LipGeometry

FRAMES = 160


@pytest.fixture(scope="session")
def made_up_clip() -> "Callable[[int], Clip]":
    """A clip by its number: a beat that sound, voice and mouth share."""
    from soliloquy.runtime.head.arkit import ARKIT_INDEX
    from soliloquy.runtime.speech import CONTENT_DEPTHS
    from soliloquy.training.data.dataset import FACE_SHAPES, LIP_SHAPES, Clip, layout_of
    from soliloquy.training.data.targets import articulation

    def clip(number: int) -> Clip:
        generator = np.random.default_rng(number)
        beat = 0.5 + 0.5 * np.sin(np.arange(FRAMES) / 4 + number)
        weights = np.zeros((FRAMES, 52), np.float32)
        weights[:, ARKIT_INDEX["jawOpen"]] = 0.5 * beat
        weights[:, ARKIT_INDEX["mouthPucker"]] = 0.4 * (1 - beat)
        weights[:, ARKIT_INDEX["browInnerUp"]] = 0.3 * generator.random()
        sound = beat[:, None] + 0.1 * generator.standard_normal((FRAMES, 80))
        return Clip(
            name=str(number),
            split="train",
            style=0,
            tts=np.tile(sound[:, :1], (1, 1026)).astype(np.float16),
            content=np.tile(sound[:, :1], (1, sum(CONTENT_DEPTHS))).astype(np.float16),
            mel=sound.astype(np.float16),
            source=np.tile(beat[:, None], (1, 3)).astype(np.float32),
            emotion=np.zeros(8, np.float32),
            weights=weights.astype(np.float16),
            lips=layout_of(weights, LIP_SHAPES),
            face=layout_of(weights, FACE_SHAPES),
            articulation=articulation(weights),
            known=np.ones(10, np.float32),
            sealed=beat < 0.05,
        )

    return clip


@pytest.fixture(scope="session")
def clips(made_up_clip: "Callable[[int], Clip]") -> "list[Clip]":
    return [made_up_clip(number) for number in range(4)]


@pytest.fixture(scope="session")
def geometry() -> "LipGeometry":
    from soliloquy.training.steps.geometry import lip_geometry

    return lip_geometry()

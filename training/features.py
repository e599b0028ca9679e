# SPDX-License-Identifier: GPL-3.0-or-later
"""Step 2: what the encoders are given, for every spoken clip: content layers, log-mel and source.

    python -m soliloquy.training.features

Resumable. Every other clip is heard through noise, a room or a telephone; which one follows from its name.
"""

import sys
from functools import partial
from pathlib import Path

import numpy as np

from ..runtime.animate.flow.content import content_frames
from ..runtime.animate.flow.inputs import log_mel, source
from ..runtime.listen.features import measure
from ..runtime.speech import Speech
from .augment import KINDS, augment
from .processes import side_by_side
from .recipe import Recipe
from .speech_cache import clips, load_clip
from .synthesise import speech_folder


def main() -> int:
    recipe = Recipe()
    folder = recipe.folder() / "features"
    folder.mkdir(parents=True, exist_ok=True)
    missing = [path for path in clips(speech_folder(recipe, timed=False)) if not (folder / path.name).exists()]
    for _ in side_by_side(partial(_hear, folder, recipe.seed), missing):
        pass
    print(f"{len(list(folder.glob('*.npz')))} clips have features", file=sys.stderr)
    return 0


def _hear(folder: Path, seed: int, path: Path) -> None:
    generator = np.random.default_rng([seed, int(path.stem)])
    kind = "clean" if generator.random() < 0.5 else KINDS[1 + generator.integers(len(KINDS) - 1)]
    save_features(heard_features(augment(load_clip(path), kind, generator)), folder / path.name)


def heard_features(speech: Speech) -> dict[str, np.ndarray]:
    """content (T,768) and mel (T,80) in float16, source (T,3), all at 50 a second."""
    return {
        "content": content_frames(speech),
        "mel": log_mel(speech).astype(np.float16),
        "source": source(measure(speech)),
    }


def save_features(features: dict[str, np.ndarray], target: Path) -> None:
    part = target.with_suffix(".part")
    with part.open("wb") as file:
        np.savez(file, **features)
    part.replace(target)


if __name__ == "__main__":
    sys.exit(main())

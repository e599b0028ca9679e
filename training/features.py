# SPDX-License-Identifier: GPL-3.0-or-later
"""Step 2: what the encoders are given, for every spoken clip: content layers, log-mel and source.

    python -m soliloquy.training.features

Resumable. Every other clip is heard through noise, a room or a telephone; which one follows from its name.
"""

import sys
from pathlib import Path

import numpy as np

from ..runtime.animate.flow.content import content_frames
from ..runtime.animate.flow.inputs import log_mel, source
from ..runtime.listen.features import measure
from ..runtime.speech import Speech
from ..runtime.threads import set_thread_count
from .augment import KINDS, augment
from .recipe import Recipe
from .speech_cache import clips, load_clip
from .synthesise import speech_folder


def main() -> int:
    set_thread_count(1)
    recipe = Recipe()
    folder = recipe.folder() / "features"
    folder.mkdir(parents=True, exist_ok=True)
    for path in clips(speech_folder(recipe, timed=False)):
        target = folder / path.name
        if not target.exists():
            generator = np.random.default_rng([recipe.seed, int(path.stem)])
            kind = "clean" if generator.random() < 0.5 else KINDS[1 + generator.integers(len(KINDS) - 1)]
            save_features(heard_features(augment(load_clip(path), kind, generator)), target)
    print(f"{len(list(folder.glob('*.npz')))} clips have features", file=sys.stderr)
    return 0


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

# SPDX-License-Identifier: GPL-3.0-or-later
"""Step 3: how the rules engine, the teacher, plays every clip.

    python -m soliloquy.training.data.targets

Each clip is played plain, and with a random emotion (one or two at random strengths), with seeds of their own. And
twice over: as a recording whose phones are known for certain, so that the mouth opens with the loudness as real mouths
do, and as a text, whose every phone opens as wide as it is meant to. Kept as ARKit weights under the hash of the rules
engine's sources and of this file, so that a changed teacher is asked anew. Resumable.
"""

import hashlib
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np

from ...runtime.animate.rules.engine import animate
from ...runtime.head.arkit import ARKIT_INDEX
from ...runtime.listen.features import formant_decibels, measure, relative_loudness
from ...runtime.motion import FRAMES_PER_SECOND
from ...runtime.phones import INVENTORY
from ...runtime.requests import EMOTIONS, Direction
from ...runtime.speech import Speech, SpeechFeatures
from ...runtime.whole_file import whole_file
from ..networks.articulation import ARTICULATION
from .processes import side_by_side
from .recipe import Recipe
from .speech_cache import clips, load_clip
from .synthesise import speech_folder

RULES_FOLDER = Path(__file__).resolve().parents[2] / "runtime" / "animate" / "rules"
SHAPES_OF_ARTICULATION = {
    "lowerDown": ("mouthLowerDownLeft", "mouthLowerDownRight"),
    "upperUp": ("mouthUpperUpLeft", "mouthUpperUpRight"),
    "spread": ("mouthSmileLeft", "mouthSmileRight", "mouthStretchLeft", "mouthStretchRight"),
    "press": ("mouthPressLeft", "mouthPressRight", "mouthRollLower", "mouthRollUpper"),
    "frown": ("mouthFrownLeft", "mouthFrownRight"),
}


def main() -> int:
    recipe = Recipe()
    for timed in (False, True):
        folder = targets_folder(recipe, timed)
        folder.mkdir(parents=True, exist_ok=True)
        missing = [path for path in clips(speech_folder(recipe, timed)) if not (folder / path.name).exists()]
        for _ in side_by_side(partial(_perform, folder, timed), missing):
            pass
        print(f"{folder.name}: {len(list(folder.glob('*.npz')))} clips", file=sys.stderr)
    return 0


def _perform(folder: Path, timed: bool, path: Path) -> None:
    save_performances(load_clip(path), int(path.stem) + 100_000 * timed, folder / path.name)


def targets_folder(recipe: Recipe, timed: bool) -> Path:
    digest = hashlib.sha256()
    for path in [Path(__file__), *sorted(RULES_FOLDER.rglob("*"))]:
        if path.suffix in (".py", ".toml", ".npz", ".json"):
            digest.update(path.read_bytes())
    return recipe.folder() / f"targets-{digest.hexdigest()[:12]}" / ("timed" if timed else "spoken")


def save_performances(speech: Speech, number: int, target: Path) -> None:
    """weights, text_weights (2,T,52) float16, emotion (2,8), seed (2,)."""
    generator = np.random.default_rng([number, 7])
    heard, spoken = certain_features(speech), measure(speech)
    emotions = [np.zeros(len(EMOTIONS), np.float32), random_emotion(generator)]
    seeds = generator.integers(0, 1_000_000, 2)
    weights: dict[str, list[np.ndarray]] = {"weights": [], "text_weights": []}
    for emotion, seed in zip(emotions, seeds, strict=True):
        strengths = {name: float(value) for name, value in zip(EMOTIONS, emotion, strict=True) if value > 0}
        for name, features in zip(weights, (heard, spoken), strict=True):
            weights[name].append(animate(speech, features, Direction(strengths, int(seed))).weights)
    with whole_file(target) as part, part.open("wb") as file:
        played = {name: np.array(performances, np.float16) for name, performances in weights.items()}
        np.savez_compressed(file, **played, emotion=np.array(emotions), seed=seeds)


def certain_features(speech: Speech) -> SpeechFeatures:
    """As if ``speech`` had been listened to, and every phone been heard without doubt. A clip whose sound was never
    made is as loud between 1 and 3 kHz as it is altogether."""
    sounds = bool(speech.samples.any())
    features = measure(replace(speech, tts=None) if sounds else speech)
    frames = len(features.loudness)
    formants = features.loudness
    if sounds:
        formants = relative_loudness(formant_decibels(speech.samples, speech.sample_rate, frames))
    posteriors = np.zeros((frames, len(INVENTORY)), np.float32)
    ends = [phone.end for phone in speech.phones]
    at = np.searchsorted(ends, np.arange(frames) / FRAMES_PER_SECOND, side="right").clip(max=len(ends) - 1)
    posteriors[np.arange(frames), [INVENTORY.index(speech.phones[index].symbol) for index in at]] = 1.0
    return replace(features, phone_posteriors=posteriors, formant_loudness=formants)


def random_emotion(generator: np.random.Generator) -> np.ndarray:
    """(8,) one emotion at 0.2 to 1, in a third of the cases with a second one."""
    emotion = np.zeros(len(EMOTIONS), np.float32)
    count = 1 + int(generator.random() < 1 / 3)
    emotion[generator.choice(len(EMOTIONS), count, replace=False)] = generator.uniform(0.2, 1.0, count)
    return emotion


def articulation(weights: np.ndarray) -> np.ndarray:
    """The articulatory stream (...,10) of ARKit weights (...,52)."""
    columns = [
        weights[..., [ARKIT_INDEX[shape] for shape in SHAPES_OF_ARTICULATION.get(name, (name,))]].mean(axis=-1)
        for name in ARTICULATION
    ]
    return np.stack(columns, axis=-1).astype(np.float32)


if __name__ == "__main__":
    sys.exit(main())

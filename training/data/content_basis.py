# SPDX-License-Identifier: GPL-3.0-or-later
"""Step 2: what varies most in each of the content encoder's layers, fitted once on our own voices.

    python -m soliloquy.training.data.content_basis [--clips 200]

Every other clip is degraded (noise, babble, rooms, codecs). Writes models/content_basis.npz: mean (1536,) and, for
the low, the middle and the high layer, the first 128 principal components as a matrix (512,128) that brings each to
unit variance. The layers are standardised first: a few of their numbers are far larger than all others.
"""

import argparse
import sys

import numpy as np
import soxr

from ...runtime.listen.features import rms_decibels
from ...runtime.listen.spans import SAMPLE_RATE, listening_gain
from ...runtime.listen.whisper import HIDDEN, LAYERS, hear
from ...runtime.motion import frame_count
from ...runtime.speech import CONTENT_DEPTHS
from ...runtime.weights import MODELS_FOLDER
from ..export.registry import register
from ..phone_head.augment import degrade
from .recipe import Recipe
from .speech_cache import clips, load_clip
from .synthesise import speech_folder, split_of_clips

FILE = "content_basis.npz"
_FEWEST = 1e-6


def main() -> int:
    parser = argparse.ArgumentParser(description="Fit the content features' principal components.")
    parser.add_argument("--clips", type=int, default=200)
    arguments = parser.parse_args()
    splits = split_of_clips(Recipe())
    paths = [p for p in clips(speech_folder(Recipe(), timed=False)) if splits[p.stem].split == "train"]
    sounds = []
    for path in paths[: arguments.clips]:
        clip = load_clip(path)
        sounds.append(soxr.resample(clip.samples, clip.sample_rate, SAMPLE_RATE).astype(np.float32))
    generator = np.random.default_rng(Recipe().seed)
    heard = [_hidden(degrade(s, sounds[:40], generator) if n % 2 else s) for n, s in enumerate(sounds)]
    mean, parts = principal_components(np.concatenate(heard))
    halved = {name: part.astype(np.float16) for name, part in zip(LAYERS, parts, strict=True)}
    np.savez(MODELS_FOLDER / FILE, mean=mean.astype(np.float32), **halved)
    how = (
        "python -m soliloquy.training.data.content_basis: principal components of the encoder's layers over our own "
        "voices"
    )
    register([FILE], MODELS_FOLDER / "models.toml", how)
    print(f"{FILE}: from {len(sounds)} clips, {sum(map(len, heard))} frames", file=sys.stderr)
    return 0


def principal_components(hidden: np.ndarray) -> tuple[np.ndarray, list[np.ndarray]]:
    """Mean (1536,) and a matrix (512,128) for each layer, of frames (n,1536)."""
    mean = hidden.mean(axis=0, dtype=np.float64)
    parts = []
    for layer, width in zip(np.split(hidden - mean, len(LAYERS), axis=1), CONTENT_DEPTHS, strict=True):
        spread = layer.std(axis=0) + _FEWEST
        standard = layer / spread
        values, vectors = np.linalg.eigh(standard.T @ standard / len(standard))
        largest = np.argsort(values)[::-1][:width]
        parts.append(vectors[:, largest] / np.sqrt(values[largest]) / spread[:, None])
    return mean, parts


def _hidden(sound: np.ndarray) -> np.ndarray:
    gain = listening_gain(rms_decibels(sound, SAMPLE_RATE, frame_count(len(sound) / SAMPLE_RATE)))
    found = np.concatenate([piece.hidden for piece in hear(sound, SAMPLE_RATE, gain)])
    assert found.shape[1] == HIDDEN
    return found


if __name__ == "__main__":
    sys.exit(main())

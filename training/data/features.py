# SPDX-License-Identifier: GPL-3.0-or-later
"""Step 4: what the encoders are given, for every spoken clip: content layers and log-mel.

    python -m soliloquy.training.data.features [--captures FOLDER]

Each clip is heard twice, as it is and through noise, babble, a room or a codec. Resumable: what was heard once is
remembered under the hash of the sound and of the content features' basis.
"""

import argparse
import hashlib
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

import numpy as np
import soxr

from ...runtime.animate.flow.inputs import log_mel, source
from ...runtime.listen.content import content_frames
from ...runtime.listen.features import measure
from ...runtime.speech import Speech
from ...runtime.weights import file_sha256, weight_path
from ...runtime.whole_file import whole_file
from ..phone_head.augment import RATE, degrade
from .babble import other_speakers
from .processes import side_by_side
from .real_faces import Capture, load_captures
from .recipe import BUILD_FOLDER, Recipe
from .speech_cache import clips, load_clip
from .synthesise import speech_folder

FOLDER = BUILD_FOLDER / "heard"
VERSIONS = 2
"""Of each clip: the first as it is, the others degraded."""
_BABBLE_CLIPS = 48
_CAPTURE_SPEEDS = (0.88, 1.12)


@dataclass(frozen=True)
class EncoderInputs:
    """content (T,384) and mel (T,80) in float16, source (T,3) as measured in the sound, at 50 a second."""

    content: np.ndarray
    mel: np.ndarray
    source: np.ndarray


def main() -> int:
    parser = argparse.ArgumentParser(description="Hear the training clips.")
    parser.add_argument("--captures", type=Path, help="folder of captured faces, to be heard too")
    arguments = parser.parse_args()
    recipe = Recipe()
    for count, _ in enumerate(side_by_side(heard_versions, clips(speech_folder(recipe, timed=False))), start=1):
        print(f"\r{count} clips heard", end="", file=sys.stderr, flush=True)
    if arguments.captures:
        for _ in side_by_side(partial(heard_performances, seed=recipe.seed), load_captures(arguments.captures)):
            pass
    print(file=sys.stderr)
    return 0


def heard_versions(path: Path) -> list[EncoderInputs]:
    """What is heard of the clip of ``path`` as it is, and of ``VERSIONS`` - 1 degraded versions of it."""
    recipe = Recipe()

    def version(number: int) -> Speech:
        clip = load_clip(path)
        sound = soxr.resample(clip.samples, clip.sample_rate, RATE)
        if number:
            generator = np.random.default_rng([recipe.seed, int(path.stem), number])
            sound = degrade(sound, other_speakers(_BABBLE_CLIPS), generator)
        return Speech(sound.astype(np.float32), RATE)

    names = [f"{recipe.digest()}-{path.stem}-{number}" for number in range(VERSIONS)]
    return [_remembered(name, partial(version, number)) for number, name in enumerate(names)]


def heard_performances(capture: Capture, seed: int) -> list[tuple[EncoderInputs, np.ndarray]]:
    """What is heard of a take and its weights: as it is, slower, faster, and degraded twice."""
    samples, rate = capture.speech.samples, capture.speech.sample_rate

    def at_speed(speed: float) -> Speech:
        return Speech(soxr.resample(samples, rate * speed, rate).astype(np.float32), rate)

    def degraded(number: int) -> Speech:
        sound = soxr.resample(samples, rate, RATE)
        others = [np.roll(sound, len(sound) // part) for part in range(2, 9)]
        return Speech(degrade(sound, others, np.random.default_rng([seed, len(samples), number])), RATE)

    performances = [(heard_once(capture.speech), capture.weights)]
    digest = _digest(capture.speech)
    for speed in _CAPTURE_SPEEDS:
        own = np.arange(len(capture.weights))
        at = np.arange(int(len(own) / speed)) * speed
        weights = np.stack([np.interp(at, own, curve) for curve in capture.weights.T], axis=1)
        performances.append((_remembered(f"{digest}-speed-{speed}", partial(at_speed, speed)), weights))
    for number in range(2):
        performances.append((_remembered(f"{digest}-{seed}-{number}", partial(degraded, number)), capture.weights))
    return performances


def heard_once(speech: Speech) -> EncoderInputs:
    """What is heard of a sound, remembered by its samples."""
    return _remembered(_digest(speech), lambda: speech)


def _remembered(name: str, speech: Callable[[], Speech]) -> EncoderInputs:
    path = FOLDER / _basis() / f"{name}.npz"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        sound = speech()
        with whole_file(path) as part, part.open("wb") as file:
            np.savez(
                file,
                content=content_frames(sound),
                mel=log_mel(sound).astype(np.float16),
                source=source(measure(sound)),
            )
    with np.load(path, allow_pickle=False) as archive:
        return EncoderInputs(archive["content"], archive["mel"], archive["source"])


@cache
def _basis() -> str:
    return file_sha256(weight_path("content_basis"))[:16]


def _digest(speech: Speech) -> str:
    return hashlib.sha256(speech.samples.tobytes() + str(speech.sample_rate).encode()).hexdigest()[:24]


if __name__ == "__main__":
    sys.exit(main())

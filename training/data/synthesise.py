# SPDX-License-Identifier: GPL-3.0-or-later
"""Step 1: make the training speech with our own voices.

    python -m soliloquy.training.data.synthesise --minutes 20            sound and the voice's inner features
    python -m soliloquy.training.data.synthesise --minutes 120 --timed   inner features and phone times, no sound

Resumable: clips that are there are counted, not made again. The sound takes about 0.3 processor seconds per
second, the timed clips 0.05; both use every core.
"""

import argparse
import sys
from functools import partial
from pathlib import Path

import numpy as np

from ...runtime.voice.synthesis import synthesise, time_text
from ...runtime.voice.voices import list_voices
from .processes import side_by_side
from .recipe import Recipe, Utterance, utterances
from .speech_cache import save_clip


def main() -> int:
    parser = argparse.ArgumentParser(description="Make the training speech.")
    parser.add_argument("--minutes", type=float, default=20.0, help="how much there shall be, clips on disk included")
    parser.add_argument("--timed", action="store_true", help="phone times and features only, without the sound")
    arguments = parser.parse_args()
    recipe = Recipe()
    folder = speech_folder(recipe, arguments.timed)
    folder.mkdir(parents=True, exist_ok=True)
    voices = tuple(sorted(voice.name for voice in list_voices()))
    total = 0.0
    wanted = utterances(recipe, voices)
    if arguments.timed:
        wanted.reverse()  # other lines than those that have a sound
    for seconds in (durations := side_by_side(partial(_made, folder, arguments.timed), wanted)):
        total += seconds
        print(f"\r{total / 60:.1f} minutes", end="", file=sys.stderr, flush=True)
        if total >= arguments.minutes * 60:
            durations.close()
    print(file=sys.stderr)
    return 0


def speech_folder(recipe: Recipe, timed: bool) -> Path:
    return recipe.folder() / ("timed" if timed else "spoken")


def split_of_clips(recipe: Recipe) -> dict[str, Utterance]:
    """Every utterance of the recipe by its name: what a clip on disk is, and on which side it lies."""
    voices = tuple(sorted(voice.name for voice in list_voices()))
    return {utterance.name: utterance for utterance in utterances(recipe, voices)}


def _made(folder: Path, timed: bool, utterance: Utterance) -> float:
    """The clip is there afterwards; its length in seconds."""
    path = folder / f"{utterance.name}.npz"
    if not path.exists():
        speak = time_text if timed else synthesise
        save_clip(speak(utterance.request), folder, utterance.name)
    return _duration(path)


def _duration(path: Path) -> float:
    with np.load(path, allow_pickle=False) as archive:
        return len(archive["text"]) / 40


if __name__ == "__main__":
    sys.exit(main())

# SPDX-License-Identifier: GPL-3.0-or-later
"""Fit the line from the voice model's energy to loudness, and print it for models/models.toml.

Speaks one of the sentences for training with each of 24 voices, measures the sound's dB RMS over 25 ms relative to the
clip's 95th percentile, and fits it by least squares to the energy relative to its own 95th percentile, where the
energy is above 0 (below it the model's scale has no bottom). Leave-one-voice-out gives the error to expect.

    python -m soliloquy.tools.weights.fit_loudness
"""

import argparse
import sys
from pathlib import Path

import numpy as np
from soliloquy.runtime.listen.features import rms_decibels
from soliloquy.runtime.motion import FRAMES_PER_SECOND, frame_count
from soliloquy.runtime.requests import VoiceRequest
from soliloquy.runtime.text.languages import find_language
from soliloquy.runtime.voice.loudness import ENERGY_FRAMES_PER_SECOND
from soliloquy.runtime.voice.synthesis import synthesise
from soliloquy.runtime.voice.voices import list_voices

SENTENCES = Path(__file__).resolve().parents[2] / "training" / "data" / "sentences" / "en-us.txt"
ENGLISH_VOICES = 24


def main() -> int:
    argparse.ArgumentParser(description=__doc__.partition("\n")[0]).parse_args()
    voices = [voice.name for voice in list_voices() if find_language(voice.language).base == "en"]
    lines = [line for line in SENTENCES.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    clips = [measured(lines[5 * index], voice) for index, voice in enumerate(voices[:ENGLISH_VOICES])]
    slope = fitted(clips)
    errors = np.concatenate([y - fitted(clips[:index] + clips[index + 1 :]) * x for index, (x, y) in enumerate(clips)])
    x, y = (np.concatenate(parts) for parts in zip(*clips, strict=True))
    print(f"clips {len(clips)}, frames {len(x)}")
    print(f"decibels_per_energy = {slope:.3f}  # correlation {np.corrcoef(x, y)[0, 1]:.3f}")
    print(f"left-out voices: bias {errors.mean():+.2f} dB, standard deviation {errors.std():.2f} dB")
    return 0


def measured(text: str, voice: str) -> tuple[np.ndarray, np.ndarray]:
    """Energy and loudness of one clip, both relative to their 95th percentiles, at the frames that are fitted."""
    speech = synthesise(VoiceRequest(text, voice))
    assert speech.tts is not None
    frames = frame_count(speech.duration)
    middles = (np.arange(len(speech.tts.energy)) + 0.5) / ENERGY_FRAMES_PER_SECOND
    energy = np.interp(np.arange(frames) / FRAMES_PER_SECOND, middles, speech.tts.energy)
    decibels = rms_decibels(speech.samples, speech.sample_rate, frames)
    kept = energy > 0.0
    return (energy - np.percentile(energy, 95))[kept], (decibels - np.percentile(decibels, 95))[kept]


def fitted(clips: list[tuple[np.ndarray, np.ndarray]]) -> float:
    """Slope in dB per unit of energy of the line through the clips' 95th percentiles."""
    x, y = (np.concatenate(parts) for parts in zip(*clips, strict=True))
    return float(x @ y / (x @ x))


if __name__ == "__main__":
    sys.exit(main())

# SPDX-License-Identifier: GPL-3.0-or-later
"""A judge of lip sync that is not the network used in training, and the Sync score by it.

It differs from the sync expert (``networks/sync_expert.py``) in everything: half a second of sound and of mouth at once
through fully connected layers (no convolutions), 32 bands spaced by Glasberg and Moore's ERB-rate scale (1990)
over 50 ms, a mouth of five curves, another seed, and voices that no network was trained on. The score is that of
SyncNet (Chung and Zisserman 2016): similarity at the best shift, less the median over all shifts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import soxr
import torch
import torch.nn.functional as F
from torch import Tensor

from ...runtime.animate.flow.inputs import triangular_filters
from ...runtime.head.arkit import ARKIT_INDEX
from ...runtime.head.lips import lip_gap_mm, opening, rounding
from ...runtime.motion import FRAMES_PER_SECOND, frame_count
from ...runtime.speech import Speech
from ..networks.sync_judge import BANDS, SPAN, SyncJudge
from ..steps.loop import Batch, Loss, start_from, train
from .metrics import speech_frames

STEPS = 1500
SEED = 71
LONGEST_SHIFT = 15
"""Frames to either side that a face is moved against its sound: 0.3 s."""
_RATE, _FFT, _WINDOW_SECONDS = 16000, 1024, 0.05
_CLIPS, _INSTANTS, _APART = 16, 10, 5
"""Of a batch, of a clip, and frames between them. Chosen by eye."""
_TEMPERATURE = 0.07
"""That of He et al. 2020, "Momentum contrast", as in the sync expert."""


@dataclass(frozen=True)
class JudgedClip:
    """One clip as the judge meets it. sound (T,32), mouth (T,5), spoken (T,) bool."""

    sound: np.ndarray
    mouth: np.ndarray
    spoken: np.ndarray

    @classmethod
    def of(cls, speech: Speech, weights: np.ndarray) -> "JudgedClip":
        """weights (T,52): the face that goes, or is said to go, with ``speech``."""
        sound, mouth = band_levels(speech), mouth_curves(weights)
        frames = min(len(sound), len(mouth))
        return cls(sound[:frames], mouth[:frames], speech_frames(speech, frames))


def train_judge(clips: Sequence[JudgedClip], checkpoint: Path, steps: int = STEPS) -> SyncJudge:
    """Contrastive: the instants of one clip, 0.1 s apart and more, are each other's counter-examples."""
    start_from(SEED)
    judge = SyncJudge()
    long_enough = [clip for clip in clips if len(clip.sound) >= SPAN + (_INSTANTS + 1) * _APART]

    def draw(generator: np.random.Generator) -> Batch:
        sounds, mouths = [], []
        for index in generator.integers(0, len(long_enough), _CLIPS):
            clip = long_enough[index]
            firsts = np.arange(generator.integers(0, _APART), len(clip.sound) - SPAN, _APART)
            chosen = generator.choice(firsts, _INSTANTS, replace=False)
            sounds.append(_spans(clip.sound, chosen))
            mouths.append(_spans(clip.mouth, chosen))
        return {"sound": torch.stack(sounds), "mouth": torch.stack(mouths)}

    def loss(batch: Batch) -> Loss:
        heard, seen = (of(batch[name].flatten(0, 1)) for of, name in ((judge.hear, "sound"), (judge.see, "mouth")))
        heard, seen = (value.reshape(_CLIPS, _INSTANTS, -1) for value in (heard, seen))
        similarity = heard @ seen.transpose(1, 2) / _TEMPERATURE
        truth = torch.arange(_INSTANTS, device=similarity.device).expand(_CLIPS, -1)
        value = (F.cross_entropy(similarity, truth) + F.cross_entropy(similarity.transpose(1, 2), truth)) / 2
        right = (similarity.argmax(dim=2) == truth).float().mean()
        return value, {"contrast": value.detach(), "right": right}

    train(judge, draw, loss, steps, checkpoint, learning_rate=1e-3, seed=SEED, weight_decay=0.05)
    return judge.cpu()


@torch.no_grad()
def similarities(judge: SyncJudge, clip: JudgedClip) -> np.ndarray:
    """(31,) mean cosine similarity in speech of the sound with the mouth at each shift; at shift d, in frames, the
    mouth is taken d frames later. The best shift is the face's lag."""
    reach = LONGEST_SHIFT + SPAN // 2
    middles = np.arange(reach, len(clip.sound) - reach - 1)
    middles = middles[clip.spoken[middles]]
    firsts = middles - SPAN // 2
    heard = judge.hear(_spans(clip.sound, firsts))
    shifts = range(-LONGEST_SHIFT, LONGEST_SHIFT + 1)
    return np.array([float((heard * judge.see(_spans(clip.mouth, firsts + d))).sum(dim=1).mean()) for d in shifts])


def sync_score(judge: SyncJudge, clips: Sequence[JudgedClip]) -> dict[str, float]:
    """Sync: the best of the mean similarities less their median. at 0: that of shift 0 less the median. offset ms:
    the best shift, positive when the face is late."""
    curve = np.mean([similarities(judge, clip) for clip in clips], axis=0)
    middle = float(np.median(curve))
    return {
        "Sync": float(curve.max()) - middle,
        "at 0": float(curve[LONGEST_SHIFT]) - middle,
        "offset ms": (int(curve.argmax()) - LONGEST_SHIFT) * 1000.0 / FRAMES_PER_SECOND,
    }


def mouth_curves(weights: np.ndarray) -> np.ndarray:
    """(T,5): opening, rounding, spread, jaw, and the lip gap in centimetres."""
    spread = weights[:, [ARKIT_INDEX[f"mouth{n}{s}"] for n in ("Smile", "Stretch") for s in ("Left", "Right")]]
    curves = [opening(weights), rounding(weights), spread.mean(axis=1), weights[:, ARKIT_INDEX["jawOpen"]]]
    return np.stack([*curves, lip_gap_mm(weights) / 10.0], axis=1).astype(np.float32)


def band_levels(speech: Speech) -> np.ndarray:
    """(T,32) natural log of the power in each band, less the clip's mean, over 4."""
    samples = speech.samples
    if speech.sample_rate != _RATE:
        samples = soxr.resample(samples, speech.sample_rate, _RATE).astype(np.float32)
    window, hop = round(_WINDOW_SECONDS * _RATE), _RATE // FRAMES_PER_SECOND
    frames = frame_count(speech.duration)
    padded = np.zeros(frames * hop + _FFT, np.float32)
    usable = min(len(samples), len(padded) - window // 2)
    padded[window // 2 : window // 2 + usable] = samples[:usable]
    cut = np.lib.stride_tricks.sliding_window_view(padded, window)[::hop][:frames]
    power = np.abs(np.fft.rfft(cut * np.hanning(window).astype(np.float32), _FFT)) ** 2
    levels = np.log(power @ _bands() + 1e-6)
    return ((levels - levels.mean(axis=0)) / 4.0).astype(np.float32)


@cache
def _bands() -> np.ndarray:
    """(513,32) triangles between 60 and 7800 Hz, evenly spaced in ERB-rate, 21.4 log10(1 + 0.00437 f)."""
    low, high = (21.4 * np.log10(1 + 0.00437 * f) for f in (60.0, 7800.0))
    return triangular_filters((10 ** (np.linspace(low, high, BANDS + 2) / 21.4) - 1) / 0.00437, _RATE, _FFT)


def _spans(curve: np.ndarray, firsts: np.ndarray) -> Tensor:
    return torch.as_tensor(curve[firsts[:, None] + np.arange(SPAN)])

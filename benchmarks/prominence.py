# SPDX-License-Identifier: GPL-3.0-or-later
"""How prominent each word of a sound is, by wavelets: Suni, Šimko, Aalto and Vainio (2017, Computer Speech & Language).

Pitch (its logarithm, filled in where there is no voice), loudness and the words' lengths, each as a standard score, are
added up. Maxima of the sum's continuous wavelet transform (Mexican hat, four scales an octave, from a syllable to some
words) are followed from fine scales to coarse ones. A word is as prominent as the strongest of these lines that begins
in it: the weighted sum of its amplitudes.
"""

from collections.abc import Sequence

import numpy as np
from soliloquy.runtime.speech import SpeechFeatures, Word

RATE = 50
_SCALES = RATE * 0.05 * 2.0 ** (np.arange(13) / 4)
"""Frames: 0.05 to 0.4 s, whose hats answer most to bumps of a syllable (0.15 s) to some words (1.3 s)."""
_OCTAVES = np.arange(len(_SCALES)) / 4
_WEIGHTS = np.log(_OCTAVES + 2) * 2.0 ** (-_OCTAVES / 2)
"""After the paper: a bump's amplitude grows with the root of the scale, and coarse scales count a little more."""
_LOWEST_HZ = 50.0
_QUIETEST = -40.0
"""dB below the loud parts: what is quieter is a pause."""


def word_prominence(features: SpeechFeatures, words: Sequence[Word]) -> np.ndarray:
    """(words,) how prominent each is, 0 where no line begins in it."""
    first, last = int(words[0].start * RATE), int(np.ceil(words[-1].end * RATE)) + 1
    signal = _joined(features, words, slice(first, last))
    found = np.zeros(len(words))
    edges = np.array([[word.start, word.end] for word in words]) * RATE - first
    for place, strength in _lines(_transformed(signal)):
        for number in np.flatnonzero((edges[:, 0] <= place) & (place <= edges[:, 1])):
            found[number] = max(found[number], strength)
    return found


def _joined(features: SpeechFeatures, words: Sequence[Word], spoken: slice) -> np.ndarray:
    """(T,) the three together, without the silence around the whole, which is no fall of the voice."""
    frames = np.arange(len(features.pitch))
    voiced = features.pitch > _LOWEST_HZ
    pitch = np.log(features.pitch[voiced]) if voiced.any() else np.zeros(1)
    pitch = np.interp(frames, frames[voiced], pitch) if voiced.any() else np.zeros(len(frames))
    middles = [RATE * (word.start + word.end) / 2 for word in words]
    length = np.interp(frames, middles, [np.log(word.end - word.start) for word in words])
    loudness = np.maximum(features.loudness[: len(frames)], _QUIETEST)
    return sum((_score(curve[spoken]) for curve in (pitch, loudness, length)), np.zeros(len(pitch[spoken])))


def _score(values: np.ndarray) -> np.ndarray:
    return (values - values.mean()) / max(float(values.std()), 1e-9)


def _transformed(signal: np.ndarray) -> np.ndarray:
    """(scales, T)."""
    rows = []
    for scale in _SCALES:
        reach = int(np.ceil(5 * scale))
        at = np.arange(-reach, reach + 1) / scale
        hat = (1 - at**2) * np.exp(-(at**2) / 2) / np.sqrt(scale)
        rows.append(np.convolve(np.pad(signal, reach, mode="edge"), hat - hat.mean(), mode="valid"))
    return np.stack(rows)


def _lines(transform: np.ndarray) -> list[tuple[float, float]]:
    """Where each line of maxima begins, at the finest scale, and how strong it is."""
    done: list[tuple[float, float]] = []
    # Of the lines that are open: where it began, where it is now, its strength.
    lines = [(place, place, _WEIGHTS[0] * float(transform[0, place])) for place in _maxima(transform[0])]
    for level, weight in enumerate(_WEIGHTS[1:], 1):
        nexts: dict[int, tuple[int, int, float]] = {}
        maxima = _maxima(transform[level])
        for line in lines:
            near = maxima[np.argmin(np.abs(maxima - line[1]))] if len(maxima) else None
            if near is None or abs(near - line[1]) > _SCALES[level]:
                done.append((line[0], line[2]))
                continue
            grown = (line[0], int(near), line[2] + weight * float(transform[level, near]))
            if near in nexts and nexts[near][2] >= grown[2]:
                done.append((line[0], line[2]))
                continue
            if near in nexts:
                done.append((nexts[near][0], nexts[near][2] - weight * float(transform[level, near])))
            nexts[int(near)] = grown
        lines = list(nexts.values())
    return done + [(line[0], line[2]) for line in lines]


def _maxima(row: np.ndarray) -> np.ndarray:
    """Places of the maxima above nothing."""
    inner = row[1:-1]
    return 1 + np.flatnonzero((inner > 0) & (inner >= row[:-2]) & (inner > row[2:]))

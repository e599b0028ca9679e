# SPDX-License-Identifier: GPL-3.0-or-later
"""Prosody put into what the voice model knows of a line, before the line is sounded.

Durations, pitch and energy are changed at the taps between the model's two halves (``kokoro.py``). Text features are
constant over a token, so there a token can be made longer or shorter exactly as the model itself would do it.
"""

import functools
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from ..arrays import Array
from ..speech import TtsFeatures
from .glottal_source import VOICED_ABOVE_HZ
from .kokoro import FRAMES_PER_SECOND, Encoded
from .line_plan import Bend, PlannedLine
from .loudness import decibels_per_energy
from .moved_edges import EdgeMove, with_moved_edges
from .prosody import PLAIN, Prosody

SILENT_ENERGY = -10.0
"""The energy of silence lies near the bottom of the model's scale, not at zero. Chosen by ear."""

_MANNERS = {
    "normal": PLAIN,
    "shout": Prosody(speed=0.95, pitch=5.0, pitch_range=1.15, energy=6.0),
    "whisper": Prosody(energy=-8.0),
}
"""Traunmueller & Eriksson 2000: with vocal effort pitch, level and vowels grow; a whisper is some 10 dB weaker. Sizes
chosen by ear within that; docs/measured/voice-prosody.md has what they do."""

# Steps between words become ramps of 90 ms, about as long as a voice takes to change. Chosen by ear, as is the decay.
_RAMP = 7
_DECAY_FRAMES = 2


@dataclass(frozen=True)
class Shaped:
    """A line ready to be sounded.

    encoded: the model's, changed. gain (2T,) dB, whisper and shout (2T,) 0..1: at 80 a second. silences: frames
    first..last in which nothing may sound. moved: edges that were moved by hand, with the frames that they could be.
    """

    encoded: Encoded
    gain: Array
    whisper: Array
    shout: Array
    silences: tuple[tuple[int, int], ...] = ()
    moved: tuple[tuple[EdgeMove, int], ...] = ()

    @property
    def features(self) -> TtsFeatures:
        """As the face reads them: a whisper has no pitch."""
        features = self.encoded.features
        return replace(features, pitch=np.where(self.whisper > 0.5, 0.0, features.pitch).astype(np.float32))


def shaped(encoded: Encoded, planned: PlannedLine, whole: Prosody) -> Shaped:
    """A line with its own and the whole text's prosody; the whole text's speed is in ``encoded`` already."""
    whole = replace(whole, speed=1.0)
    said = [_with_manner(whole.then(each)) for each in planned.prosodies]
    between = _with_manner(whole)
    words = [-1, *planned.line.word_of, -1]
    tokens = [said[word] if word >= 0 else None for word in words]
    each = [token or _around(tokens, index, between) for index, token in enumerate(tokens)]
    if planned.bends:
        each = [token.then(bend) for token, bend in zip(each, _bent(words, planned.bends), strict=True)]
    silences: tuple[tuple[int, int], ...] = ()
    moved: tuple[tuple[EdgeMove, int], ...] = ()
    if any(token.speed != 1.0 for token in each) or planned.breaks or planned.moves:
        durations = _durations(encoded.durations, np.array([token.speed for token in each]))
        held = _held_tokens(words, planned.breaks)
        for first, last, frames in held:
            durations[first:last] = 0
            durations[first] = frames
        durations, moved = with_moved_edges(durations, planned.line, planned.moves)
        encoded = stretched(encoded, durations)
        ends = np.cumsum(durations)
        silences = tuple((int(ends[first] - durations[first]), int(ends[first])) for first, _, _ in held)
    steps = 2 * encoded.durations
    decibels = _curve([token.energy for token in each], steps)
    pitch = _with_melody(
        encoded.pitch,
        _curve([token.pitch for token in each], steps),
        _curve([token.pitch_range for token in each], steps),
    )
    energy = encoded.energy + (decibels / decibels_per_energy()).astype(np.float32)
    for first, last in silences:
        quiet = slice(2 * (first + _DECAY_FRAMES), 2 * last)
        energy[quiet], pitch[quiet] = SILENT_ENERGY, 0.0
    return Shaped(
        replace(encoded, pitch=pitch, energy=energy),
        gain=decibels,
        whisper=_curve([float(token.manner == "whisper") for token in each], steps),
        shout=_curve([float(token.manner == "shout") for token in each], steps),
        silences=silences,
        moved=moved,
    )


def _with_manner(prosody: Prosody) -> Prosody:
    return prosody.then(_MANNERS[prosody.manner])


def _around(tokens: list[Prosody | None], index: int, between: Prosody) -> Prosody:
    """A space or a mark is said as the words on both its sides, where these are said alike."""
    before = next((token for token in reversed(tokens[:index]) if token), None)
    after = next((token for token in tokens[index:] if token), None)
    return before if before is not None and before == after else between


def _bent(words: list[int], bends: tuple[tuple[Bend, ...], ...]) -> Iterator[Prosody]:
    """What the contours do to each token; a space or a mark goes on as the word before it where the next one does."""
    before: tuple[Bend, ...] = ()
    inside: dict[int, int] = {}
    for index, word in enumerate(words):
        if word >= 0:
            inside[word] = inside.get(word, 0) + 1
            part = (inside[word] - 0.5) / words.count(word)
            before = bends[word]
            places = [(bend.contours, bend.first + part * (bend.last - bend.first)) for bend in before]
        else:
            following = next((bends[each] for each in words[index:] if each >= 0), ())
            going_on = [bend.contours for bend in following]
            places = [(bend.contours, bend.last) for bend in before if bend.contours in going_on]
        yield functools.reduce(Prosody.then, (contours.at(place) for contours, place in places), PLAIN)


def _durations(durations: Array, rates: Array) -> Array:
    """Frames of each token at its speed; what rounding takes from one the next one gets, and none vanishes."""
    ends = np.round(np.cumsum(durations / rates)).astype(np.int64)
    return np.maximum(np.diff(ends, prepend=0), np.minimum(durations, 1))


def _held_tokens(words: list[int], breaks: tuple[tuple[int, float], ...]) -> list[tuple[int, int, int]]:
    """Tokens first..last after each word that a break follows, and the frames that they get."""
    held = []
    for word, seconds in breaks:
        first = len(words) - words[::-1].index(word)
        last = next(index for index in range(first, len(words) + 1) if index == len(words) or words[index] >= 0)
        held.append((first, last, max(1, round(seconds * FRAMES_PER_SECOND))))
    return held


def stretched(encoded: Encoded, durations: Array) -> Encoded:
    """The line with other frames of each token (tokens,); features, pitch and energy go along."""
    frames = _sources(encoded.durations, durations)
    halves = _sources(2 * encoded.durations, 2 * durations)
    return replace(
        encoded,
        durations=durations,
        text=encoded.text[:, frames],
        prosody=encoded.prosody[frames],
        pitch=encoded.pitch[halves],
        energy=encoded.energy[halves],
    )


def _sources(old: Array, new: Array) -> Array:
    """For each new frame the old one of the same token at the same part of its time."""
    starts = np.cumsum(old) - old
    token = np.repeat(np.arange(len(new)), new)
    inside = np.arange(len(token)) - np.repeat(np.cumsum(new) - new, new)
    place = starts[token] + np.floor((inside + 0.5) * old[token] / new[token])
    return np.clip(place, 0, int(old.sum()) - 1).astype(np.int64)


def _curve(values: list[float], steps: Array) -> Array:
    """A value for each token as a curve (2T,) with ramps between; float64."""
    curve = np.repeat(np.array(values, np.float64), steps)
    if len(set(values)) == 1:
        return curve
    padded = np.pad(curve, _RAMP // 2, mode="edge")
    return np.convolve(padded, np.full(_RAMP, 1.0 / _RAMP), mode="valid")


def _with_melody(pitch: Array, semitones: Array, ranges: Array) -> Array:
    """Pitch in Hz moved by semitones, its distance from the line's median scaled; the unvoiced stays as it is."""
    voiced = pitch > VOICED_ABOVE_HZ
    if not voiced.any() or (not semitones.any() and (ranges == 1.0).all()):
        return pitch.copy()
    height = np.log2(np.maximum(pitch, VOICED_ABOVE_HZ).astype(np.float64))
    middle = np.median(height[voiced])
    moved = 2.0 ** (middle + ranges * (height - middle) + semitones / 12.0)
    # Below 40 Hz and above 1,000 no voice was heard in training.
    return np.where(voiced, np.clip(moved, 40.0, 1000.0), pitch).astype(np.float32)

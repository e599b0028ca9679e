# SPDX-License-Identifier: GPL-3.0-or-later
"""From a shaped line to samples: whole, or in pieces that can be heard while the rest is made."""

import itertools
from collections.abc import Iterator

import numpy as np

from ..arrays import Array
from . import kokoro
from .kokoro import SAMPLES_PER_FRAME
from .manners import brightened, whispered
from .shaping import Shaped

FIRST_PIECE_FRAMES = 48
"""1.2 s. The generator normalises over what it sees, and when it sees less, that is heard: measured in
docs/measured/voice-quality.md."""
# Chosen by ear. Frames of 25 ms: what a piece is made with on either side, and where a cut is looked for. Samples:
# from piece to piece, at a line's ends, at a silence's edges. Of full scale: where loud peaks begin to bend.
_CONTEXT_FRAMES = 10
_SEARCH_FRAMES = 12
_CROSSFADE = 480
_FADE = 120
_KNEE = 0.85
_GATE = 600


def rendered(line: Shaped, threads: int | None = None) -> Array:
    """The samples (N,) of a whole line, float32 at 24 kHz, both ends brought to zero over 5 ms so that a join cannot
    click."""
    return _with_ends(_part(line, 0, line.encoded.frames, threads))


def rendered_in_pieces(line: Shaped, longest: int) -> Iterator[Array]:
    """The samples of a line in pieces (N,) of about ``longest`` frames, then twice as many, and so on.

    Each piece is made with a quarter of a second of what is around it, cut where the voice is quietest, and faded over
    20 ms into the next; so the sound differs a little from that of the whole line.
    """
    frames = line.encoded.frames
    cuts = [0, *_cuts(line, longest), frames]
    tail = np.zeros(0, np.float32)
    for number, (first, last) in enumerate(itertools.pairwise(cuts)):
        begin, end = max(0, first - _CONTEXT_FRAMES), min(frames, last + _CONTEXT_FRAMES)
        sound = _part(line, begin, end)
        start = (first - begin) * SAMPLES_PER_FRAME - (_CROSSFADE // 2 if number else 0)
        stop = (last - begin) * SAMPLES_PER_FRAME - (_CROSSFADE // 2 if last < frames else 0)
        piece = sound[start:stop].copy()
        ramp = np.linspace(0.0, 1.0, len(tail), dtype=np.float32)
        piece[: len(tail)] = piece[: len(tail)] * ramp + tail * ramp[::-1]
        tail = sound[stop : stop + _CROSSFADE].copy() if last < frames else tail[:0]
        yield _with_ends(piece, at_start=number == 0, at_end=last == frames)


def _cuts(line: Shaped, longest: int) -> list[int]:
    """Frames at which the pieces of a line part."""
    frames, energy = line.encoded.frames, line.encoded.energy.reshape(-1, 2).mean(axis=1)
    cuts: list[int] = []
    first = 0
    while frames - first > longest + longest // 2:
        low, high = first + longest - _SEARCH_FRAMES, first + longest + _SEARCH_FRAMES
        first = low + int(np.argmin(energy[low:high]))
        cuts.append(first)
        longest *= 2
    return cuts


def _part(line: Shaped, first: int, last: int, threads: int | None = None) -> Array:
    samples = kokoro.sound_of_part(line.encoded, first, last, threads)
    halves = slice(2 * first, 2 * last)
    for mask, changed in ((line.whisper[halves], whispered), (line.shout[halves], brightened)):
        if mask.any():
            share = _at_samples(mask, len(samples))
            samples = samples * (1.0 - share) + changed(samples) * share
    if line.gain[halves].any():
        samples = _limited(samples * 10 ** (_at_samples(line.gain[halves], len(samples)) / 20))
    for begin, end in line.silences:
        samples = _silenced(samples, (begin - first) * SAMPLES_PER_FRAME, (end - first) * SAMPLES_PER_FRAME)
    return np.clip(samples, -1.0, 1.0).astype(np.float32)


def _at_samples(curve: Array, count: int) -> Array:
    middles = (np.arange(len(curve)) + 0.5) * (count / len(curve))
    return np.interp(np.arange(count), middles, curve)


def _limited(samples: Array) -> Array:
    """What is above the knee bends towards 1 instead of being cut off."""
    over = np.maximum(np.abs(samples) - _KNEE, 0.0) / (1.0 - _KNEE)
    return np.where(over > 0.0, np.sign(samples) * (_KNEE + (1.0 - _KNEE) * np.tanh(over)), samples)


def _silenced(samples: Array, first: int, last: int) -> Array:
    """Without any sound between two samples; both sides fade over 25 ms inside."""
    place = np.arange(len(samples))
    distance = np.maximum(first + _GATE - place, place - (last - 1 - _GATE)) / _GATE
    return samples * np.clip(distance, 0.0, 1.0).astype(np.float32)


def _with_ends(samples: Array, *, at_start: bool = True, at_end: bool = True) -> Array:
    ramp = np.linspace(0.0, 1.0, _FADE, dtype=np.float32)
    faded = samples.copy()
    if at_start:
        faded[:_FADE] *= ramp
    if at_end:
        faded[-_FADE:] *= ramp[::-1]
    return faded

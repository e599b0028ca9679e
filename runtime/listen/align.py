# SPDX-License-Identifier: GPL-3.0-or-later
"""Forced alignment: the phones of a known text on the posteriors of its sound.

A left-to-right chain: a gap, the first word's phones, a gap, the next word's ... A gap may be passed over or
last as long as it likes; it holds silence, or at a price whatever is said that is not in the text. A word
may be left out at a price. So a word too many or too few costs its own place and nothing else.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..arrays import Array
from ..phones import INVENTORY
from .decode import evidence

GAP = -1

STRANGE = -3.2
"""Nats a frame for sound in a gap that is no silence. Chosen by hand, as all weights here."""

_LEFT_OUT = -9.0
"""Nats for a word that is not said."""
_PRIOR_SHARE = 0.3
"""Of how often a phone is likely in the whole sound, by which it is worth less where it is."""
_RAREST = 0.01
"""Mean probability that is added to each phone's for that."""
_WINDOW = 1000
"""States that are followed around the best one: more than a minute of speech."""
_BLOCK = 1000
"""Frames whose evidence is made at once."""


@dataclass(frozen=True)
class Chain:
    """S states in order. phone (S,): column of INVENTORY, the silence's for gaps; word (S,): index of the word, GAP in
    gaps; place (S,): index of the phone within its word; before_gap (S,): steps back to the gap before the word
    that ends here, 0 where a state is no gap; starts (S,): True for a word's first phone."""

    phone: Array
    word: Array
    place: Array
    before_gap: Array
    starts: Array


def chain_of(words: Sequence[Sequence[str]]) -> Chain:
    """The chain of words given as phones (INVENTORY symbols)."""
    phone, word, place, before_gap, starts = [0], [GAP], [0], [0], [False]
    for index, phones in enumerate(words):
        for number, symbol in enumerate(phones):
            phone.append(INVENTORY.index(symbol))
            word.append(index)
            place.append(number)
            before_gap.append(0)
            starts.append(number == 0 and index > 0)
        phone.append(0)
        word.append(GAP)
        place.append(0)
        before_gap.append(len(phones) + 1)
        starts.append(False)
    return Chain(*(np.array(column) for column in (phone, word, place, before_gap, starts)))


def align(posteriors: Array, chain: Chain) -> Array:
    """(T,) the state of ``chain`` at each frame of ``posteriors`` (T, P): the best path from its first to its last gap.

    Only a window of states around the best one is followed, so that an hour of sound takes memory and time in
    proportion. The path ends in the last state that the window reached.
    """
    frames, states = len(posteriors), len(chain.phone)
    width = min(states, _WINDOW)
    pointers = np.zeros((frames, width), np.uint8)
    lows = np.zeros(frames, np.int64)
    prior = np.log(posteriors.mean(0) + _RAREST)
    best = np.full(width, -np.inf, np.float32)
    low = 0
    for frame in range(frames):
        if frame % _BLOCK == 0:
            block = evidence(posteriors[frame : frame + _BLOCK]) - _PRIOR_SHARE * prior
        scores = block[frame % _BLOCK]
        if frame == 0:
            best[: min(2, width)] = 0.0
        else:
            best, low = _recentred(best, low, states)
            best, pointers[frame] = _step(best, low, chain)
        lows[frame] = low
        window = slice(low, low + width)
        emitted = scores[chain.phone[window]]
        gap = chain.word[window] == GAP
        best = best + np.where(gap, np.maximum(emitted, STRANGE), emitted)
    return _traced(best, pointers, lows, chain)


def _recentred(best: Array, low: int, states: int) -> tuple[Array, int]:
    """The window moved so that the best state lies at a third of it."""
    width = len(best)
    wanted = min(max(low + int(best.argmax()) - width // 3, low), states - width)
    shift = wanted - low
    if shift < max(1, width // 16) and wanted != states - width:
        return best, low
    moved = np.full(width, -np.inf, np.float32)
    moved[: width - shift] = best[shift:]
    return moved, wanted


# What a pointer says: where a state's best predecessor lies.
_STAY, _NEXT, _OVER_GAP, _OVER_WORD = range(4)


def _step(best: Array, low: int, chain: Chain) -> tuple[Array, Array]:
    """Best score of entering each state of the window, before its emission, and the pointers."""
    width = len(best)
    options = np.full((4, width), -np.inf, np.float32)
    options[_STAY] = best
    options[_NEXT, 1:] = best[:-1]
    starts = np.flatnonzero(chain.starts[low : low + width])
    starts = starts[starts >= 2]
    options[_OVER_GAP, starts] = best[starts - 2]
    back = chain.before_gap[low : low + width]
    gaps = np.flatnonzero(back)
    gaps = gaps[gaps >= back[gaps]]
    options[_OVER_WORD, gaps] = best[gaps - back[gaps]] + _LEFT_OUT
    pointer = options.argmax(0)
    return options[pointer, np.arange(width)], pointer.astype(np.uint8)


def _traced(best: Array, pointers: Array, lows: Array, chain: Chain) -> Array:
    frames, width = pointers.shape
    path = np.empty(frames, np.int64)
    # The text ends in its last gap or its last phone; where the window never came so far, at the best state.
    ends = np.full(width, -np.inf)
    reached = len(chain.phone) - lows[-1]
    if reached <= width:
        ends[reached - 2 : reached] = best[reached - 2 : reached]
    path[-1] = lows[-1] + int((ends if np.isfinite(ends).any() else best).argmax())
    for frame in range(frames - 1, 0, -1):
        state = path[frame]
        pointer = pointers[frame, state - lows[frame]]
        path[frame - 1] = state - (0, 1, 2, chain.before_gap[state])[pointer]
    return path

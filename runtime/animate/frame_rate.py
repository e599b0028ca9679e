# SPDX-License-Identifier: GPL-3.0-or-later
"""Motion at another frame rate, with every lip contact kept on a frame.

A stop's closure lasts 25 to 80 ms: at 24 frames a second (42 ms) a box filter opens it and plain sampling misses it.
So the curves are resampled in time, and then the mouth of each P/B/M and F/V is put on the frame nearest to it, and
held as long as a player needs to show it (``held_contacts.py``).
"""

import math
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import numpy as np

from ..arrays import Array
from ..head.arkit import ARKIT_INDEX
from ..head.lips import lip_gap_profile_mm, lower_lip_to_teeth_mm, opening
from ..long_arrays import blocks, by_block, changed, let_go_at_times, long_array
from ..motion import ArkitCurves
from ..phones import BILABIALS, LABIODENTALS, OPEN_VOWELS, VOWELS
from ..speech import Phone
from .contact_reach import MOUTH
from .held_contacts import PlacedContact, earliest_end, hold, latest_begin
from .measure import OPEN_VOWEL_SECONDS, frames_inside

_LIDS = [ARKIT_INDEX["eyeBlinkLeft"], ARKIT_INDEX["eyeBlinkRight"]]
_SAMPLES_PER_BOX = 8
"""Of a frame's box, when going down. Chosen by hand."""
_SHUT_LID = 0.9
"""Weight of eyeBlink from which on a blink counts as shut, and keeps a frame of its own. Chosen by eye."""
_VOWEL_EDGE = 0.2
"""Of its length, at both ends, where a vowel may look as its neighbours do: as ``measure.closures`` judges it."""
_AT_ONCE = 1024
"""Frames whose profiles are measured together: a whole number of the pieces of ``lip_gap_profile_mm``."""
_OPENING_A_MM = 0.03
"""What a millimetre of the lip gap is in jawOpen: one in 33.7 (docs/conventions.md)."""


def resample(curves: ArkitCurves, phones: Sequence[Phone], frames_per_second: float) -> ArkitCurves:
    """``curves`` at any rate above 0 (29.97 too): linear in time, box-filtered when going down.

    Each seal (P/B/M) and teeth contact (F/V) of ``phones`` keeps its mouth on a frame inside the phone, or on the one
    nearest to it where there is none; a seal wins where both want the same frame. A vowel between two contacts
    keeps a frame of its own where there is one. A shut lid stays shut.
    """
    if frames_per_second == curves.frames_per_second:
        return _held(curves, phones)
    duration = (len(curves) - 1) / curves.frames_per_second
    times = np.arange(math.ceil(duration * frames_per_second - 1e-6) + 1) / frames_per_second
    weights = _sampled(curves.weights, curves.frames_per_second, times, frames_per_second)
    head = _sampled(curves.head, curves.frames_per_second, times, frames_per_second)
    _keep_lids(weights, curves, frames_per_second)
    _keep_contacts(weights, curves, phones, frames_per_second)
    tongue = None
    if curves.tongue is not None:
        tongue = _sampled(curves.tongue, curves.frames_per_second, times, frames_per_second)
    return ArkitCurves(weights, head, frames_per_second, tongue)


def _held(curves: ArkitCurves, phones: Sequence[Phone]) -> ArkitCurves:
    """``curves`` at their own rate, with contacts held as long as a player needs."""
    if not any(phone.symbol in BILABIALS | LABIODENTALS for phone in phones):
        return curves
    weights = changed(curves.weights, np.array)
    _keep_contacts(weights, curves, phones, curves.frames_per_second)
    return replace(curves, weights=weights)


def _sampled(values: Array, rate: float, times: Array, new_rate: float) -> Array:
    offsets = np.zeros(1)
    if new_rate < rate:
        offsets = ((np.arange(_SAMPLES_PER_BOX) + 0.5) / _SAMPLES_PER_BOX - 0.5) / new_rate
    sampled = long_array((len(times), values.shape[1]))
    for block in blocks(len(times)):
        moments = [times[block] + offset for offset in offsets]
        # What lies about them, with a frame to spare.
        first = max(0, math.floor(moments[0][0] * rate) - 1)
        end = min(len(values), math.ceil(moments[-1][-1] * rate) + 2)
        old_times, moving = np.arange(first, end) / rate, values[first:end].astype(np.float64)
        for column in range(values.shape[1]):
            found = (np.interp(each, old_times, moving[:, column]) for each in moments)
            sampled[block, column] = sum(found) / len(offsets)
    return sampled


def _keep_lids(weights: Array, curves: ArkitCurves, frames_per_second: float) -> None:
    lids = by_block(lambda rows: rows[:, _LIDS].max(axis=1), curves.weights)
    inner = lids[1:-1]
    peaks = np.flatnonzero((inner >= _SHUT_LID) & (inner >= lids[:-2]) & (inner > lids[2:])) + 1
    frames = np.rint(peaks / curves.frames_per_second * frames_per_second).astype(int)
    inside = frames < len(weights)
    for at, of in zip(frames[inside], peaks[inside], strict=True):
        weights[at, _LIDS] = curves.weights[of, _LIDS]
        let_go_at_times()


def _keep_contacts(weights: Array, curves: ArkitCurves, phones: Sequence[Phone], frames_per_second: float) -> None:
    apart, to_teeth = _apart(curves, phones), by_block(lower_lip_to_teeth_mm, curves.weights)
    taken: set[int] = set()
    placed: list[PlacedContact] = []
    for kind, measure in ((BILABIALS, apart), (LABIODENTALS, to_teeth)):
        alike: dict[int, Array] = {}
        for phone in phones:
            if phone.symbol not in kind:
                continue
            best = _best_frame(measure, phone, curves.frames_per_second)
            here = frames_inside(phone.start, phone.end, frames_per_second, len(weights))
            inside = range(here.start, here.stop)
            # Of two short ones that are alike, as in "camp", the second may have but the first one's frame.
            choice = [frame for frame in inside if frame not in taken] or [each for each in inside if each in alike]
            if choice:
                moment = best / curves.frames_per_second * frames_per_second
                frame = min(choice, key=lambda candidate: abs(candidate - moment))
                weights[frame, MOUTH] = alike.setdefault(frame, curves.weights[best, MOUTH])
                taken.add(frame)
                placed.append(PlacedContact(phone, frame))
                let_go_at_times()
    kept = _keep_vowels(weights, curves, phones, frames_per_second, taken)
    hold(weights, placed, taken, kept, _vowel_frames(phones, frames_per_second, len(weights)), frames_per_second)


def _apart(curves: ArkitCurves, phones: Sequence[Phone]) -> Array:
    """How far (T,) the mouth is from a seal, as an opening; in P/B/M with what the lips miss or cross anywhere."""
    apart: Array = by_block(opening, curves.weights)
    shut = np.zeros(len(curves), bool)
    for phone in phones:
        if phone.symbol in BILABIALS:
            shut[frames_inside(phone.start, phone.end, curves.frames_per_second, len(curves))] = True
    inside = np.flatnonzero(shut)
    for some in blocks(len(inside), _AT_ONCE):
        # Many in a call, because most of what it costs it costs once.
        apart[inside[some]] += _OPENING_A_MM * np.abs(lip_gap_profile_mm(curves.weights[inside[some]])).max(axis=1)
    return apart


def _vowel_frames(phones: Sequence[Phone], frames_per_second: float, count: int) -> list[set[int]]:
    """The frames in the middle of each open vowel that is long enough to be seen; one of them at least stays open."""
    seen = [each for each in phones if each.symbol in OPEN_VOWELS and each.end - each.start >= OPEN_VOWEL_SECONDS]
    inset = [_VOWEL_EDGE * (each.end - each.start) for each in seen]
    inside = (
        frames_inside(each.start + edge, each.end - edge, frames_per_second, count)
        for each, edge in zip(seen, inset, strict=True)
    )
    return [set(range(frames.start, frames.stop)) for frames in inside]


def _best_frame(measure: Array, phone: Phone, rate: float) -> int:
    """The middle of the frames of ``phone`` where ``measure`` is within a hair of its smallest."""
    inside = frames_inside(phone.start, phone.end, rate, len(measure))
    local = measure[inside]
    best = np.flatnonzero(local <= local.min() + 0.005)
    return inside.start + int(best[len(best) // 2])


def _keep_vowels(
    weights: Array, curves: ArkitCurves, phones: Sequence[Phone], frames_per_second: float, taken: set[int]
) -> set[int]:
    """A vowel between two contacts is short: give it its widest mouth, unfiltered, so that they stay two. Returns the
    frames of these vowels, except of those between two unlike contacts, which are two anyway, that are too short to
    look open."""
    contacts = BILABIALS | LABIODENTALS
    vowels = set()
    opened = by_block(opening, curves.weights)
    for before, vowel, after in zip(phones[:-2], phones[1:-1], phones[2:], strict=True):
        alike = (before.symbol in BILABIALS) == (after.symbol in BILABIALS)
        kept = alike or vowel.end - vowel.start >= OPEN_VOWEL_SECONDS
        if kept and vowel.symbol in VOWELS and before.symbol in contacts and after.symbol in contacts:
            inside = frames_inside(vowel.start, vowel.end, curves.frames_per_second, len(curves))
            best = inside.start + int(opened[inside].argmax())
            moment = best / curves.frames_per_second
            edge = _VOWEL_EDGE * (vowel.end - vowel.start)
            here = frames_inside(vowel.start + edge, vowel.end - edge, frames_per_second, len(weights))
            near = set(range(here.start, here.stop)) - taken or {round(moment * frames_per_second)} - taken
            free = [frame for frame in near if frame < len(weights)]
            if free:
                frame = min(free, key=partial(_cost, moment, before, after, frames_per_second))
                weights[frame, MOUTH] = curves.weights[best, MOUTH]
                vowels.add(frame)
                let_go_at_times()
    return vowels


def _cost(moment: float, before: Phone, after: Phone, rate: float, frame: int) -> tuple[float, float]:
    """How many frames a vowel's ``frame`` reaches into the contacts around it, and how far it is from ``moment``."""
    begins, ends = earliest_end(before), latest_begin(after)
    at = frame / rate
    return max(0.0, (begins - at) * rate + 1.0, (at - ends) * rate + 1.0), abs(at - moment)

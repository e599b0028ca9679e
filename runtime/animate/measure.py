# SPDX-License-Identifier: GPL-3.0-or-later
"""What a moving mouth does at each phone: closures, contacts, rest, speed and jitter. Pure functions."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..arrays import Array
from ..head.lips import lip_gap_mm, lip_gap_profile_mm, lower_lip_to_teeth_mm, opening
from ..motion import ArkitCurves
from ..phones import BILABIALS, LABIODENTALS, OPEN_VOWELS
from ..speech import SILENCE, Phone

CLOSED_SHARE = 0.10
CONTACT_SHARE = 0.45
"""These two, and the gaps below: docs/conventions.md, "Motion"."""
FALSE_CLOSURE_SHARE = 0.25
"""As ``runtime.evaluate.scores`` judges (docs/listening.md)."""
CLOSED_GAP_MM = (-0.25, 0.25)
CONTACT_GAP_MM = 0.5
CONTACT_TEETH_MM = 1.5
OPEN_VOWEL_SECONDS = 0.06
"""Shortest open vowel that is judged, as there."""
PAUSE_SECONDS = 0.6
PAUSE_EDGE_SECONDS = 0.2
"""Shortest pause in which a mouth is to rest, and what of it at either end is not judged. Chosen by hand."""


@dataclass(frozen=True)
class Closures:
    """One True or False for each P/B/M, each F/V, and each open vowel of at least 60 ms (True: wrongly closed)."""

    bilabials: tuple[bool, ...]
    labiodentals: tuple[bool, ...]
    false_closures: tuple[bool, ...]


def closures(curves: ArkitCurves, phones: Sequence[Phone]) -> Closures:
    """Which contacts are made, at the curves' own frame rate.

    P/B/M closed: on at least one frame of the phone the opening is at most 0.10 of the clip's 90th percentile and the
    lip gap, all along the mouth, between -0.25 and +0.25 mm. F/V: opening at most 0.45 of it, gap above 0.5 mm,
    lower-lip edge within 1.5 mm of the upper teeth. Wrongly closed: an open vowel whose opening stays at or below 0.25
    of it over its middle 60 %. Where no frame falls inside a phone (25 ms at 30 frames a second) the one nearest to its
    middle counts.
    """
    opened = opening(curves.weights)
    share = opened / max(float(np.percentile(opened, 90)), 1e-6)
    gap = lip_gap_mm(curves.weights)
    shut = share <= CLOSED_SHARE
    touching = (share <= CONTACT_SHARE) & (gap > CONTACT_GAP_MM)
    touching &= lower_lip_to_teeth_mm(curves.weights) <= CONTACT_TEETH_MM
    low = share <= FALSE_CLOSURE_SHARE

    def frames(phone: Phone, margin: float = 0.0) -> slice:
        inset = margin * (phone.end - phone.start)
        return frames_inside(phone.start + inset, phone.end - inset, curves.frames_per_second, len(curves))

    def each(kind: frozenset[str], made: Array) -> tuple[bool, ...]:
        return tuple(bool(made[frames(phone)].any()) for phone in phones if phone.symbol in kind)

    asked = np.zeros(len(curves), bool)
    for phone in phones:
        if phone.symbol in BILABIALS:
            asked[frames(phone)] = True
    if asked.any():
        # One call, because most of what it costs it costs once.
        shut[asked] &= _lips_touch(curves.weights[asked])
    vowels = [phone for phone in phones if stands_open(phone)]
    return Closures(
        bilabials=each(BILABIALS, shut),
        labiodentals=each(LABIODENTALS, touching),
        false_closures=tuple(bool(low[frames(vowel, 0.2)].all()) for vowel in vowels),
    )


def stands_open(phone: Phone) -> bool:
    """Whether it is an open vowel that lasts long enough for a mouth to be seen open."""
    return phone.symbol in OPEN_VOWELS and phone.end - phone.start >= OPEN_VOWEL_SECONDS - 1e-6


def _lips_touch(weights: Array) -> Array:
    """Whether (T,) the lips meet all along the mouth, and run nowhere through each other."""
    profile = lip_gap_profile_mm(weights)
    return (profile.min(axis=1) >= CLOSED_GAP_MM[0]) & (profile.max(axis=1) <= CLOSED_GAP_MM[1])


def frames_inside(start: float, end: float, frames_per_second: float, count: int) -> slice:
    """Frames k with start <= k / frames_per_second <= end; the one nearest to the middle where there is none."""
    first = int(np.ceil(start * frames_per_second - 1e-6))
    last = int(np.floor(end * frames_per_second + 1e-6))
    if last < first:
        first = last = round(0.5 * (start + end) * frames_per_second)
    first, last = min(max(first, 0), count - 1), min(max(last, 0), count - 1)
    return slice(first, last + 1)


def contact_frames(curves: ArkitCurves, phones: Sequence[Phone]) -> tuple[int, ...]:
    """The frame of each P, B, M, F and V on which the mouth is least open, in order."""
    opened = opening(curves.weights)
    found = set()
    for phone in phones:
        if phone.symbol in BILABIALS | LABIODENTALS:
            inside = frames_inside(phone.start, phone.end, curves.frames_per_second, len(curves))
            found.add(inside.start + int(np.argmin(opened[inside])))
    return tuple(sorted(found))


def speed_99(curve: Array, frames_per_second: float) -> float:
    """99th percentile of the speed of a curve (T,), a second, after bringing it to 30 frames a second."""
    at_30 = _at_30(curve, frames_per_second)
    return float(np.percentile(np.abs(np.diff(at_30)) * 30.0, 99))


def jitter(curve: Array, frames_per_second: float) -> float:
    """Of a curve (T,): mean absolute third difference at 30 frames a second over the standard deviation; 0.2 to 0.4 on
    real faces."""
    at_30 = _at_30(curve, frames_per_second)
    return float(np.abs(np.diff(at_30, 3)).mean() / max(float(at_30.std()), 1e-9))


def rest_in_pauses(curves: ArkitCurves, phones: Sequence[Phone]) -> float | None:
    """Mean speed of the opening in pauses of 0.6 s and more, without their first and last 0.2 s, over that in
    speech. None where there is no such pause or no speech."""
    speed = np.abs(np.diff(opening(curves.weights)))
    times = (np.arange(len(speed)) + 0.5) / curves.frames_per_second
    quiet = _within(
        times,
        [
            (p.start + PAUSE_EDGE_SECONDS, p.end - PAUSE_EDGE_SECONDS)
            for p in phones
            if p.symbol == SILENCE and p.end - p.start >= PAUSE_SECONDS
        ],
    )
    spoken = _within(times, [(p.start, p.end) for p in phones if p.symbol != SILENCE])
    if not quiet.any() or not spoken.any():
        return None
    return float(speed[quiet].mean() / max(float(speed[spoken].mean()), 1e-12))


def _within(times: Array, spans: Sequence[tuple[float, float]]) -> Array:
    inside = np.zeros(len(times), dtype=bool)
    for start, end in spans:
        inside |= (times >= start) & (times <= end)
    return inside


def _at_30(curve: Array, frames_per_second: float) -> Array:
    """``curve`` at 30 frames a second, box-filtered first when it has more: as recorded faces are measured."""
    times = np.arange(len(curve)) / frames_per_second
    width = max(round(frames_per_second / 30.0), 1)
    padded = np.pad(curve, (width // 2, width - 1 - width // 2), mode="edge")
    smooth = np.convolve(padded, np.ones(width) / width, mode="valid")
    shift = 0.0 if width % 2 else 0.5 / frames_per_second  # an even box sits half a frame early
    return np.interp(np.arange(0.0, times[-1], 1 / 30.0), times - shift, smooth)


def share_with_interval(outcomes: Sequence[bool]) -> tuple[float, float, float]:
    """(share, low, high) of True, with the 95 % interval of Wilson (1927)."""
    count = len(outcomes)
    if count == 0:
        return float("nan"), 0.0, 1.0
    z = 1.959964
    share = sum(outcomes) / count
    centre = (share + z**2 / (2 * count)) / (1 + z**2 / count)
    half = z / (1 + z**2 / count) * float(np.sqrt(share * (1 - share) / count + z**2 / (4 * count**2)))
    return share, max(centre - half, 0.0), min(centre + half, 1.0)

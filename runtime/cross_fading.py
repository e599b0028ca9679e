# SPDX-License-Identifier: GPL-3.0-or-later
"""One take that begins as one and ends as another of the same speech."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from .arrays import Array
from .errors import InputError
from .head.arkit import ARKIT_NAMES
from .head.layout import motion_from_arkit
from .merging import Source, told_of
from .motion import FRAMES_PER_SECOND, ArkitCurves
from .phones import BILABIALS, LABIODENTALS
from .smooth_step import smooth
from .speech import Phone
from .take import Take
from .threads import fixed_order_of_sums
from .version import VERSION

FADE_SECONDS = 0.3
"""Chosen by eye."""
_LIPS = np.array([not name.startswith(("brow", "eye")) for name in ARKIT_NAMES])
# Chosen by eye: how much of the time beside a contact belongs to it, and the shortest fade of the lips.
_BESIDE_SECONDS = 0.06
_SHORTEST_SECONDS = 0.06
_SAME_SECONDS = 0.002
"""By how much phones of the same speech may differ."""


@fixed_order_of_sums()
def cross_fade(first: Source, second: Source, at: float, seconds: float = FADE_SECONDS) -> Take:
    """The motion of ``first`` until ``at``, in seconds, that of ``second`` after it, and a fade of ``seconds`` between.
    The speech is that of both; the request says what it came from.

    Each P, B, M, F and V is made as one of the two makes it: lips fade between two contacts, next to ``at``, and where
    these lie close together, sooner. Raises InputError where the takes do not say the same at the same times, or
    ``at`` is outside of them.
    """
    _check(first, second, at, seconds)
    one, other = first.take, second.take
    frames = min(len(one.curves), len(other.curves))
    times = np.arange(frames) / FRAMES_PER_SECOND
    share = _ramp(times, at, seconds)
    # Where the two were edited, lips may meet in one of them alone.
    phones = (*one.lip_phones, *other.lip_phones)
    lips = _ramp(times, *_between_contacts(phones, at, seconds, times[-1]))
    shares = np.where(_LIPS[None], lips[:, None], share[:, None])
    weights = _mixed(one.curves.weights[:frames], other.curves.weights[:frames], shares)
    head = _mixed(one.curves.head[:frames], other.curves.head[:frames], share[:, None])
    curves = ArkitCurves(weights, head, tongue=_tongue(one.curves.tongue, other.curves.tongue, lips))
    told = {"first": told_of(first), "second": told_of(second), "at": float(at), "seconds": float(seconds)}
    return replace(
        one,
        motion=motion_from_arkit(curves),
        request={"cross_fade": told},
        weights={**other.weights, **one.weights},
        warnings=tuple(dict.fromkeys([*one.warnings, *other.warnings])),
        version=VERSION,
        features=None,
    )


def _check(first: Source, second: Source, at: float, seconds: float) -> None:
    one, other = first.take.speech, second.take.speech
    same = [phone.symbol for phone in one.phones] == [phone.symbol for phone in other.phones] and all(
        abs(mine.start - theirs.start) <= _SAME_SECONDS and abs(mine.end - theirs.end) <= _SAME_SECONDS
        for mine, theirs in zip(one.phones, other.phones, strict=True)
    )
    if not same or abs(len(first.take.curves) - len(second.take.curves)) > 1:
        reason = f"does not say the same at the same times as {first.name}"
        raise InputError(second.name, reason, "Choose another take of the same speech")
    if not 0.0 < at < one.duration:
        reason = f"is not inside the take, which lasts {one.duration:.2f} s"
        raise InputError(f"{at:.2f} s", reason, "Choose a moment at which it speaks")
    if not 0.0 <= seconds <= one.duration:
        raise InputError(f"a fade of {seconds:g} s", "is longer than the take, or below 0", "Choose a shorter one")


def _ramp(times: Array, at: float, seconds: float) -> Array:
    """(T,) from 0 to 1, smooth at both ends."""
    return smooth(np.clip((times - at) / max(seconds, 1.0 / FRAMES_PER_SECOND) + 0.5, 0.0, 1.0))


def _between_contacts(phones: Sequence[Phone], at: float, seconds: float, end: float) -> tuple[float, float]:
    """When lips fade and how long: in the gap between contacts that is nearest to ``at``, as long as that lets them."""
    contacts = sorted((phone.start, phone.end) for phone in phones if phone.symbol in BILABIALS | LABIODENTALS)
    starts = [0.0, *(after + _BESIDE_SECONDS for _before, after in contacts)]
    ends = [*(before - _BESIDE_SECONDS for before, _after in contacts), end]
    gaps = [gap for gap in zip(starts, ends, strict=True) if gap[1] - gap[0] >= _SHORTEST_SECONDS]
    if not gaps:
        return at, 0.0
    start, stop = min(gaps, key=lambda gap: max(gap[0] - at, at - gap[1], 0.0))
    room = min(seconds, stop - start)
    return min(max(at, start + room / 2), stop - room / 2), room


def _mixed(one: Array, other: Array, share: Array) -> Array:
    return np.asarray(one + share * (other - one), np.float32)


def _tongue(one: Array | None, other: Array | None, share: Array) -> Array | None:
    if one is None or other is None:
        return None if one is None else one[: len(share)]
    return _mixed(one[: len(share)], other[: len(share)], share[:, None])

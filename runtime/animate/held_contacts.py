# SPDX-License-Identifier: GPL-3.0-or-later
"""Contacts that a player shows, whenever it looks.

An engine draws straight lines between keys, and pictures at its own rate from a moment of its own on. A contact that
lasts less than one of its pictures is stepped over. So each is held for a picture of a player at 30: inside its phone
where that is long enough, otherwise about the phone's middle. Keys beside it come only as near to it as that takes.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from ..arrays import Array
from ..head.arkit import ARKIT_NAMES
from ..head.lips import PLACES, lip_gap_mm, lip_gap_profile_mm, lower_lip_to_teeth_mm, opening
from ..phones import BILABIALS
from ..speech import Phone
from .measure import CLOSED_GAP_MM, CLOSED_SHARE, CONTACT_GAP_MM, CONTACT_SHARE, CONTACT_TEETH_MM

MOUTH = np.array([i for i, name in enumerate(ARKIT_NAMES) if name.startswith(("jaw", "mouth", "tongue", "cheek"))])
PICTURE_SECONDS = 1 / 30

# Chosen by eye: of the rule's limits, how much is used; of the way from a contact to a key, where it is looked at;
# moments at which a contact may be held; what a key that others need counts, beside an opening; and what may stay of a
# key's own mouth before it counts as the contact's; and how far, as a share of a wide mouth, the lips stay parted in a
# short vowel between two contacts.
_WITHIN = 0.8
_NEAR = 0.1
_MOMENTS = 7
_BLOCKED = 10.0
_MINE = 0.5
_PARTED = 0.08


@dataclass(frozen=True)
class PlacedContact:
    """A contact on its key. mouth: the weights of ``MOUTH`` that make it."""

    phone: Phone
    frame: int
    mouth: Array


@dataclass(frozen=True)
class _Pull:
    """What holding a contact asks of a key: of what it differs from the contact, the share that may stay."""

    frame: int
    stays: float


def earliest_end(phone: Phone) -> float:
    """The second until which a contact in ``phone`` is held at least."""
    return min(phone.start + PICTURE_SECONDS, 0.5 * (phone.start + phone.end + PICTURE_SECONDS))


def latest_begin(phone: Phone) -> float:
    """The second from which on a contact in ``phone`` is held at the latest."""
    return max(phone.end - PICTURE_SECONDS, 0.5 * (phone.start + phone.end - PICTURE_SECONDS))


def hold(
    weights: Array,
    contacts: Sequence[PlacedContact],
    taken: set[int],
    kept: set[int],
    vowels: Sequence[set[int]],
    frames_per_second: float,
) -> None:
    """Hold each of ``contacts`` in ``weights`` (T,52), at the moment at which that changes least.

    taken: the contacts' frames, and those that others have then. kept: frames of vowels between two contacts, which
    stay open, if only so far that the two are not one. vowels: frames of each open vowel, one of which stays free.
    """
    wide = float(np.percentile(opening(weights), 90))
    drawn: dict[int, bool] = {}
    """Frames that are taken because they were drawn to a contact, and whether that was a seal."""
    of_frame: dict[int, list[set[int]]] = {}
    for own in vowels:
        for each in own:
            of_frame.setdefault(each, []).append(own)

    def free(frame: int, seal: bool) -> bool:
        if frame in kept or (frame in taken and drawn.get(frame) != seal):
            return False
        return all(own - taken - {frame} for own in of_frame.get(frame, ()))

    for contact in contacts:
        seal = contact.phone.symbol in BILABIALS
        for pull in _cheapest(weights, contact, partial(free, seal=seal), wide, frames_per_second):
            if free(pull.frame, seal):
                _draw(weights, contact, pull)
                if pull.stays < _MINE:
                    taken.add(pull.frame)
                    drawn[pull.frame] = seal
            elif pull.frame in kept and pull.frame not in of_frame:
                parted = _PARTED * wide / max(float(opening(weights[pull.frame, None])[0]), 1e-6)
                _draw(weights, contact, _Pull(pull.frame, max(pull.stays, min(parted, 1.0))))


def _draw(weights: Array, contact: PlacedContact, pull: _Pull) -> None:
    here = weights[pull.frame, MOUTH]
    weights[pull.frame, MOUTH] = contact.mouth + pull.stays * (here - contact.mouth)


def _cheapest(
    weights: Array, contact: PlacedContact, free: Callable[[int], bool], wide: float, rate: float
) -> Sequence[_Pull]:
    """The pulls of the moment that takes least of the mouth's opening, and no key that others need."""
    half, phone = PICTURE_SECONDS / 2, contact.phone
    middles = [0.5 * (phone.start + phone.end)]
    if phone.end - phone.start > PICTURE_SECONDS:
        middles = list(np.linspace(phone.start + half, phone.end - half, _MOMENTS))
    first = max(0, math.floor((middles[0] - half) * rate))
    last = min(len(weights) - 1, math.ceil((middles[-1] + half) * rate))
    reach = _reach(weights[first : last + 1], contact, wide)
    opened = opening(weights[first : last + 1]) / max(wide, 1e-6)

    def cost(pulls: Sequence[_Pull]) -> float:
        return sum(
            (1.0 - pull.stays) * (opened[pull.frame - first] + (0.0 if free(pull.frame) else _BLOCKED))
            for pull in pulls
        )

    plans = [_pulls(reach, first, contact, (middle - half) * rate, (middle + half) * rate) for middle in middles]
    return min((plan for plan in plans if plan is not None), key=cost, default=())


def _pulls(reach: Array, first: int, contact: PlacedContact, begin: float, end: float) -> list[_Pull] | None:
    """What each key must do so that the contact holds from ``begin`` to ``end`` (in frames). reach: of each key from
    ``first`` on, how far on the line from the contact to it the contact still holds. None where that leaves the
    contact's own key out."""
    low, high = math.floor(begin + 1e-6), math.ceil(end - 1e-6)
    if not low <= contact.frame <= high:
        return None
    found = []
    for frame in range(max(low, first), min(high, first + len(reach) - 1) + 1):
        # A key outside counts as much as it has a share in what is drawn at the edge.
        share = min(1.0, frame + 1 - begin, end - (frame - 1))
        stays = min(1.0, float(reach[frame - first]) / max(share, 1e-6))
        if stays < 1.0 and frame != contact.frame:
            found.append(_Pull(frame, stays))
    return found


def _reach(keys: Array, contact: PlacedContact, wide: float) -> Array:
    """How far (K,) one may go from the contact towards each of ``keys`` (K,52), 1 all the way, so that it still holds.

    Lips do not part evenly on that way, so it is looked at near the contact and at its end.
    """
    made = keys.copy()
    made[:, MOUTH] = contact.mouth
    ways = (0.0, _NEAR, 1.0)
    # One call, because most of what it costs it costs once.
    seen = _measured(np.concatenate([made + way * (keys - made) for way in ways]), contact.phone)
    at, *there = np.split(seen, len(ways))
    limits = _limits(contact.phone, wide)
    reach = np.ones(len(keys))
    for way, found in zip(ways[1:], there, strict=True):
        rise = (found - at) / way
        room = np.where(rise > 1e-9, np.maximum(limits - at, 0.0) / np.maximum(rise, 1e-9), 1.0)
        reach = np.minimum(reach, room.min(axis=1))
    return reach


def _measured(weights: Array, phone: Phone) -> Array:
    """(K,M): what the contact's rule looks at, each to be at most its limit."""
    if phone.symbol in BILABIALS:
        profile = lip_gap_profile_mm(weights)
        return np.column_stack((profile, -profile, opening(weights)))
    return np.column_stack((lower_lip_to_teeth_mm(weights), -lip_gap_mm(weights), opening(weights)))


def _limits(phone: Phone, wide: float) -> Array:
    """(M,) in the order of ``_measured``. wide: the clip's 90th percentile of the opening."""
    if phone.symbol in BILABIALS:
        low, high = CLOSED_GAP_MM
        return _WITHIN * np.concatenate((np.full(PLACES, high), np.full(PLACES, -low), [CLOSED_SHARE * wide]))
    return np.array([_WITHIN * CONTACT_TEETH_MM, -CONTACT_GAP_MM / _WITHIN, _WITHIN * CONTACT_SHARE * wide])

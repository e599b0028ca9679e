# SPDX-License-Identifier: GPL-3.0-or-later
"""Contacts that a player shows, whenever it looks.

An engine draws straight lines between keys, and pictures at its own rate from a moment of its own on. A contact that
lasts less than one of its pictures is stepped over. So each is held for a picture of a player at 30: inside its phone
where that is long enough, otherwise about the phone's middle. Keys beside it come only as near to it as that takes.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

import numpy as np

from ..arrays import Array
from ..head.lips import opening
from ..long_arrays import by_block, let_go, let_go_at_times
from ..phones import BILABIALS
from ..speech import Phone
from .contact_reach import MOUTH, lean, press, reach_of, touching_share

PICTURE_SECONDS = 1 / 30
"""Of the slowest player that a contact is to be seen on. Chosen by hand."""

# Chosen by eye: moments at which a contact may be held; what a key that others need counts, beside an opening; what may
# stay of a key's own mouth before it counts as the contact's; and how far, as a share of a wide mouth, the lips stay
# parted in a short vowel between two contacts.
_MOMENTS = 7
_BLOCKED = 10.0
_MINE = 0.5
_PARTED = 0.04
_AT_ONCE = 64
"""Contacts that are measured together."""


@dataclass(frozen=True)
class PlacedContact:
    """A contact on its key, whose weights of ``MOUTH`` make it."""

    phone: Phone
    frame: int


@dataclass(frozen=True)
class _Keys:
    """reach (K,): how far on the line from a contact to each key of ``frames`` the contact still holds. opened (K,): as
    a share of a wide mouth."""

    frames: range
    reach: Array
    opened: Array


@dataclass(frozen=True)
class _Pull:
    """What holding a contact asks of a key: of what it differs from the contact, the share that may stay."""

    frame: int
    stays: float


@dataclass(frozen=True)
class _Room:
    """Which keys may be drawn to a contact. taken, kept: as ``hold`` has them. vowels: those that a frame is part of.
    drawn: frames that are taken because they were drawn to a contact, and whether that was a seal."""

    taken: set[int]
    kept: set[int]
    vowels: Mapping[int, list[set[int]]]
    drawn: dict[int, bool] = field(default_factory=dict)

    def is_free(self, frame: int, seal: bool) -> bool:
        """Whether it may be drawn to a seal, or to a contact that is none."""
        if frame in self.kept or (frame in self.taken and self.drawn.get(frame) != seal):
            return False
        return all(own - self.taken - {frame} for own in self.vowels.get(frame, ()))

    def take(self, frame: int, seal: bool) -> None:
        """It was drawn to a contact so far that it is the contact's."""
        self.taken.add(frame)
        self.drawn[frame] = seal

    def is_between_contacts(self, frame: int) -> bool:
        """Whether it keeps two contacts apart, in a vowel too short to be seen otherwise."""
        return frame in self.kept and frame not in self.vowels


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
    wide = float(np.percentile(by_block(opening, weights), 90))
    room = _Room(taken, kept, _by_frame(vowels))
    windows = [_window(contact, frames_per_second, len(weights)) for contact in contacts]
    reaches = _reaches(weights, contacts, windows, wide)
    to_teeth = {contact.frame for contact in contacts if not _is_seal(contact)}
    changed: set[int] = set()
    for contact, window, before in zip(contacts, windows, reaches, strict=True):
        seal = _is_seal(contact)
        reach = before if changed.isdisjoint(window) else _reaches(weights, [contact], [window], wide)[0]
        keys = _Keys(window, reach, opening(weights[window]) / max(wide, 1e-6))
        blocked: list[int] = []
        for pull in _cheapest(keys, contact, partial(room.is_free, seal=seal), frames_per_second):
            changed.add(pull.frame)
            if room.is_free(pull.frame, seal):
                _draw(weights, contact, pull)
                if pull.stays < _MINE:
                    room.take(pull.frame, seal)
                continue
            blocked.append(pull.frame)
            stays = _stays_at_most(weights, contact, pull.frame, room, to_teeth, wide)
            if stays is not None:
                _draw(weights, contact, _Pull(pull.frame, max(pull.stays, stays)))
        if blocked and seal:
            press(weights[contact.frame], wide)
        elif blocked:
            lean(weights, contact.frame, blocked, wide)
        let_go_at_times()


def _is_seal(contact: PlacedContact) -> bool:
    return contact.phone.symbol in BILABIALS


def _by_frame(vowels: Sequence[set[int]]) -> dict[int, list[set[int]]]:
    """The vowels that each frame is part of."""
    found: dict[int, list[set[int]]] = {}
    for own in vowels:
        for each in own:
            found.setdefault(each, []).append(own)
    return found


def _stays_at_most(
    weights: Array, contact: PlacedContact, frame: int, room: _Room, to_teeth: set[int], wide: float
) -> float | None:
    """How far a key that cannot give way comes to a contact after all: the share of its own that stays at least; None
    where it does not move. to_teeth: frames of contacts of F and V."""
    if room.is_between_contacts(frame):
        return min(_PARTED * wide / max(float(opening(weights[frame, None])[0]), 1e-6), 1.0)
    if _is_seal(contact) and frame in to_teeth:
        return touching_share(weights, contact.frame, frame, wide)
    return None


def _draw(weights: Array, contact: PlacedContact, pull: _Pull) -> None:
    here, mouth = weights[pull.frame, MOUTH], weights[contact.frame, MOUTH]
    weights[pull.frame, MOUTH] = mouth + pull.stays * (here - mouth)


def _middles(phone: Phone) -> list[float]:
    """Seconds about which a contact in ``phone`` may be held."""
    if phone.end - phone.start <= PICTURE_SECONDS:
        return [0.5 * (phone.start + phone.end)]
    half = PICTURE_SECONDS / 2
    return list(np.linspace(phone.start + half, phone.end - half, _MOMENTS))


def _window(contact: PlacedContact, rate: float, count: int) -> range:
    """The frames that have a share in what is drawn while the contact may be held."""
    half, middles = PICTURE_SECONDS / 2, _middles(contact.phone)
    first, last = math.floor((middles[0] - half) * rate), math.ceil((middles[-1] + half) * rate)
    return range(max(0, first), min(count - 1, last) + 1)


def _cheapest(keys: _Keys, contact: PlacedContact, free: Callable[[int], bool], rate: float) -> Sequence[_Pull]:
    """The pulls of the moment that takes least of the mouth's opening, and no key that others need."""
    half = PICTURE_SECONDS / 2

    def cost(pulls: Sequence[_Pull]) -> float:
        return sum(
            (1.0 - pull.stays) * (keys.opened[pull.frame - keys.frames.start] + (0.0 if free(pull.frame) else _BLOCKED))
            for pull in pulls
        )

    middles = _middles(contact.phone)
    plans = [_pulls(keys, contact.frame, (middle - half) * rate, (middle + half) * rate) for middle in middles]
    return min((plan for plan in plans if plan is not None), key=cost, default=())


def _pulls(keys: _Keys, own: int, begin: float, end: float) -> list[_Pull] | None:
    """What each key must do so that the contact on the frame ``own`` holds from ``begin`` to ``end`` (in frames). None
    where that leaves its own key out."""
    low, high = math.floor(begin + 1e-6), math.ceil(end - 1e-6)
    if not low <= own <= high:
        return None
    found = []
    for frame in range(max(low, keys.frames.start), min(high, keys.frames.stop - 1) + 1):
        # A key outside counts as much as it has a share in what is drawn at the edge.
        share = min(1.0, frame + 1 - begin, end - (frame - 1))
        stays = min(1.0, float(keys.reach[frame - keys.frames.start]) / max(share, 1e-6))
        if stays < 1.0 and frame != own:
            found.append(_Pull(frame, stays))
    return found


def _reaches(weights: Array, contacts: Sequence[PlacedContact], windows: Sequence[range], wide: float) -> list[Array]:
    """Of each contact the reach of the keys in its window."""
    found: list[Array] = [np.empty(0)] * len(contacts)
    kinds = [contact.phone.symbol in BILABIALS for contact in contacts]
    for seal in set(kinds):
        alike = [number for number, kind in enumerate(kinds) if kind == seal]
        for begin in range(0, len(alike), _AT_ONCE):
            some = alike[begin : begin + _AT_ONCE]
            keys = np.concatenate([weights[windows[number]] for number in some])
            sizes = [len(windows[number]) for number in some]
            mouths = np.repeat([weights[contacts[number].frame, MOUTH] for number in some], sizes, axis=0)
            reach = reach_of(keys, mouths, seal, wide)
            for number, own in zip(some, np.split(reach, np.cumsum(sizes)[:-1]), strict=True):
                found[number] = own
            let_go()
    return found

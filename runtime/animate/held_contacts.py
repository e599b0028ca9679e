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
from ..head.arkit import ARKIT_INDEX, ARKIT_NAMES
from ..head.lips import PLACES, lip_gap_mm, lip_gap_profile_mm, lower_lip_to_teeth_mm, opening
from ..long_arrays import by_block, let_go, let_go_at_times
from ..phones import BILABIALS
from ..speech import Phone
from .measure import CLOSED_GAP_MM, CLOSED_SHARE, CONTACT_GAP_MM, CONTACT_SHARE, CONTACT_TEETH_MM

MOUTH = np.array([i for i, name in enumerate(ARKIT_NAMES) if name.startswith(("jaw", "mouth", "tongue", "cheek"))])
PICTURE_SECONDS = 1 / 30
"""Of the slowest player that a contact is to be seen on. Chosen by hand."""
_CLOSE = ARKIT_INDEX["mouthClose"]

# Chosen by eye: of the rule's limits, how much is used; of the way from a contact to a key, where it is looked at;
# moments at which a contact may be held; what a key that others need counts, beside an opening; and what may stay of a
# key's own mouth before it counts as the contact's; how far, as a share of a wide mouth, the lips stay parted in a
# short vowel between two contacts; and shares of an F or V that are tried beside a seal.
_WITHIN = 0.8
_NEAR = 0.1
_MOMENTS = 7
_BLOCKED = 10.0
_MINE = 0.5
_PARTED = 0.04
_BARELY = 0.95
_PRESSED = (0.001, 0.002, 0.003, 0.004, 0.005)
"""Of mouthClose, tried beyond a seal: each is about 0.03 mm. Lips may cross by no more than the rule's 0.25 mm."""
_LEANS = tuple(np.linspace(0.0, 1.0, 41).tolist())
"""Of the way from a key that cannot give way to an F or V, how far beyond it the contact is tried: so finely, as beside
a seal a V of 25 ms has a tenth of it where the lips are apart and near the teeth. Chosen by eye."""
_SHARES = 21
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

    windows = [_window(contact, frames_per_second, len(weights)) for contact in contacts]
    reaches = _reaches(weights, contacts, windows, wide)
    to_teeth = {contact.frame for contact in contacts if contact.phone.symbol not in BILABIALS}
    changed: set[int] = set()
    for contact, window, before in zip(contacts, windows, reaches, strict=True):
        seal = contact.phone.symbol in BILABIALS
        reach = before if changed.isdisjoint(window) else _reaches(weights, [contact], [window], wide)[0]
        keys = _Keys(window, reach, opening(weights[window]) / max(wide, 1e-6))
        blocked: list[int] = []
        for pull in _cheapest(keys, contact, partial(free, seal=seal), frames_per_second):
            changed.add(pull.frame)
            if not free(pull.frame, seal):
                blocked.append(pull.frame)
            if free(pull.frame, seal):
                _draw(weights, contact, pull)
                if pull.stays < _MINE:
                    taken.add(pull.frame)
                    drawn[pull.frame] = seal
            elif pull.frame in kept and pull.frame not in of_frame:
                parted = _PARTED * wide / max(float(opening(weights[pull.frame, None])[0]), 1e-6)
                _draw(weights, contact, _Pull(pull.frame, max(pull.stays, min(parted, 1.0))))
            elif seal and pull.frame in to_teeth:
                touching = _touching_share(weights, contact.frame, pull.frame, wide)
                _draw(weights, contact, _Pull(pull.frame, max(pull.stays, touching)))
        if blocked and seal:
            _press(weights[contact.frame], wide)
        elif blocked:
            _lean(weights, contact.frame, blocked, wide)
        let_go_at_times()


def _draw(weights: Array, contact: PlacedContact, pull: _Pull) -> None:
    here, mouth = weights[pull.frame, MOUTH], weights[contact.frame, MOUTH]
    weights[pull.frame, MOUTH] = mouth + pull.stays * (here - mouth)


def _press(key: Array, wide: float) -> None:
    """Press the lips of a seal (52,) together, as far as its rule goes: on the way to a neighbour that cannot give way
    they then stay shut for longer."""
    tried = np.repeat(key[None], len(_PRESSED), axis=0)
    tried[:, _CLOSE] = np.minimum(key[_CLOSE] + np.array(_PRESSED), 1.0)
    shut = (_measured(tried, seal=True) <= _limits(True, wide)).all(axis=1)
    if shut.any():
        key[_CLOSE] = tried[np.flatnonzero(shut)[-1], _CLOSE]


def _lean(weights: Array, to_teeth: int, blocked: Sequence[int], wide: float) -> None:
    """Put a lip's contact with the teeth, on the frame ``to_teeth``, further away from keys that cannot give way, as
    far as its rule goes: on the way to them it then lasts longer."""
    mouth = weights[to_teeth, MOUTH]
    away = np.mean([mouth - weights[frame, MOUTH] for frame in blocked], axis=0)
    tried = np.repeat(weights[None, to_teeth], len(_LEANS), axis=0)
    tried[:, MOUTH] = np.clip(mouth + np.array(_LEANS)[:, None] * away, 0.0, 1.0)
    made = (_measured(tried, seal=False) <= _limits(False, wide)).all(axis=1)
    keys = (np.repeat(weights[None, frame], len(_LEANS), axis=0) for frame in blocked)
    ways = [_reach(each, tried[:, MOUTH], False, wide) for each in keys]
    lasting = np.where(made, np.min(ways, axis=0), -1.0)
    best = int(lasting.argmax())
    if lasting[best] > max(lasting[0], 0.0):
        weights[to_teeth, MOUTH] = tried[best, MOUTH]


def _touching_share(weights: Array, seal: int, to_teeth: int, wide: float) -> float:
    """How much of a lip's contact with the teeth, on the frame ``to_teeth``, must stay where it is drawn to the seal on
    another frame: it is still one, if with the lips less apart."""
    shares = np.linspace(0.0, 1.0, _SHARES)
    drawn = np.repeat(weights[None, to_teeth], _SHARES, axis=0)
    drawn[:, MOUTH] = weights[seal, MOUTH] + shares[:, None] * (drawn[:, MOUTH] - weights[seal, MOUTH])
    lost = (_measured(drawn, seal=False) > _limits(False, wide, _BARELY)).any(axis=1)
    return 1.0 if lost[-1] else float(shares[np.flatnonzero(lost)[-1] + 1]) if lost.any() else 0.0


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
            reach = _reach(keys, mouths, seal, wide)
            for number, own in zip(some, np.split(reach, np.cumsum(sizes)[:-1]), strict=True):
                found[number] = own
            let_go()
    return found


def _reach(keys: Array, mouths: Array, seal: bool, wide: float) -> Array:
    """How far (K,) one may go from the contacts ``mouths`` (K,M) towards ``keys`` (K,52), 1 all the way, so that each
    still holds.

    Lips do not part evenly on that way, so it is looked at near the contact and at its end.
    """
    made = keys.copy()
    made[:, MOUTH] = mouths
    ways = (0.0, _NEAR, 1.0)
    # One call, because most of what it costs it costs once.
    seen = _measured(np.concatenate([made + way * (keys - made) for way in ways]), seal)
    at, *there = np.split(seen, len(ways))
    limits = _limits(seal, wide)
    reach = np.ones(len(keys))
    for way, found in zip(ways[1:], there, strict=True):
        rise = (found - at) / way
        room = np.where(rise > 1e-9, np.maximum(limits - at, 0.0) / np.maximum(rise, 1e-9), 1.0)
        reach = np.minimum(reach, room.min(axis=1))
    return reach


def _measured(weights: Array, seal: bool) -> Array:
    """(K,M): what the rule of such contacts looks at, each to be at most its limit."""
    if seal:
        profile = lip_gap_profile_mm(weights)
        return np.column_stack((profile, -profile, opening(weights)))
    return np.column_stack((lower_lip_to_teeth_mm(weights), -lip_gap_mm(weights), opening(weights)))


def _limits(seal: bool, wide: float, within: float = _WITHIN) -> Array:
    """(M,) in the order of ``_measured``. wide: the clip's 90th percentile of the opening. within: how much of what the
    rule allows is used."""
    if seal:
        low, high = CLOSED_GAP_MM
        return within * np.concatenate((np.full(PLACES, high), np.full(PLACES, -low), [CLOSED_SHARE * wide]))
    return np.array([within * CONTACT_TEETH_MM, -CONTACT_GAP_MM / within, within * CONTACT_SHARE * wide])

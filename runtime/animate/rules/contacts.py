# SPDX-License-Identifier: GPL-3.0-or-later
"""Lips that must meet: when each P/B/M is shut and each F/V touches the teeth, and how the lips get there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ...arrays import Array
from ...motion import FRAMES_PER_SECOND
from ...phones import BILABIALS, INVENTORY, LABIODENTALS
from ...runs import runs_of
from ...speech import SILENCE, Phone, SpeechFeatures
from .articulation import ARTICULATION, CLOSURE, TEETH
from .posteriors import certainty

_HOLD = {"m": 0.85, "f": 0.8, "v": 0.8}
_HOLD_STOP = 0.6
"""Share of the phone for which the lips are held, and that of /p/ and /b/, whose burst comes before their end."""
_LONGEST_HOLD = 0.12
_APPROACH = 0.095
_RELEASE = 0.085
_SHORTEST_MOVE = 0.045
_SHORTEST_BETWEEN_CONTACTS = 0.015
"""Seconds. These and the holds: chosen by eye."""
_HEARD_LATE, _HEARD_LATE_SHARE = 0.02, 0.3
"""By how many seconds, and by which share of it at most, a contact comes after the start of a phone that was heard: the
listener hears it so much before the lips meet. Set by hand on a man on film, whose opening is followed more closely so,
and that of an actress as closely as before (docs/measured/strangers.md)."""
_HEARD_BILABIAL, _HEARD_LABIODENTAL = 0.1, 0.08
"""How probable a lip sound must be beside another phone; scanned by training/phone_head/tune.py. In noise f and v are
hard to tell from th and s, where the lower lip is near the teeth too; docs/measured/recordings.md has what this finds
and what it closes wrongly."""

_BEYOND_DOUBT = 0.95
"""Confidence of a phone in which no other sound is looked for. Chosen by eye."""
_SAME_SOUND = 0.06
"""Seconds around a lip sound that has its own contact. Chosen by eye."""
_MEETING = 0.5
"""The least strength of a contact of P, B, M, F and V, however doubtful it is. Chosen by eye."""


@dataclass(frozen=True)
class Contact:
    """Lips held from start to end (seconds), with strength 0..1; they move for approach seconds before it and
    release seconds after it."""

    start: float
    end: float
    approach: float
    release: float
    strength: float


def lip_contacts(phones: tuple[Phone, ...], features: SpeechFeatures) -> tuple[list[Contact], list[Contact]]:
    """Closures (P/B/M, and the half-closed bilabial fricatives and glides) and teeth contacts (F/V), in order."""
    closures: list[Contact] = []
    teeth: list[Contact] = []
    for index, phone in enumerate(phones):
        if phone.symbol not in ARTICULATION:  # a diphthong
            continue
        targets = ARTICULATION[phone.symbol].targets
        for column, kind, found in ((CLOSURE, BILABIALS, closures), (TEETH, LABIODENTALS, teeth)):
            if targets[column] > 0:
                sure = certainty(phone, kind if phone.symbol in kind else frozenset({phone.symbol}), features)
                contact = _contact(phones, index, float(targets[column]) * _decided(sure))
                found.append(contact if features.phone_posteriors is None else _as_heard(contact, phone))
    more_closures, more_teeth = heard_contacts(phones, features)
    return closures + more_closures, teeth + more_teeth


def meeting(contacts: Iterable[Contact]) -> list[Contact]:
    """Those in which lips touch each other or the teeth, without those in which they only come near."""
    return [contact for contact in contacts if contact.strength >= _MEETING]


def heard_contacts(phones: tuple[Phone, ...], features: SpeechFeatures) -> tuple[list[Contact], list[Contact]]:
    """Closures and teeth contacts that the listener heard beside other phones, and so stand in none of ``phones``.

    A decoder writes one phone at a time; where a lip sound came second, the lips more likely moved than not.
    Only where the phone written is itself doubtful, and no contact of that kind is within 0.06 s.
    """
    if features.phone_posteriors is None:
        return [], []
    sealed, touching = (_mass(features.phone_posteriors, kind) for kind in (BILABIALS, LABIODENTALS))
    closures = np.where(sealed >= touching, sealed, 0.0) >= _HEARD_BILABIAL
    teeth = np.where(touching > sealed, touching, 0.0) >= _HEARD_LABIODENTAL
    return _heard(phones, BILABIALS, closures), _heard(phones, LABIODENTALS, teeth)


def _mass(posteriors: Array, kind: frozenset[str]) -> Array:
    """(T,) how probable one of the kind is."""
    return np.asarray(posteriors[:, [INVENTORY.index(symbol) for symbol in kind]].sum(axis=1))


def _heard(phones: tuple[Phone, ...], kind: frozenset[str], probable: Array) -> list[Contact]:
    """Contacts where ``probable`` (T,) and no phone forbids it. A transcript's phones are not in doubt, only their
    times are."""
    times = np.arange(len(probable)) / FRAMES_PER_SECOND
    open_to_doubt = np.zeros(len(probable), dtype=bool)
    for phone in phones:
        first, last = np.searchsorted(times, (phone.start - 1e-9, phone.end))
        open_to_doubt[first:last] = phone.word < 0 and phone.confidence < _BEYOND_DOUBT
    for phone in phones:
        if phone.symbol in kind:
            first, last = np.searchsorted(times, (phone.start - _SAME_SOUND, phone.end + _SAME_SOUND))
            open_to_doubt[first:last] = False
    return [
        Contact(float(times[first]), float(times[last - 1]), 0.6 * _APPROACH, 0.6 * _RELEASE, 1.0)
        for first, last in runs_of(probable & open_to_doubt).tolist()
    ]


def _decided(sure: float) -> float:
    """A contact is made or not: a quarter sure is enough to make it, and below that it fades to half.

    A missing closure is noticed more than one too many.
    """
    return float(np.clip(0.5 + 2.0 * sure, 0.5, 1.0))


def _contact(phones: tuple[Phone, ...], index: int, strength: float) -> Contact:
    """The hold begins with the phone (its closure comes before its burst) and covers at least one frame."""
    phone = phones[index]
    length = phone.end - phone.start
    start, end = phone.start, phone.start + min(_HOLD.get(phone.symbol, _HOLD_STOP) * length, _LONGEST_HOLD)
    first_frame = np.ceil(phone.start * FRAMES_PER_SECOND - 1e-6) / FRAMES_PER_SECOND
    if first_frame > end and first_frame <= phone.end:
        end = float(first_frame)
    approach = _room(phones[index], phones[max(index - 2, 0) : index][::-1], _APPROACH)
    release = _room(phones[index], phones[index + 1 : index + 3], _RELEASE)
    return Contact(start, end, approach, release, strength)


def _as_heard(contact: Contact, phone: Phone) -> Contact:
    """The contact as much later as lips are, as long as that leaves a frame of it within the phone."""
    late = min(_HEARD_LATE, _HEARD_LATE_SHARE * (phone.end - phone.start))
    start, end = contact.start + late, min(contact.end + late, phone.end)
    first_frame = np.ceil(start * FRAMES_PER_SECOND - 1e-6) / FRAMES_PER_SECOND
    return replace(contact, start=start, end=end) if first_frame <= end else contact


def _room(phone: Phone, others: Sequence[Phone], wanted: float) -> float:
    """Seconds to move in, from ``phone`` over ``others`` (going away from it).

    At most 0.7 of the neighbour, so that a short vowel between two closures still opens; and where the next sound
    is a contact too, only as far as its middle.
    """
    for neighbour in others:
        apart = max(neighbour.start - phone.end, phone.start - neighbour.end, 0.0)
        length = neighbour.end - neighbour.start
        if neighbour.symbol in BILABIALS | LABIODENTALS:
            return float(np.clip(apart + 0.4 * length, _SHORTEST_BETWEEN_CONTACTS, wanted))
        if neighbour.symbol != SILENCE:
            return float(np.clip(apart + 0.7 * length, _SHORTEST_MOVE, wanted))
        if length >= wanted:
            break
    return wanted


def contact_curve(contacts: list[Contact], times: Array) -> Array:
    """(T,) how far the lips are in contact at ``times``: 0 free, 1 held; the largest of all contacts."""
    curve = np.zeros(len(times))
    for contact in contacts:
        first, last = np.searchsorted(times, (contact.start - contact.approach, contact.end + contact.release))
        local = times[first:last]
        early = np.maximum(contact.start - local, 0.0) / contact.approach
        late = np.maximum(local - contact.end, 0.0) / contact.release
        reach = contact.strength * 0.5 * (1.0 + np.cos(np.pi * np.clip(early + late, 0.0, 1.0)))
        curve[first:last] = np.maximum(curve[first:last], reach)
    return curve

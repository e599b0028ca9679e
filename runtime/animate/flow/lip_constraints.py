# SPDX-License-Identifier: GPL-3.0-or-later
"""What the rules engine says last of the learned mouth: where its lips meet, rest and stay open."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ...arrays import Array
from ...head.arkit import ARKIT_NAMES
from ...head.lips import ROUNDING, opening
from ...long_arrays import blocks
from ...motion import FRAMES_PER_SECOND
from ...phones import OPEN_VOWELS
from ...speech import SILENCE, Phone, Speech, SpeechFeatures
from ..rules.contacts import Contact, contact_curve, lip_contacts
from ..rules.early_opening import early_opening
from ..rules.mouth import AT_ONCE, narrowed, with_contacts
from ..rules.posteriors import frames_of

OPENING = [
    i
    for i, name in enumerate(ARKIT_NAMES)
    if name.startswith(("jawOpen", "mouthClose", "mouthLowerDown", "mouthUpperUp"))
]
"""What opens the mouth (docs/conventions.md: opening), with what closes it against the jaw."""
_JAW, _CLOSE = ARKIT_NAMES.index("jawOpen"), ARKIT_NAMES.index("mouthClose")
_LEAST_OPEN, _LEAST_OPEN_HEARD = 0.9, 0.7
"""Share of the rules' opening to which open vowels open at least, in our own voice and as heard in a recording.
Otherwise a short one between two closures would be lost. Chosen by eye."""
_LEAST_OPEN_MOVED, _LEAST_OPEN_MOVED_HEARD, _QUICKER = 0.7, 0.5, 0.5
"""The same shares of a face with a style's residual, which has learned how far a person opens; and the share of the
time that its lips take to a contact and from it. That was chosen on half of the clips of a man that were left out; the
shares with his style on the 200 sentences of benchmarks/sentences.txt: without an emotion 0.5 leaves no open vowel shut
(0.4 left 4 of 819), and 0.7 leaves fewer in a sad face (6, where 0.5 left 23). On film he is followed less closely with
0.7."""
_VOWEL_EDGE = 0.04
"""Seconds in which that begins and ends. Chosen by eye."""
_SHORTEST_PAUSE, _PAUSE_EDGE = 0.2, 0.1
"""Seconds, chosen by eye. The networks leave the lips a little rounded where nothing is said; neither the
rules nor real faces do."""
_SILENT = -55.0
"""dB below the clip's loud parts under which a pause has no breath and no noise in it, and the mouth rests.
Chosen by hand."""


def with_lip_constraints(shaped: Array, rules_weights: Array, speech: Speech, features: SpeechFeatures) -> Array:
    """Lips that meet at closures, rest in pauses and stay open in open vowels: (T,52)."""
    times = np.arange(len(shaped)) / FRAMES_PER_SECOND
    pauses = [p for p in speech.phones if p.symbol == SILENCE and p.end - p.start >= _SHORTEST_PAUSE]
    silent = [pause for pause in pauses if np.median(features.loudness[frames_of(pause, len(shaped))]) < _SILENT]
    for shapes, quiet in ((ROUNDING, pauses), (OPENING, silent)):
        beyond = np.maximum(shaped[:, shapes] - rules_weights[:, shapes], 0.0)
        shaped[:, shapes] -= _held(quiet, times, _PAUSE_EDGE)[:, None] * beyond
    if speech.tts is not None:
        # Lips that close against an open jaw where the rules' do not would shut a short vowel.
        shaped[:, _CLOSE] = np.minimum(shaped[:, _CLOSE], rules_weights[:, _CLOSE])
    shaped[:, _JAW] += np.maximum(early_opening(speech.phones, times) - opening(shaped), 0.0)
    closures, teeth = lip_contacts(speech.phones, features)
    shut, touching = contact_curve(closures, times), contact_curve(teeth, times)
    for block in blocks(len(shaped), AT_ONCE):
        shaped[block] = with_contacts(narrowed(shaped[block], shut[block]), shut[block], touching[block])
    return _with_open_vowels(
        shaped, rules_weights, speech, _LEAST_OPEN if speech.tts is not None else _LEAST_OPEN_HEARD
    )


def with_lips_met(moved: Array, rules_weights: Array, speech: Speech, features: SpeechFeatures) -> Array:
    """The same lips again, of a face (T,52) that was moved after they met: it still comes near where they meet, so they
    go the rest of the way in less time."""
    times = np.arange(len(moved)) / FRAMES_PER_SECOND
    shut, touching = (
        contact_curve([_quicker(contact) for contact in contacts], times)
        for contacts in lip_contacts(speech.phones, features)
    )
    met = np.concatenate([with_contacts(moved[b], shut[b], touching[b]) for b in blocks(len(moved), AT_ONCE)])
    least = _LEAST_OPEN_MOVED if speech.tts is not None else _LEAST_OPEN_MOVED_HEARD
    return _with_open_vowels(met, rules_weights, speech, least)


def _quicker(contact: Contact) -> Contact:
    return replace(contact, approach=_QUICKER * contact.approach, release=_QUICKER * contact.release)


def _with_open_vowels(shaped: Array, rules_weights: Array, speech: Speech, least: float) -> Array:
    times = np.arange(len(shaped)) / FRAMES_PER_SECOND
    vowels = _held([phone for phone in speech.phones if phone.symbol in OPEN_VOWELS], times, _VOWEL_EDGE)
    missing = least * vowels * opening(rules_weights) - opening(shaped)
    shaped[:, _JAW] += np.maximum(missing, 0.0)
    return shaped


def _held(phones: Sequence[Phone], times: Array, edge: float) -> Array:
    """(T,) 1 in the phones, 0 elsewhere, on the way in between within ``edge`` seconds."""
    return contact_curve([Contact(phone.start, phone.end, edge, edge, 1.0) for phone in phones], times)

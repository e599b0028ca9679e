# SPDX-License-Identifier: GPL-3.0-or-later
"""A clip's targets for the articulators: which ones, when, how strong and how sure."""

from collections.abc import Mapping

import numpy as np

from ...arrays import Array
from ...phones import DIPHTHONGS, OPEN_VOWELS, VOWELS
from ...speech import SILENCE, Phone, SpeechFeatures
from ..phrases import largest_in
from .articulation import ARTICULATION, DIPHTHONG_TURN, FUNNEL, JAW, LOWER, PUCKER, SPREAD, TARGETS, UPPER, Dominance
from .dominance import Targets
from .posteriors import blended_with_posteriors

CORE = 0.4
"""The share of a phone that holds its target. Chosen by eye, as all below."""
_STRESS = {0: 0.86, 1: 1.08, 2: 1.0}
"""Factors of a vowel's strength: without stress, of primary and of secondary stress."""
_JAW_STRENGTH = (0.6, 1.2)
"""Least and most strength."""
_FULL_PAUSE = 0.16
"""Seconds of a silence that brings mouth and tongue to rest."""
_SPACE = 0.03
"""Share of them that a silence counts as at least."""
_SILENCE_EDGE = 0.05
"""Seconds at a silence's edges in which the mouth does not close yet."""
_PER_DECIBEL, _ORDINARY, _QUIETER_TO_LOUDER = 0.022, -4.0, (-14.0, 6.0)
"""What a decibel adds to the strength; the loudness of strength 1; how far from it loudness counts."""
_PER_OCTAVE = 0.12
"""What an octave above the clip's median pitch adds to the strength."""


def articulatory_targets(phones: tuple[Phone, ...], features: SpeechFeatures) -> Targets:
    """Targets of all phones in order, a diphthong as two.

    Loudness (dB under the clip's 95th percentile), pitch and stress scale the jaw and half as much the lips
    (JALI's two fields, section 4). A phone with confidence below 1 takes its targets from the posteriors
    (where there are any) and moves less: at confidence 0 half as far.
    """
    strengths = phone_strengths(phones, features)
    rows = [row for phone, strength in zip(phones, strengths, strict=True) for row in _rows(phone, strength, features)]
    if not rows:
        empty = np.zeros((0, TARGETS.shape[1]))
        return Targets(np.zeros(0), np.zeros(0), empty, empty, empty, empty)
    starts, ends, values, dominances = zip(*rows, strict=True)
    importance, before, after = (np.array(part) for part in zip(*map(_spread_out, dominances), strict=True))
    start, end = np.array(starts), np.array(ends)
    silent = np.array([dominance is ARTICULATION[SILENCE].dominance for dominance in dominances])
    # A space between words is no rest: the mouth closes only as far as the silence is long.
    importance = importance * np.where(silent, rest_share(end - start, least=_SPACE), 1.0)[:, None]
    edge = np.where(silent, np.minimum(_SILENCE_EDGE, 0.5 * (end - start)), 0.5 * (1 - CORE) * (end - start))
    return Targets(start + edge, end - edge, np.array(values), importance, before, after)


def rest_share(seconds: Array | float, *, least: float = 0.0) -> Array:
    """How much a silence of so many seconds weighs, beside one that brings the mouth to rest: 0..1, shaped as seconds.
    least: the share of that one which it counts as at least."""
    return np.asarray(np.clip(seconds / _FULL_PAUSE, least, 1.0) ** 1.5)


def phone_strengths(phones: tuple[Phone, ...], features: SpeechFeatures) -> Array:
    """How strongly each phone is articulated (len(phones),), 1 for ordinary speech, 0.6..1.2."""
    if not phones:
        return np.ones(0)
    loudness = np.array([largest_in(features.loudness, phone) for phone in phones])
    pitch = np.array([largest_in(features.pitch, phone) for phone in phones])
    voiced = features.pitch[features.pitch > 0]
    octaves = np.log2(np.maximum(pitch, 1.0) / np.median(voiced)) if voiced.size else np.zeros(len(phones))
    octaves = np.where(pitch > 0, np.clip(octaves, -1.0, 1.0), 0.0)
    stress = np.array([_STRESS[phone.stress] if phone.symbol in VOWELS else 1.0 for phone in phones])
    louder = np.clip(loudness - _ORDINARY, *_QUIETER_TO_LOUDER)
    return np.clip(stress * (1.0 + _PER_DECIBEL * louder) * (1.0 + _PER_OCTAVE * octaves), *_JAW_STRENGTH)


def timed_parts(
    phone: Phone, parts: Mapping[str, tuple[str, str]] = DIPHTHONGS, turn: float = DIPHTHONG_TURN
) -> list[tuple[str, float, float]]:
    """The phone, or the two of ``parts`` that it is made of, each with start and end in seconds. turn: the share of its
    time that belongs to the first."""
    if phone.symbol not in parts:
        return [(phone.symbol, phone.start, phone.end)]
    first, second = parts[phone.symbol]
    middle = phone.start + turn * (phone.end - phone.start)
    return [(first, phone.start, middle), (second, middle, phone.end)]


def _rows(phone: Phone, strength: float, features: SpeechFeatures) -> list[tuple[float, float, Array, Dominance]]:
    rows = []
    for part, start, end in timed_parts(phone):
        gesture = ARTICULATION[part]
        value = gesture.targets.copy()
        if phone.symbol in VOWELS:
            lips = 0.5 + 0.5 * strength
            # An open vowel that hardly opens reads as a closure: the floor keeps it open in quiet speech.
            value[JAW] *= max(strength, 0.8) if phone.symbol in OPEN_VOWELS else strength
            value[[FUNNEL, PUCKER, UPPER, LOWER]] *= lips
        rows.append((start, end, blended_with_posteriors(value, phone, features), gesture.dominance))
    return rows


def _spread_out(dominance: Dominance) -> tuple[Array, Array, Array]:
    """Importance, before and after of a dominance for each of the nine articulators."""
    importance = np.full(TARGETS.shape[1], dominance.lips)
    before = np.full(TARGETS.shape[1], dominance.before)
    after = np.full(TARGETS.shape[1], dominance.after)
    importance[JAW] = dominance.jaw
    rounding = [FUNNEL, PUCKER]
    importance[rounding] = dominance.round
    before[rounding], after[rounding] = dominance.round_before, dominance.round_after
    importance[SPREAD] = dominance.spread
    return importance, before, after

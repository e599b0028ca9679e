# SPDX-License-Identifier: GPL-3.0-or-later
"""How far a rig's shapes go, refined by what they do to its own lips; where these cannot be measured, its table stands.

Whole mouths (visemes, vowels) are mixed anew, so that the mouth opens, widens and purses as far as ours does: bounded
non-negative least squares, which stay near the table. ARKit's own shapes stay as they are. Contacts come last, for all:
where our lips are shut, so are the rig's.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from ..arrays import Array
from ..head.arkit import ARKIT_INDEX
from ..head.heads import DEFAULT_HEAD, load_head
from .found_lips import apart_at_rest, find_lips, measured
from .least_squares import mixture_nearest
from .mouths import pressed, touching

OPEN_AS = 0.6
"""jawOpen that shows a rig's lips where they are."""

_IMPORTANCE = np.array([1.0, 0.6, 0.4])
"""Of opening, width and protrusion. Chosen: that an open mouth is open is seen first."""
_NEAR_THE_TABLE = 0.004
"""What a squared weight's way from the table costs, beside squared widths of the mouth. Chosen so that a set whose
shapes go half or twice as far as the table says is brought to ours, and one that it describes well stays."""
_STEPS = 300
"""Of the least squares, which begin at the table, near their answer."""
_PASSES = 40
"""Of the correction of contacts; each halves what is left, or better."""
_NEARLY = 0.015
"""Widths, 0.6 mm on ours: how far shapes of ARKit's own may stay behind ours."""
_CROSSED = 0.03
"""Widths, 1.5 mm of a mouth of 50: how much deeper than ours shapes of ARKit's own may press the lips. Chosen: lips
that are pressed give way, and tables of other people's shapes say little of how far."""
_LOWERED = 0.03
"""Widths, 1.5 mm of a mouth of 50: at an F the lower lip rises; one that sinks by more is at no teeth. Chosen."""
_AT_TEETH = 0.03
"""Widths: how far a rig without a shape for F and V parts its lips at them, as ours do (1.1 to 1.3 mm of 39)."""
_NO_EFFECT = 1e-3
"""Widths, of a shape at 1."""
_LEAST_GAIN = 0.5
"""A mouth that opens less than this share of ours is opened as far as it goes at our loud vowels, and kept so."""


@dataclass(frozen=True)
class Measures:
    """What is measured on a rig. effects: shape -> opening, width, protrusion (3,) at its 1, in widths of its mouth.
    mixed: shapes that are whole mouths -> the opening that the table takes them to have, in ARKit weights; empty where
    shapes are ARKit's own. contacts: shapes of closed lips, and of the lip at the teeth, beside which the mouths stay
    as the table has them. sizes: control -> its value that counts as 1, of those that go to another number: degrees of
    a jaw, or a property that ends at 100. strengths: of mixed shapes, their value where the table says that they are
    whole, if an artist has corrected it. apart: the lips at rest, in widths. lowered: shape of a contact -> how far it
    lowers the lower lip, in widths."""

    effects: Mapping[str, Array]
    mixed: Mapping[str, float]
    contacts: tuple[str, ...] = ()
    sizes: Mapping[str, float] = field(default_factory=dict)
    strengths: Mapping[str, float] = field(default_factory=dict)
    apart: float = 0.0
    lowered: Mapping[str, float] = field(default_factory=dict)

    def size(self, name: str) -> float:
        return self.sizes.get(name, 1.0)

    def whole(self, name: str) -> float:
        """What a mixed shape's weight of 1 is keyed as: its mixture is fitted, and then goes as far as it was told."""
        return self.strengths.get(name, self.size(name))


def our_measures() -> Array:
    """(52,3) of ARKit's shapes on our own head, in widths of its mouth."""
    return _our_lips()[0]


@lru_cache(maxsize=1)
def _our_lips() -> tuple[Array, float]:
    """These, and how far apart our lips are told to be, though they touch: what is told of others is so much less."""
    head = load_head(DEFAULT_HEAD)
    places, deltas = head.vertices.astype(np.float64), head.shape_deltas.astype(np.float64)
    lips = find_lips(places, OPEN_AS * deltas[ARKIT_INDEX["jawOpen"]])
    assert lips is not None
    return np.array([measured(lips, delta) for delta in deltas]), apart_at_rest(lips, places)


def refined(weights: Array, table: Mapping[str, Array], rig: Measures, beyond: Array | None = None) -> dict[str, Array]:
    """Shape -> weights (T,) for ARKit ``weights`` (T,52), from what the table gives for them. beyond (T,): how much
    further than its shapes say the rig's lips turned out to part where they should be shut, in widths of its mouth."""
    made = dict(table) | _lifted(table, rig)
    if rig.mixed:
        made |= _mixed(weights, made, rig)
    held_apart = np.zeros(len(weights)) if beyond is None else beyond
    made |= _shut(weights, made, rig, held_apart)
    if rig.mixed:
        return made
    made |= _not_crossed(weights, made, rig, held_apart)
    return made | _ajar_at_teeth(weights, made, rig)


def _lifted(table: Mapping[str, Array], rig: Measures) -> dict[str, Array]:
    """The shapes of contacts that open the mouth, as tools have them that mix visemes of three: they go only so far
    that the lower lip is near the upper teeth still."""
    far = {name: lowered for name, lowered in rig.lowered.items() if name in table and lowered > _LOWERED}
    return {name: (table[name] * (_LOWERED / lowered)).astype(np.float32) for name, lowered in far.items()}


def _mixed(weights: Array, table: Mapping[str, Array], rig: Measures) -> dict[str, Array]:
    names = [name for name in rig.mixed if name in rig.effects and name in table]
    effects = np.array([rig.effects[name] for name in names])
    before = np.stack([table[name] / rig.whole(name) for name in names], axis=1).astype(np.float64)
    wanted: Array = np.asarray(weights @ our_measures(), dtype=np.float64)
    wanted[:, 0] = _openings(weights, wanted[:, 0], _gain(rig, names))
    others = [name for name in table if name in rig.effects and name not in names]
    still = np.zeros((len(weights), 3))
    wanted = wanted - sum((np.outer(table[name] / rig.size(name), rig.effects[name]) for name in others), still)
    found = mixture_nearest(wanted * _IMPORTANCE, effects * _IMPORTANCE, before, _NEAR_THE_TABLE, _STEPS)
    contacts = [table[name] for name in others if name in rig.contacts]
    held = np.clip(sum(contacts, np.zeros(len(weights))), 0.0, 1.0)[:, None]
    found = held * before + (1.0 - held) * found
    return {name: (found[:, index] * rig.whole(name)).astype(np.float32) for index, name in enumerate(names)}


def _openings(weights: Array, ours: Array, gain: float) -> Array:
    """How far the lips should part (T,); at an F or V as far as the table has it for a rig without a shape for it."""
    parted = np.maximum(ours, 0.0) * gain
    return np.asarray(parted - touching(weights) * (parted - _AT_TEETH))


def _gain(rig: Measures, names: list[str]) -> float:
    """What our openings are multiplied with so that the widest of this rig's mouths can show them."""
    widest = max(names, key=lambda name: rig.mixed[name])
    ours = rig.mixed[widest] * our_measures()[ARKIT_INDEX["jawOpen"], 0]
    theirs = max(float(rig.effects[name][0]) for name in names)
    return float(np.clip(theirs / ours, _LEAST_GAIN, 1.0)) if ours > 0.0 else 1.0


def gaps(values: Mapping[str, Array], rig: Measures) -> Array:
    """How far the shapes part the rig's lips (T,), in widths of its mouth; below 0 they are pressed."""
    names = [name for name in values if name in rig.effects]
    return sum((values[name] / rig.size(name) * rig.effects[name][0] for name in names), np.zeros(1))


def _shut(weights: Array, values: Mapping[str, Array], rig: Measures, beyond: Array) -> dict[str, Array]:
    """The shapes that part or close the lips, such that these are shut where ours are, and no further apart than ours
    where the lower lip is at the teeth."""
    shut = pressed(weights)
    # Sets of mouths have a shape for the lip at the teeth, or come near by themselves.
    held = shut if rig.mixed else np.maximum(shut, touching(weights))
    names = [name for name in values if name in rig.effects and abs(rig.effects[name][0]) > _NO_EFFECT]
    if not names or not held.any():
        return {}
    slopes = np.array([rig.effects[name][0] for name in names])
    found = np.stack([values[name] / rig.size(name) for name in names], axis=1).astype(np.float64)
    begun = gaps(values, rig)
    others = begun - found @ slopes
    highest = _widest(weights, begun, held, rig) - beyond
    lowest, most = np.minimum(0.0, found.min(axis=0)), np.maximum(1.0, found.max(axis=0))
    for _ in range(_PASSES):
        away = np.maximum(others + found @ slopes - highest, 0.0)
        moves = np.where(slopes > 0.0, found > lowest, found < most)
        squares = np.maximum((moves * slopes**2).sum(axis=1), _NO_EFFECT**2)
        found = np.clip(found - (away / squares)[:, None] * slopes * moves, lowest, most)
    return {name: (found[:, index] * rig.size(name)).astype(np.float32) for index, name in enumerate(names)}


def _not_crossed(weights: Array, values: Mapping[str, Array], rig: Measures, held_apart: Array) -> dict[str, Array]:
    """The shapes that close the lips, drawn back where they would push them through each other: what closes a jaw that
    is wide open closes one that has come up too far."""
    slopes = {name: float(rig.effects[name][0]) for name in values if name in rig.effects}
    closing = {name: values[name] / rig.size(name) * slope for name, slope in slopes.items() if slope < -_NO_EFFECT}
    if not closing:
        return {}
    still = np.zeros(len(weights))
    by_these = sum((np.minimum(one, 0.0) for one in closing.values()), still)
    ours, told_apart = _our_lips()
    beyond = np.minimum(weights @ ours[:, 0], 0.0) - max(rig.apart - told_apart, 0.0) - gaps(values, rig) - held_apart
    allowed = np.where(beyond > _CROSSED, np.maximum(2.0 * _CROSSED - beyond, 0.0), _CROSSED)
    too_far = np.maximum(beyond - allowed, 0.0)
    kept = 1.0 - np.clip(too_far / np.maximum(-by_these, _NO_EFFECT), 0.0, 1.0)
    return {name: (values[name] * np.where(one < 0.0, kept, 1.0)).astype(np.float32) for name, one in closing.items()}


def _ajar_at_teeth(weights: Array, values: Mapping[str, Array], rig: Measures) -> dict[str, Array]:
    """The shapes that part the lips, where the lower one is at the teeth and these part them less than ours: a jaw that
    goes half as far must go twice as far for it."""
    held = touching(weights) * (1.0 - pressed(weights))
    slopes = {name: float(rig.effects[name][0]) for name in values if name in rig.effects}
    parting = {name: values[name] / rig.size(name) * slope for name, slope in slopes.items() if slope > _NO_EFFECT}
    if not parting or not held.any():
        return {}
    by_these = sum((np.maximum(one, 0.0) for one in parting.values()), np.zeros(len(weights)))
    short = np.maximum(weights @ our_measures()[:, 0], 0.0) - gaps(values, rig)
    needed = held * np.maximum(short - np.where(short > _NEARLY, np.maximum(2.0 * _NEARLY - short, 0.0), _NEARLY), 0.0)
    further = 1.0 + needed / np.maximum(by_these, _NO_EFFECT)
    most = {name: np.maximum(values[name], rig.size(name)) for name in parting}
    return {name: np.minimum(values[name] * further, most[name]).astype(np.float32) for name in parting}


def _widest(weights: Array, begun: Array, held: Array, rig: Measures) -> Array:
    """How far the lips may stay apart (T,). Shapes of ARKit's own are left as they are where they close nearly as ours
    do. How far lips may be pressed is for the artist's shapes to say."""
    if rig.mixed:
        highest = np.zeros(len(begun))
    else:
        ours = np.maximum(weights @ our_measures()[:, 0], 0.0)
        beyond = begun - ours
        highest = ours + np.where(beyond > _NEARLY, np.maximum(2.0 * _NEARLY - beyond, 0.0), _NEARLY)
    return np.where(held > 0.0, held * highest + (1.0 - held) * np.maximum(begun, highest), np.inf)

# SPDX-License-Identifier: GPL-3.0-or-later
"""Which of a rig's whole mouths (visemes, vowels), and how much of each, look like a mouth in ARKit weights.

Each mouth of a set is described by what its phones do (runtime/animate/rules/articulation.py, which names its sources):
how far it opens, spreads, puckers, funnels, bares the teeth and shows the tongue. Of each frame the same is measured,
and the non-negative mixture of the set's mouths with the least squared difference is taken. Contacts come last: no
mixture opens further than our own mouth, so that a closed mouth is closed whatever the rest does.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ..animate.rules.articulation import ARTICULATION, FUNNEL, JAW, LOWER, PUCKER, SPREAD, TONGUE, UPPER
from ..arrays import Array
from ..head.arkit import ARKIT_INDEX
from ..head.lips import lower_lip_to_teeth_mm, opening
from .least_squares import mixture_nearest


@dataclass(frozen=True)
class Mouth:
    """What a mouth looks like, in units of ARKit weights. opening as docs/conventions.md has it; bared: lower lip down
    and upper lip up, the mean of both. contact: "lips" for a shape that presses them, "teeth" for one that lays the
    lower lip at the upper teeth, "rest" for one that is the neutral face and stays at 0; these are in no mixture."""

    opening: float = 0.0
    spread: float = 0.0
    pucker: float = 0.0
    funnel: float = 0.0
    bared: float = 0.0
    tongue: float = 0.0
    contact: str = ""

    def scaled(self, by: float) -> "Mouth":
        """The same mouth, ``by`` times as far from rest."""
        return replace(self, **{name: by * getattr(self, name) for name in _FEATURES})


_FEATURES = ("opening", "spread", "pucker", "funnel", "bared", "tongue")
_IMPORTANCE = np.array([3.0, 1.0, 1.0, 1.0, 1.0, 1.0])
"""Chosen: that an open mouth is open is seen first."""
_SMALL = 0.001
"""Added for each squared weight, so that the mixture has one answer, which does not jump. Chosen."""
_STEPS = 400
"""Measured: of the mouths of all phones, whole, halved and mixed, no weight is then further than 0.04 from what it is
after 5000 steps."""

_AT_REST = 0.02
"""Opening that counts as none: lips at rest part by as much."""
_PRESSED_BELOW, _FREE_FROM = 0.02, 0.12
"""Openings at which lips that mouthClose draws together are pressed, and not yet."""
_DRAWN = 0.04
"""mouthClose from which on lips are drawn together, and not just at rest."""
_AT_TEETH_MM, _OFF_TEETH_MM = 1.3, 2.2
"""The lower lip's distance from the upper teeth when it touches (1.5 mm is the limit, docs/conventions.md), and not."""
TOUCHING_OPENING = 0.05
"""How far lips are apart at an F or V on a rig that has no shape for it. These: chosen by eye."""


def mouth_of(phones: str, size: float = 1.0) -> Mouth:
    """The mean mouth of ``phones``, symbols of the inventory divided by spaces, ``size`` times as far from rest."""
    targets = np.mean([ARTICULATION[phone].targets for phone in phones.split()], axis=0)
    return Mouth(
        opening=float(targets[JAW] + (targets[LOWER] + targets[UPPER]) / 2),
        spread=float(targets[SPREAD]),
        pucker=float(targets[PUCKER]),
        funnel=float(targets[FUNNEL]),
        bared=float((targets[LOWER] + targets[UPPER]) / 2),
        tongue=float(targets[TONGUE]),
    ).scaled(size)


def japanese_vowels(a: str, i: str, u: str, e: str, o: str) -> dict[str, Mouth]:
    """The five vowels of Japanese under the names that a set gives them; its u is said with spread lips as well."""
    return {name: mouth_of(phones) for name, phones in ((a, "a"), (i, "i"), (u, "u ɯ"), (e, "e ɛ"), (o, "o"))}


def mixture(weights: Array, mouths: Mapping[str, Mouth]) -> dict[str, Array]:
    """Shape -> its weight (T,), 0..1, for ARKit ``weights`` (T,52)."""
    free = {name: mouth for name, mouth in mouths.items() if not mouth.contact}
    measured = _measured(weights)
    shut, at_teeth = pressed(weights), touching(weights)
    kinds = {mouth.contact for mouth in mouths.values()}
    if "teeth" in kinds:
        measured = measured * (1.0 - at_teeth)[:, None]
    else:
        measured[:, 0] -= at_teeth * np.maximum(measured[:, 0] - TOUCHING_OPENING, 0.0)
    found = dict(zip(free, _mixed(measured, free).T, strict=True)) if free else {}
    contacts = {"lips": shut, "teeth": at_teeth, "rest": np.zeros(len(weights))}
    found |= {name: contacts[mouth.contact] for name, mouth in mouths.items() if mouth.contact}
    return {name: found[name].astype(np.float32) for name in mouths}


def distances(weights: Array, mouths: Sequence[Mouth]) -> Array:
    """(T,n): the squared difference of each mouth from ours, by how much each feature is seen."""
    table = np.array([[getattr(mouth, name) for name in _FEATURES] for mouth in mouths])
    away = (_measured(weights)[:, None, :] - table[None]) * _IMPORTANCE
    return np.asarray(np.sum(away**2, axis=2))


def _mixed(measured: Array, mouths: Mapping[str, Mouth]) -> Array:
    """(T,n) weights of mouths for the features (T,6): together at most 1, and open no further than they are."""
    table = np.array([[getattr(mouth, name) for name in _FEATURES] for mouth in mouths.values()])
    nothing = np.zeros((len(measured), len(table)))
    found = mixture_nearest(measured * _IMPORTANCE, table * _IMPORTANCE, nothing, _SMALL, _STEPS)
    open_so_far = found @ table[:, 0]
    return np.asarray(found * np.minimum(1.0, measured[:, 0] / np.maximum(open_so_far, 1e-6))[:, None])


def _measured(weights: Array) -> Array:
    """The features (T,6) of each frame. The spread is without the smile, which is an emotion's as often."""

    def mean(*names: str) -> Array:
        return np.asarray(weights[:, [ARKIT_INDEX[name] for name in names]].mean(axis=1), dtype=np.float64)

    stretch = mean("mouthStretchLeft", "mouthStretchRight") + mean("mouthDimpleLeft", "mouthDimpleRight")
    bared = mean("mouthLowerDownLeft", "mouthLowerDownRight") + mean("mouthUpperUpLeft", "mouthUpperUpRight")
    return np.stack(
        [
            np.maximum(opening(weights) - _AT_REST, 0.0),
            # The rules' spread is 0.60 mouthStretch and 0.25 mouthDimple (runtime/animate/rules/mouth.py).
            stretch / 0.85,
            mean("mouthPucker"),
            mean("mouthFunnel"),
            bared / 2,
            mean("tongueOut"),
        ],
        axis=1,
    )


def pressed(weights: Array) -> Array:
    """How far the lips are pressed together (T,), 0..1, in ARKit ``weights`` (T,52): 1 on every frame of a P, B or M
    that is shut."""
    opened = np.maximum(opening(weights) - _AT_REST, 0.0)
    drawn = np.clip(weights[:, ARKIT_INDEX["mouthClose"]] / _DRAWN, 0.0, 1.0)
    near = (_FREE_FROM - _AT_REST - opened) / (_FREE_FROM - _PRESSED_BELOW)
    return np.asarray(drawn * np.clip(near, 0.0, 1.0))


def touching(weights: Array) -> Array:
    """How far the lower lip is at the upper teeth with a mouth that is not wide open (T,), 0..1: 1 at an F or V."""
    opened = np.maximum(opening(weights) - _AT_REST, 0.0)
    near = (_OFF_TEETH_MM - lower_lip_to_teeth_mm(weights)) / (_OFF_TEETH_MM - _AT_TEETH_MM)
    return np.asarray(np.clip(near, 0.0, 1.0) * np.clip((0.3 - opened) / 0.1, 0.0, 1.0))

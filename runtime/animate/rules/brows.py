# SPDX-License-Identifier: GPL-3.0-or-later
"""Brows: raised on about half of the accents and on questions, drawn together on some of the others, never quite still.

Sources: Flecha-Garcia, M. L. (2010), Eyebrow raises in dialogue and their relation to discourse structure,
utterance function and pitch accents in English (raises lead the accent by about 60 ms); Cave, C. et al. (1996), About
the relationship between eyebrow movements and F0 variations (raises last 0.3 to 0.5 s); Ekman, P. (1979), About brows:
emotional and conversational signals (lowered brows stress a word, too, more seldom than raised ones).
"""

import numpy as np

from ...arrays import Array
from ...head.arkit import ARKIT_INDEX
from ..phrases import Accent, Phrase
from .emotions import Mood
from .noise import add_pulse, wander

_LEAD = 0.06
"""Seconds before the accent (Flecha-Garcia)."""
_RAISE = 0.42
"""Weight of a raise on the strongest accent: set so that brows move as far as a man's on film do (1.0 to 1.15 times,
over clips with a seed each; one seed for all of his three seconds gives 0.4 to 1.4)."""

_DRAWN, _DRAWN_SHARE = 0.16, 0.35
"""Weight of a frown on the strongest accent, and the share of accents without a raise that have one: set so that
browDown varies by 0.02, as a man's on film does (0.014 by our own fit to him, 0.027 by the mesh's makers' solver)."""

_HELD_DOWN = 0.7
"""Share of a raise that a full frown keeps down: otherwise accents would take an angry face's anger away. Chosen by
eye."""


def add_brows(
    weights: Array,
    times: Array,
    phrases: tuple[Phrase, ...],
    accents: tuple[Accent, ...],
    mood: Mood,
    rng: np.random.Generator,
) -> None:
    """Add brow movement to ``weights`` (T, 52), in place."""
    inner, left, right = (np.zeros(len(times)) for _ in range(3))
    liveliness = mood.energy * (1.0 - _HELD_DOWN * mood.weights[ARKIT_INDEX["browDownLeft"]])
    for accent in accents:
        if rng.random() > 0.3 + 0.35 * accent.strength:
            if rng.random() < _DRAWN_SHARE:
                _draw_together(weights, times, accent, mood.energy, rng)
            continue
        size = _RAISE * accent.strength * liveliness * rng.uniform(0.6, 1.2)
        spans = (0.16, rng.uniform(0.04, 0.14), rng.uniform(0.28, 0.42))
        uneven = rng.uniform(-0.15, 0.15)
        for curve, share in ((inner, 0.75), (left, 1.0 + uneven), (right, 1.0 - uneven)):
            add_pulse(curve, times, accent.time - _LEAD, share * size, spans)
    for phrase in phrases:
        if phrase.question:
            for curve in (inner, left, right):
                add_pulse(curve, times, phrase.end - 0.2, 0.4 * liveliness, (0.3, 0.35, 0.5))
    idle = 0.02 * wander(times, rng, 0.1 * mood.tempo, 0.8 * mood.tempo)
    for name, curve in (("browInnerUp", inner), ("browOuterUpLeft", left), ("browOuterUpRight", right)):
        weights[:, ARKIT_INDEX[name]] += curve + idle
    # A raise pulls against a frown of the same brow.
    for side, curve in (("Left", left), ("Right", right)):
        weights[:, ARKIT_INDEX[f"browDown{side}"]] *= 1.0 - 0.5 * np.clip(curve, 0.0, 1.0)


def _draw_together(weights: Array, times: Array, accent: Accent, energy: float, rng: np.random.Generator) -> None:
    size = _DRAWN * accent.strength * energy * rng.uniform(0.6, 1.2)
    spans = (0.18, rng.uniform(0.06, 0.16), rng.uniform(0.3, 0.45))
    for side in ("Left", "Right"):
        add_pulse(weights[:, ARKIT_INDEX[f"browDown{side}"]], times, accent.time - _LEAD, size, spans)

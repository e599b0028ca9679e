# SPDX-License-Identifier: GPL-3.0-or-later
"""Which drawn mouth of a chart is shown when: one a frame, held for at least two, contacts before all else."""

from collections.abc import Mapping

import numpy as np

from ..arrays import Array
from .mouths import Mouth, distances, pressed, touching

_CHANGE = 0.02
"""What a change of the picture costs, in the units of ``mouths.distances``: less than the step from a closed mouth to a
slightly open one. Chosen by eye: with less the mouth flickers, with more short vowels are lost."""
_SIZE = 0.7
"""Share of a phone's whole mouth at which its picture is shown: in running speech few mouths open as far as they could.
Chosen by eye."""
_LIPS, _TEETH = 100.0, 50.0
"""What it costs to show another picture while lips are pressed together, and while the lower one is at the teeth.
Chosen by eye."""
_CONTACT = 0.5
"""Share of a contact from which on it is shown."""
_LAST = 0.001
"""Share of that on the last frame of a contact of several, which a short vowel after it may have: it is open for two
frames then, and not lost. Chosen by eye."""


def shown_picture(weights: Array, pictures: Mapping[str, Mouth]) -> Array:
    """(T,) numbers of ``pictures``, in their order, for ARKit ``weights`` (T,52): the cheapest way through them on
    which each is held for two frames or more (Viterbi, 1967)."""
    costs = _costs(weights, list(pictures.values()))
    count = costs.shape[1]
    begun, held = costs[0] + 0.0, costs[0] + 0.0
    steps: list[tuple[Array, Array]] = []
    for cost in costs[1:]:
        first, second = np.argsort(held, kind="stable")[[0, min(1, count - 1)]]
        came = np.where(np.arange(count) == first, second, first)
        stays_begun = begun <= held
        steps.append((came, stays_begun))
        begun, held = cost + _CHANGE + held[came], cost + np.where(stays_begun, begun, held)
    return _traced(held, steps)


def _traced(held: Array, steps: list[tuple[Array, Array]]) -> Array:
    """Back along the cheapest way. ``held`` may be one frame old on the first frame: nothing is seen before it."""
    found = np.empty(len(steps) + 1, np.int64)
    now, is_new = int(np.argmin(held)), False
    found[-1] = now
    for place in range(len(steps) - 1, -1, -1):
        came, stays_begun = steps[place]
        if is_new:
            now, is_new = int(came[now]), False
        else:
            is_new = bool(stays_begun[now]) and place > 0
        found[place] = now
    return found


def _costs(weights: Array, mouths: list[Mouth]) -> Array:
    """(T,n): how far each mouth is from ours."""
    contacts = [mouth.contact for mouth in mouths]
    costs = distances(weights, [mouth.scaled(_SIZE) for mouth in mouths])
    shut, teeth = pressed(weights) > _CONTACT, touching(weights) > _CONTACT
    # A mouth at rest is drawn as such where there is one, and with pressed lips otherwise.
    for kind, cost in (("lips", 0.05 if "rest" in contacts else 0.0), ("teeth", _TEETH)):
        costs[:, [each == kind for each in contacts]] += cost
    for kind, now, cost in (("lips", shut, _LIPS), ("teeth", teeth & ~shut, _TEETH)):
        if kind in contacts:
            costs += cost * _needed(now)[:, None] * np.array([each != kind for each in contacts])
            costs[now, contacts.index(kind)] = 0.0
    return costs


def _needed(now: Array) -> Array:
    """(T,) how much each frame of a contact is needed: 1, but little on the last one of several."""
    before, after = np.roll(now, 1), np.roll(now, -1)
    before[0] = after[-1] = False
    return np.where(now & before & ~after, _LAST, 1.0) * now

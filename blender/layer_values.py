# SPDX-License-Identifier: GPL-3.0-or-later
"""What the strips of a take hold, so that an influence from 0 to 2 moves a part of the face and lips meet at any.

The contacts below hold the share c of what moves the lips, v. A strip above at the influence w, which Blender keeps
from 0 to 1, is meant to make of that c v + s (1 - c) v for a slider at s. With w = s / gain it does so when it holds
(gain (1 - c) + c) v: v itself where the gain is 1.
"""

from collections.abc import Collection, Mapping

import numpy as np

from .channel_groups import Place
from .few_samples import BOUND

_LIPS = ("mouth", "jaw")
MOST = 2.0
"""Of a slider, and the gain of strips whose slider is beyond 1."""


def gain_for(slider: float, keys: np.ndarray) -> float:
    """Of the strips of a slider at that value, with keys (K,2): frame and value of each."""
    return MOST if max([slider, *keys[:, 1].tolist()]) > 1.0 else 1.0


def at_rest(place: Place) -> float:
    """What a channel has where nothing moves it."""
    path, index = place
    turned = (path.endswith("rotation_quaternion") and index == 0) or (
        path.endswith("rotation_axis_angle") and index == 2
    )
    return 1.0 if turned else 0.0


def contacts_of(
    values: Mapping[Place, np.ndarray], groups: Mapping[Place, str], share: np.ndarray, held: Collection[Place]
) -> dict[Place, np.ndarray]:
    """Rest, but where the lips touch: there all that moves them. A drawn mouth, which is held, is not mixed."""
    found = {}
    for place, each in values.items():
        rest = at_rest(place)
        lips = groups[place] in _LIPS
        found[place] = each if place in held else rest + share * (each - rest) if lips else np.full(len(each), rest)
    return found


def raised(place: Place, values: np.ndarray, times: np.ndarray) -> np.ndarray:
    """Values (T,) so many ``times`` (T,) as far from rest."""
    rest = at_rest(place)
    return np.asarray(rest + times * (values - rest))


def times_of(group: str, share: np.ndarray, gain: float) -> np.ndarray:
    """(T,) how much more than what moves a part of the face its strip holds."""
    contacts = share if group in _LIPS else np.zeros(len(share))
    return np.asarray(gain * (1.0 - contacts) + contacts)


def moves(place: Place, values: np.ndarray) -> bool:
    """Whether a channel is ever elsewhere than at rest."""
    return bool((np.abs(values - at_rest(place)) > BOUND).any())

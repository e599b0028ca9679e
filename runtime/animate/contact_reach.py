# SPDX-License-Identifier: GPL-3.0-or-later
"""How far a contact's mouth may go towards another before it is no contact, by the rule that judges contacts, and what
makes it last longer on that way.

Weights are ARKit's, (T,52) or (K,52); ``wide`` is the clip's 90th percentile of the opening.
"""

from collections.abc import Sequence

import numpy as np

from ..arrays import Array
from ..head.arkit import ARKIT_INDEX, ARKIT_NAMES
from ..head.lips import PLACES, lip_gap_mm, lip_gap_profile_mm, lower_lip_to_teeth_mm, opening
from .measure import CLOSED_GAP_MM, CLOSED_SHARE, CONTACT_GAP_MM, CONTACT_SHARE, CONTACT_TEETH_MM

MOUTH = np.array([i for i, name in enumerate(ARKIT_NAMES) if name.startswith(("jaw", "mouth", "tongue", "cheek"))])
"""The shapes that make a contact."""
_CLOSE = ARKIT_INDEX["mouthClose"]
# Chosen by eye: of the rule's limits, how much is used, and how much where a contact only just stays one; of the way
# from a contact to a key, where it is looked at; and shares of an F or V that are tried beside a seal.
_WITHIN = 0.8
_BARELY = 0.95
_NEAR = 0.1
_SHARES = 21
_PRESSED = (0.001, 0.002, 0.003, 0.004, 0.005)
"""Of mouthClose, tried beyond a seal: each is about 0.03 mm. Lips may cross by no more than the rule's 0.25 mm."""
_LEANS = tuple(np.linspace(0.0, 1.0, 41).tolist())
"""Of the way from a key that cannot give way to an F or V, how far beyond it the contact is tried: so finely, as beside
a seal a V of 25 ms has a tenth of it where the lips are apart and near the teeth. Chosen by eye."""


def press(key: Array, wide: float) -> None:
    """Press the lips of a seal (52,) together, as far as its rule goes: on the way to a neighbour that cannot give way
    they then stay shut for longer."""
    tried = np.repeat(key[None], len(_PRESSED), axis=0)
    tried[:, _CLOSE] = np.minimum(key[_CLOSE] + np.array(_PRESSED), 1.0)
    shut = (_measured(tried, seal=True) <= _limits(True, wide)).all(axis=1)
    if shut.any():
        key[_CLOSE] = tried[np.flatnonzero(shut)[-1], _CLOSE]


def lean(weights: Array, to_teeth: int, blocked: Sequence[int], wide: float) -> None:
    """Put a lip's contact with the teeth, on the frame ``to_teeth``, further away from keys that cannot give way, as
    far as its rule goes: on the way to them it then lasts longer."""
    mouth = weights[to_teeth, MOUTH]
    away = np.mean([mouth - weights[frame, MOUTH] for frame in blocked], axis=0)
    tried = np.repeat(weights[None, to_teeth], len(_LEANS), axis=0)
    tried[:, MOUTH] = np.clip(mouth + np.array(_LEANS)[:, None] * away, 0.0, 1.0)
    made = (_measured(tried, seal=False) <= _limits(False, wide)).all(axis=1)
    keys = (np.repeat(weights[None, frame], len(_LEANS), axis=0) for frame in blocked)
    ways = [reach_of(each, tried[:, MOUTH], False, wide) for each in keys]
    lasting = np.where(made, np.min(ways, axis=0), -1.0)
    best = int(lasting.argmax())
    if lasting[best] > max(lasting[0], 0.0):
        weights[to_teeth, MOUTH] = tried[best, MOUTH]


def touching_share(weights: Array, seal: int, to_teeth: int, wide: float) -> float:
    """How much of a lip's contact with the teeth, on the frame ``to_teeth``, must stay where it is drawn to the seal on
    another frame: it is still one, if with the lips less apart."""
    shares = np.linspace(0.0, 1.0, _SHARES)
    drawn = np.repeat(weights[None, to_teeth], _SHARES, axis=0)
    drawn[:, MOUTH] = weights[seal, MOUTH] + shares[:, None] * (drawn[:, MOUTH] - weights[seal, MOUTH])
    lost = (_measured(drawn, seal=False) > _limits(False, wide, _BARELY)).any(axis=1)
    return 1.0 if lost[-1] else float(shares[np.flatnonzero(lost)[-1] + 1]) if lost.any() else 0.0


def reach_of(keys: Array, mouths: Array, seal: bool, wide: float) -> Array:
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
    """(M,) in the order of ``_measured``. within: how much of what the rule allows is used."""
    if seal:
        low, high = CLOSED_GAP_MM
        return within * np.concatenate((np.full(PLACES, high), np.full(PLACES, -low), [CLOSED_SHARE * wide]))
    return np.array([within * CONTACT_TEETH_MM, -CONTACT_GAP_MM / within, within * CONTACT_SHARE * wide])

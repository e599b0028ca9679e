# SPDX-License-Identifier: GPL-3.0-or-later
"""Which of MakeHuman's morph targets, and how much of each, make a person of the base mesh."""

import itertools
from collections import defaultdict

import numpy as np

from .identity import Identity

_AGES = (("child", 1 / 3), ("young", 2 / 3), ("old", 1.0))
"""The ages of anny's phenotype model."""
_YOUNG, _OLD = 25.0, 90.0
"""Years of the last two, as MakeHuman has them."""
_YOUNGEST, _YOUNGEST_LOOKS = 18.0, 0.645
"""Years, and where on that scale they lie: nearer to the child's target heads have a child's proportions. By eye."""
_GENDERS = (("male", 0.0), ("female", 1.0))
_MUSCLES = (("minmuscle", 0.0), ("averagemuscle", 0.5), ("maxmuscle", 1.0))
_WEIGHTS = (("minweight", 0.0), ("averageweight", 0.5), ("maxweight", 1.0))
_ANCESTRIES = {"african": "african", "asian": "asian", "european": "caucasian"}

_Pair = tuple[tuple[tuple[str, float], ...], tuple[tuple[str, float], ...]]
"""What a slider at -1 and what it at 1 adds: targets by their path without ending, and how much of each."""


def _both(name: str, less: str, more: str, amount: float = 1.0) -> _Pair:
    left, right = (tuple((f"{name.replace('*', side)}-{end}", amount) for side in "lr") for end in (less, more))
    return left, right


def _one(name: str, less: str, more: str, amount: float = 1.0) -> _Pair:
    return ((f"{name}-{less}", amount),), ((f"{name}-{more}", amount),)


def _with(*pairs: _Pair) -> _Pair:
    return tuple(itertools.chain(*(pair[0] for pair in pairs))), tuple(itertools.chain(*(pair[1] for pair in pairs)))


LOCAL: dict[str, _Pair] = {
    "face_width": _one("head/head-scale-horiz", "decr", "incr", 0.7),
    "forehead": _one("forehead/forehead-scale-vert", "decr", "incr", 0.35),
    "brow_height": _one("eyebrows/eyebrows-trans", "down", "up"),
    "eye_size": _both("eyes/*-eye-scale", "decr", "incr", 0.7),
    "eye_distance": _both("eyes/*-eye-trans", "in", "out", 0.7),
    "eye_tilt": _both("eyes/*-eye-corner2", "down", "up"),
    "nose_width": _one("nose/nose-scale-horiz", "decr", "incr"),
    "nose_length": _one("nose/nose-scale-vert", "decr", "incr"),
    "nose_bridge": _with(_one("nose/nose-hump", "decr", "incr"), _one("nose/nose-curve", "concave", "convex", 0.5)),
    "cheekbones": _both("cheek/*-cheek-bones", "decr", "incr"),
    "cheeks": _both("cheek/*-cheek-volume", "decr", "incr", 0.7),
    "mouth_width": _one("mouth/mouth-scale-horiz", "decr", "incr", 0.7),
    "lips": _with(
        _one("mouth/mouth-upperlip-volume", "decr", "incr", 0.8),
        _one("mouth/mouth-lowerlip-volume", "decr", "incr", 0.8),
        _one("mouth/mouth-upperlip-height", "decr", "incr", 0.6),
        _one("mouth/mouth-lowerlip-height", "decr", "incr", 0.6),
    ),
    "jaw_width": ((("head/head-invertedtriangular", 1.0),), (("head/head-triangular", 0.7),)),
    "chin_height": _one("chin/chin-height", "decr", "incr", 0.5),
    "chin_forward": _one("chin/chin-prominent", "decr", "incr", 0.7),
    "ear_size": _both("ears/*-ear-scale", "decr", "incr", 0.7),
    "ears_out": _both("ears/*-ear-wing", "decr", "incr"),
    "neck_width": _one("neck/neck-scale-horiz", "decr", "incr", 0.7),
}
"""By the sliders of ``Identity``. Amounts were chosen by eye: at 1 each is as far as people are seen to go."""


def targets_of(identity: Identity) -> dict[str, float]:
    """Weights of morph targets by their path without ending."""
    total: dict[str, float] = defaultdict(float)
    genders, ages = _shares(_GENDERS, identity.woman), _shares(_AGES, _looked(identity.age))
    muscles, weights = _shares(_MUSCLES, identity.muscle), _shares(_WEIGHTS, identity.weight)
    for parts in itertools.product(genders, ages, muscles, weights):
        (gender, by_gender), (age, by_age), (muscle, by_muscle), (weight, by_weight) = parts
        total[f"macrodetails/universal-{gender}-{age}-{muscle}-{weight}"] = by_gender * by_age * by_muscle * by_weight
    ancestry = ((_ANCESTRIES[name], part) for name, part in identity.ancestry.items() if part > 0)
    for (name, part), (gender, by_gender), (age, by_age) in itertools.product(ancestry, genders, ages):
        total[f"macrodetails/{name}-{gender}-{age}"] = part * by_gender * by_age
    for slider, (less, more) in LOCAL.items():
        value = getattr(identity, slider)
        for target, amount in more if value > 0 else less if value < 0 else ():
            total[target] += abs(value) * amount
    return dict(total)


def all_targets() -> tuple[str, ...]:
    """Every target that some person is made of."""
    macro = [
        f"macrodetails/universal-{gender}-{age}-{muscle}-{weight}"
        for (gender, _), (age, _), (muscle, _), (weight, _) in itertools.product(_GENDERS, _AGES, _MUSCLES, _WEIGHTS)
    ]
    macro += [
        f"macrodetails/{name}-{gender}-{age}"
        for name, (gender, _), (age, _) in itertools.product(_ANCESTRIES.values(), _GENDERS, _AGES)
    ]
    local = {target for pair in LOCAL.values() for side in pair for target, _ in side}
    return (*macro, *sorted(local))


def _looked(years: float) -> float:
    """The place of an age on MakeHuman's scale, rounded so that the first six people are what they were made of."""
    if years < _YOUNG:
        return 2 / 3 - (_YOUNG - years) / (_YOUNG - _YOUNGEST) * (2 / 3 - _YOUNGEST_LOOKS)
    return round(2 / 3 + (years - _YOUNG) / (_OLD - _YOUNG) / 3, 6)


def _shares(anchors: tuple[tuple[str, float], ...], value: float) -> list[tuple[str, float]]:
    """How much of each anchor makes ``value`` by linear interpolation; those without a share are left out."""
    places = [place for _, place in anchors]
    shares = [float(np.interp(value, places, own)) for own in np.eye(len(anchors))]
    return [(name, share) for (name, _), share in zip(anchors, shares, strict=True) if share > 0]

# SPDX-License-Identifier: GPL-3.0-or-later
"""Who stands before the camera of the drawn faces, and how: everything by chance, from a seed.

Sex, age, build and proportions are the identity's own, so they are known. All else is drawn without looking at them,
but for half of the people's skin and hair, so that a network learns little of sex and age from what is worn.
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from ...runtime.arrays import Array
from ...runtime.head.arkit import ARKIT_INDEX, ARKIT_NAMES
from ...runtime.people.hair_style import STYLES
from ...runtime.people.identity import Identity, random_person
from ...runtime.people.presets import PRESETS, nearest_preset

_OWN_LOOK = 0.5
"""Share of people who wear the skin and the hair of the preset that is most like them."""
_BALD, _STUBBLE, _GLASSES = 0.12, 0.3, 0.22
_OWN_TO_MEN = {
    "chin_height": 0.35, "nose_length": 0.1, "nose_width": 0.2, "mouth_width": 0.1, "jaw_width": 0.08,
    "brow_height": -0.1, "eye_size": -0.15, "neck_width": 0.15,
}  # fmt: skip
"""What is added to a man's proportions, and taken from a woman's: faces' heights and the widths of nose, mouth and jaw,
for the width of the eyes, then differ more nearly as among people (Farkas 1994, "Anthropometry of the head and face":
n-gn / ex-ex 1.37 and 1.27, sn-gn 0.80 and 0.73, al-al 0.38 and 0.36, ch-ch 0.60 and 0.57, go-go 1.07 and 1.04). Without
it a lower face was as long for both, and a woman's nose as wide. Brows, eyes and neck: by eye."""
_MOUTH_WIDER = 0.3
"""For all: mouths were a tenth narrower than people's."""
_BOTH = ("mouthSmile", "mouthFrown", "browDown", "browOuterUp", "eyeSquint", "eyeWide", "eyeBlink", "mouthPress")
_MIDDLE = ("browInnerUp", "mouthPucker", "mouthFunnel", "mouthShrugLower")


@dataclass(frozen=True)
class Someone:
    """identity: sex, age, build, proportions. look: the preset whose skin's picture is worn. tint (3,): what it is
    multiplied by. bald: no hair is drawn. stubble: 0..1. glasses: 0 for none, or the radius of a rim in metres. lashes:
    share of their points that is drawn, for a lash is a tenth of a pixel wide."""

    identity: Identity
    look: str
    tint: Array
    bald: bool
    stubble: float
    glasses: float
    dark_rims: float
    lashes: float = 0.012


@dataclass(frozen=True)
class View:
    """weights (52,) of ARKit's shapes. turn (3,): pitch, yaw and roll in radians. distance: of the camera in metres.
    lights: rows of direction (3), strength and warmth. sky: light from everywhere. gloss: of skin."""

    weights: Array
    turn: Array
    distance: float
    lights: Array
    sky: float
    gloss: float


def someone(seed: int, number: int) -> Someone:
    """Person ``number`` of a set of pictures; the same for the same seed."""
    draw = np.random.default_rng([seed, number, 1])
    identity = _as_among_people(random_person(seed * 1_000_000 + number))
    look = nearest_preset(identity)
    if draw.random() > _OWN_LOOK:
        look = str(draw.choice(list(PRESETS)))
        hair = str(draw.choice(list(STYLES)))
        identity = replace(identity, hair=hair)
    return Someone(
        identity=identity,
        look=look,
        tint=np.exp(draw.normal(0.0, 0.25) + draw.normal(0.0, 0.06, 3)),
        bald=bool(draw.random() < _BALD),
        stubble=float(draw.random() * (draw.random() < _STUBBLE)),
        glasses=float(draw.uniform(0.019, 0.027) * (draw.random() < _GLASSES)),
        dark_rims=float(draw.random()),
    )


def _as_among_people(identity: Identity) -> Identity:
    """Proportions that go with the sex as people's do."""
    man = 1.0 - 2.0 * identity.woman
    wider = {"mouth_width": _MOUTH_WIDER}
    moved: dict[str, Any] = {
        name: float(np.clip(getattr(identity, name) + man * by + wider.get(name, 0.0), -1.0, 1.0))
        for name, by in _OWN_TO_MEN.items()
    }
    return replace(identity, **moved)


def view(seed: int, number: int, which: int) -> View:
    """View ``which`` of person ``number``; the first is almost from the front."""
    draw = np.random.default_rng([seed, number, 2, which])
    most = np.radians((8.0, 8.0, 5.0) if which == 0 else (20.0, 45.0, 14.0))
    turn = np.clip(draw.normal(0.0, 0.5, 3), -1.0, 1.0) * most
    lights = np.concatenate([_light(draw, front=index == 0) for index in range(int(draw.integers(1, 4)))])
    return View(
        weights=_expression(draw),
        turn=turn,
        distance=float(np.exp(draw.uniform(np.log(0.35), np.log(2.0)))),
        lights=lights.reshape(-1, 5),
        sky=float(draw.uniform(0.15, 0.8)),
        gloss=float(0.4 * draw.random() ** 2),
    )


def _light(draw: np.random.Generator, *, front: bool) -> Array:
    around = draw.normal(0.0, 1.0, 3)
    if front:
        around[2] = abs(around[2]) + 0.6
    towards = around / np.linalg.norm(around)
    return np.array([*towards, draw.uniform(0.3, 1.3) if front else draw.uniform(0.1, 0.7), draw.normal(0.0, 0.1)])


def _expression(draw: np.random.Generator) -> Array:
    """Mostly a smile, to a wide one that shows teeth, or none; at times an open mouth, a little of others."""
    weights = np.zeros(len(ARKIT_NAMES))

    def both(name: str, value: float) -> None:
        for side in ("Left", "Right"):
            weights[ARKIT_INDEX[f"{name}{side}"]] = np.clip(value * draw.uniform(0.8, 1.2), 0.0, 1.0)

    smile = draw.random()
    if smile < 0.5:
        both("mouthSmile", draw.uniform(0.1, 0.9))
    if smile < 0.25:
        for name in ("mouthUpperUp", "mouthLowerDown", "mouthStretch", "cheekSquint"):
            both(name, draw.uniform(0.0, 0.7))
    for name in draw.choice(_BOTH, 2, replace=False):
        both(name, abs(draw.normal(0.0, 0.25)))
    weights[ARKIT_INDEX[str(draw.choice(_MIDDLE))]] = min(abs(draw.normal(0.0, 0.2)), 0.6)
    if draw.random() < 0.35:
        weights[ARKIT_INDEX["jawOpen"]] = draw.uniform(0.05, 0.6)
    return weights

# SPDX-License-Identifier: GPL-3.0-or-later
"""Rigs whose shapes are called by FACS' numbers: ``AU12``, ``AU_12_L``, ``AU12_LipCornerPuller_R``.

Sources: Ekman, Friesen and Hager, Facial Action Coding System (2002), for the numbers; Melinda Ozel, ARKit to FACS
Cheat Sheet (https://melindaozel.com/arkit-to-facs-cheat-sheet), for which of ARKit's shapes shows which.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from .arkit import name_words
from .naming import Matched
from .splits import Parts, Split, naming_of

_SIDES = {"Left": "_L", "Right": "_R"}
_HALVES = {"left": "_L", "right": "_R", "b": "_B", "bottom": "_B", "lower": "_B", "t": "_T", "top": "_T", "upper": "_T"}
"""Words beside a number -> the half of the face that is meant."""
_HALVED = {"AU17", "AU28"}
"""Units that have an upper and a lower half; elsewhere such words are of the unit's own name ("upper lid raiser")."""
_NUMBER = re.compile(r"[0-9]{1,2}")
_COPY = re.compile(r"[0-9]{3}")

_OF_A_SIDE = {
    "browOuterUp": "AU2",
    "browDown": "AU4",
    "eyeWide": "AU5",
    "cheekSquint": "AU6",
    "eyeSquint": "AU7",
    "noseSneer": "AU9",
    "mouthUpperUp": "AU10",
    "mouthSmile": "AU12",
    "mouthDimple": "AU14",
    "mouthFrown": "AU15",
    "mouthLowerDown": "AU16",
    "mouthStretch": "AU20",
    "mouthPress": "AU24",
}
"""ARKit's shapes of one side -> the unit."""
_WHOLE = {"browInnerUp": "AU1", "mouthClose": "AU8", "mouthPucker": "AU18", "mouthFunnel": "AU22", "jawForward": "AU29"}
_LOOKS = {
    "eyeLookOutLeft": ("AU61", "_L"),
    "eyeLookInRight": ("AU61", "_R"),
    "eyeLookInLeft": ("AU62", "_L"),
    "eyeLookOutRight": ("AU62", "_R"),
    "eyeLookUpLeft": ("AU63", "_L"),
    "eyeLookUpRight": ("AU63", "_R"),
    "eyeLookDownLeft": ("AU64", "_L"),
    "eyeLookDownRight": ("AU64", "_R"),
}


def _one_side(unit: str, side: str) -> tuple[Parts, ...]:
    """By its own shape, or by half of the one that both sides have."""
    return {unit + side: 1.0}, {unit: 0.5}


def _both(unit: str) -> tuple[Parts, ...]:
    return {unit + "_L": 1.0, unit + "_R": 1.0}, {unit: 1.0}


PARTS: dict[str, tuple[Parts, ...]] = {
    **{arkit + side: _one_side(unit, end) for arkit, unit in _OF_A_SIDE.items() for side, end in _SIDES.items()},
    **{"eyeBlink" + side: _one_side("AU45", end) + _one_side("AU43", end) for side, end in _SIDES.items()},
    **{arkit: _both(unit) for arkit, unit in _WHOLE.items()},
    **{arkit: _one_side(unit, end) for arkit, (unit, end) in _LOOKS.items()},
    "jawOpen": ({"AU26": 1.0}, {"AU27": 1.0}),
    "jawLeft": ({"AU30_L": 1.0},),
    "jawRight": ({"AU30_R": 1.0},),
    "cheekPuff": (*_both("AU34"), *_both("AU33"), *_both("AU13")),
    "mouthShrugLower": ({"AU17_B": 1.0}, {"AU17_L": 1.0, "AU17_R": 1.0}, {"AU17": 1.0}),
    "mouthShrugUpper": ({"AU17_T": 1.0},),
    "mouthRollLower": ({"AU28_B": 1.0}, {"AU28_L": 0.5, "AU28_R": 0.5}, {"AU28": 0.5}),
    "mouthRollUpper": ({"AU28_T": 1.0}, {"AU28_L": 0.5, "AU28_R": 0.5}, {"AU28": 0.5}),
    "tongueOut": ({"AU19": 1.0},),
}
"""ARKit shape -> ways to show it; AU25, parted lips, is what AU10, AU16 and AU26 do."""


def _matched(names: Iterable[str]) -> Matched:
    found: Matched = {}
    for name in sorted(names, key=len):
        unit = _unit(name)
        if unit is not None:
            found.setdefault(unit, (name,))
    return {unit: keys for unit, keys in found.items() if unit in FACS.shapes}


def _unit(name: str) -> str | None:
    """The unit that a name means, and its half; None for what is none, or is several at once ("AU6+12")."""
    words = name_words(name)
    if words.count("au") != 1 or words[-1] == "au":
        return None
    number, *after = words[words.index("au") + 1 :]
    while after and _COPY.fullmatch(after[-1]):
        after.pop()
    if not _NUMBER.fullmatch(number) or any(word.isdigit() for word in after):
        return None
    unit = f"AU{int(number)}"
    sides = ("left", "right")
    halves = [_HALVES[word] for word in after if word in _HALVES and (word in sides or unit in _HALVED)]
    return unit + halves[-1] if halves else unit


_BY_NUMBERS = Split(title="ARKit shapes, by action units of FACS", source="FACS, 2002", parts=PARTS, enough=3)
FACS = replace(naming_of(_BY_NUMBERS), match=_matched)

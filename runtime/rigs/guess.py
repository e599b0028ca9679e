# SPDX-License-Identifier: GPL-3.0-or-later
"""A first map for a rig that no naming knows, by the English words in its names: something to begin from."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ..head.arkit import ARKIT_NAMES
from .naming import Naming
from .rig_map import VISEME, RigMap, Row, naming_of_map

GUESSED = "controls, by the words in their names"

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_SIDES = {"l": "Left", "left": "Left", "r": "Right", "right": "Right"}
_UP, _DOWN = {"up", "raise", "raised", "surprised", "high"}, {"down", "angry", "lower", "mad", "low"}
_MOUTH, _BROW = {"mouth", "lip", "lips"}, {"brow", "brows", "eyebrow", "eyebrows"}
_FACE: tuple[tuple[tuple[set[str], ...], tuple[str, ...]], ...] = (
    ((_BROW, _UP), ("browInnerUp", "browOuterUp")),
    ((_BROW, _DOWN), ("browDown",)),
    ((_BROW, {"sad", "worried"}), ("browInnerUp",)),
    (({"blink", "wink"},), ("eyeBlink",)),
    (({"eye", "eyes", "lid", "lids", "eyelid", "eyelids"}, {"close", "closed", "shut"}), ("eyeBlink",)),
    (({"eye", "eyes"}, {"wide"}), ("eyeWide",)),
    (({"upper"}, {"lip"}, _UP), ("mouthUpperUp",)),
    (({"lower"}, {"lip"}, {"down"}), ("mouthLowerDown",)),
    (({"smile", "smiling", "grin"},), ("mouthSmile",)),
    (({"frown"},), ("mouthFrown",)),
    (({"pucker", "kiss", "purse"},), ("mouthPucker",)),
    (({"funnel"},), ("mouthFunnel",)),
    ((_MOUTH, {"wide", "stretch"}), ("mouthStretch",)),
    ((_MOUTH, {"close", "closed", "shut", "press", "pressed"}), (VISEME + "PP",)),
    (({"jaw", "mouth"}, {"open", "drop"}), ("jawOpen",)),
)
"""One word of each set -> what of ours it means, the first that fits; sides come of themselves."""

_SOUND = {"phoneme", "viseme", "vis", "pho", "mouth", "lip", "lips", "say", "vowel", "sound"}
_SAID = {
    "PP": "mbp bmp pbm m b p mm mmm",
    "FF": "fv f v ff",
    "TH": "th",
    "DD": "t d td",
    "kk": "k g kg",
    "CH": "ch sh j chj",
    "SS": "s z ss",
    "nn": "l n ln",
    "RR": "r rr er",
    "aa": "a aa ah aah ahh ai",
    "E": "e eh ee ae",
    "ih": "i ih iy eee",
    "oh": "o oh ao aw",
    "ou": "u ou oo ooo uw w wq",
}
_SAID_AS = {word: VISEME + name for name, words in _SAID.items() for word in words.split()}


_ENOUGH = 3
"""Shapes of ours from which on a guess may speak by itself."""
_OPENS = {"jawOpen", VISEME + "aa"}


def speaking_guess(names: Iterable[str], name: str) -> RigMap | None:
    """``guessed_map`` where it shows enough of a face, and opens its mouth."""
    found = guessed_map(names, name)
    ours = {row.ours for row in found.rows}
    return found if len(ours) >= _ENOUGH and ours & _OPENS else None


def naming_of_guess(rig_map: RigMap) -> Naming:
    """The naming of a rig that is moved by what its names seem to mean."""
    return replace(naming_of_map(rig_map), title=GUESSED)


def guessed_map(names: Iterable[str], name: str) -> RigMap:
    """What the names seem to mean; a control of one side follows ours of that side, one of both the mean of them."""
    return RigMap(name, tuple(row for theirs in names for row in _rows(theirs)))


def _rows(theirs: str) -> Sequence[Row]:
    words = [word.lower() for word in _WORD.findall(theirs)]
    side = next((_SIDES[word] for word in words if word in _SIDES), "")
    for wanted, meant in _FACE:
        if all(any(word in one for word in words) for one in wanted):
            return [row for ours in meant for row in _of_side(ours, theirs, side)]
    last = words[-1] if words else ""
    if words == ["open"]:
        return [Row("jawOpen", theirs)]
    if last in _SAID_AS and (any(word in _SOUND for word in words[:-1]) or (len(words) == 1 and len(last) > 1)):
        return [Row(_SAID_AS[last], theirs)]
    return []


def _of_side(ours: str, theirs: str, side: str) -> list[Row]:
    if ours in ARKIT_NAMES or ours.startswith(VISEME):
        return [Row(ours, theirs)]
    if side:
        return [Row(ours + side, theirs)]
    return [Row(ours + each, theirs, 0.5) for each in ("Left", "Right")]

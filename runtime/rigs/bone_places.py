# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the bones of an armature lie at rest, and which way the character in it looks.

A character made in Blender faces -Y. One that came by FBX often faces +Z in its armature's own axes, with +Y up, for
the importer turns the object instead; and some face +Y. It is told by the bones themselves, which lie in pairs and
above each other.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from ..arrays import Array
from .arkit import head_bone, name_words

FACES_MINUS_Y: Array = np.array([[1.0, 0.0, 0.0], [0.0, 0.0, 1.0], [0.0, -1.0, 0.0]])
"""(3,3) rows: left, up and out of a character that faces -Y."""
_LOW = {"hips", "hip", "pelvis", "foot", "thigh", "calf", "shin", "knee", "ankle", "toe"}
_UPPER = {"eye", "eyes", "lid", "eyelid", "brow", "eyebrow", "forehead"}
_LOWER = {"lip", "lips", "mouth", "chin", "lipcorner"}
"""Not the jaw, whose joint lies as far behind the eyes as below them."""
_CLEARLY = 1.5
"""How much further one way goes than another that might be meant. Chosen."""
_NAMES_KEPT = 4096
"""As in ``bone_names``."""


@dataclass(frozen=True)
class BonePlace:
    """head, tail (3,): of a bone at rest. parent: the bone that it hangs on; empty for none."""

    head: Array
    tail: Array
    parent: str = ""


def facing(bones: Mapping[str, BonePlace], upright: Array) -> Array:
    """(3,3) rows: which of the armature's axes are the character's left, up and out of the face. upright (3,): the
    scene's up, in the armature's axes, for a head alone that does not tell."""
    left = _nearest_axis(_to_the_left(bones), ())
    if left is None:
        left = FACES_MINUS_Y[0]
    beside = (int(np.abs(left).argmax()),)
    ways = (_up_the_body(bones), _up_the_face(bones), upright)
    up = next((found for way in ways if (found := _nearest_axis(way, beside)) is not None), None)
    if up is None:
        return FACES_MINUS_Y
    out = np.cross(left, up)
    # Where the face lies in front of its head says more than names, which some give as the onlooker sees them.
    out = -out if _towards_the_face(bones) @ out < 0.0 else out
    return np.stack([np.cross(up, out), up, out])


def seen_from_the_face(bones: Mapping[str, BonePlace], axes: Array) -> dict[str, BonePlace]:
    """The same bones where the character faces -Y. axes (3,3): rows are its left, up and out of its face."""
    turn = FACES_MINUS_Y.T @ axes
    return {name: BonePlace(turn @ place.head, turn @ place.tail, place.parent) for name, place in bones.items()}


def _nearest_axis(way: Array, without: tuple[int, ...]) -> Array | None:
    """The axis, with its sign, along which ``way`` goes; None where it goes along none clearly."""
    sizes = np.abs(way)
    sizes[list(without)] = 0.0
    order = np.argsort(-sizes)
    if sizes[order[0]] <= _CLEARLY * sizes[order[1]]:
        return None
    axis = np.zeros(3)
    axis[order[0]] = np.sign(way[order[0]])
    return axis


def _to_the_left(bones: Mapping[str, BonePlace]) -> Array:
    sides: dict[tuple[str, ...], dict[str, Array]] = {}
    for name, place in bones.items():
        side, others = _sided(name)
        if side:
            sides.setdefault(others, {})[side] = place.head
    pairs = [pair["left"] - pair["right"] for pair in sides.values() if len(pair) > 1]
    return np.sum(pairs, axis=0) if pairs else np.zeros(3)


def _up_the_body(bones: Mapping[str, BonePlace]) -> Array:
    head = head_bone(bones).get("head")
    low = [place.head for name, place in bones.items() if _LOW & set(_sided(name)[1])]
    return bones[head].head - np.mean(low, axis=0) if head is not None and low else np.zeros(3)


def _up_the_face(bones: Mapping[str, BonePlace]) -> Array:
    """The median, for what an eye looks at may lie far in front of it."""
    upper, lower = (
        [place.head for name, place in bones.items() if words & set(_sided(name)[1])] for words in (_UPPER, _LOWER)
    )
    return np.median(upper, axis=0) - np.median(lower, axis=0) if upper and lower else np.zeros(3)


def _towards_the_face(bones: Mapping[str, BonePlace]) -> Array:
    """From where the head turns to its eyes and lips."""
    head = head_bone(bones).get("head")
    face = [place.head for name, place in bones.items() if (_UPPER | _LOWER) & set(_sided(name)[1])]
    return np.median(face, axis=0) - bones[head].head if head is not None and face else np.zeros(3)


@lru_cache(_NAMES_KEPT)
def _sided(name: str) -> tuple[str, tuple[str, ...]]:
    """The side of a bone's name, and its other words."""
    words = name_words(name.replace("左", "left_").replace("右", "right_"))
    return next((word for word in words if word in ("left", "right")), ""), tuple(
        word for word in words if word not in ("left", "right")
    )

# SPDX-License-Identifier: GPL-3.0-or-later
"""Faces of which only the bones that hold the mesh are there, as a Rigify character comes in a game rig or by FBX.

Rigify's controls are gone, and no bone of a part is left that the others follow: a jaw is nine bones beside each other.
So each is moved by as much as its place follows a part of the face, less what the bone above it brings along.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import replace

import numpy as np

from ..arrays import Array
from .bone_faces import (
    AMOUNTS,
    JAW_DEGREES,
    MOUTH_MM,
    SIGNED,
    Amounts,
    bone_face,
    eye_rows,
    lid_rows,
    mouth_width,
    of_side,
)
from .bone_names import DEFORMING, sided
from .bone_places import BonePlace
from .rig_map import RigMap, Row

_PREFIX = re.compile(r"def[-_.]", re.IGNORECASE)
"""Of bones that hold a mesh, in Rigify and its like."""
_BESIDE_CONTROLS = re.compile(r"(org|mch)[-_.]", re.IGNORECASE)
_EYE = re.compile(r"(mch|org)-eye\.[lr]", re.IGNORECASE)
"""Of Rigify's older face, which has no bone for an eye that holds a mesh: what artists hang eyeballs on."""
_LIPS = ("upper lip", "lower lip")

# fmt: off
_FOLLOWS: dict[str, tuple[tuple[str, float], ...]] = {
    "jaw_master": (("jaw", 1.0),), "jaw": (("jaw", 1.0),), "jaw.{}": (("jaw", 1.0),), "jaw.{}.001": (("jaw", 1.0),),
    "chin": (("jaw", 1.0),), "chin.001": (("jaw", 1.0),), "chin.{}": (("jaw", 0.7), ("corner", 0.3)),
    "teeth.b": (("jaw", 1.0),), "tongue": (("jaw", 1.0),), "tongue.001": (("jaw", 1.0),), "tongue.002": (("jaw", 1.0),),
    "lip.b.{}": (("lower lip", 1.0), ("jaw", 1.0)),
    "lip.b.{}.001": (("lower lip", 0.5), ("jaw", 0.5), ("corner", 0.8)),
    "lip.t.{}": (("upper lip", 1.0),), "lip.t.{}.001": (("upper lip", 0.5), ("corner", 0.8)),
    "cheek.b.{}": (("jaw", 0.3), ("corner", 0.4)),
    "lid.t.{}": (("upper lid", 0.4),), "lid.t.{}.001": (("upper lid", 0.8),),
    "lid.t.{}.002": (("upper lid", 1.0),), "lid.t.{}.003": (("upper lid", 0.5),),
    "lid.b.{}": (("lower lid", 0.4),), "lid.b.{}.001": (("lower lid", 0.8),),
    "lid.b.{}.002": (("lower lid", 1.0),), "lid.b.{}.003": (("lower lid", 0.5),),
    "brow.t.{}": (("outer brow", 0.5),), "brow.t.{}.001": (("outer brow", 1.0),),
    "brow.t.{}.002": (("outer brow", 0.5), ("inner brow", 0.5)), "brow.t.{}.003": (("inner brow", 1.0),),
    "brow.b.{}.001": (("outer brow", 0.7),), "brow.b.{}.002": (("outer brow", 0.35), ("inner brow", 0.35)),
    "brow.b.{}.003": (("inner brow", 0.7),),
}
# fmt: on
"""Bone behind "DEF-", of both of Rigify's faces, in lower case -> parts that it follows, and how far; by where it lies
on the face of Rigify's human. Chosen by eye."""

_NOTHING = 1e-9
_JOINT = (1.5, 1.1)
"""Mouths' widths that the jaw's joint lies behind the lips, and above: on Rigify's human."""


def face_of_bones(bones: Mapping[str, BonePlace], name: str, held: Collection[str] = ()) -> tuple[RigMap, str] | None:
    """As ``bone_face``, of bones that hold the mesh too, where none is left that moves them. held: bones that something
    moves, as constraints do in a whole rig of Rigify."""
    free = {bone: place for bone, place in bones.items() if _PREFIX.match(bone) and bone not in held}
    eyes = {bone: place for bone, place in bones.items() if _EYE.fullmatch(bone) and bone not in held}
    parts = DEFORMING.found({**free, **eyes})
    if set(_LIPS) <= set(parts):
        return RigMap(name, tuple(_rows_of({**free, **eyes}, parts, bones))), DEFORMING.title
    found = bone_face(bones, name)
    if found is not None or not free or any(_BESIDE_CONTROLS.match(bone) for bone in bones):
        return found
    return _without_prefix(free, name)


def _without_prefix(free: Mapping[str, BonePlace], name: str) -> tuple[RigMap, str] | None:
    """The face of bones that are called as controls behind their prefix: "DEF-jaw"."""
    whole = {_PREFIX.sub("", bone, count=1): bone for bone in free}
    found = bone_face({bone: free[theirs] for bone, theirs in whole.items()}, name)
    if found is None:
        return None
    rows = tuple(replace(row, theirs=whole[row.theirs]) for row in found[0].rows)
    return replace(found[0], rows=rows), found[1]


def _rows_of(free: Mapping[str, BonePlace], parts: Mapping[str, str], bones: Mapping[str, BonePlace]) -> list[Row]:
    places = {part: free[bone] for part, bone in parts.items()}
    # The bone that is taken for a corner begins halfway to it and ends there.
    places |= {part: BonePlace(one.tail, one.head) for part, one in places.items() if sided(part)[0] == "corner"}
    joint = _joint(free, places)
    wanted = {bone: _moves(bone, place, places, joint) for bone, place in free.items()}
    rows = []
    for bone, moves in wanted.items():
        above = next((one for one in _above(bone, bones) if wanted.get(one)), "")
        brought = _brought(wanted[above], bones[bone].head - bones[above].head) if above else {}
        for ours, channel in {**moves, **brought} if moves else {}:
            amount = moves.get((ours, channel), 0.0) - brought.get((ours, channel), 0.0)
            rows += [Row(ours, bone, round(amount, 6), channel)] if abs(amount) > _NOTHING else []
    return rows + _rows_of_eyes(parts, places, bones)


def _moves(bone: str, place: BonePlace, places: Mapping[str, BonePlace], joint: Array) -> dict[tuple[str, str], float]:
    """By ARKit's shape and channel, how far the bone goes at its 1; nothing of one that follows no part."""
    name = _PREFIX.sub("", bone, count=1).lower()
    side = next((one for one in "LR" if f".{one.lower()}" in name), "")
    moves: defaultdict[tuple[str, str], float] = defaultdict(float)
    for part, share in _FOLLOWS.get(name.replace(f".{side.lower()}", ".{}") if side else name, ()):
        for ours, channel, amount in _amounts(part, side, place, places, joint):
            moves[of_side(ours, side), channel] += share * amount
    return dict(moves)


def _brought(moves: Mapping[tuple[str, str], float], beyond: Array) -> dict[tuple[str, str], float]:
    """How far a bone that moves so brings one along that begins ``beyond`` (3,) its own beginning."""
    found = defaultdict(float, moves)
    for (ours, channel), degrees in moves.items():
        for along, amount in _turned(beyond, degrees) if channel == "nod" else ():
            found[ours, along] += amount
    return dict(found)


def _turned(place: Array, degrees: float) -> tuple[tuple[str, float], tuple[str, float]]:
    """How far up and forward a place (3,), seen from where it turns, is brought by a nod."""
    turn = np.radians(degrees)
    out, up = -place[1], place[2]
    sine, less = np.sin(turn), 1.0 - np.cos(turn)
    return ("up", float(-out * sine - up * less)), ("forward", float(up * sine - out * less))


def _amounts(part: str, side: str, place: BonePlace, places: Mapping[str, BonePlace], joint: Array) -> Amounts:
    """Of a bone that follows a part wholly, in the armature's units, and degrees."""
    scale = mouth_width(places) / MOUTH_MM
    if part == "jaw":
        return _with_the_jaw(place.head - joint, scale)
    if part in ("upper lid", "lower lid"):
        rows = lid_rows(part, side, "", {**places, f"{part} {side}": places.get(f"{part} {side}", place)}, scale)
        return tuple((row.ours, row.channel, row.strength) for row in rows)
    mirrored = -1.0 if side == "R" and part == "corner" else 1.0
    return tuple(
        (ours, channel, amount * scale * (mirrored if channel in SIGNED else 1.0))
        for ours, channel, amount in AMOUNTS[part]
    )


def _with_the_jaw(from_joint: Array, scale: float) -> Amounts:
    """Of what turns about the jaw's joint as if it were one with the jaw."""
    return (
        ("jawOpen", "nod", JAW_DEGREES),
        *(("jawOpen", channel, amount) for channel, amount in _turned(from_joint, JAW_DEGREES)),
        ("jawForward", "forward", 6.0 * scale),
        ("jawLeft", "left", 5.0 * scale),
        ("jawRight", "left", -5.0 * scale),
    )


def _joint(free: Mapping[str, BonePlace], places: Mapping[str, BonePlace]) -> Array:
    """(3,) of the jaw: where it turns, in the middle between both sides."""
    called = {_PREFIX.sub("", bone, count=1).lower(): place.head for bone, place in free.items()}
    if "jaw_master" in called:
        return called["jaw_master"]
    if "jaw.l" in called and "jaw.r" in called:
        return np.asarray((called["jaw.l"] + called["jaw.r"]) / 2)
    behind, above = _JOINT
    return np.asarray(places["lower lip"].head + mouth_width(places) * np.array([0.0, behind, above]))


def _above(bone: str, bones: Mapping[str, BonePlace]) -> list[str]:
    """The bones above one, the nearest first."""
    found: list[str] = []
    while bones[bone].parent in bones:
        bone = bones[bone].parent
        found.append(bone)
    return found


def _rows_of_eyes(
    parts: Mapping[str, str], places: Mapping[str, BonePlace], bones: Mapping[str, BonePlace]
) -> list[Row]:
    """Eyes turn, but for those that lids hang on, which would go along."""
    lids = [bone for part, bone in parts.items() if "lid" in part]
    carrying = {above for bone in lids for above in _above(bone, bones)}
    sides = [side for side in "LR" if f"eye {side}" in parts and parts[f"eye {side}"] not in carrying]
    return [row for side in sides for row in eye_rows(side, parts, places)]

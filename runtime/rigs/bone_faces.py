# SPDX-License-Identifier: GPL-3.0-or-later
"""Faces that bones alone move: a map from ARKit's shapes to how far each bone is moved or turned.

How far is told by where the bones lie at rest: everything goes by the width of the mouth, lids by their own distance.
The jaw opens only as far as the lips part (``folded``), so contacts close whatever the lips' bones do.
"""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from ..head.layout_columns import EYE_TURN
from .bone_names import BY_WORDS, DEFORMING, EYE_TARGET, FAMILIES, PARTS, found_by_words, sided
from .bone_places import BonePlace
from .naming import Naming
from .rig_map import RigMap, Row, naming_of_map

Amounts = tuple[tuple[str, str, float], ...]
"""ARKit shape, channel, and how far at its 1: millimetres of a mouth 50 mm wide, or degrees."""

MOUTH_MM = 50.0
"""Width of our own mouths (runtime/head/lips.py); the amounts below are what their lips do, in the middle, but for
those of brows, which were chosen by eye."""
JAW_DEGREES = 22.0
_JAW: Amounts = (("jawOpen", "nod", JAW_DEGREES), ("jawForward", "forward", 6.0), ("jawLeft", "left", 5.0))
_JAW_HANDLE: Amounts = (("jawOpen", "up", -33.0), ("jawForward", "forward", 6.0), ("jawLeft", "left", 5.0))
AMOUNTS: dict[str, Amounts] = {
    "upper lip": (
        ("mouthUpperUpLeft", "up", 2.4),
        ("mouthUpperUpRight", "up", 2.4),
        ("mouthFunnel", "up", 2.0),
        ("mouthFunnel", "forward", 5.0),
        ("mouthPucker", "forward", 7.0),
        ("mouthRollUpper", "up", -1.2),
        ("mouthLeft", "left", 4.0),
        ("mouthRight", "left", -4.0),
    ),
    "lower lip": (
        ("mouthLowerDownLeft", "up", -2.0),
        ("mouthLowerDownRight", "up", -2.0),
        ("mouthFunnel", "up", -2.0),
        ("mouthFunnel", "forward", 5.0),
        ("mouthPucker", "forward", 7.0),
        ("mouthRollLower", "up", 1.5),
        ("mouthRollLower", "forward", -4.0),
        ("mouthLeft", "left", 4.0),
        ("mouthRight", "left", -4.0),
    ),
    "corner": (
        ("mouthSmile{Side}", "left", 5.0),
        ("mouthSmile{Side}", "up", 5.0),
        ("mouthFrown{Side}", "up", -5.0),
        ("mouthStretch{Side}", "left", 5.0),
        ("mouthDimple{Side}", "left", 3.0),
        ("mouthPucker", "left", -5.2),
        ("mouthPucker", "forward", 6.0),
        ("mouthFunnel", "left", -3.3),
        ("mouthFunnel", "forward", 4.0),
    ),
    "inner brow": (("browInnerUp", "up", 5.0), ("browDown{Side}", "up", -4.0)),
    "outer brow": (("browOuterUp{Side}", "up", 5.0), ("browDown{Side}", "up", -3.0)),
}
_WITHOUT_JAW: dict[str, Amounts] = {
    "upper lip": (("jawOpen", "up", 3.0),),
    "lower lip": (("jawOpen", "up", -20.0),),
    "corner": (("jawOpen", "up", -3.0),),
}
"""Lips that open by themselves go less far than with a jaw. Chosen by eye."""
_LID: Amounts = (("eyeBlink{Side}", "", -1.0), ("eyeWide{Side}", "", 0.25), ("eyeSquint{Side}", "", -0.15))
"""Of the upper lid, in distances of the two: those of their edges, or the angle between them."""
_LOWER_LID: Amounts = (("eyeSquint{Side}", "", 0.3),)
_LID_MM, _LID_DEGREES = 11.0, 35.0
"""Where the rig has but one lid. Chosen by eye."""
SIGNED = ("left",)
"""Channels that are mirrored on the right side."""
ENOUGH = ("jaw", "upper lip", "lower lip")


def bone_face(bones: Mapping[str, BonePlace], name: str) -> tuple[RigMap, str] | None:
    """The map of a face that these bones move, and what was found; None where they move neither jaw nor lips. The
    character faces -Y."""
    ways = [(family.found(bones), family.title) for family in FAMILIES] + [(found_by_words(bones), BY_WORDS)]
    parts, title = max(ways, key=lambda way: len(way[0]))
    if not set(ENOUGH[:1]) <= set(parts) and not set(ENOUGH[1:]) <= set(parts):
        return None
    places = {part: bones[bone] for part, bone in parts.items()}
    scale = mouth_width(places) / MOUTH_MM
    rows = [row for part in PARTS if part in parts for row in _rows(part, parts, places, scale)]
    return RigMap(name, tuple(rows)), title


def naming_of_bones(rig_map: RigMap, title: str) -> Naming:
    """The naming of such a face; what a whole one has are its parts."""
    bones = {row.control: row.theirs for row in rig_map.rows}
    part_of = {bone: part.replace(EYE_TARGET, "eye") for part, bone in _parts(rig_map).items()}
    return replace(
        naming_of_map(rig_map),
        title=title,
        needed=PARTS,
        shows=lambda shown: {part_of[bones[control]] for control in shown if bones.get(control) in part_of},
    )


def _parts(rig_map: RigMap) -> dict[str, str]:
    names = {row.theirs for row in rig_map.rows}
    return max((*(family.found(names) for family in (*FAMILIES, DEFORMING)), found_by_words(names)), key=len)


def mouth_width(places: Mapping[str, BonePlace]) -> float:
    """In the armature's units; without corners by the jaw, which is some two mouths long."""
    if "corner L" in places and "corner R" in places:
        width = float(np.linalg.norm(places["corner L"].head - places["corner R"].head))
    elif "jaw" in places:
        width = float(np.linalg.norm(places["jaw"].tail - places["jaw"].head)) / 2
    else:
        width = float(np.linalg.norm(places["upper lip"].tail - places["upper lip"].head))
    return max(width, 1e-6)


def _rows(part: str, parts: Mapping[str, str], places: Mapping[str, BonePlace], scale: float) -> list[Row]:
    (plain, side), bone = sided(part), parts[part]
    if plain == "eye":
        return eye_rows(side, parts, places)
    if plain in ("upper lid", "lower lid"):
        return lid_rows(plain, side, bone, places, scale)
    amounts = _jaw_amounts(places) if part == "jaw" else AMOUNTS[plain]
    if "jaw" not in parts:
        amounts = (*amounts, *_WITHOUT_JAW.get(plain, ()))
    rows = []
    for ours, channel, amount in amounts:
        mirrored = -1.0 if side == "R" and channel in SIGNED else 1.0
        strength = amount * (1.0 if channel == "nod" else scale) * mirrored
        rows.append(Row(of_side(ours, side), bone, round(strength, 6), channel))
    return rows + [Row("jawRight", bone, round(-5.0 * scale, 6), "left")] * (part == "jaw")


def _jaw_amounts(places: Mapping[str, BonePlace]) -> Amounts:
    """A bone at the joint is turned; one that lies in front, at the chin, is a handle and is moved."""
    front = [places[part].head[1] for part in ("upper lip", "lower lip", "corner L", "corner R") if part in places]
    behind = places["jaw"].head[1] - min(front) if front else np.inf
    return _JAW_HANDLE if behind < 0.4 * mouth_width(places) else _JAW


def lid_rows(plain: str, side: str, bone: str, places: Mapping[str, BonePlace], scale: float) -> list[Row]:
    """A lid whose bone lies on its edge is moved to the other one; one whose bone lies in the eye is turned."""
    upper, lower = places.get(f"upper lid {side}"), places.get(f"lower lid {side}")
    amounts = _LID if plain == "upper lid" else _LOWER_LID
    way, channel = _LID_MM * scale, "up"
    if upper is not None and lower is not None:
        way = float(upper.head[2] - lower.head[2])
        if np.linalg.norm(upper.head - lower.head) < 2.0 * scale:
            way, channel = _elevation(lower) - _elevation(upper), "nod"
            way = way if way < -1.0 else -_LID_DEGREES
    return [Row(of_side(ours, side), bone, round(share * way, 6), channel) for ours, _, share in amounts]


def eye_rows(side: str, parts: Mapping[str, str], places: Mapping[str, BonePlace]) -> list[Row]:
    """An eye is turned; one that looks at a bone follows it, which is moved by as much as the eye would turn."""
    eye, target = f"eye {side}", f"{EYE_TARGET} {side}"
    bone, up, left, amount = parts[eye], ("nod", -1.0), ("shake", 1.0), float(np.degrees(EYE_TURN))
    if target in parts:
        bone, up, left = parts[target], ("up", 1.0), ("left", 1.0)
        amount = float(np.linalg.norm(places[target].head - places[eye].head) * np.tan(EYE_TURN))
    outwards = 1.0 if side == "L" else -1.0
    looks = (("Up", up, 1.0), ("Down", up, -1.0), ("Out", left, outwards), ("In", left, -outwards))
    return [
        Row(of_side(f"eyeLook{look}{{Side}}", side), bone, round(way * sign * amount, 6), channel)
        for look, (channel, sign), way in looks
    ]


def _elevation(lid: BonePlace) -> float:
    """Degrees above level of the way from a bone's joint to its end."""
    way = lid.tail - lid.head
    return float(np.degrees(np.arctan2(way[2], np.hypot(way[0], way[1]))))


def of_side(ours: str, side: str) -> str:
    return ours.format(Side={"L": "Left", "R": "Right"}.get(side, ""))

# SPDX-License-Identifier: GPL-3.0-or-later
"""Which bones of other people's rigs move which part of a face: one ``BoneNames`` a family.

Sources: Rigify's names as its generated rigs have them (tests/blender/test_rigify.py generates one); Auto-Rig Pro's and
MHX's and Character Creator's as public scripts for their rigs list them. Plain words are for rigs of games.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

PARTS: tuple[str, ...] = (
    "jaw",
    "upper lip",
    "lower lip",
    *(
        f"{part} {side}"
        for part in ("corner", "upper lid", "lower lid", "inner brow", "outer brow", "eye")
        for side in "LR"
    ),
)
"""Parts of a face that bones move."""
EYE_TARGET = "eye target"
"""The bone in front of an eye that the eye looks at, where there is one: it is moved, and not the eye."""

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-zà-ÿ]+|[\u0400-\u04ff]+|[\u3040-\u30ff\u4e00-\u9fff]+|[\uac00-\ud7af]+")
_NAMES_KEPT = 4096
"""Answers that are remembered: more than the names of a scene's rigs. Chosen by hand."""
_SIDES = {"l": "L", "left": "L", "r": "R", "right": "R"}


@dataclass(frozen=True)
class BoneNames:
    """title: what is found, after its number. names: part -> what its bone may be called, the surest first, in lower
    case; {side} is l or r."""

    title: str
    names: Mapping[str, tuple[str, ...]]

    def found(self, bones: Iterable[str]) -> dict[str, str]:
        """Part -> the bone that moves it."""
        there = {bone.lower(): bone for bone in reversed(list(bones))}
        parts = (*PARTS, *(f"{EYE_TARGET} {side}" for side in "LR"))
        return {part: there[name] for part in parts for name in reversed(self._called(part)) if name in there}

    def _called(self, part: str) -> list[str]:
        plain, side = sided(part)
        return [name.format(side=side.lower()) for name in self.names.get(plain, ())]


def sided(part: str) -> tuple[str, str]:
    """ "corner L" as "corner" and "L"; a part in the middle has no side."""
    return (part[:-2], part[-1]) if part[-2:] in (" L", " R") else (part, "")


RIGIFY = BoneNames(
    "parts of a face, by bones of Rigify",
    {
        "jaw": ("jaw_master", "jaw_master_mouth"),
        "upper lip": ("lip.t",),
        "lower lip": ("lip.b",),
        "corner": ("lips.{side}", "lip_end.{side}.001"),
        "upper lid": ("lid.t.{side}.002",),
        "lower lid": ("lid.b.{side}.002",),
        "inner brow": ("brow.t.{side}.003",),
        "outer brow": ("brow.t.{side}.001",),
        "eye": ("master_eye.{side}", "mch-eye.{side}"),
        EYE_TARGET: ("eye.{side}",),
    },
)
DEFORMING = BoneNames(
    RIGIFY.title,
    {
        "jaw": ("def-jaw_master", "def-jaw"),
        "upper lip": ("def-lip.t.l",),
        "lower lip": ("def-lip.b.l",),
        "corner": ("def-lip.t.{side}.001",),
        "upper lid": ("def-lid.t.{side}.002",),
        "lower lid": ("def-lid.b.{side}.002",),
        "inner brow": ("def-brow.t.{side}.003",),
        "outer brow": ("def-brow.t.{side}.001",),
        "eye": ("def-eye.{side}", "mch-eye.{side}", "org-eye.{side}"),
    },
)
"""Rigify's bones that hold the mesh: told apart from ``FAMILIES``, because of a whole rig they follow others."""
AUTO_RIG_PRO = BoneNames(
    "parts of a face, by bones of Auto-Rig Pro",
    {
        "jaw": ("c_jawbone.x", "c_jawbone_x"),
        "upper lip": ("c_lips_top.x", "c_lips_top_x"),
        "lower lip": ("c_lips_bot.x", "c_lips_bot_x"),
        "corner": ("c_lips_smile.{side}", "c_lips_smile_{side}"),
        "upper lid": ("c_eyelid_top.{side}", "c_eyelid_top_{side}"),
        "lower lid": ("c_eyelid_bot.{side}", "c_eyelid_bot_{side}"),
        "inner brow": ("c_eyebrow_01_end.{side}", "c_eyebrow_01.{side}", "c_eyebrow_01_{side}"),
        "outer brow": ("c_eyebrow_03.{side}", "c_eyebrow_03_{side}"),
        "eye": ("c_eye.{side}", "c_eye_{side}"),
    },
)
CHARACTER_CREATOR = BoneNames(
    "parts of a face, by bones of Character Creator",
    {"jaw": ("cc_base_jawroot",), "eye": ("cc_base_{side}_eye",)},
)
FAMILIES = (RIGIFY, AUTO_RIG_PRO, CHARACTER_CREATOR)
BY_WORDS = "parts of a face, by the words in its bones' names"

_WORDS: dict[str, tuple[frozenset[str], ...]] = {
    "upper lip": (frozenset({"lip", "lips"}), frozenset({"upper", "up", "top"})),
    "lower lip": (frozenset({"lip", "lips"}), frozenset({"lower", "low", "bottom", "bot", "down"})),
    "corner": (frozenset({"lip", "lips", "mouth"}), frozenset({"corner"})),
    "upper lid": (frozenset({"lid", "eyelid"}), frozenset({"upper", "up", "top"})),
    "lower lid": (frozenset({"lid", "eyelid"}), frozenset({"lower", "low", "bottom", "bot", "down"})),
    "inner brow": (frozenset({"brow", "eyebrow"}), frozenset({"inner", "in"})),
    "outer brow": (frozenset({"brow", "eyebrow"}), frozenset({"outer", "out"})),
    "jaw": (frozenset({"jaw"}),),
    "eye": (frozenset({"eye", "eyeball"}),),
}
# fmt: off
_BESIDE_THE_EYE = frozenset({
    "upper", "up", "top", "lower", "low", "bottom", "bot", "down", "inner", "in", "outer", "out", "corner", "lid",
    "lids", "brow", "lash", "lashes", "socket", "bag", "cheek", "crease", "fold", "squint", "open", "close", "look",
    "aim", "track", "pupil", "iris", "highlight", "master",
})
# fmt: on
"""Words of bones around an eye, or that an eye looks at."""
# fmt: off
_IN_ENGLISH = {
    "kiefer": "jaw", "unterkiefer": "jaw", "oberlippe": "upper lip", "unterlippe": "lower lip",
    "mundwinkel": "mouth corner", "oberlid": "upper lid", "unterlid": "lower lid", "auge": "eye", "links": "left",
    "rechts": "right", "mandible": "jaw", "mandibula": "jaw", "mandíbula": "jaw", "mandibola": "jaw", "quijada": "jaw",
    "mâchoire": "jaw", "machoire": "jaw", "челюсть": "jaw", "あご": "jaw", "アゴ": "jaw", "顎": "jaw", "下顎": "jaw",
    "下あご": "jaw", "下巴": "jaw", "턱": "jaw", "上唇": "upper lip", "下唇": "lower lip", "口角": "mouth corner",
    "上まぶた": "upper lid", "下まぶた": "lower lid", "目": "eye", "左": "left", "右": "right", "jawbone": "jaw",
}
# fmt: on
"""Words for parts of a face in other languages, and other words for them."""
_NOT_MOVED = {"org", "mch", "def", "end", "root", "ref", "ik", "helper", "target", "twist"}
"""Words of bones that follow others."""


_KNOWN = {*_IN_ENGLISH, *(word for wanted in _WORDS.values() for one in wanted for word in one)}


def found_by_words(bones: Iterable[str]) -> dict[str, str]:
    """Part -> the bone that moves it, of bones called in words: "Jaw", "LipUpper_M", "eyelid_upper.L"."""
    found: dict[str, str] = {}
    for bone in sorted(bones, key=len):
        words = _words(bone)
        side = next((_SIDES[word] for word in words if word in _SIDES), "")
        part = next((part for part, wanted in _WORDS.items() if all(one & set(words) for one in wanted)), "")
        if part == "eye" and _BESIDE_THE_EYE & set(words):
            continue
        name = f"{part} {side}" if side else part
        if name in PARTS and not _NOT_MOVED & set(words):
            found.setdefault(name, bone)
    return found


@lru_cache(_NAMES_KEPT)
def _words(bone: str) -> tuple[str, ...]:
    """In English and in lower case; two that are written as one ("lipupper") are parted."""
    whole = _WORD.findall(bone.replace("eyeLid", "eyelid").replace("EyeLid", "Eyelid"))
    parted = (one for word in whole for one in _parted(word.lower()))
    return tuple(english for one in parted for english in _IN_ENGLISH.get(one, one).split())


def _parted(word: str) -> tuple[str, ...]:
    if word in _KNOWN:
        return (word,)
    ways = ((word[:place], word[place:]) for place in range(1, len(word)))
    return next((way for way in ways if set(way) <= _KNOWN), (word,))

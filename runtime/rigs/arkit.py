# SPDX-License-Identifier: GPL-3.0-or-later
"""A head with ARKit's shapes, under the names that other rigs give them."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache

from ..arrays import Array
from ..head.arkit import ARKIT_INDEX, ARKIT_NAMES
from .folded import for_jaw
from .naming import Naming
from .spellings import SPELLINGS

_TOKEN = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_SIDES = {"l": "left", "r": "right", "lt": "left", "rt": "right", "lf": "left", "left": "left", "right": "right"}

_BY_JOINED: dict[str, str] = {
    **{name.lower(): name for name in ARKIT_NAMES},
    **{joined: name for spelling in SPELLINGS for joined, name in spelling.shapes.items()},
}
"""Joined lower-case words of a name, side last, to the ARKit shape."""
_HEAD_BONES = tuple(bone for spelling in SPELLINGS for bone in spelling.head_bones)

_MOST_WORDS = 5
"""Words at the end of a name that are tried as a shape's. Chosen by hand."""
_NAMES_KEPT = 1024
"""What names mean is kept, since a panel asks at every click. Chosen."""
_BEHIND = {"shape", "shapes", "key", "blendshape", "bs", "morph", "target"}
"""Words, besides numbers, that exporters set behind a name."""


def match_shapes(shape_keys: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """ARKit shape -> the shape keys that show it.

    Understood: camelCase, PascalCase, snake_case, spaces and dots, any prefix ("blendShape1.jawOpen",
    "A25_Jaw_Open", "Face__JawOpen"), ``_L``/``_R`` for the sides, and the side in front ("LeftEyeBlink").
    Where several keys mean the same shape, those with the shortest prefix are taken: "jawOpen" wins over
    "old_jawOpen". Halves of a shape ("browInnerUp_L", "browInnerUp_R") are taken together.
    """
    found: dict[str, dict[str, tuple[int, str]]] = {}
    for key in shape_keys:
        name, joined, prefix = _match(key)
        if name is None:
            continue
        spellings = found.setdefault(name, {})
        if joined not in spellings or prefix < spellings[joined][0]:
            spellings[joined] = (prefix, key)
    return {name: _whole_or_halves(name, spellings) for name, spellings in found.items()}


def name_words(name: str) -> list[str]:
    """The words and numbers of a name in lower case; whatever means a side is "left" or "right"."""
    # Letters of full width are written as any others are.
    plain = unicodedata.normalize("NFKC", name)
    return [_SIDES.get(word.lower(), word.lower()) for word in _TOKEN.findall(plain)]


def _whole_or_halves(name: str, spellings: dict[str, tuple[int, str]]) -> tuple[str, ...]:
    if name.lower() in spellings:
        return (spellings[name.lower()][1],)
    wholes = {joined for joined in spellings if not any(joined != one and joined.startswith(one) for one in spellings)}
    return tuple(key for joined, (_, key) in spellings.items() if joined in wholes)


@lru_cache(_NAMES_KEPT)
def _match(shape_key: str) -> tuple[str | None, str, int]:
    """The ARKit shape, the joined words that meant it, and how many words stood around them."""
    words = name_words(shape_key)
    for behind in range(len(words)):
        found = _match_words(words[: len(words) - behind])
        if found[0] is not None:
            return found[0], found[1], found[2] + behind
        if not (words[-behind - 1].isdigit() or words[-behind - 1] in _BEHIND):
            break
    return None, "", 0


def _match_words(words: list[str]) -> tuple[str | None, str, int]:
    for count in range(min(_MOST_WORDS, len(words)), 0, -1):
        prefix, meant = words[:-count], words[-count:]
        candidates = ["".join(meant)]
        if meant[0] in ("left", "right"):
            candidates.append("".join([*meant[1:], meant[0]]))
        for joined in candidates:
            if joined in _BY_JOINED:
                return _BY_JOINED[joined], joined, len(prefix)
    return None, "", 0


def head_bone(names: Iterable[str]) -> dict[str, str]:
    """The head's bone; such a rig moves jaw and eyes by its shapes."""
    by_name = {name.lower(): name for name in names}
    head = next((by_name[name] for name in _HEAD_BONES if name in by_name), None)
    return {} if head is None else {"head": head}


def arkit_drive(weights: Array, shown: Collection[str]) -> Mapping[str, Array]:
    """ARKit weights (T,52) -> those (T,) of each shape that a rig shows."""
    made = for_jaw(weights, shown)
    return {name: made[:, ARKIT_INDEX[name]] for name in shown}


ARKIT = Naming(
    "ARKit shapes", "arkit", ARKIT_NAMES, ARKIT_NAMES, frozenset, match_shapes, head_bone, len, arkit_drive, usual=True
)

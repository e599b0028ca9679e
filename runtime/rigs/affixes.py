# SPDX-License-Identifier: GPL-3.0-or-later
"""What all of a mesh's shapes have before or behind their names, and a naming that is told without it."""

import re
from collections import Counter
from collections.abc import Iterable

from .naming import Matched, Naming

_PIECES = re.compile(r"[^\W_]+|[\W_]+")
_NUMBER = re.compile(r"\d+")
_FEWEST = 4
"""Names that have the same before or behind them: fewer may have it by chance. Chosen by hand."""
_MOST_OF_THEM = 0.7
"""Of all names: a set of shapes is rarely alone on its mesh. Chosen."""


def matched(naming: Naming, names: Iterable[str]) -> Matched:
    """As ``naming.match``; where more is told of the names without what they share, as these tell it."""
    given = list(names)
    found = naming.match(given)
    plain = without_affixes(given)
    if plain is None:
        return found
    told = {shape: tuple(plain[one] for one in ones) for shape, ones in naming.match(plain).items()}
    return max((found, told), key=lambda one: (naming.strength(one), len(one)))


def without_affixes(names: Iterable[str]) -> dict[str, str] | None:
    """Name without what most share before and behind it -> the whole name; None where they share nothing."""
    given = list(names)
    pieces = {name: _PIECES.findall(name) for name in given}
    before = _shared([tuple(map(_kind, each)) for each in pieces.values()])
    behind = _shared([tuple(map(_kind, reversed(each))) for each in pieces.values()])
    if not before and not behind:
        return None
    found: dict[str, str] = {}
    for name, each in pieces.items():
        kinds = [_kind(piece) for piece in each]
        first = len(before) if tuple(kinds[: len(before)]) == before else 0
        last = len(behind) if tuple(reversed(kinds[len(kinds) - len(behind) :])) == behind else 0
        found.setdefault("".join(each[first : len(each) - last]) or name, name)
    return found


def _kind(piece: str) -> str:
    """Numbers count the shapes, and are as good as each other."""
    return _NUMBER.sub("#", piece.casefold()) if _NUMBER.fullmatch(piece) else piece.casefold()


def _shared(names: list[tuple[str, ...]]) -> tuple[str, ...]:
    """The longest beginning that most have, after which something is left of each."""
    found: tuple[str, ...] = ()
    while True:
        size = len(found) + 1
        longer = Counter(name[:size] for name in names if len(name) > size and name[: size - 1] == found)
        (most, count), *_ = longer.most_common(1) or [((), 0)]
        if count < max(_FEWEST, _MOST_OF_THEM * len(names)):
            return found
        found = most

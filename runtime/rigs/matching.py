# SPDX-License-Identifier: GPL-3.0-or-later
"""Which of a rig's names mean a known shape: whatever its case, and whatever stands in front of it."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping

from .naming import Matched

_BEFORE = r"(?:.*[.:_|\s-])?"
"""What may stand in front of a name that is marked: that of the mesh or of the exporter."""

Patterns = Mapping[str, re.Pattern[str]]


def patterns(
    shapes: Iterable[str], prefixes: Collection[str], spellings: Mapping[str, tuple[str, ...]], suffix: str = ""
) -> Patterns:
    """A pattern for each shape. prefixes: lower-case patterns that mark a name; "" where it may stand bare, which is
    alone or after a dot: "A" is none in "Key_A". suffix: a pattern of what may follow."""
    marked = "|".join(prefix for prefix in prefixes if prefix)
    found = {}
    for shape in shapes:
        names = "|".join(re.escape(_plain(name)) for name in (shape, *spellings.get(shape, ())))
        forms = [rf"{_BEFORE}(?:{marked})(?:{names}){suffix}"] if marked else []
        if "" in prefixes:
            forms.append(rf"(?:.*[.:])?(?:{names}){suffix}")
        found[shape] = re.compile("|".join(forms))
    return found


def matched(known: Patterns, names: Iterable[str]) -> Matched:
    """Shape -> the name that means it; of several the shortest."""
    plain = {name: _plain(name) for name in sorted(names, key=len)}
    found: Matched = {}
    for shape, pattern in known.items():
        name = next((name for name, form in plain.items() if pattern.fullmatch(form)), None)
        if name is not None:
            found[shape] = (name,)
    return found


def _plain(name: str) -> str:
    """In lower case, and without the widths that Japanese letters and digits come in."""
    return unicodedata.normalize("NFKC", name).lower()

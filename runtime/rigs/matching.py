# SPDX-License-Identifier: GPL-3.0-or-later
"""Which of a rig's names mean a known shape: whatever its case, and whatever stands in front of it."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from .naming import Matched

_BEFORE = r"(?:.*[.:_|\s-])?"
"""What may stand in front of a name that is marked: that of the mesh or of the exporter."""
_COPY = re.compile(r"\.\d{3}$")
_NAMES_KEPT = 16_384
"""What names mean is kept, since a panel asks at every click. Chosen: of twenty namings and eight hundred names."""


@dataclass(frozen=True, eq=False)
class KnownNames:
    """form: what a name of a rig looks like that means a shape; its last group that took part is one of ``shapes``,
    which says the shape."""

    form: re.Pattern[str]
    shapes: Mapping[str, str]

    def matched(self, names: Iterable[str]) -> Matched:
        """Shape -> the name that means it; of several the shortest."""
        found: Matched = {}
        for name in sorted(names, key=len):
            shape = _shape_of(self, name)
            if shape is not None:
                found.setdefault(shape, (name,))
        return found


@lru_cache(_NAMES_KEPT)
def _shape_of(known: KnownNames, name: str) -> str | None:
    match = known.form.fullmatch(_plain(name))
    return None if match is None else known.shapes[match[match.lastindex or 0]]


def known_names(
    shapes: Iterable[str], prefixes: Collection[str], spellings: Mapping[str, tuple[str, ...]], suffix: str = ""
) -> KnownNames:
    """The names of ``shapes``. prefixes: lower-case patterns that mark a name; "" where it may stand bare, which is
    alone or after a dot: "A" is none in "Key_A". suffix: a pattern of what may follow."""
    known = {_plain(name): shape for shape in shapes for name in (shape, *spellings.get(shape, ()))}
    names = f"({'|'.join(re.escape(name) for name in known)})"
    marked = "|".join(prefix for prefix in prefixes if prefix)
    forms = [rf"{_BEFORE}(?:{marked}){names}{suffix}"] if marked else []
    if "" in prefixes:
        forms.append(rf"(?:.*[.:])?{names}{suffix}")
    return KnownNames(re.compile("|".join(forms)), known)


def _plain(name: str) -> str:
    """In lower case, without the widths that Japanese letters and digits come in, and without the number that Blender
    gives to copies."""
    return _COPY.sub("", unicodedata.normalize("NFKC", name).lower())

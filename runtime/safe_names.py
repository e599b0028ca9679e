# SPDX-License-Identifier: GPL-3.0-or-later
"""Names of lines as names of files, on every system."""

import re
import unicodedata
from collections.abc import Iterable

_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff/\\:*?"<>|]+|\A-')
"""What systems refuse, what turns the rest of a name around where it is shown, and a dash that a shell takes for an
option."""
_DEVICES = re.compile(r"\A(?:con|prn|aux|nul|con(?:in|out)\$|(?:com|lpt)[\d¹²³])(?= *(?:\.|\Z))", re.IGNORECASE)
_LONGEST = 160
"""Bytes of UTF-8, so that an ending and a folder still fit where names have 255 and paths 260. Chosen by hand."""


def safe_names(names: Iterable[str]) -> list[str]:
    """A file's name for each of ``names``, those that are fit as they are; no two alike where case does not count.

    Letters of every script stay. Folders, ``CON``, dots in front and dots and spaces at the end go. A name that is fit
    is not taken by one that only becomes so: "a_b" stays beside "a/b", whichever is first.
    """
    wanted = list(names)
    taken: set[str] = set()
    found = [""] * len(wanted)
    for place in sorted(range(len(wanted)), key=lambda place: _safe(wanted[place]) != wanted[place]):
        safe = plain = _safe(wanted[place])
        number = 1
        while seen_by_systems(safe) in taken:
            number += 1
            safe = f"{plain}_{number}"
        taken.add(seen_by_systems(safe))
        found[place] = safe
    return found


def is_safe(name: str) -> bool:
    """Whether a file can be called so as it is."""
    return safe_names([name]) == [name]


def _safe(name: str) -> str:
    plain = _NOT_IN_NAMES.sub("_", name.encode("utf-8", "replace").decode())
    plain = _DEVICES.sub(lambda device: device[0] + "_", _cut(plain).strip(" ").lstrip(".").rstrip(". "))
    return plain if plain.strip("_ ") else "line"


def _cut(name: str) -> str:
    return name.encode()[:_LONGEST].decode("utf-8", "ignore")


def seen_by_systems(name: str) -> str:
    """One spelling of all names that are one file's on Windows and macOS."""
    return unicodedata.normalize("NFC", name).casefold()

# SPDX-License-Identifier: GPL-3.0-or-later
"""Names of lines as names of files, on every system."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from types import MappingProxyType

_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff/\\:*?"<>|]+|\A-')
"""What systems refuse, what turns the rest of a name around where it is shown, and a dash that a shell takes for an
option."""
_DEVICES = re.compile(r"\A(?:con|prn|aux|nul|con(?:in|out)\$|(?:com|lpt)[\d¹²³])(?= *(?:\.|\Z))", re.IGNORECASE)
NO_NAMES: Mapping[str, str] = MappingProxyType({})
_LONGEST = 160
"""Bytes of UTF-8, so that an ending and a folder still fit where names have 255 and paths 260. Chosen by hand."""


def safe_names(names: Iterable[str], before: Mapping[str, str] = NO_NAMES) -> list[str]:
    """A file's name for each of ``names``, those that are fit as they are; no two alike where case does not count.

    Letters of every script stay. Folders, ``CON``, dots in front and dots and spaces at the end go. A name that is fit
    is not taken by one that only becomes so, or gets a number: "a_b" stays beside "a/b", and "a_2" beside "A" and "a",
    whichever is first. before: what names became when others were beside them, which they stay, unless one that is fit
    is called so.
    """
    wanted = list(names)
    plain = [_safe(name) for name in wanted]
    fit = {seen_by_systems(safe) for name, safe in zip(wanted, plain, strict=True) if name == safe}
    taken: set[str] = set()
    found = [""] * len(wanted)

    def take(place: int, safe: str) -> None:
        seen = seen_by_systems(safe)
        if not found[place] and seen not in taken:
            taken.add(seen)
            found[place] = safe

    for place, name in enumerate(wanted):
        safe = before.get(name, "")
        if _is_of(plain[place], safe) and (safe == name or seen_by_systems(safe) not in fit):
            take(place, safe)
    for place, name in enumerate(wanted):
        if name == plain[place]:
            take(place, name)
    numbers: Counter[str] = Counter()
    for place in sorted(range(len(wanted)), key=lambda place: plain[place] != wanted[place]):
        take(place, plain[place])
        while not found[place]:
            numbers[plain[place]] += 1
            take(place, f"{plain[place]}_{numbers[plain[place]] + 1}")
    return found


def _is_of(plain: str, safe: str) -> bool:
    """Whether a name is ``plain``, or that with a number behind it."""
    number = safe.removeprefix(plain)
    return safe.startswith(plain) and (not number or re.fullmatch("_[1-9][0-9]{0,8}", number, re.ASCII) is not None)


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

# SPDX-License-Identifier: GPL-3.0-or-later
"""A new FBX document: what stands in it before there is anything to show."""

from collections.abc import Iterable, Sequence
from typing import Any

from ...runtime.version import VERSION
from .document import Document, Element
from .identity import STAMP
from .plan import FbxPlan

_VERSION = 7400
_SIGN = b"\x00\x01"
_LETTERS = {bytes: "S", float: "D", int: "I"}


class Builder:
    """Objects get their numbers in the order in which they are added."""

    def __init__(self) -> None:
        self._objects = Element("Objects")
        self._links = Element("Connections")
        self._next = 1_000_000

    def add(self, record: str, name: str, kind: str, class_name: str, below: Iterable[Element] = ()) -> int:
        """Add an object. Returns its number."""
        self._next += 1
        called = name.encode() + _SIGN + class_name.encode()
        self._objects.below.append(Element(record, [self._next, called, kind.encode()], "LSS", list(below)))
        return self._next

    def link(self, child: int, parent: int, driven: str = "") -> None:
        """``child`` belongs to ``parent`` (0 is the scene), or drives its property ``driven``."""
        if driven:
            self._links.below.append(Element("C", [b"OP", child, parent, driven.encode()], "SLLS"))
        else:
            self._links.below.append(Element("C", [b"OO", child, parent], "SLL"))

    def document(self, plan: FbxPlan, takes: Element) -> Document:
        """All that was added, with settings that say centimetres and Y up. Times are still to be set: ``times``."""
        counts: dict[str, int] = {"GlobalSettings": 1}
        for each in self._objects.below:
            counts[each.name] = counts.get(each.name, 0) + 1
        kinds = [Element("ObjectType", [name.encode()], "S", [single("Count", n)]) for name, n in counts.items()]
        definitions = [single("Version", 100), single("Count", sum(counts.values())), *kinds]
        creator = f"Soliloquy {VERSION}".encode()
        top = [
            Element("FBXHeaderExtension", below=_header(creator)),
            Element("FileId", [b""], "R"),
            Element("CreationTime", [b""], "S"),
            single("Creator", creator),
            Element("GlobalSettings", below=[single("Version", 1000), properties(_settings())]),
            Element("Documents", below=[single("Count", 1), _document(plan.clip or "")]),
            Element("References"),
            Element("Definitions", below=definitions),
            self._objects,
            self._links,
            takes,
        ]
        return Document(_VERSION, Element("", below=top))


def single(name: str, value: Any) -> Element:
    """A record with one value."""
    return Element(name, [value], _LETTERS[type(value)])


def properties(lines: Sequence[tuple[Any, ...]]) -> Element:
    """Each line: name, type, label, flags, and the values."""
    made = []
    for name, kind, label, flags, *values in lines:
        said = [each.encode() for each in (name, kind, label, flags)]
        letters = "".join("L" if kind == "KTime" else _LETTERS[type(value)] for value in values)
        made.append(Element("P", [*said, *values], "SSSS" + letters))
    return Element("Properties70", below=made)


def _header(creator: bytes) -> list[Element]:
    stamp = [single("Version", 1000), *(single(name, value) for name, value in STAMP.items())]
    return [
        single("FBXHeaderVersion", 1003),
        single("FBXVersion", _VERSION),
        single("EncryptionType", 0),
        Element("CreationTimeStamp", below=stamp),
        single("Creator", creator),
    ]


def _settings() -> list[tuple[Any, ...]]:
    axes = {"Up": 1, "Front": 2, "Coord": 0}
    of_axes = [
        line
        for name, axis in axes.items()
        for line in ((f"{name}Axis", "int", "Integer", "", axis), (f"{name}AxisSign", "int", "Integer", "", 1))
    ]
    return [
        *of_axes,
        ("UnitScaleFactor", "double", "Number", "", 1.0),
        ("OriginalUnitScaleFactor", "double", "Number", "", 1.0),
        ("TimeMode", "enum", "", "", 0),
        ("TimeSpanStart", "KTime", "Time", "", 0),
        ("TimeSpanStop", "KTime", "Time", "", 0),
        ("CustomFrameRate", "double", "Number", "", 0.0),
    ]


def _document(name: str) -> Element:
    lines = [("SourceObject", "object", "", ""), ("ActiveAnimStackName", "KString", "", "", name.encode())]
    root = Element("RootNode", [0], "L")
    return Element("Document", [999_999, name.encode(), name.encode()], "LSS", [properties(lines), root])

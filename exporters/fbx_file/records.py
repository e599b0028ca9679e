# SPDX-License-Identifier: GPL-3.0-or-later
"""Records of FBX made anew: an object, its properties, and a whole document before there is anything to show."""

from collections.abc import Iterable, Sequence
from typing import Any

from ...runtime.version import VERSION
from .document import Document, Element
from .identity import STAMP

_VERSION = 7400
_LETTERS = {bytes: "S", float: "D", int: "I"}


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


def made_object(record: str, name: str, kind: str, below: Iterable[Element], class_name: str = "") -> Element:
    """An object without its number, which a scene gives it. class_name: where it is not ``record``."""
    called = name.encode() + b"\x00\x01" + (class_name or record).encode()
    return Element(record, [0, called, kind.encode()], "LSS", list(below))


def empty_document(name: str) -> Document:
    """A document called ``name``, in centimetres with Y up, without an object. Its times are still to be set."""
    creator = f"Soliloquy {VERSION}".encode()
    top = [
        Element("FBXHeaderExtension", below=_header(creator)),
        Element("FileId", [b""], "R"),
        Element("CreationTime", [b""], "S"),
        single("Creator", creator),
        Element("GlobalSettings", below=[single("Version", 1000), properties(_settings())]),
        Element("Documents", below=[single("Count", 1), _document(name)]),
        Element("References"),
        Element("Definitions", below=[single("Version", 100), single("Count", 0)]),
        Element("Objects"),
        Element("Connections"),
        Element("Takes"),
    ]
    return Document(_VERSION, Element("", below=top))


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
    return Element("Document", [0, name.encode(), name.encode()], "LSS", [properties(lines), root])

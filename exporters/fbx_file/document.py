# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading and writing binary FBX, through the parser and the encoder that Blender's own add-on carries."""

import importlib
import importlib.machinery
import importlib.util
import sys
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from struct import pack
from types import ModuleType
from typing import Any

import numpy as np

from ...runtime.arrays import Array
from ...runtime.errors import SetupError

_ARRAY_TYPES = {"i": "<i4", "l": "<i8", "f": "<f4", "d": "<f8", "b": "?", "c": "u1"}
_SCALAR_WRITERS = {
    "Z": "add_int8",
    "Y": "add_int16",
    "B": "add_bool",
    "C": "add_char",
    "I": "add_int32",
    "F": "add_float32",
    "D": "add_float64",
    "L": "add_int64",
    "R": "add_bytes",
    "S": "add_string",
}
_PACKED_FROM = 129
"""Bytes; shorter arrays are stored as they are, which is Blender's rule."""

_QUICKLY, _TIGHTLY = 6, 9
"""zlib's levels. Blender's is 1, which takes a third less time and a sixth more bytes (measured on our heads)."""


@dataclass(eq=False)
class Element:
    """One record: its name, values with a letter each for their types, and the records below it.

    Arrays are numpy's, flat. Strings are bytes.
    """

    name: str
    values: list[Any] = field(default_factory=list)
    types: str = ""
    below: list["Element"] = field(default_factory=list)

    def all(self, name: str) -> Iterator["Element"]:
        """The records of that name directly below."""
        return (element for element in self.below if element.name == name)

    def find(self, name: str) -> "Element | None":
        """The first record of that name directly below."""
        return next(self.all(name), None)

    def array(self, name: str) -> Array:
        """The array that the record ``name`` below holds; empty where there is none."""
        found = self.find(name)
        return np.empty(0) if found is None else np.asarray(found.values[0])

    def text(self, name: str) -> str:
        """The string that the record ``name`` below holds; empty where there is none."""
        found = self.find(name)
        return "" if found is None else found.values[0].decode()

    def put(self, name: str, types: str, *values: Any) -> "Element":
        """Set the record ``name`` below to ``values``; it is added where it is missing."""
        found = self.find(name)
        if found is None:
            found = Element(name)
            self.below.append(found)
        found.types, found.values = types, list(values)
        return found


@dataclass
class Document:
    """A whole file: its version and its top record."""

    version: int
    top: Element


def read(path: Path) -> Document:
    """The file at ``path``. Raises OSError where it is no binary FBX, SetupError without Blender's add-on."""
    top, version = _addon_module("parse_fbx").parse(str(path))
    return Document(version, _from_parsed(top))


def write(document: Document, path: Path, *, tightly: bool = False) -> None:
    """Write ``document``; the same one gives the same bytes. tightly: take longer for fewer bytes.

    Raises OSError, SetupError without Blender's add-on.
    """
    encoder = _addon_module("encode_bin")
    packer = _Packer(_TIGHTLY if tightly else _QUICKLY)
    encoder.write(str(path), _encoded(document.top, encoder.FBXElem, packer), document.version)


@dataclass(frozen=True)
class Packed:
    """An array as the file holds it, so that many large ones need not be held whole."""

    content: bytes


def packed(array: Array, letter: str) -> Packed:
    """``array`` as a value of the type ``letter``."""
    return Packed(_packed(np.asarray(array, _ARRAY_TYPES[letter]), _QUICKLY))


@dataclass
class _Packer:
    """Curves share the array of their times: it is packed once, and held once."""

    level: int
    packed: dict[int, bytes] = field(default_factory=dict)

    def __call__(self, array: Array | Packed, letter: str) -> bytes:
        if isinstance(array, Packed):
            return array.content
        if id(array) not in self.packed:
            self.packed[id(array)] = _packed(np.asarray(array, _ARRAY_TYPES[letter]), self.level)
        return self.packed[id(array)]


def _from_parsed(parsed: Any) -> Element:
    types = parsed.props_type.decode()
    values = [
        np.frombuffer(value, _ARRAY_TYPES[letter]) if letter in _ARRAY_TYPES else value
        for letter, value in zip(types, parsed.props, strict=True)
    ]
    return Element(parsed.id.decode(), values, types, [_from_parsed(each) for each in parsed.elems])


def _encoded(element: Element, kind: Any, packer: _Packer) -> Any:
    encoded = kind(element.name.encode())
    for letter, value in zip(element.types, element.values, strict=True):
        if letter not in _ARRAY_TYPES:
            getattr(encoded, _SCALAR_WRITERS[letter])(value)
            continue
        encoded.props_type.append(ord(letter))
        encoded.props.append(packer(value, letter))
    encoded.elems = [_encoded(each, kind, packer) for each in element.below]
    return encoded


def _packed(array: Array, level: int) -> bytes:
    content = array.tobytes()
    if len(content) < _PACKED_FROM:
        return pack("<3I", array.size, 0, len(content)) + content
    content = zlib.compress(content, level)
    return pack("<3I", array.size, 1, len(content)) + content


def _addon_module(name: str) -> Any:
    """A module of Blender's FBX add-on, which need not be enabled; its own start would ask for bpy."""
    package = f"{__package__}._blender_addon"
    if package not in sys.modules:
        made = ModuleType(package)
        made.__path__ = [str(_addon_folder())]
        sys.modules[package] = made
    return importlib.import_module(f"{package}.{name}")


def _addon_folder() -> Path:
    found = importlib.machinery.PathFinder.find_spec("io_scene_fbx")
    if found is not None and found.submodule_search_locations:
        return Path(next(iter(found.submodule_search_locations)))
    blender = importlib.util.find_spec("bpy")
    if blender is not None and blender.origin is not None:
        for folder in sorted(Path(blender.origin).parent.glob("*/scripts/addons*/io_scene_fbx")):
            return folder
    raise SetupError("FBX", "Blender's own FBX add-on is not here", "Use a Blender from 4.2 on, or the package bpy")

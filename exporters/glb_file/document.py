# SPDX-License-Identifier: GPL-3.0-or-later
"""A GLB in memory: its JSON tree, and beside it the arrays and files that the tree refers to."""

import json
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from ...runtime.arrays import Array
from ...runtime.errors import InputError
from ...runtime.long_arrays import blocks

WIDTHS = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4, "MAT2": 4, "MAT3": 9, "MAT4": 16}
COMPONENTS = {5120: "<i1", 5121: "<u1", 5122: "<i2", 5123: "<u2", 5125: "<u4", 5126: "<f4"}
FLOAT, UNSIGNED_SHORT = 5126, 5123
"""glTF's types of an accessor and of its numbers."""

_MAGIC, _JSON, _BINARY = b"glTF", b"JSON", b"BIN\0"
_PIECE = 1 << 20
"""Bytes that are written at once."""
_COMPRESSED = ("KHR_draco_mesh_compression", "EXT_meshopt_compression", "KHR_meshopt_compression")


@dataclass(frozen=True)
class Stored:
    """An accessor's values (N, width) in the type that they are stored in. kind: "VEC3" and its like."""

    values: Array
    kind: str
    normalized: bool = False

    @property
    def component(self) -> int:
        """glTF's number of the component type."""
        return next(number for number, name in COMPONENTS.items() if np.dtype(name) == self.values.dtype)


@dataclass
class Document:
    """tree: the JSON, without accessors, bufferViews and buffers. An accessor's number in it is a place in ``stored``,
    an image's ``bufferView`` one in ``files``."""

    tree: dict[str, Any]
    stored: list[Stored] = field(default_factory=list)
    files: list[bytes] = field(default_factory=list)

    def add(self, stored: Stored) -> int:
        """The number of a further accessor."""
        self.stored.append(stored)
        return len(self.stored) - 1

    def floats(self, accessor: int) -> Array:
        """Values (N, width) as float64, integers that are normalised as what they mean."""
        stored = self.stored[accessor]
        values = stored.values.astype(np.float64)
        if not stored.normalized:
            return values
        return np.maximum(values / np.iinfo(stored.values.dtype).max, -1.0)


@dataclass(frozen=True)
class Reference:
    """``holder[key]`` is the number of an accessor. role: "attribute", "index", "morph", "input", "output", "bind" or
    "instance"."""

    holder: dict[str, Any]
    key: str
    role: str


def references(tree: dict[str, Any]) -> Iterator[Reference]:
    """Every place of ``tree`` that names an accessor."""
    for mesh in tree.get("meshes", ()):
        for primitive in mesh["primitives"]:
            if "indices" in primitive:
                yield Reference(primitive, "indices", "index")
            yield from (Reference(primitive["attributes"], name, "attribute") for name in primitive["attributes"])
            for target in primitive.get("targets", ()):
                yield from (Reference(target, name, "morph") for name in target)
    for skin in tree.get("skins", ()):
        if "inverseBindMatrices" in skin:
            yield Reference(skin, "inverseBindMatrices", "bind")
    for animation in tree.get("animations", ()):
        for sampler in animation["samplers"]:
            yield Reference(sampler, "input", "input")
            yield Reference(sampler, "output", "output")
    for node in tree.get("nodes", ()):
        instances = node.get("extensions", {}).get("EXT_mesh_gpu_instancing", {}).get("attributes", {})
        yield from (Reference(instances, name, "instance") for name in instances)


def read_glb(path: Path) -> Document:
    """Raises InputError for what is no GLB, or one with compressed meshes or data in other files; OSError."""
    tree, binary = _chunks(path)
    compressed = [name for name in _COMPRESSED if name in tree.get("extensionsUsed", ())]
    if compressed:
        raise _unreadable(path, f"its meshes are compressed ({compressed[0]})", "Export it without compression")
    if any("uri" in buffer for buffer in tree.get("buffers", ())):
        raise _unreadable(path, "its data lies in another file", "Export it as a single .glb")
    views = tree.pop("bufferViews", [])
    stored = [_decoded(accessor, views, binary) for accessor in tree.pop("accessors", ())]
    tree.pop("buffers", None)
    document = Document(tree, stored)
    for image in tree.get("images", ()):
        if "bufferView" in image:
            view = views[image["bufferView"]]
            start = view.get("byteOffset", 0)
            image["bufferView"] = len(document.files)
            document.files.append(binary[start : start + view["byteLength"]])
    return document


Content = bytes | memoryview


def in_pieces(content: Content) -> Iterator[Content]:
    """``content``, a megabyte at a time."""
    return (content[piece] for piece in blocks(len(content), _PIECE))


def write_chunks(tree: dict[str, Any], parts: Sequence[Content], path: Path) -> None:
    """The file of a whole ``tree``, whose only buffer is ``parts`` one after the other. Raises OSError."""
    text = json.dumps(tree, ensure_ascii=False, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 4)
    binary = [*parts, bytes(-sum(map(len, parts)) % 4)]
    chunks: list[tuple[bytes, Sequence[Content]]] = [(_JSON, [text]), (_BINARY, binary)]
    # Without a buffer there is no second chunk.
    sized = [(sum(map(len, contents)), name, contents) for name, contents in chunks if any(contents)]
    with path.open("wb") as file:
        file.write(struct.pack("<4sII", _MAGIC, 2, 12 + sum(8 + size for size, _, _ in sized)))
        for size, name, contents in sized:
            file.write(struct.pack("<I4s", size, name))
            for content in contents:
                file.writelines(in_pieces(content))


def _chunks(path: Path) -> tuple[dict[str, Any], bytes]:
    content = path.read_bytes()
    if len(content) < 20 or content[:4] != _MAGIC or struct.unpack_from("<II", content, 4) != (2, len(content)):
        raise _unreadable(path, "is no binary glTF 2.0", "Export it again")
    length, name = struct.unpack_from("<I4s", content, 12)
    if name != _JSON:
        raise _unreadable(path, "does not begin with its JSON", "Export it again")
    return json.loads(content[20 : 20 + length]), content[28 + length :]


def _unreadable(path: Path, reason: str, hint: str) -> InputError:
    return InputError(path.name, reason, hint)


def _decoded(accessor: dict[str, Any], views: list[dict[str, Any]], binary: bytes) -> Stored:
    kind, count = accessor["type"], accessor["count"]
    number_type = np.dtype(COMPONENTS[accessor["componentType"]])
    if "bufferView" in accessor:
        values = _rows(accessor, views, binary, number_type, count, WIDTHS[kind])
    else:
        values = np.zeros((count, WIDTHS[kind]), number_type)
    if "sparse" in accessor:
        sparse = accessor["sparse"]
        index_type = np.dtype(COMPONENTS[sparse["indices"]["componentType"]])
        rows = _rows(sparse["indices"], views, binary, index_type, sparse["count"], 1)[:, 0]
        values[rows] = _rows(sparse["values"], views, binary, number_type, sparse["count"], WIDTHS[kind])
    return Stored(values, kind, accessor.get("normalized", False))


def _rows(
    place: dict[str, Any], views: list[dict[str, Any]], binary: bytes, number_type: Any, count: int, width: int
) -> Array:
    """A copy of the ``count`` rows that begin at ``place``."""
    view = views[place["bufferView"]]
    start = view.get("byteOffset", 0) + place.get("byteOffset", 0)
    strides = (view.get("byteStride", width * number_type.itemsize), number_type.itemsize)
    return np.ndarray((count, width), number_type, binary, start, strides).copy()

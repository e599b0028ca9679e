# SPDX-License-Identifier: GPL-3.0-or-later
"""A document's arrays as accessors, buffer views and one buffer: what is equal once, what is unused not at all.

Morph targets are sparse where that is smaller. One that moves nothing names a single row, and moves that by nothing.
"""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from ...runtime.arrays import Array
from ...runtime.long_arrays import changed
from .document import COMPONENTS, Content, Document, Reference, Stored, in_pieces, references, write_chunks

_VERTICES, _INDICES = 34962, 34963
"""glTF's targets of a buffer view: ARRAY_BUFFER, ELEMENT_ARRAY_BUFFER."""
_SPARSE_JSON = 90
"""About how many bytes of JSON a sparse accessor has more than a dense one."""


def write_glb(document: Document, path: Path) -> None:
    """Write ``document``, whose tree becomes that of the file. Raises OSError."""
    tree, packer = document.tree, _Packer()
    named = list(references(tree))
    # First the arrays that repeat one row, the longest first: each shorter one is its beginning.
    even = [
        each for each in named if each.role == "attribute" and _repeats(document.stored[each.holder[each.key]].values)
    ]
    for reference in sorted(even, key=lambda each: -len(document.stored[each.holder[each.key]].values)):
        packer.accessor(document.stored[reference.holder[reference.key]], reference)
    for reference in named:
        reference.holder[reference.key] = packer.accessor(document.stored[reference.holder[reference.key]], reference)
    for image in tree.get("images", ()):
        if "bufferView" in image:
            image["bufferView"] = packer.file(document.files[image["bufferView"]])
    packer.finish(tree)
    write_chunks(tree, packer.parts, path)


@dataclass(frozen=True)
class _Use:
    """How a buffer view is used. Views that differ here are kept apart; ``stride`` is that of vertex attributes."""

    role: str
    target: int | None = None
    stride: int | None = None


@dataclass
class _Packer:
    parts: list[Content] = field(default_factory=list)
    """The buffer, piece by piece."""
    _accessors: list[dict[str, Any]] = field(default_factory=list)
    _known: dict[Any, int] = field(default_factory=dict)
    _views: dict[_Use, "_Pieces"] = field(default_factory=dict)
    _length: int = 0
    _places: dict[tuple[_Use, bytes], int] = field(default_factory=dict)
    """By the digest of what lies there: an hour's keys would be held twice."""
    _files: list[bytes] = field(default_factory=list)
    _of_indices: dict[bytes, _Use] = field(default_factory=dict)
    _even: dict[tuple[_Use, bytes], bytes] = field(default_factory=dict)
    """The longest array that repeats a row."""

    def accessor(self, stored: Stored, reference: Reference) -> int:
        """The number of the accessor of ``stored``, an equal one's if there is one."""
        limits = reference.key == "POSITION" or reference.role == "input"
        values = _plain(stored.values)
        key = (
            _use(reference.role, stored),
            limits,
            stored.kind,
            stored.normalized,
            values.shape,
            _digest(_content(values)),
        )
        if key not in self._known:
            about: dict[str, Any] = {"componentType": stored.component, "count": len(values), "type": stored.kind}
            if stored.normalized:
                about["normalized"] = True
            if limits:
                about["min"], about["max"] = (_shortest(limit) for limit in (values.min(axis=0), values.max(axis=0)))
            self._known[key] = len(self._accessors)
            self._accessors.append({**self._placed(values, reference.role, key[0]), **about})
        return self._known[key]

    def file(self, content: bytes) -> int:
        """The number of a file's view, from the end: those of arrays come first."""
        if content not in self._files:
            self._files.append(content)
        return self._files.index(content)

    def finish(self, tree: dict[str, Any]) -> None:
        """Put accessors, views and buffer into ``tree``, and their bytes into ``parts``."""
        views = [self._view(pieces, use) for use, pieces in self._views.items()]
        for image in tree.get("images", ()):
            if "bufferView" in image:
                image["bufferView"] += len(views)
        views += [self._view(_Pieces([content], len(content)), _Use("file")) for content in self._files]
        if self._accessors:
            tree["accessors"] = [_numbered(about, list(self._views)) for about in self._accessors]
        if views:
            tree["bufferViews"] = views
            tree["buffers"] = [{"byteLength": self._length}]

    def _placed(self, values: Array, role: str, use: _Use) -> dict[str, Any]:
        if role != "morph":
            return self._dense(values, use)
        rows = np.flatnonzero(values.any(axis=1))
        if not len(rows):
            # The specification takes an accessor without data for zeros; Assimp 5.2 refuses the whole file.
            rows = np.zeros(1, np.int64)
        index_type = next(name for name in ("<u1", "<u2", "<u4") if rows[-1] <= np.iinfo(name).max)
        row_bytes = values.shape[1] * values.itemsize
        if len(rows) * (row_bytes + np.dtype(index_type).itemsize) + _SPARSE_JSON >= len(values) * row_bytes:
            return self._dense(values, use)
        component = next(number for number, name in COMPONENTS.items() if name == index_type)
        named = rows.astype(index_type).tobytes()
        # Godot 4 takes such indices only where they fill a view of their own.
        indices = self._bytes(named, self._of_indices.setdefault(named, _Use(f"sparse {len(self._of_indices)}")))
        return {
            "sparse": {
                "count": len(rows),
                "indices": {**indices, "componentType": component},
                "values": self._bytes(values[rows].tobytes(), _Use("sparse values")),
            }
        }

    def _dense(self, values: Array, use: _Use) -> dict[str, Any]:
        if use.stride is None:
            return self._bytes(_content(values), use)
        raw = np.ascontiguousarray(values).view(np.uint8).reshape(len(values), -1)
        rows = np.pad(raw, ((0, 0), (0, use.stride - raw.shape[1])))
        if not _repeats(values):
            return self._bytes(rows.tobytes(), use)
        longest = self._even.setdefault((use, rows[0].tobytes()), rows.tobytes())
        return self._bytes(longest if longest.startswith(rows.tobytes()) else rows.tobytes(), use)

    def _bytes(self, content: Content, use: _Use) -> dict[str, Any]:
        """Where ``content`` lies; the view is named by its use until all are known."""
        place = use, _digest(content)
        if place not in self._places:
            view = self._views.setdefault(use, _Pieces())
            # A number of four bytes may follow one of one.
            view.add(bytes(-view.size % 4))
            self._places[place] = view.size
            view.add(content)
        offset = self._places[place]
        return {"bufferView": use, **({"byteOffset": offset} if offset else {})}

    def _view(self, content: "_Pieces", use: _Use) -> dict[str, Any]:
        self._put(_Pieces([bytes(-self._length % 4)], -self._length % 4))
        about = {"buffer": 0, "byteLength": content.size}
        if self._length:
            about["byteOffset"] = self._length
        if use.stride is not None:
            about["byteStride"] = use.stride
        if use.target is not None:
            about["target"] = use.target
        self._put(content)
        return about

    def _put(self, content: "_Pieces") -> None:
        self.parts += content.parts
        self._length += content.size


@dataclass
class _Pieces:
    """What a view holds, one after the other; size: of all, in bytes."""

    parts: list[Content] = field(default_factory=list)
    size: int = 0

    def add(self, content: Content) -> None:
        self.parts.append(content)
        self.size += len(content)


def _plain(values: Array) -> Array:
    """Without a negative zero."""
    return changed(values, lambda rows: rows + 0) if values.dtype.kind == "f" else values


def _content(values: Array) -> Content:
    """The bytes of ``values``, not copied."""
    return np.ascontiguousarray(values).data.cast("B") if values.size else b""


def _digest(content: Content) -> bytes:
    found = hashlib.blake2b(digest_size=16)
    for piece in in_pieces(content):
        found.update(piece)
    return found.digest()


def _repeats(values: Array) -> bool:
    """Whether every row is the first."""
    return len(values) > 0 and bool((values == values[0]).all())


def _use(role: str, stored: Stored) -> _Use:
    if role in ("attribute", "morph"):
        row = stored.values.shape[1] * stored.values.itemsize
        return _Use("vertices", _VERTICES, row + -row % 4)
    if role == "index":
        return _Use("indices", _INDICES)
    return _Use({"input": "animation", "output": "animation"}.get(role, role))


def _numbered(about: dict[str, Any], uses: list[_Use]) -> dict[str, Any]:
    """``about`` with the numbers of its views in place of their uses."""
    return {
        key: uses.index(value)
        if isinstance(value, _Use)
        else _numbered(value, uses)
        if isinstance(value, dict)
        else value
        for key, value in about.items()
    }


def _shortest(values: Array) -> list[float | int]:
    """Numbers that read as the same float32, in as few digits as that takes."""
    return [float(str(value)) if values.dtype.kind == "f" else int(value) for value in values]

# SPDX-License-Identifier: GPL-3.0-or-later
"""The weights of an ONNX graph, read out and put in, without the onnx package and without running anything.

A style may bring weights for our own networks, and never a graph: an ONNX graph is a program, which may read files,
loop for ever or fill memory. So its weights go into the graph that is shipped, where shapes and number types must fit.

The fields are those of onnx.proto (ModelProto.graph 7, GraphProto.initializer 5, TensorProto.dims 1, data_type 2,
name 8, raw_data 9) in protobuf's wire format.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from ...arrays import Array

_GRAPH, _INITIALIZER = 7, 5
_DIMS, _KIND, _NAME, _RAW = 1, 2, 8, 9
_KINDS: dict[int, np.dtype[Any]] = {1: np.dtype("<f4"), 10: np.dtype("<f2")}
"""TensorProto.DataType: FLOAT and FLOAT16."""
_VARINT, _EIGHT, _BYTES, _FOUR = 0, 1, 2, 5
"""Wire types."""
_UNNAMED = "onnx::"
"""Begins a name that the exporter made up, with a number that changes with its version."""


@dataclass(frozen=True)
class _Field:
    """number, value: of a field, bytes or a varint's number. whole: its bytes, with its key."""

    number: int
    value: bytes | int
    whole: bytes


def weights_of(graph: bytes, like: bytes) -> dict[str, Array]:
    """The weights in an ONNX file, under the names that they have in the graph ``like``.

    Raises ValueError where they are not those of that network: another number of them, other shapes, or values that are
    kept outside of the file.
    """
    found, ours = [_tensor(each) for each in _initializers(graph)], [_tensor(each) for each in _initializers(like)]
    if [(array.shape, array.dtype) for _, array in found] != [(array.shape, array.dtype) for _, array in ours]:
        raise ValueError("it is not a graph of the network whose place it takes")
    for (name, _), (expected, _) in zip(found, ours, strict=True):
        if name != expected and not (name.startswith(_UNNAMED) and expected.startswith(_UNNAMED)):
            raise ValueError(f"it has weights that are called {name[:80]!r} in place of {expected!r}")
    return {expected: array for (_, array), (expected, _) in zip(found, ours, strict=True)}


def with_weights(graph: bytes, weights: Mapping[str, Array]) -> bytes:
    """``graph`` with other values in it.

    Raises ValueError where names, shapes or number types differ, or a value is not finite.
    """
    ours = dict(_tensor(each) for each in _initializers(graph))
    if weights.keys() != ours.keys():
        raise ValueError(f"it has no weights {min(weights.keys() ^ ours.keys())[:80]!r}, or should have none")
    for name, array in weights.items():
        if (array.shape, array.dtype) != (ours[name].shape, ours[name].dtype):
            raise ValueError(f"{name} is {array.shape} {array.dtype}, not {ours[name].shape} {ours[name].dtype}")
        if not np.isfinite(array).all():
            raise ValueError(f"{name} has values that are not finite")
    return b"".join(
        _bytes_field(_GRAPH, b"".join(_with_weights(field.value, weights)))
        if field.number == _GRAPH and isinstance(field.value, bytes)
        else field.whole
        for field in _fields(graph)
    )


def _with_weights(graph: bytes, weights: Mapping[str, Array]) -> Iterator[bytes]:
    for field in _fields(graph):
        if field.number != _INITIALIZER or not isinstance(field.value, bytes):
            yield field.whole
            continue
        name, _ = _tensor(field.value)
        kept = [each.whole for each in _fields(field.value) if each.number != _RAW]
        yield _bytes_field(_INITIALIZER, b"".join(kept) + _bytes_field(_RAW, weights[name].tobytes()))


def _initializers(model: bytes) -> Iterator[bytes]:
    graphs = [field.value for field in _fields(model) if field.number == _GRAPH]
    if len(graphs) != 1 or not isinstance(graphs[0], bytes):
        raise ValueError("it is no ONNX graph")
    for field in _fields(graphs[0]):
        if field.number == _INITIALIZER and isinstance(field.value, bytes):
            yield field.value


def _tensor(content: bytes) -> tuple[str, Array]:
    """Name and values of an initializer whose values lie in it as raw data, as in all of ours."""
    shape: list[int] = []
    kind, name, raw = 0, b"", b""
    for field in _fields(content):
        if isinstance(field.value, int):
            shape += [field.value] if field.number == _DIMS else []
            kind = field.value if field.number == _KIND else kind
        elif field.number == _NAME:
            name = field.value
        elif field.number == _RAW:
            raw = field.value
        else:
            raise ValueError("it has weights whose values are not in it as they should be")
    if kind not in _KINDS:
        raise ValueError("it has weights of a number type that is not used here")
    values = np.frombuffer(raw, _KINDS[kind]) if len(raw) % _KINDS[kind].itemsize == 0 else np.empty(0)
    if len(shape) > 4 or any(size > len(values) for size in shape) or np.prod(shape, dtype=np.int64) != len(values):
        raise ValueError("it has weights whose shape does not fit their values")
    return name.decode(errors="replace"), values.reshape(shape)


def _fields(message: bytes) -> Iterator[_Field]:
    place = 0
    while place < len(message):
        begin = place
        key, place = _varint(message, place)
        number, wire = key >> 3, key & 7
        value: bytes | int = 0
        if wire == _VARINT:
            value, place = _varint(message, place)
        elif wire in (_EIGHT, _FOUR):
            place += 8 if wire == _EIGHT else 4
        elif wire == _BYTES:
            length, place = _varint(message, place)
            value, place = message[place : place + length], place + length
        else:
            raise ValueError("it is no ONNX graph")
        if place > len(message):
            raise ValueError("it is cut off")
        yield _Field(number, value, message[begin:place])


def _varint(message: bytes, place: int) -> tuple[int, int]:
    """A number, and where it ends."""
    number = 0
    for shift in range(0, 70, 7):
        if place >= len(message):
            raise ValueError("it is cut off")
        number |= (message[place] & 0x7F) << shift
        place += 1
        if message[place - 1] < 0x80:
            return number, place
    raise ValueError("it is no ONNX graph")


def _bytes_field(number: int, content: bytes) -> bytes:
    return _number(number << 3 | _BYTES) + _number(len(content)) + content


def _number(value: int) -> bytes:
    parts = []
    while value >= 0x80:
        parts.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*parts, value])

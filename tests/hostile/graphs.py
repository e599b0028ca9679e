# SPDX-License-Identifier: GPL-3.0-or-later
"""ONNX graphs that do harm, written byte by byte, so that the package onnx is not needed."""

from typing import Any

_FLOAT, _INT64, _BOOL = 1, 7, 9


def _varint(value: int) -> bytes:
    out = b""
    while value > 127:
        out, value = out + bytes([value & 127 | 128]), value >> 7
    return out + bytes([value])


def _field(number: int, value: int | str | bytes) -> bytes:
    if isinstance(value, int):
        return _varint(number << 3) + _varint(value)
    content = value.encode() if isinstance(value, str) else value
    return _varint(number << 3 | 2) + _varint(len(content)) + content


def _fields(*pairs: tuple[int, Any]) -> bytes:
    return b"".join(_field(number, value) for number, value in pairs)


def _value(name: str, kind: int = _FLOAT) -> bytes:
    return _fields((1, name), (2, _field(1, _fields((1, kind), (2, b"")))))


def _attribute_int(name: str, value: int) -> bytes:
    return _fields((1, name), (3, value), (20, 2))


def _attribute_ints(name: str, values: list[int]) -> bytes:
    return _fields((1, name), *((8, value) for value in values), (20, 7))


def _attribute_graph(name: str, graph: bytes) -> bytes:
    return _fields((1, name), (6, graph), (20, 5))


def _node(kind: str, inputs: list[str], outputs: list[str], *attributes: bytes, domain: str = "") -> bytes:
    named = [(1, name) for name in inputs] + [(2, name) for name in outputs]
    return _fields(
        *named, (4, kind), *((5, attribute) for attribute in attributes), *(((7, domain),) if domain else ())
    )


def _tensor(name: str, kind: int, shape: list[int], raw: bytes | None = None, external: str = "") -> bytes:
    pairs: list[tuple[int, Any]] = [(1, size) for size in shape] + [(2, kind), (8, name)]
    if external:
        pairs += [(13, _fields((1, "location"), (2, external))), (14, 1)]
    elif raw is not None:
        pairs += [(9, raw)]
    return _fields(*pairs)


def _graph(nodes: list[bytes], inputs: list[bytes], outputs: list[bytes], tensors: list[bytes] = []) -> bytes:  # noqa: B006
    pairs = [(1, node) for node in nodes] + [(2, "g")] + [(5, tensor) for tensor in tensors]
    return _fields(*pairs, *((11, value) for value in inputs), *((12, value) for value in outputs))


def _model(graph: bytes) -> bytes:
    return _fields((1, 8), (7, graph), (8, _fields((1, ""), (2, 17))))


def _external(location: str) -> bytes:
    node = _node("Identity", ["w"], ["y"])
    return _model(_graph([node], [], [_value("y")], [_tensor("w", _FLOAT, [1024], external=location)]))


def _endless() -> bytes:
    """A loop of 2^62 rounds."""
    body_nodes = [_node("Identity", ["go_in"], ["go_out"])]
    body = _graph(body_nodes, [_value("round", _INT64), _value("go_in", _BOOL)], [_value("go_out", _BOOL)])
    rounds = _tensor("rounds", _INT64, [], (2**62).to_bytes(8, "little"))
    going = _tensor("going", _BOOL, [], b"\x01")
    loop = _node("Loop", ["rounds", "going"], [], _attribute_graph("body", body))
    same = _node("Identity", ["going"], ["y"])
    return _model(_graph([loop, same], [], [_value("y", _BOOL)], [rounds, going]))


def _gigabytes() -> bytes:
    """A constant of 16 GB that ONNX Runtime folds while it loads."""
    shape = _tensor("shape", _INT64, [1], (4_000_000_000).to_bytes(8, "little"))
    return _model(_graph([_node("ConstantOfShape", ["shape"], ["y"])], [], [_value("y")], [shape]))


GRAPHS: dict[str, bytes] = {
    "empty": b"",
    "no graph": b"\0" * 64,
    "random": bytes(range(256)) * 20,
    "a graph of nothing": _model(_graph([], [], [])),
    "external data beside": _external("beside.bin"),
    "external data above": _external("../../../../etc/passwd"),
    "a loop without end": _endless(),
    "16 GB": _gigabytes(),
    "an unknown operator": _model(_graph([_node("Steal", ["x"], ["y"], domain="evil")], [_value("x")], [_value("y")])),
    "names that are not there": _model(_graph([_node("Identity", ["x"], ["y"])], [_value("x")], [_value("y")])),
    "a tensor that lies": _model(
        _graph([_node("Identity", ["w"], ["y"])], [], [_value("y")], [_tensor("w", _FLOAT, [2**40], b"\0" * 8)])
    ),
}
"""By what they are."""

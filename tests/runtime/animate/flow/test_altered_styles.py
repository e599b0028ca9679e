# SPDX-License-Identifier: GPL-3.0-or-later
"""A style brings weights for our own networks; whatever was done to its file, it is used or refused in one line."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from soliloquy.runtime.animate.flow.graph_weights import weights_of, with_weights
from soliloquy.runtime.animate.flow.styles import NETWORKS, find_style, write_style
from soliloquy.runtime.errors import InputError
from soliloquy.runtime.weights import weight_path

DECODER = weight_path("flow_decoder").read_bytes()
FACE = weight_path("flow_face").read_bytes()
VECTOR, GAIN = np.zeros(16, np.float32), np.float32(1.0)
RESIDUAL = {
    "residual/heard": np.zeros((13, 64, 52), np.float16),
    "residual/seen": np.zeros((3, 52, 52), np.float16),
    "residual/rest": np.zeros(52, np.float16),
}
RECORDED = {
    "recorded/heard": np.zeros((13, 64, 52), np.float16),
    "recorded/seen": np.zeros((3, 52, 52), np.float16),
    "recorded/rest": np.zeros(52, np.float16),
    "recorded/content": np.zeros((5, 144, 52), np.float16),
}


def file_of(**arrays: Any) -> bytes:
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **arrays)
    return buffer.getvalue()


def graph(content: bytes) -> np.ndarray:
    return np.frombuffer(content, np.uint8)


def bytes_field(number: int, content: bytes) -> bytes:
    length, size = [], len(content)
    while size >= 0x80:
        length.append(size & 0x7F | 0x80)
        size >>= 7
    return bytes([number << 3 | 2, *length, size]) + content


def altered_styles(seed: int = 0) -> Iterator[tuple[str, bytes]]:
    own = weights_of(FACE, FACE)
    flat = {f"flow_face/{name}": array for name, array in own.items()}
    first = next(iter(flat))
    for name, vector in {
        "none": None, "15": VECTOR[1:], "flat": VECTOR[None], "NaN": VECTOR + np.nan, "infinite": VECTOR - np.inf,
        "huge": VECTOR + 3e38, "texts": np.array(["a"] * 16), "objects": np.array([{}] * 16, object),
        "empty": VECTOR[:0], "whole": np.zeros(16, np.int64), "complex": np.zeros(16, complex),
        "bytes": np.zeros(16, np.uint8),
    }.items():  # fmt: skip
        yield f"vector {name}", file_of(style=vector, opening_gain=GAIN)
    for gain in (np.nan, np.inf, -1.0, 0.0, 5.0, 1e300, "1", None, [1.0, 2.0], True):
        yield f"gain {gain}", file_of(style=VECTOR, opening_gain=gain)
    yield "no gain", file_of(style=VECTOR)
    yield "no vector", file_of(opening_gain=GAIN)
    for name, content in {
        "nothing": b"", "text": b"a graph", "zeros": bytes(1000), "the decoder": DECODER, "cut off": FACE[:-500],
        "no end of a number": b"\xff" * 100, "a long field": b"\x3a\xff\xff\xff\xff\x7f", "two graphs": FACE * 2,
        "no weights": bytes_field(7, b""), "groups": b"\x3b" * 1000, "two in one": FACE + bytes_field(7, FACE),
        "outside data": bytes_field(7, bytes_field(5, b"\x08\x10\x10\x01\x42\x01x\x6a\x01a\x70\x01")),
        "terabytes": bytes_field(7, bytes_field(5, b"\x08\x80\x80\x80\x80\x80\x40\x10\x01\x42\x01x\x4a\x04abcd")),
        "a loop": bytes_field(7, bytes_field(1, b"\x22\x04Loop")), "halves of numbers": FACE.replace(b"\x4a", b"\x4b"),
    }.items():  # fmt: skip
        yield f"graph {name}", file_of(style=VECTOR, opening_gain=GAIN, flow_face=graph(content))
    yield "graph of floats", file_of(style=VECTOR, opening_gain=GAIN, flow_face=np.zeros(100, np.float32))
    for name, arrays in {
        "one less": dict(list(flat.items())[1:]),
        "one more": {**flat, "flow_face/extra": VECTOR},
        "another shape": {**flat, first: np.zeros((3, 3), np.float32)},
        "another type": {**flat, first: flat[first].astype(np.float64)},
        "no number": {**flat, first: flat[first] * np.nan},
        "twice told": {**flat, "flow_face": graph(FACE)},
        "unknown network": {"flow_other/x": VECTOR},
        "upwards": {"../../x": VECTOR},
        "a part of a residual": {"residual/rest": np.zeros(52, np.float16)},
        "a residual of other shapes": {**RESIDUAL, "residual/seen": np.zeros((3, 52), np.float16)},
        "a residual of no numbers": {**RESIDUAL, "residual/rest": np.full(52, np.nan, np.float16)},
        "a huge residual": {**RESIDUAL, "residual/rest": np.full(52, 1e4, np.float16)},
        "a recording's residual alone": RECORDED,
        "a recording's without content": {**RESIDUAL, **dict(list(RECORDED.items())[:-1])},
        "a voice's with content": {**RESIDUAL, "residual/content": RECORDED["recorded/content"]},
        "a residual of texts": {**RESIDUAL, "residual/rest": np.array(["a"] * 52)},
        "a bomb": {"flow_face": np.zeros(80_000_000, np.uint8)},
        "many": {f"flow_face/{number}": VECTOR for number in range(1200)},
    }.items():
        yield f"weights {name}", file_of(style=VECTOR, opening_gain=GAIN, **arrays)
    content = file_of(style=VECTOR, opening_gain=GAIN, **flat)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = [(name, archive.read(name)) for name in archive.namelist()]
    doubled = io.BytesIO()
    with zipfile.ZipFile(doubled, "w") as archive:
        for name, entry in [*entries, ("style.npy ", entries[0][1])]:
            archive.writestr(name, entry)
    yield "style twice", doubled.getvalue().replace(b"style.npy ", b"style.npy\0")
    yield "no zip", b"no zip at all"
    yield "nothing", b""
    generator = np.random.default_rng(seed)
    for number in range(20):
        damaged = bytearray(content)
        for place in generator.integers(0, len(content), 4):
            damaged[place] = generator.integers(0, 256)
        yield f"bytes damaged {number}", bytes(damaged)
    for number in range(20):
        damaged = bytearray(FACE)
        for place in generator.integers(0, len(FACE), 4):
            damaged[place] = generator.integers(0, 256)
        yield f"graph damaged {number}", file_of(style=VECTOR, opening_gain=GAIN, flow_face=graph(bytes(damaged)))
    for place in generator.integers(0, len(content), 8):
        yield f"cut off at {place}", content[:place]


def test_every_altered_style_is_used_or_refused_in_one_line(tmp_path: Path) -> None:
    path, found = tmp_path / "altered.style.npz", {}
    for name, content in altered_styles():
        path.write_bytes(content)
        try:
            style = find_style(str(path))
            assert all(weights_of(graph, DECODER if "dec" in name else FACE) for name, graph in style.networks.items())
            found[name] = ""
        except InputError as error:
            found[name] = str(error)
    assert len(found) > 90
    assert all("\n" not in message and len(message) < 600 for message in found.values())
    used = [name for name, message in found.items() if not message]
    assert all("damaged" in name for name in used), used


def test_a_graph_from_before_gives_its_weights_and_is_not_run(tmp_path: Path) -> None:
    weights = weights_of(FACE, FACE)
    halved = with_weights(FACE, {name: (array * 0.5).astype(array.dtype) for name, array in weights.items()})
    path = tmp_path / "before.style.npz"
    with_other_nodes = halved.replace(b"Sigmoid", b"Unknown")
    assert with_other_nodes != halved
    path.write_bytes(file_of(style=VECTOR, opening_gain=GAIN, flow_face=graph(with_other_nodes)))
    assert find_style(str(path)).networks == {"flow_face": halved}


@pytest.mark.parametrize("network", NETWORKS)
def test_weights_put_back_give_the_same_graph(network: str) -> None:
    shipped = weight_path(network).read_bytes()
    assert with_weights(shipped, weights_of(shipped, shipped)) == shipped


def test_a_style_keeps_its_networks_as_weights(tmp_path: Path) -> None:
    from dataclasses import replace

    path = tmp_path / "own.style.npz"
    write_style(path, replace(find_style("capture"), networks={"flow_decoder": DECODER}))
    with np.load(path, allow_pickle=False) as archive:
        assert "flow_decoder" not in archive.files
    assert find_style(str(path)).networks == {"flow_decoder": DECODER}

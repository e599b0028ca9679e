# SPDX-License-Identifier: GPL-3.0-or-later
"""Styles: other arrays, other numbers, and networks that are none or would do harm."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from .case import DONE, INPUT, SETUP, USAGE, Case
from .graphs import GRAPHS
from .samples import ROOT, Samples
from .take_cases import NPYS, bomb, saved, zipped

_CODES = frozenset({DONE, USAGE, INPUT, SETUP})
_NETWORKS = ("flow_listen", "flow_articulate", "flow_decoder")
_VECTOR = np.zeros(16, np.float32)
_GAIN = np.array(1.0, np.float32)


def cases(seed: int, samples: Samples) -> Iterator[Case]:
    """Each spoken with."""
    for name, content in NPYS.items():
        for part in ("style", "opening_gain", "flow_articulate"):
            yield _style(f"{part} is {name}", _with_entry(part, content))
    for name, arrays in _ODD.items():
        yield _style(name, _saved(**arrays))
    for network in _NETWORKS:
        for name, graph in {**GRAPHS, **_other_networks()}.items():
            yield _style(f"{network} is {name}", _with_network(network, graph))
    yield _style("a bomb", lambda: bomb("style.npy"))
    yield _style("a bomb as network", lambda: bomb("flow_listen.npy"))
    yield _style("no entries", lambda: zipped({}))


def _style(name: str, make: Callable[[], bytes]) -> Case:
    def prepare(folder: Path, samples: Samples) -> None:
        (folder / "x.style.npz").write_bytes(make())
        (folder / "beside.bin").write_bytes(bytes(4096))

    return Case(
        name, ("speak", "Hi.", "--style", "x.style.npz", "--out", "out", "--formats", "csv"), prepare, codes=_CODES
    )


def _saved(**arrays: object) -> Callable[[], bytes]:
    def make() -> bytes:
        buffer = io.BytesIO()
        np.savez(buffer, **arrays)  # type: ignore[arg-type]
        return buffer.getvalue()

    return make


def _with_entry(part: str, content: bytes) -> Callable[[], bytes]:
    def make() -> bytes:
        entries = {"style": saved(_VECTOR), "opening_gain": saved(_GAIN), part: content}
        return zipped({f"{name}.npy": entry for name, entry in entries.items()})

    return make


def _with_network(network: str, graph: bytes) -> Callable[[], bytes]:
    return _saved(style=_VECTOR, opening_gain=_GAIN, **{network: np.frombuffer(graph, np.uint8)})


def _other_networks() -> dict[str, bytes]:
    """Graphs of our own in another's place."""
    return {path.stem: path.read_bytes() for path in sorted((ROOT / "models").glob("flow_*.onnx"))[:2]}


_ODD: dict[str, dict[str, object]] = {
    "no gain": {"style": _VECTOR},
    "no vector": {"opening_gain": _GAIN},
    "gain 0": {"style": _VECTOR, "opening_gain": 0.0},
    "gain NaN": {"style": _VECTOR, "opening_gain": np.nan},
    "gain 1e30": {"style": _VECTOR, "opening_gain": 1e30},
    "two gains": {"style": _VECTOR, "opening_gain": [1.0, 1.0]},
    "15 numbers": {"style": _VECTOR[:15], "opening_gain": _GAIN},
    "a matrix": {"style": np.zeros((16, 16)), "opening_gain": _GAIN},
    "NaN": {"style": np.full(16, np.nan), "opening_gain": _GAIN},
    "1e30": {"style": np.full(16, 1e30), "opening_gain": _GAIN},
    "1e300": {"style": np.full(16, 1e300), "opening_gain": _GAIN},
    "a network of numbers": {"style": _VECTOR, "opening_gain": _GAIN, "flow_listen": np.linspace(0, 1, 99)},
    "an unknown network": {"style": _VECTOR, "opening_gain": _GAIN, "kokoro_encoder": np.zeros(9, np.uint8)},
}

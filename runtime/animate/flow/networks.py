# SPDX-License-Identifier: GPL-3.0-or-later
"""The networks as ONNX graphs, on the device that was asked for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache

import numpy as np
import onnxruntime

from ...errors import SetupError, UsageError
from ...threads import thread_count
from ...weights import weight_path

_CPU = "cpu"
PROVIDERS: dict[str, str] = {
    _CPU: "CPUExecutionProvider",
    "cuda": "CUDAExecutionProvider",
    "directml": "DmlExecutionProvider",
    "coreml": "CoreMLExecutionProvider",
}
"""Device by the name that a user writes, and ONNX Runtime's name for it."""
_OWN_GRAPHS = 8
"""How many of them are kept open."""


@dataclass(frozen=True)
class Graphs:
    """The networks of models/models.toml, except those that a style brings along (``own``), on one device.

    ``run`` raises UsageError for an unknown device, SetupError where the installed ONNX Runtime cannot use it: nothing
    falls back in silence.
    """

    own: Mapping[str, bytes] = field(default_factory=dict)
    device: str = _CPU

    def run(self, name: str, feed: dict[str, np.ndarray]) -> np.ndarray:
        """The one output of the network ``name``."""
        threads = thread_count()
        if name in self.own:
            return _session_of(self.own[name], self.device, threads).run(None, feed)[0]
        return session(name, self.device, threads).run(None, feed)[0]


@cache
def session(weight: str, device: str, threads: int) -> onnxruntime.InferenceSession:
    return _opened(str(weight_path(weight)), device, threads)


@lru_cache(maxsize=_OWN_GRAPHS)
def _session_of(graph: bytes, device: str, threads: int) -> onnxruntime.InferenceSession:
    return _opened(graph, device, threads)


def _opened(graph: str | bytes, device: str, threads: int) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # Threads that wait by spinning doubled the processor's time for these small graphs, and gained nothing.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(graph, options, providers=[_provider(device)])


def _provider(device: str) -> str:
    if device not in PROVIDERS:
        raise UsageError(f"device {device!r}", "is not known", f"Use one of: {', '.join(PROVIDERS)}")
    provider = PROVIDERS[device]
    if provider not in onnxruntime.get_available_providers():
        raise SetupError(
            f"device {device!r}",
            "the installed ONNX Runtime cannot use it",
            "Choose the device cpu, or install the ONNX Runtime package for this device",
        )
    return provider

# SPDX-License-Identifier: GPL-3.0-or-later
"""The networks as ONNX graphs, on the device that was asked for."""

from functools import cache, lru_cache

import numpy as np
import onnxruntime

from ...errors import SetupError, UsageError
from ...threads import thread_count
from ...weights import weight_path

CPU = "cpu"
PROVIDERS: dict[str, str] = {
    CPU: "CPUExecutionProvider",
    "cuda": "CUDAExecutionProvider",
    "directml": "DmlExecutionProvider",
    "coreml": "CoreMLExecutionProvider",
}
"""Device by the name that a user writes, and ONNX Runtime's name for it."""


def run(weight: str, feed: dict[str, np.ndarray], device: str = CPU) -> list[np.ndarray]:
    """All outputs of the graph ``weight`` of models/models.toml.

    Raises UsageError for an unknown device, SetupError where the installed ONNX Runtime cannot use it: nothing
    falls back in silence.
    """
    return session(weight, device, thread_count()).run(None, feed)


def run_own(graph: bytes, feed: dict[str, np.ndarray], device: str = CPU) -> list[np.ndarray]:
    """All outputs of a graph that is not in the registry: the decoder of a style of the user's own."""
    return _session_of(graph, device, thread_count()).run(None, feed)


@cache
def session(weight: str, device: str, threads: int) -> onnxruntime.InferenceSession:
    return _opened(str(weight_path(weight)), device, threads)


@lru_cache(maxsize=2)
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

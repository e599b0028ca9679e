# SPDX-License-Identifier: GPL-3.0-or-later
"""The one opener of ONNX sessions: threads, device, errors and cache of every network in the house.

No other module imports onnxruntime (tests/test_import_rules.py).
"""

import os
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from typing import Any

from .devices import CPU, PROVIDERS
from .endable import endable
from .errors import SetupError, UsageError
from .threads import thread_count
from .weights import weight_path

# ONNX Runtime tells its maker what is done with it: 1.31 looks for the host some seconds after the import, and keeps a
# device id in the home folder. Here that is off whatever the environment says, for nothing may be sent.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
import onnxruntime

# The other channel, the event tracing of Windows, listens to this alone.
onnxruntime.disable_telemetry_events()

_Level = onnxruntime.GraphOptimizationLevel

_ERRORS_ONLY = 3
_GRAPHS_KEPT = 8
"""Sessions from bytes that stay open, chosen by eye: a style brings at most five networks."""
_opening = threading.Lock()


@dataclass(frozen=True)
class Tuning:
    """Where a network is better off without one of ONNX Runtime's own choices.

    spinning: threads that wait stay busy. highest_level: of graph optimisation, the one below otherwise.
    memory_pattern: the memory of one run is laid out as the run before used it.
    """

    spinning: bool = True
    highest_level: bool = True
    memory_pattern: bool = True


STOCK = Tuning()


class Session:
    """An open network. Its runs end where ``endable.end_runs`` says so, between two of the network's steps, and what
    memory they took goes back to the system: otherwise a process keeps what its longest line took."""

    def __init__(self, opened: onnxruntime.InferenceSession) -> None:
        self._opened = opened

    def run(self, outputs: Sequence[str] | None, feed: Mapping[str, Any]) -> list[Any]:
        """The outputs of these names, all of them for None."""
        options = onnxruntime.RunOptions()
        options.add_run_config_entry("memory.enable_memory_arena_shrinkage", "cpu:0")
        with endable(partial(setattr, options, "terminate", True)):
            return list(self._opened.run(outputs, feed, options))

    def __getattr__(self, name: str) -> Any:
        """What else an InferenceSession tells of itself."""
        return getattr(self._opened, name)


def session(weight: str, tuning: Tuning = STOCK, *, device: str = CPU, threads: int | None = None) -> Session:
    """The network of a registered weight, opened once a process. threads: None for ``thread_count()``.

    Raises UsageError for an unknown device, SetupError where the installed ONNX Runtime cannot use it (nothing falls
    back in silence), and where the weight is missing, altered or no graph.
    """
    with _opening:
        return _of_weight(weight, tuning, device, threads or thread_count())


def session_of(
    graph: bytes, name: str, tuning: Tuning = STOCK, *, device: str = CPU, threads: int | None = None
) -> Session:
    """The network whose graph is given; ``name`` is what an error calls it. The last few stay open.

    Raises as ``session`` does.
    """
    with _opening:
        return _of_bytes(graph, name, tuning, device, threads or thread_count())


@cache
def _of_weight(weight: str, tuning: Tuning, device: str, threads: int) -> Session:
    path = os.fspath(weight_path(weight))
    return _opened(path, path, tuning, device, threads)


@lru_cache(maxsize=_GRAPHS_KEPT)
def _of_bytes(graph: bytes, name: str, tuning: Tuning, device: str, threads: int) -> Session:
    return _opened(graph, name, tuning, device, threads)


def _opened(graph: str | bytes, name: str, tuning: Tuning, device: str, threads: int) -> Session:
    provider = _provider(device)
    try:
        opened = onnxruntime.InferenceSession(graph, _options(tuning, threads), providers=[provider])
    except Exception as error:  # onnxruntime raises its own untyped exceptions
        if isinstance(error, MemoryError) or "bad_alloc" in str(error):
            raise SetupError(name, "there is not enough memory to load it", "Close other programs") from error
        hint = "Run `make` again" if isinstance(graph, str) else "Make it again"
        raise SetupError(name, f"ONNX Runtime cannot load it ({error})", hint) from error
    # Where a driver is missing, ONNX Runtime says so in its log and goes on with the processor.
    if provider not in opened.get_providers():
        raise _unusable(device)
    return Session(opened)


def _options(tuning: Tuning, threads: int) -> onnxruntime.SessionOptions:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = _ERRORS_ONLY
    options.enable_mem_pattern = tuning.memory_pattern
    if not tuning.spinning:
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    if not tuning.highest_level:
        options.graph_optimization_level = _Level.ORT_ENABLE_EXTENDED
    return options


def _provider(device: str) -> str:
    if device not in PROVIDERS:
        raise UsageError(f"device {device!r}", "is not known", f"Use one of: {', '.join(PROVIDERS)}")
    provider = PROVIDERS[device]
    if provider not in onnxruntime.get_available_providers():
        raise _unusable(device)
    return provider


def _unusable(device: str) -> SetupError:
    return SetupError(
        f"device {device!r}",
        "the installed ONNX Runtime cannot use it",
        "Choose the device cpu, or install the ONNX Runtime package for this device",
    )

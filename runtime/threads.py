# SPDX-License-Identifier: GPL-3.0-or-later
"""How many threads models and matrix products use: the same number everywhere, for sums in the same order.

The worker alone asks for another one, so that the artist's machine is used. Only voice and content encoder, which
take nearly all of the time, heed it: they gave the same bytes with 1, 2, 3 and 4 threads. The networks of the learned
motion did not (1e-8 apart), so theirs is fixed (tests/runtime/test_same_bytes.py).
"""

import ctypes
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

DEFAULT_THREADS = 2
_chosen = [DEFAULT_THREADS]

_NAMES = ("openblas_{}_num_threads64_", "scipy_openblas_{}_num_threads64_", "openblas_{}_num_threads")
"""Of OpenBLAS's functions in numpy 1.26, in numpy 2, and where a system brings its own."""
_changing = threading.Lock()
_users: list[int] = []
"""For each that needs a fixed number now, the one that was there before."""


def thread_count() -> int:
    """Threads for the next model that is loaded, unless its own number is fixed."""
    return _chosen[0]


def set_thread_count(count: int) -> None:
    """Choose the number for models that are loaded from now on."""
    _chosen[0] = max(1, count)


def usable_cores() -> int:
    """Cores that this process may run on: a farm's queue or ``taskset`` may leave it fewer than there are."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def fixed_order_of_sums(threads: int = DEFAULT_THREADS) -> Iterator[None]:
    """Inside, numpy's matrix products use so many threads, whatever the machine and its environment say.

    Their last bits hang on that number, and a recording's phones on their last bits. Where numpy was built with another
    library than OpenBLAS, nothing is changed: docs/conventions.md says so.
    """
    get, choose = _openblas()
    with _changing:
        _users.append(get())
        choose(threads)
    try:
        yield
    finally:
        with _changing:
            choose(_users.pop())


@cache
def _openblas() -> tuple[Callable[[], int], Callable[[int], Any]]:
    """OpenBLAS's own functions, which take effect also on a machine with fewer cores than threads."""
    for path in _libraries():
        with suppress(OSError):
            library = ctypes.CDLL(str(path))
            for name in _NAMES:
                with suppress(AttributeError):
                    return getattr(library, name.format("get")), getattr(library, name.format("set"))
    return (lambda: DEFAULT_THREADS), (lambda count: None)


def _libraries() -> Iterator[Path]:
    """Where the functions may be found: beside numpy's own, as on Windows, or through it, as on Linux."""
    folder = Path(np.__file__).parent
    yield from sorted(folder.with_name("numpy.libs").glob("*openblas*"))
    for package in ("_core", "core"):
        yield from sorted((folder / package).glob("_multiarray_umath*"))

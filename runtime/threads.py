# SPDX-License-Identifier: GPL-3.0-or-later
"""How many threads the models use: the same number everywhere, so that sums are taken in the same order.

The worker alone asks for another one, so that the artist's machine is used. (The voice gave the same bytes
with 1, 2, 3 and 4 threads.)
"""

DEFAULT_THREADS = 2
_chosen = [DEFAULT_THREADS]


def thread_count() -> int:
    """Threads for the next model that is loaded."""
    return _chosen[0]


def set_thread_count(count: int) -> None:
    """Choose the number for models that are loaded from now on."""
    _chosen[0] = max(1, count)

# SPDX-License-Identifier: GPL-3.0-or-later
"""Independent pieces of work side by side, a processor core each."""

import os
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TypeVar

from ...runtime.threads import set_thread_count

Item = TypeVar("Item")
Result = TypeVar("Result")


def side_by_side(task: Callable[[Item], Result], items: Sequence[Item]) -> Generator[Result, None, None]:
    """``task`` of each item, in the items' order, in as many processes of one thread as there are cores.

    What has not begun when the iterator is closed is never done. task must be importable (a function of a module, or
    a partial of one).
    """
    cores = len(os.sched_getaffinity(0))
    with ProcessPoolExecutor(cores, get_context("spawn"), set_thread_count, (1,)) as pool:
        try:
            yield from pool.map(task, items)
        finally:
            pool.shutdown(cancel_futures=True)

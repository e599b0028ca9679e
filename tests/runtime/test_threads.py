# SPDX-License-Identifier: GPL-3.0-or-later
"""The order of sums is fixed while something is made, and what was chosen before holds again afterwards."""

import os
from collections.abc import Iterator

import pytest
from soliloquy.runtime import threads
from soliloquy.runtime.threads import DEFAULT_THREADS, fixed_order_of_sums, usable_cores


@pytest.fixture
def chosen(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    numbers = [7]
    monkeypatch.setattr(threads, "_openblas", lambda: (lambda: numbers[-1], numbers.append))
    yield numbers


def test_inside_the_number_is_fixed_and_afterwards_it_is_what_it_was(chosen: list[int]) -> None:
    with fixed_order_of_sums():
        assert chosen[-1] == DEFAULT_THREADS
        with fixed_order_of_sums():
            pass
        assert chosen[-1] == DEFAULT_THREADS
    assert chosen[-1] == 7


def test_it_is_given_back_after_an_error(chosen: list[int]) -> None:
    with pytest.raises(ValueError), fixed_order_of_sums():
        raise ValueError
    assert chosen[-1] == 7


def test_the_pinned_numpy_has_a_library_whose_number_can_be_fixed() -> None:
    get, choose = threads._openblas()
    before = get()
    choose(3)
    assert get() == 3
    choose(before)


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="a process cannot be bound to cores here")
def test_cores_that_a_queue_keeps_from_us_are_not_counted() -> None:
    allowed = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(allowed)})
    try:
        assert usable_cores() == 1
    finally:
        os.sched_setaffinity(0, allowed)
    assert usable_cores() == len(allowed)

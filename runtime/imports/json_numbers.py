# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists of numbers and names in JSON that others wrote, checked before they become arrays. All raise ValueError."""

from typing import Any

import numpy as np

from ..arrays import Array


def numbers(value: Any, what: str) -> Array:
    """(N,) float64 of a list of numbers."""
    if not isinstance(value, list) or not all(type(each) in (int, float) for each in value):
        raise ValueError(f"{what} is no list of numbers")
    try:
        return np.array(value, np.float64)
    except OverflowError:
        raise ValueError(f"{what} holds a number that is too large") from None


def rows(value: Any, columns: int, what: str) -> Array:
    """(N,columns) float64 of a list of rows, each as long as it must be."""
    if not isinstance(value, list):
        raise ValueError(f"{what} is no list")
    found = np.empty((len(value), columns))
    for place, row in enumerate(value):
        read = numbers(row, f"{what}, row {place + 1},")
        if len(read) != columns:
            raise ValueError(f"{what}, row {place + 1}, has {len(read)} numbers, not {columns}")
        found[place] = read
    return found


def names(value: Any, what: str) -> list[str]:
    """A list of texts."""
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise ValueError(f"{what} is no list of names")
    return value


def number(value: Any, what: str) -> float:
    """A number alone."""
    return float(numbers([value], what)[0])

# SPDX-License-Identifier: GPL-3.0-or-later
"""Expressions of drivers are worked out without being run, and turned round: what must be read for a value."""

import numpy as np
import pytest
from soliloquy.runtime.rigs.expressions import reckoned
from soliloquy.runtime.rigs.responses import response

WORKED_OUT = [
    ("1 + 2 * x", 7.0),
    ("max(0, min(1.5, k * x / 0.5))", 1.5),
    ("-x ** 2 + 10", 1.0),
    ("clamp(x)", 1.0),
    ("clamp(-x, -2, 2)", -2.0),
    ("x if x > 2 else 0", 3.0),
    ("1 < x < 2", 0.0),
    ("x > 2 and k", 1.0),
    ("not x or k > 5", 0.0),
    ("lerp(2, 4, 0.25)", 2.5),
    ("smoothstep(0, 6, x)", 0.5),
    ("math.degrees(math.pi) / 180 + sin(0) + sqrt(4)", 3.0),
    (" x ", 3.0),
]
NO_ARITHMETIC = [
    "__import__('os').system('true')",
    "x.real",
    "(lambda: 1)()",
    "[x][0]",
    "open('a')",
    "'a' * 9",
    "x; k",
    "",
    "bpy.context",
    "x(" * 80,
    "+" * 500 + "x",
    "1" * 2000,
]


@pytest.mark.parametrize(("expression", "value"), WORKED_OUT)
def test_it_is_worked_out(expression: str, value: float) -> None:
    assert reckoned(expression)({"x": 3.0, "k": 1.0}) == pytest.approx(value)


@pytest.mark.parametrize("expression", NO_ARITHMETIC)
def test_anything_but_arithmetic_is_refused(expression: str) -> None:
    with pytest.raises(ValueError):
        reckoned(expression)({"x": 1.0, "k": 1.0})


@pytest.mark.parametrize("expression", ["1 / (x - x)", "9 ** 9 ** 9", "sqrt(-x)", "y", "exp(x * 1e9)", "min(x)"])
def test_what_makes_no_number_is_said(expression: str) -> None:
    with pytest.raises(ValueError):
        reckoned(expression)({"x": 1.0})


TURNED_ROUND = [
    ("var", 1.0, 0.5),
    ("var / 100", 1.0, 50.0),
    ("clamp(-10 * var)", 1.0, -0.05),
    ("max(0, var - 0.1) * 2", 1.0, 0.35),
    ("max(0, min(1.5, other * max(var / 0.05, 0)))", 1.0, 0.025),
    ("max(var, 0) ** 2", 1.0, 0.7071),
    ("1 - var", 0.0, None),
    ("var * (1 - other)", 1.0, None),
    ("abs(sin(40 * var)) * 0.2", 1.0, None),
]


@pytest.mark.parametrize(("expression", "other", "half"), TURNED_ROUND)
def test_it_is_turned_round(expression: str, other: float, half: float | None) -> None:
    found = response("SCRIPTED", expression, (("other", other), ("var", 0.0)), "var", ())
    if half is None:
        assert found is None
    else:
        assert found is not None and found.number(np.array([0.0, 0.5])) == pytest.approx([0.0, half], abs=2e-3)


def test_a_value_that_ends_below_one_goes_as_far_as_it_does() -> None:
    found = response("SCRIPTED", "min(0.5, var)", (("var", 0.0),), "var", ())
    assert found is not None and found.number(1.0) == pytest.approx(0.5)


def test_the_curve_of_a_driver_counts_and_so_does_its_kind() -> None:
    curve = ((-1.0, 0.0), (0.0, 0.0), (0.05, 1.0), (1.05, 1.0))
    found = response("AVERAGE", "", (("var", 0.0),), "var", curve)
    assert found is not None and found.number(0.5) == pytest.approx(0.025, abs=1e-4)
    assert response("SUM", "", (("a", 0.0), ("b", 0.0)), "b", ()) is not None
    assert response("NOBODY", "", (("a", 0.0),), "a", ()) is None

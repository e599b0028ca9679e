# SPDX-License-Identifier: GPL-3.0-or-later
"""The rates that broadcast people name by three digits are fractions."""

from fractions import Fraction

import pytest
from soliloquy.exporters.fbx_file import FbxPlan


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        (30.0, Fraction(30)),
        (29.97, Fraction(30000, 1001)),
        (23.976, Fraction(24000, 1001)),
        (59.94, Fraction(60000, 1001)),
        (12.5, Fraction(25, 2)),
        (1.0, Fraction(1)),
    ],
)
def test_rate(said: float, meant: Fraction) -> None:
    assert FbxPlan(said).rate == meant

# SPDX-License-Identifier: GPL-3.0-or-later
"""Of a shut mouth no tooth is seen in what Blender draws, 1,000 pixels wide, from the front."""

import pytest
from soliloquy.benchmarks.tooth_pixels import SHUT, tooth_pixels

AT_MOST = 25
"""Pixels, of 0.007 mm² each. Most heads show none; through Kofi's lips, at the corners and in two slits a fiftieth of a
millimetre high, 21 shine in a /p/, at random=5's corners 14 at rest."""
HEADS = ("Clara", "Kofi", "Walter", "Mei", "random=5", "random=42")


@pytest.mark.check
@pytest.mark.parametrize("name", HEADS)
def test_no_tooth_is_seen_at_rest_and_in_a_closure(name: str) -> None:
    seen = tooth_pixels(name)
    assert set(seen) == set(SHUT)
    assert max(seen.values()) <= (0 if name in ("Clara", "Mei", "Walter") else AT_MOST)


@pytest.mark.check
def test_teeth_of_an_open_mouth_are_counted() -> None:
    assert tooth_pixels("Clara", {"/ɑ/": "a"})["/ɑ/"] > 1000

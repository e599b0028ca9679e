# SPDX-License-Identifier: GPL-3.0-or-later
"""Of a shut mouth no tooth is seen in what Blender draws, 1,000 pixels wide, from the front."""

import pytest
from soliloquy.benchmarks.tooth_pixels import SHUT, tooth_pixels

HEADS = ("Clara", "Kofi", "Walter", "Mei", "random=5", "random=42")


@pytest.mark.check
@pytest.mark.parametrize("name", HEADS)
def test_no_tooth_is_seen_at_rest_and_in_a_closure(name: str) -> None:
    seen = tooth_pixels(name)
    assert set(seen) == set(SHUT)
    assert max(seen.values()) == 0


@pytest.mark.check
def test_teeth_of_an_open_mouth_are_counted() -> None:
    assert tooth_pixels("Clara", {"/ɑ/": "a"})["/ɑ/"] > 1000

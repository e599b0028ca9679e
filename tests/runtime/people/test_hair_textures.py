# SPDX-License-Identifier: GPL-3.0-or-later
"""Straight, wavy and coiled hair are told apart, of every style in broad locks."""

import numpy as np
import pytest
from soliloquy.runtime.head.heads import load_head
from soliloquy.runtime.people.hair_style import TEXTURES
from soliloquy.runtime.people.strands import strands


def bends(style: str, texture: str) -> float:
    """How much longer strands are than the straight way from one fifth of them to the next."""
    head = load_head(f"woman=0.95,hair={style},hair_texture={texture}")
    cards = head.of_material("hair")
    points = strands(head.vertices[np.unique(head.quads[cards])], head.hair.waves).points
    along = np.linalg.norm(np.diff(points, axis=1), axis=2).sum(axis=1)
    stops = points[:, np.linspace(0, points.shape[1] - 1, 6).astype(int)]
    return float(np.median(along / np.linalg.norm(np.diff(stops, axis=1), axis=2).sum(axis=1)))


@pytest.mark.parametrize("style, wound", [("short", 1.02), ("bob", 1.05), ("long", 1.05)])
def test_wavy_strands_wind_and_coiled_ones_wind_more(style: str, wound: float) -> None:
    straight, wavy, coiled = (bends(style, texture) for texture in TEXTURES)
    assert straight < 1.03
    assert wavy > wound
    assert coiled > 1.25

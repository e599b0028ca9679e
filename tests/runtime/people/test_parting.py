# SPDX-License-Identifier: GPL-3.0-or-later
"""Where long hair parts, its edge is covered: no bare skin between the locks that leave for either side."""

import io

import numpy as np
import pytest
from PIL import Image
from soliloquy.runtime.head.hair_picture import colour_picture
from soliloquy.runtime.head.heads import Head, load_head
from soliloquy.runtime.people.data import people_data
from soliloquy.runtime.people.hair_growth import LOCKS, PLACES, RINGS, VARIANTS, variants
from soliloquy.runtime.people.hair_style import STYLES
from soliloquy.runtime.people.hairline import above_hairline

_BESIDE_MM, _ABOVE_MM = 8.0, (2.0, 9.0)
"""Around the parting, and over the edge of the hair: where longer locks do not yet grow. Below, hair thins out."""


def _middle(head: Head) -> np.ndarray:
    middle: np.ndarray = head.joints[-2:].mean(axis=0)
    return middle


def _edge_of_the_scalp(head: Head, parting: float) -> np.ndarray:
    """Places (P,3), millimetres from between the eyes, of skin around the front end of a parting."""
    skin = head.quads[head.of_material("skin")]
    corners = (head.vertices[skin] - _middle(head)) * 1e3
    share = np.linspace(0.0, 1.0, 9)[None, :, None, None]
    rows = corners[:, None, 0] * (1 - share[..., 0]) + corners[:, None, 1] * share[..., 0]
    ends = corners[:, None, 3] * (1 - share[..., 0]) + corners[:, None, 2] * share[..., 0]
    places = (rows[:, :, None] * (1 - share) + ends[:, :, None] * share).reshape(-1, 3)
    above = above_hairline(places)
    there = (np.abs(places[:, 0] - parting) < _BESIDE_MM) & (places[:, 2] > -60.0)
    found: np.ndarray = places[there & (above > _ABOVE_MM[0]) & (above < _ABOVE_MM[1])]
    return found


def _bare(head: Head, parting: float) -> float:
    """Share of that skin that is seen between strands, from the front."""
    assert head.hair is not None
    with Image.open(io.BytesIO(colour_picture(head.hair.waves, head.hair.colour))) as picture:
        alpha = np.asarray(picture)[..., 3] / 255.0
    places = _edge_of_the_scalp(head, parting)
    cards = (head.vertices[people_data().topology.hair].reshape(LOCKS, RINGS, 2, 3) - _middle(head)) * 1e3
    seen = np.ones(len(places))
    # Two triangles a ring: left, right, next right; left, next right, next left.
    for steps, sides in (((0, 0, 1), (0, 1, 1)), ((0, 1, 1), (0, 1, 0))):
        corners = [cards[:, step : RINGS - 1 + step, side] for step, side in zip(steps, sides, strict=True)]
        aside = np.stack(corners)[..., 0] - parting
        near = (aside.min(axis=0) < _BESIDE_MM) & (aside.max(axis=0) > -_BESIDE_MM) & (corners[0][..., 2] > -60.0)
        for lock, ring in zip(*np.nonzero(near), strict=True):
            a, b, c = (corner[lock, ring] for corner in corners)
            sides_xy = np.stack([b - a, c - a], axis=1)[:2]
            if abs(np.linalg.det(sides_xy)) < 1e-6:
                continue
            within = np.linalg.solve(sides_xy, (places - a)[:, :2].T).T
            shares = np.column_stack([1.0 - within.sum(axis=1), within])
            before = (shares >= 0.0).all(axis=1) & (shares @ np.array([a[2], b[2], c[2]]) > places[:, 2] - 1.0)
            across = shares[before] @ np.array(sides, float)
            along = shares[before] @ np.array(PLACES)[ring + np.array(steps)]
            column = ((variants()[lock] + across * 0.99) / VARIANTS * alpha.shape[1]).astype(int)
            seen[before] *= 1.0 - alpha[(along * (len(alpha) - 1)).astype(int), column]
    return float(seen.mean())


@pytest.mark.parametrize(
    ("name", "style"),
    [
        ("Mei", "long"),
        ("Clara", "bob"),
        ("Ines", "short"),
        ("random=12,hair=long", "long"),
        ("random=3,hair=short", "short"),
    ],
)
def test_fine_locks_cover_the_front_end_of_a_parting(name: str, style: str) -> None:
    # 0.00 to 0.27 of it was bare where they crossed it, in tufts; now 0.00 to 0.06.
    assert _bare(load_head(name), STYLES[style].parting) < 0.15

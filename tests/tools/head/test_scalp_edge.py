# SPDX-License-Identifier: GPL-3.0-or-later
"""Along the edge of the hair single hairs are painted, for a soft edge lies on a forehead as blots."""

import numpy as np
from soliloquy.runtime.people.hairline import above_hairline
from soliloquy.tools.head.paint_skin import hair_cover

TEXEL_MM = 0.25
SEED = 100


def test_the_painted_edge_is_hairs_between_a_bare_forehead_and_a_covered_scalp() -> None:
    across, up = np.meshgrid(np.arange(-40.0, 40.0, TEXEL_MM), np.arange(30.0, 85.0, TEXEL_MM))
    places = np.column_stack([across.ravel(), up.ravel(), np.full(across.size, 20.0)])
    cover, _ = hair_cover(places, np.zeros(len(places)), 0.0, SEED)
    height = above_hairline(places)
    assert cover[height < -10.0].max() == 0.0
    assert cover[height > 10.0].min() > 0.8
    edge = cover[np.abs(height) < 4.0]
    assert 0.3 < (edge > 0.5).mean() < 0.7
    assert ((edge > 0.3) & (edge < 0.7)).mean() < 0.25, "skin shows through a veil"
    picture = cover.reshape(across.shape)
    rows = np.abs(height.reshape(across.shape)).min(axis=1) < 3.0
    aside, along = (np.abs(np.diff(picture[rows], axis=axis)).mean() for axis in (1, 0))
    assert aside > 1.5 * along, "hairs are longer than wide"

# SPDX-License-Identifier: GPL-3.0-or-later
"""A texture has its colours where its texels are, and beside them colours like theirs."""

import numpy as np
from soliloquy.tools.head.texture_map import map_texels

_QUAD = np.array([[[0.25, 0.25], [0.5, 0.25], [0.5, 0.75], [0.25, 0.75]]])


def test_what_no_face_covers_has_the_colours_beside_it() -> None:
    texels = map_texels(np.array([[0, 1, 2, 3]]), _QUAD, 64)
    heights = texels.spread(np.array([0.0, 0.0, 1.0, 1.0]))
    colours = np.stack([np.full_like(heights, 0.8), heights, np.full_like(heights, 0.2)], axis=1)
    picture = texels.image(colours)
    covered = texels.covered[::-1]
    assert 0 < covered.sum() < covered.size
    expected = (colours * 255 + 0.498).astype(np.uint8)
    np.testing.assert_array_equal(picture[::-1][texels.covered], expected)
    assert set(np.unique(picture[..., 0])) == {204} and set(np.unique(picture[..., 2])) == {51}
    above, below = picture[2, :, 1].mean(), picture[-3, :, 1].mean()
    assert above > 150 and below < 100

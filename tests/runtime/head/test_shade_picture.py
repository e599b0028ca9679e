# SPDX-License-Identifier: GPL-3.0-or-later
"""The shade's picture is a PNG that others read: darkest at the upper lid, faint at the lower one, clear where it
ends."""

import io

import numpy as np
from PIL import Image
from soliloquy.runtime.head.shade_picture import shade_picture
from soliloquy.runtime.people.lid_mesh import COLUMNS, LOWER_COLUMNS


def alphas() -> np.ndarray:
    with Image.open(io.BytesIO(shade_picture())) as picture:
        assert picture.format == "PNG" and picture.mode == "RGBA"
        return np.asarray(picture)[..., 3].astype(int)


def test_the_shade_thins_out_from_its_last_row_to_its_first() -> None:
    alpha = alphas()
    assert (np.diff(alpha, axis=0) >= 0).all()
    assert (alpha[0] == 0).all() and 150 < alpha[-1].max() < 230


def test_the_lower_lid_shades_less_than_half_as_much_as_the_upper_one() -> None:
    edge = alphas()[-1]
    column = (np.arange(len(edge)) + 0.5) / len(edge) * COLUMNS
    lower, upper = (column > 3) & (column < LOWER_COLUMNS - 4), (column > LOWER_COLUMNS + 1) & (column < COLUMNS - 3)
    assert edge[lower].max() < 0.5 * edge[upper].min()
    assert np.abs(np.diff(np.append(edge, edge[0]))).max() < 30, "it goes over softly, and around the inner corner"

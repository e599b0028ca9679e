# SPDX-License-Identifier: GPL-3.0-or-later
"""The shade's picture is a PNG that others read: darkest at the lids, clear where it ends."""

import io

import numpy as np
from PIL import Image
from soliloquy.runtime.head.shade_picture import shade_picture


def test_the_shade_thins_out_from_its_last_row_to_its_first():
    with Image.open(io.BytesIO(shade_picture())) as picture:
        assert picture.format == "PNG" and picture.mode == "RGBA"
        alpha = np.asarray(picture)[..., 3].astype(int)
    assert (alpha == alpha[:, :1]).all() and (np.diff(alpha[:, 0]) >= 0).all()
    assert alpha[0, 0] == 0 and 150 < alpha[-1, 0] < 230

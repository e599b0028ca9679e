# SPDX-License-Identifier: GPL-3.0-or-later
"""What a skin has beside its colour, the same picture for all heads: relief, wrinkles and roughness.

The picture of relief holds in red the height of pores and lines, in green that of the wrinkles of age (FLAT is smooth
skin in both), in blue the roughness of a Principled BSDF. A second one, of the finest lines alone, repeats TILES times.
"""

import numpy as np

from ..people.presets import PRESETS
from ..weights import weight_path

FLAT = 0.6
TILES = 39.0
"""How many times the tile lies side by side in the skin's texture: one is 11 mm across."""
HEIGHT = 0.0003
"""Metres between 0 and 1 of a height (chosen by eye)."""
METRES_ACROSS = 0.43
"""How much skin of the face one side of the texture shows: 2048 texels of 0.21 mm (median)."""
BEARD_HEIGHT, BEARD_ROUGHNESS = 0.6, 0.8
"""How high the uppermost strokes of a painted beard stand, in HEIGHT, and how rough they are: on skin as smooth as
the rest of it they were wet paint (chosen by eye)."""
BROW_ROUGHNESS = 0.64
"""Of skin where a brow is painted on it: as smooth as a forehead it was grey in the lamps' sheen, and on dark faces
lighter than the skin."""
SCALP_ROUGHNESS = 0.93
"""Of a scalp with its painted hair: as smooth as skin it mirrors light in white patches, like a bald one. Nothing else
of a skin is nearly as rough."""
_SMOOTH_AGE, _OLD_AGE = 28.0, 78.0
"""Years between which wrinkles deepen (chosen by eye)."""
_LEAST, _DEEPEST = 0.05, 5.5
"""How deep wrinkles are at most, and what share of it they have on the smoothest skin. Chosen by eye."""


def relief_picture() -> bytes:
    """A JPEG. Raises SetupError when it is missing or altered."""
    return weight_path("skin_relief").read_bytes()


def tile_picture() -> bytes:
    """A JPEG. Raises SetupError when it is missing or altered."""
    return weight_path("skin_tile").read_bytes()


def depth_of_wrinkles(look: str) -> float:
    """How deep the wrinkles of a preset are, in HEIGHT; none for a head without a look."""
    if look not in PRESETS:
        return 0.0
    share = float(np.clip((PRESETS[look].age - _SMOOTH_AGE) / (_OLD_AGE - _SMOOTH_AGE), 0.0, 1.0))
    return _DEEPEST * max(_LEAST, share**1.3)

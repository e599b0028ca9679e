# SPDX-License-Identifier: GPL-3.0-or-later
"""Which shapes of the FLAME layout crease the skin, and how much: each crease's ARKit shapes, told by that layout's."""

from collections.abc import Sequence

import numpy as np

from ..motion import EXPRESSION_DIMENSIONS
from .arkit import ARKIT_INDEX
from .creases import Crease
from .heads import LAYOUT
from .layout import layout_map

_TERMS = 20
"""As many as a driver of Blender's has room for, the greatest first: those beyond change a crease of a shut mouth by at
most 0.04, beside the eyes 0.01 (measured on 1,000 faces of up to nine shapes by chance)."""


def crease_in_flame(crease: Crease, shapes: Sequence[str]) -> tuple[tuple[str, float], ...]:
    """Factors of up to _TERMS of ``shapes``, which are the names of the layout's expression and eyelids in order. What
    turning bones do to the lips' coupling is left out."""
    layout = layout_map(LAYOUT)
    rows = sum(factor * layout.inverse[ARKIT_INDEX[shape]] for shape, factor in crease.shapes)
    factors = np.concatenate([rows[:EXPRESSION_DIMENSIONS], rows[-2:]])
    reach = np.abs(np.concatenate([layout.columns[:EXPRESSION_DIMENSIONS], layout.columns[-2:]])).max(axis=1)
    chosen = np.argsort(-np.abs(factors) * reach, kind="stable")[:_TERMS]
    return tuple((shapes[number], float(factors[number])) for number in chosen if factors[number])

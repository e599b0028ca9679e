# SPDX-License-Identifier: GPL-3.0-or-later
"""The shapes of our own heads in either layout, by the names that files and scenes give them."""

from collections.abc import Iterator

import numpy as np

from ..arrays import Array
from ..head.arkit import ARKIT_NAMES
from ..head.heads import Head
from .flame import FLAME_EXPRESSIONS, FLAME_EYELIDS, FLAME_POSES


def shape_deltas(head: Head, layout: str) -> Iterator[tuple[str, Array]]:
    """Name and displacement (V,3), in the head's frame, of each shape of a layout."""
    names, deltas = _flame_shapes(head) if layout == "flame" else (ARKIT_NAMES, head.shape_deltas)
    return zip(names, deltas, strict=True)


def _flame_shapes(head: Head) -> tuple[tuple[str, ...], Array]:
    names, deltas = (*FLAME_EXPRESSIONS, *FLAME_EYELIDS), [head.expression_basis, head.eyelid_shapes]
    if head.pose_shapes is None:
        return names, np.concatenate(deltas)
    return (*names, *FLAME_POSES), np.concatenate([*deltas, head.pose_shapes])

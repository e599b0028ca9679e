# SPDX-License-Identifier: GPL-3.0-or-later
"""The network that repaints mouths: SPEAR's picture half, small (``training/networks/mouth_painter.py``)."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from ..arrays import Array
from .painting import Painted, Reference, Wanted, unseen
from .patch import SIDE

if TYPE_CHECKING:
    from ..onnx_session import Session

WEIGHT = "portrait_painter"
_BY_HAND = 0.75
"""Share of the inside as it was drawn where the photograph shows none. Chosen by eye: the network knows one man's
mouth, and of others' it makes what is least wrong, a grey blur. What that costs in likeness stands in
``docs/measured/portrait.md``."""


def painted(reference: Reference, wanted: Sequence[Wanted]) -> list[Painted]:
    """Each mouth as it is shown, in the same order: by the network, and what the photograph hides by hand for the most
    part. Raises as ``by_network``."""
    found = by_network(reference, wanted)
    return [_with_teeth(each, reference, mouth) for each, mouth in zip(found, wanted, strict=True)]


def _with_teeth(paint: Painted, reference: Reference, wanted: Wanted) -> Painted:
    share = np.float32(_BY_HAND * unseen(reference.points, wanted.points) / 255.0)
    within = share * wanted.maps[1].astype(np.float32)[..., None]
    return Painted(paint.colour + within * (wanted.begun - paint.colour), paint.mask)


def by_network(reference: Reference, wanted: Sequence[Wanted]) -> list[Painted]:
    """Each mouth painted, in the same order. Raises SetupError where the network is missing or altered."""
    from ..onnx_session import session  # loads ONNX Runtime, which Blender's own process must not

    return painted_by(session(WEIGHT), reference, wanted)


def painted_by(network: "Session", reference: Reference, wanted: Sequence[Wanted]) -> list[Painted]:
    """Each mouth painted by a network of the same inputs, in the same order."""
    return [_painted(each) for each in network.run(None, feed(reference, wanted))[0]]


def feed(reference: Reference, wanted: Sequence[Wanted]) -> dict[str, Array]:
    """The network's inputs, float32: pictures and maps 0..1, the flow -1..1 across the patch."""
    count = len(wanted)
    return {
        "reference": np.repeat(_planes(reference.patch)[None], count, axis=0),
        "before": np.repeat((reference.maps / np.float32(255.0))[None], count, axis=0),
        "begun": np.stack([_planes(each.begun) for each in wanted]),
        "wanted": np.stack([each.maps / np.float32(255.0) for each in wanted]),
        "places": np.stack([np.clip(each.flow * np.float32(2.0 / SIDE) - 1.0, -2.0, 2.0) for each in wanted]),
    }


def _planes(patch: Array) -> Array:
    return np.ascontiguousarray(patch.transpose(2, 0, 1), dtype=np.float32) / np.float32(255.0)


def _painted(planes: Array) -> Painted:
    return Painted(np.ascontiguousarray(planes[:3].transpose(1, 2, 0)) * np.float32(255.0), planes[3])

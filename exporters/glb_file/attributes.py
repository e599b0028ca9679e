# SPDX-License-Identifier: GPL-3.0-or-later
"""A mesh's points in small numbers, where those are as good: bones, their weights, and places in a picture."""

from typing import Any

import numpy as np

from ...runtime.arrays import Array
from .document import COMPONENTS, FLOAT, UNSIGNED_SHORT, Document, Stored

_EXACT = 1e-6
"""Of a weight's step: what single precision leaves."""
_NEAR = 0.4
"""Metres. In a smaller mesh bytes do for any weight: one that is wrong by 1 in 510 moves a point, 0.2 m from a joint
that turns by 30 degrees, by 0.2 mm."""
_FAR = 0.65
"""Metres. In a larger mesh a weight that is wrong by 1 in 65535 may move a vertex by more than 1e-5 m."""


def small_skin(document: Document) -> None:
    """Joints in bytes where that holds them; weights in bytes where those are exact, or else in shorts."""
    for mesh in document.tree.get("meshes", ()):
        for primitive in mesh["primitives"]:
            attributes = primitive["attributes"]
            sets = [f"_{number}" for number in range(len(attributes)) if f"WEIGHTS_{number}" in attributes]
            if sets:
                _small_sets(document, attributes, sets)


def small_uv(document: Document) -> None:
    """Places in a picture in shorts, unless they lie outside it: a picture of 4096 is then off by a 32nd of a pixel."""
    number_type = np.dtype(COMPONENTS[UNSIGNED_SHORT])
    for mesh in document.tree.get("meshes", ()):
        for attributes in (primitive["attributes"] for primitive in mesh["primitives"]):
            for name in [name for name in attributes if name.startswith("TEXCOORD_")]:
                stored = document.stored[attributes[name]]
                if stored.component == FLOAT and stored.values.min() >= 0.0 and stored.values.max() <= 1.0:
                    whole = np.rint(stored.values.astype(np.float64) * np.iinfo(number_type).max)
                    attributes[name] = document.add(Stored(whole.astype(number_type), "VEC2", normalized=True))


def _small_sets(document: Document, attributes: dict[str, int], sets: list[str]) -> None:
    weights = np.concatenate([document.floats(attributes[f"WEIGHTS{each}"]) for each in sets], axis=1)
    joints = np.concatenate([document.stored[attributes[f"JOINTS{each}"]].values for each in sets], axis=1)
    if not np.allclose(weights.sum(axis=1), 1.0, atol=1e-3):
        return
    weights /= weights.sum(axis=1, keepdims=True)
    size = np.ptp(document.floats(attributes["POSITION"]), axis=0).max(initial=0.0)
    in_bytes = size < _NEAR or np.abs(weights * 255 - np.rint(weights * 255)).max() < 255 * _EXACT
    if not in_bytes and size > _FAR:
        return
    whole = _whole_shares(weights, np.dtype("<u1" if in_bytes else "<u2"))
    joints = np.where(whole > 0, joints, 0)
    joints = joints.astype("<u1" if joints.max() <= np.iinfo("<u1").max else "<u2")
    for number, each in enumerate(sets):
        columns = slice(4 * number, 4 * number + 4)
        attributes[f"WEIGHTS{each}"] = document.add(Stored(whole[:, columns], "VEC4", normalized=True))
        attributes[f"JOINTS{each}"] = document.add(Stored(joints[:, columns], "VEC4"))


def _whole_shares(weights: Array, number_type: Any) -> Array:
    """Whole numbers (N, K) whose rows add up to the type's largest: what rounding down lost, the nearest misses get."""
    scaled = weights * np.iinfo(number_type).max
    whole = np.floor(scaled).astype(np.int64)
    missing = np.iinfo(number_type).max - whole.sum(axis=1, keepdims=True)
    order = np.argsort(whole - scaled, axis=1, kind="stable")
    rank = np.argsort(order, axis=1, kind="stable")
    return (whole + (rank < missing)).astype(number_type)

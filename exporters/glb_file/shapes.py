# SPDX-License-Identifier: GPL-3.0-or-later
"""How a mesh is stored: morph targets without their noise, what none moves in a mesh of its own, a small skin."""

from collections.abc import Collection
from typing import Any

import numpy as np

from ...runtime.arrays import Array
from .document import FLOAT, Document, Stored

_STILL_METRES = 1e-5
_STILL_NORMAL = 5.2e-2
"""What a morph target moves less than nobody sees: a hundredth of a millimetre, three degrees (chosen by eye). Such are
a sixth of a file without textures."""
_IN_THE_DARK = 10.0
"""How many times as much it may be of lashes and of the insides of mouth and lids (chosen by eye)."""
_STEP = 1e-6
"""Metres. Moves are rounded to it, because their limits stand in the file as text."""
_STILL_SHARE = 1e-4
"""The same as a share of the mesh's size, for meshes in a unit that their node makes larger."""
_EXACT = 1e-6
_FAR = 0.65
"""Metres. In a larger mesh a weight that is wrong by 1 in 65535 may move a vertex by more than 1e-5 m."""


def quiet_targets(document: Document, dark: Collection[str] = ()) -> None:
    """Make of what a morph target hardly moves what it does not move. dark: materials that nobody sees well."""
    for mesh in document.tree.get("meshes", ()):
        for primitive in mesh["primitives"]:
            size = _size(document, primitive["attributes"])
            still = min(_STILL_METRES, _STILL_SHARE * size)
            if _material(document, primitive) in dark:
                still *= _IN_THE_DARK
            limits = {"POSITION": still, "NORMAL": _STILL_NORMAL}
            for target in primitive.get("targets", ()):
                for name in limits.keys() & target.keys():
                    step = min(_STEP, 0.1 * limits[name]) if name == "POSITION" else 0.0
                    target[name] = document.add(_quiet(document.stored[target[name]], limits[name], step))


def without_normals(document: Document, materials: Collection[str]) -> None:
    """Take the normals out of the morph targets of what these materials cover."""
    for mesh in document.tree.get("meshes", ()):
        for primitive in mesh["primitives"]:
            if _material(document, primitive) in materials:
                for target in primitive.get("targets", ()):
                    target.pop("NORMAL", None)


def _material(document: Document, primitive: dict[str, Any]) -> str | None:
    return document.tree["materials"][primitive["material"]].get("name") if "material" in primitive else None


def part_still_primitives(document: Document) -> None:
    """Put the primitives that no target moves into a mesh without targets, beside the one that they were in."""
    tree = document.tree
    for number, mesh in enumerate(list(tree.get("meshes", ()))):
        moving = [primitive for primitive in mesh["primitives"] if _moves(document, primitive)]
        still = [primitive for primitive in mesh["primitives"] if primitive not in moving]
        if moving and still:
            mesh["primitives"] = moving
            for primitive in still:
                primitive.pop("targets", None)
            name = _still_name(tree, mesh, still)
            tree["meshes"].append({"name": name, "primitives": still})
            _show_beside(tree, number, len(tree["meshes"]) - 1, name)


def small_skin(document: Document) -> None:
    """Joints in bytes where that holds them; weights in bytes where those are exact, or else in shorts."""
    for mesh in document.tree.get("meshes", ()):
        for primitive in mesh["primitives"]:
            attributes = primitive["attributes"]
            sets = [f"_{number}" for number in range(len(attributes)) if f"WEIGHTS_{number}" in attributes]
            if sets:
                _small_sets(document, attributes, sets)


def _size(document: Document, attributes: dict[str, int]) -> float:
    """The longest side of the box around a primitive."""
    return float(np.ptp(document.floats(attributes["POSITION"]), axis=0).max(initial=0.0))


def _quiet(stored: Stored, limit: float, step: float) -> Stored:
    values = stored.values.copy()
    if stored.component == FLOAT:
        if step:
            values = (np.round(values.astype(np.float64) / step) * step).astype(values.dtype)
        values[np.linalg.norm(values.astype(np.float64), axis=1) < limit] = 0.0
    return Stored(values, stored.kind, stored.normalized)


def _moves(document: Document, primitive: dict[str, Any]) -> bool:
    targets = primitive.get("targets", ())
    return any(document.stored[accessor].values.any() for target in targets for accessor in target.values())


def _still_name(tree: dict[str, Any], mesh: dict[str, Any], still: list[dict[str, Any]]) -> str:
    """The material's, where there is but one; it says what the mesh shows."""
    material = tree.get("materials", [])[still[0]["material"]] if len(still) == 1 and "material" in still[0] else {}
    taken = {other.get("name") for other in (*tree["meshes"], *tree["nodes"])}
    name = material.get("name")
    return name if name and name not in taken else f"{mesh.get('name', 'mesh')}_still"


def _show_beside(tree: dict[str, Any], mesh: int, further: int, name: str) -> None:
    """A child for every node that shows ``mesh``, at the same place and with the same skin, which shows ``further``."""
    for node in list(tree.get("nodes", ())):
        if node.get("mesh") == mesh:
            skin = {"skin": node["skin"]} if "skin" in node else {}
            tree["nodes"].append({"mesh": further, "name": name, **skin})
            node.setdefault("children", []).append(len(tree["nodes"]) - 1)


def _small_sets(document: Document, attributes: dict[str, int], sets: list[str]) -> None:
    weights = np.concatenate([document.floats(attributes[f"WEIGHTS{each}"]) for each in sets], axis=1)
    joints = np.concatenate([document.stored[attributes[f"JOINTS{each}"]].values for each in sets], axis=1)
    if not np.allclose(weights.sum(axis=1), 1.0, atol=1e-3):
        return
    weights /= weights.sum(axis=1, keepdims=True)
    in_bytes = np.abs(weights * 255 - np.rint(weights * 255)).max() < 255 * _EXACT
    if not in_bytes and _size(document, attributes) > _FAR:
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

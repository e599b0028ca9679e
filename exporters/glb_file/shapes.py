# SPDX-License-Identifier: GPL-3.0-or-later
"""How shapes are stored: without what of them is not seen, and what none moves in a mesh of its own."""

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import numpy as np

from ...runtime.arrays import Array
from .document import FLOAT, Document, Stored

_STILL_METRES = 2e-4
"""What a shape moves less nobody sees: a pixel where a head of 240 mm is 1200 lines high (chosen)."""
_STILL_NORMAL = 0.105
"""The same of a normal: six degrees (chosen)."""
_STILL_SHARE = 6e-4
"""``_STILL_METRES`` as a share of the mesh's size, for meshes in a unit that their node makes larger."""
_STEP = 1e-6
"""Metres. Moves are rounded to it, because their limits stand in the file as text. Chosen by hand."""
_PLACE = np.dtype("S24")
"""Three numbers as one."""


def quiet_targets(document: Document, dark: Mapping[str, float] = MappingProxyType({})) -> None:
    """Make of what a morph target hardly moves what it does not move.

    dark: materials that nobody sees well, and how far they may be off. Where they meet another, they stay with it.
    """
    for mesh in document.tree.get("meshes", ()):
        still = min(_STILL_METRES, _STILL_SHARE * _size(document, mesh["primitives"]))
        seen = _seen_places(document, mesh, dark)
        for primitive in mesh["primitives"]:
            limits: dict[str, Array | float] = {"POSITION": still, "NORMAL": _STILL_NORMAL}
            of_dark = dark.get(material_of(document, primitive) or "")
            if of_dark is not None:
                limits["POSITION"] = np.where(np.isin(_places(document, primitive), seen), still, of_dark)
            for target in primitive.get("targets", ()):
                for name in limits.keys() & target.keys():
                    step = min(_STEP, 0.1 * still) if name == "POSITION" else 0.0
                    target[name] = document.add(_quiet(document.stored[target[name]], limits[name], step))


def _seen_places(document: Document, mesh: dict[str, Any], dark: Collection[str]) -> Array:
    """The places of all that is not dark."""
    lit = [_places(document, each) for each in mesh["primitives"] if material_of(document, each) not in dark]
    return np.concatenate(lit) if lit else np.zeros(0, _PLACE)


def _places(document: Document, primitive: dict[str, Any]) -> Array:
    """Each point's place as one value; points of two surfaces that meet have the same."""
    values = np.ascontiguousarray(document.floats(primitive["attributes"]["POSITION"]) + 0.0)  # no negative zero
    return values.view(_PLACE)[:, 0]


def without_normals(document: Document, materials: Collection[str]) -> None:
    """Take the normals out of the morph targets of what these materials cover."""
    for mesh in document.tree.get("meshes", ()):
        for primitive in mesh["primitives"]:
            if material_of(document, primitive) in materials:
                for target in primitive.get("targets", ()):
                    target.pop("NORMAL", None)


def material_of(document: Document, primitive: dict[str, Any]) -> str | None:
    """The name of a primitive's material."""
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


def _size(document: Document, primitives: Sequence[dict[str, Any]]) -> float:
    """The longest side of the box around them."""
    places = [document.floats(each["attributes"]["POSITION"]) for each in primitives]
    return float(np.ptp(np.concatenate(places), axis=0).max(initial=0.0))


def _quiet(stored: Stored, limit: Array | float, step: float) -> Stored:
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

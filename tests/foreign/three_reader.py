# SPDX-License-Identifier: GPL-3.0-or-later
"""FBX and GLB as three.js plays them in a headless Chromium."""

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from .programs import HERE, NODE_MODULES, built, program, ran

Vector = tuple[float, float, float]


@dataclass(frozen=True)
class ThreeClip:
    name: str
    seconds: float
    tracks: tuple[str, ...]


@dataclass(frozen=True)
class ThreeMesh:
    """morph_normals: the largest normal offset of each shape, empty where the shapes have none (FBXLoader reads none).
    colours: of each material, linear (red, green, blue). textured: the materials whose colour picture was loaded.
    """

    name: str
    vertices: int
    skinned: bool
    tangents: bool
    shapes: tuple[str, ...]
    morph_normals: tuple[float, ...]
    materials: tuple[str, ...]
    colours: tuple[Vector, ...]
    textured: tuple[str, ...]


@dataclass(frozen=True)
class ThreeNode:
    """As the file shows it without its animation; turn: a quaternion (x, y, z, w) to the parent."""

    name: str
    kind: str
    scale: Vector
    turn: tuple[float, ...]


@dataclass(frozen=True)
class ThreeFindings:
    """low, high: the box of everything, in the units of three.js' scene. missing: what could not be loaded. said:
    warnings and errors in the console. pictures: PNG files; seen: how many pixels of each show the materials asked for.

    weights: mesh -> shape -> (T,) at the times asked for. turns: bone -> (T,4) quaternions (x, y, z, w) in the world,
    from the pose in which the skin was bound.
    """

    clips: tuple[ThreeClip, ...]
    meshes: tuple[ThreeMesh, ...]
    nodes: tuple[ThreeNode, ...]
    low: Vector
    high: Vector
    missing: tuple[str, ...]
    said: tuple[str, ...]
    weights: Mapping[str, Mapping[str, np.ndarray]]
    turns: Mapping[str, np.ndarray]
    pictures: tuple[bytes, ...]
    seen: tuple[int, ...]


def played(
    path: Path, times: Sequence[float] = (), pictures: Sequence[float] = (), materials: Sequence[str] = ()
) -> ThreeFindings:
    """Weights and turns at ``times``, the face from the front at ``pictures``; both in seconds.

    materials: names of those whose pixels are counted in each picture. Raises ReaderError.
    """
    packages = built(NODE_MODULES / "three").parent
    asked = json.dumps({"times": list(times), "pictures": list(pictures), "materials": list(materials)})
    command: list[str | Path] = [program("node"), HERE / "three_browser.mjs", packages, program("chromium"), path]
    tree = json.loads(ran([*command, asked]))
    meshes = tuple(ThreeMesh(**_plain(each)) for each in tree["meshes"])
    shapes = {mesh.name: mesh.shapes for mesh in meshes}
    return ThreeFindings(
        clips=tuple(ThreeClip(**_plain(each)) for each in tree["clips"]),
        meshes=meshes,
        nodes=tuple(ThreeNode(**_plain(each)) for each in tree["nodes"]),
        low=tuple(tree["low"]),
        high=tuple(tree["high"]),
        missing=tuple(tree["missing"]),
        said=tuple(tree["said"]),
        weights={each["mesh"]: _by_shape(shapes[each["mesh"]], each["values"]) for each in tree["weights"]},
        turns={bone: np.array([at[bone] for at in tree["bones"]]) for bone in (tree["bones"] or [{}])[0]},
        pictures=tuple(base64.b64decode(each) for each in tree["pictures"]),
        seen=tuple(tree["seen"]),
    )


def _plain(tree: Mapping[str, Any]) -> dict[str, Any]:
    """Its entries, lists as tuples."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in tree.items()}


def _by_shape(names: Sequence[str], values: Sequence[Sequence[float]]) -> dict[str, np.ndarray]:
    return dict(zip(names, np.array(values, float).reshape(-1, len(names)).T, strict=True))

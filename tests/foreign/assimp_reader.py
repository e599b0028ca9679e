# SPDX-License-Identifier: GPL-3.0-or-later
"""FBX by Assimp: what its program exports as JSON says what was read, and as glTF how many shapes each mesh has."""

import json
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from .programs import program, ran

Vector = tuple[float, float, float]


@dataclass(frozen=True)
class AssimpNode:
    """As the file shows it without its animation, seen from its parent; ``turn``: degrees from no turn at all."""

    name: str
    parent: str
    translation: Vector
    scale: Vector
    turn: float


@dataclass(frozen=True)
class AssimpMesh:
    """One material's part of a mesh; shapes: how many morph targets it has."""

    name: str
    material: str
    faces: int
    normals: bool
    tangents: bool
    bones: tuple[str, ...]
    shapes: int


@dataclass(frozen=True)
class AssimpAnimation:
    """keys: node -> how many keys of position, rotation and scale."""

    name: str
    seconds: float
    keys: Mapping[str, tuple[int, int, int]]


@dataclass(frozen=True)
class AssimpFindings:
    """textures: material -> its colour picture. errors: what Assimp logged as errors."""

    nodes: tuple[AssimpNode, ...]
    meshes: tuple[AssimpMesh, ...]
    animations: tuple[AssimpAnimation, ...]
    textures: Mapping[str, str]
    errors: tuple[str, ...]

    def node(self, name: str) -> AssimpNode:
        """Raises ValueError where there is not exactly one of this name."""
        (found,) = (each for each in self.nodes if each.name == name)
        return found


def read_by_assimp(path: Path) -> AssimpFindings:
    """Raises ReaderError."""
    with tempfile.TemporaryDirectory() as folder:
        as_json, as_gltf = Path(folder) / "scene.json", Path(folder) / "scene.gltf"
        said = ran([program("assimp"), "export", path, as_json, "-fassjson", "-l", "-v"], log=True)
        ran([program("assimp"), "export", path, as_gltf, "-fgltf2"])
        tree, gltf = json.loads(as_json.read_text()), json.loads(as_gltf.read_text())
    materials = [_properties(each) for each in tree.get("materials", [])]
    # Of a glTF it adds one without a name.
    names = [each.get("?mat.name", "") for each in materials]
    parts = [part for mesh in gltf.get("meshes", []) for part in mesh["primitives"]]
    shapes = {gltf["materials"][part["material"]]["name"]: len(part.get("targets", [])) for part in parts}
    return AssimpFindings(
        nodes=tuple(_nodes(tree["rootnode"], "")),
        meshes=tuple(_mesh(each, names, shapes) for each in tree.get("meshes", [])),
        animations=tuple(_animation(each) for each in tree.get("animations", [])),
        textures={each["?mat.name"]: each["$tex.file"] for each in materials if "$tex.file" in each},
        errors=tuple(line.partition(":")[2].strip() for line in said.splitlines() if line.startswith("Error")),
    )


def _properties(material: Mapping[str, Any]) -> dict[str, Any]:
    return {each["key"]: each["value"] for each in material["properties"]}


def _nodes(tree: Mapping[str, Any], parent: str) -> Iterator[AssimpNode]:
    for child in tree.get("children", []):
        matrix = np.array(child["transformation"], float).reshape(4, 4)
        scale = np.linalg.norm(matrix[:3, :3], axis=0)
        cosine = (np.trace(matrix[:3, :3] / scale) - 1) / 2
        yield AssimpNode(
            name=child["name"],
            parent=parent,
            translation=tuple(matrix[:3, 3].tolist()),
            scale=tuple(scale.tolist()),
            turn=float(np.degrees(np.arccos(np.clip(cosine, -1, 1)))),
        )
        yield from _nodes(child, child["name"])


def _mesh(tree: Mapping[str, Any], materials: list[str], shapes: Mapping[str, int]) -> AssimpMesh:
    material = materials[tree["materialindex"]]
    return AssimpMesh(
        name=tree["name"],
        material=material,
        faces=len(tree["faces"]),
        normals="normals" in tree,
        tangents="tangents" in tree,
        bones=tuple(each["name"] for each in tree.get("bones", [])),
        shapes=shapes.get(material, 0),
    )


def _animation(tree: Mapping[str, Any]) -> AssimpAnimation:
    keys = {
        each["name"]: (len(each["positionkeys"]), len(each["rotationkeys"]), len(each["scalingkeys"]))
        for each in tree["channels"]
    }
    return AssimpAnimation(tree["name"], tree["duration"] / tree["tickspersecond"], keys)

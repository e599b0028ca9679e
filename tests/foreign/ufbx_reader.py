# SPDX-License-Identifier: GPL-3.0-or-later
"""FBX as ufbx reads it, which Godot 4 and others use: nothing converted, so units and axes are the file's own."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from .programs import UFBX, built, ran

Vector = tuple[float, float, float]


@dataclass(frozen=True)
class FbxAttribute:
    """A custom attribute ("user property") of a node; ``value`` is its default."""

    name: str
    value: float
    text: str
    animatable: bool


@dataclass(frozen=True)
class FbxNode:
    """holds: mesh, bone, null, lod group, other, nothing. turned_from_bind: the largest difference of an entry of
    ``to_world`` from the bind pose, in the file's units; 0 for what is no bone of a skin.

    translation (the file's units), rotation (XYZ Euler angles in degrees) and scale are the defaults: what the file
    shows without an animation. to_world: three rows of a matrix, column by column.
    """

    name: str
    parent: str
    holds: str
    translation: Vector
    rotation: Vector
    scale: Vector
    geometry_transform: bool
    to_world: tuple[float, ...]
    turned_from_bind: float
    attributes: tuple[FbxAttribute, ...]


@dataclass(frozen=True)
class FbxShape:
    """A blend channel with its shape. ``offsets``: how many vertices it moves, ``farthest`` by how many units;
    ``normals``: how many normal offsets it has, ``normals_turned`` how many of them are not zero."""

    name: str
    shape: str
    weight: float
    full_weight: float
    offsets: int
    farthest: float
    normals: int
    normals_turned: int
    largest_normal: float


@dataclass(frozen=True)
class FbxMesh:
    """low, high: corners of its box in the world, skinned as at rest, in the file's units. bones: bone -> how many
    vertices it moves."""

    name: str
    vertices: int
    faces: int
    triangles: int
    normals: bool
    tangents: bool
    uv_sets: int
    color_sets: int
    low: Vector
    high: Vector
    materials: tuple[str, ...]
    bones: Mapping[str, int]
    shapes: tuple[FbxShape, ...]


@dataclass(frozen=True)
class FbxTexture:
    """bytes: of the picture inside the file, 0 where there is none."""

    property: str
    absolute: str
    relative: str
    bytes: int


@dataclass(frozen=True)
class FbxMaterial:
    name: str
    diffuse: Vector
    diffuse_factor: float
    textures: tuple[FbxTexture, ...]


@dataclass(frozen=True)
class FbxCurve:
    """The keys of one number. kind: what ``element`` is: channel, node, mesh, other. component: 0, 1, 2 for X, Y, Z.
    times in seconds; values in the file's own measure, percent for ``DeformPercent``."""

    element: str
    kind: str
    property: str
    component: int
    interpolation: str
    times: tuple[float, ...]
    values: tuple[float, ...]

    def at(self, times: np.ndarray) -> np.ndarray:
        """Linear between the keys."""
        return np.interp(times, self.times, self.values)


@dataclass(frozen=True)
class FbxStack:
    """One clip; begin and end in seconds."""

    name: str
    begin: float
    end: float
    layers: int
    curves: tuple[FbxCurve, ...]

    def keyed(self, kind: str = "node") -> set[str]:
        """Names of the elements of one kind that have keys."""
        return {curve.element for curve in self.curves if curve.kind == kind}

    def curve(self, element: str, wanted: str, component: int = 0) -> FbxCurve:
        """Raises ValueError where there is not exactly one."""
        (found,) = (
            each
            for each in self.curves
            if (each.element, each.property, each.component) == (element, wanted, component)
        )
        return found

    def weights(self) -> dict[str, FbxCurve]:
        """The curve of each blend channel, in percent."""
        return {each.element: each for each in self.curves if each.kind == "channel"}


@dataclass(frozen=True)
class FbxLodGroup:
    """levels: the nodes below it, the finest first."""

    name: str
    relative: bool
    distances: tuple[float, ...]
    levels: tuple[str, ...]


@dataclass(frozen=True)
class FbxFindings:
    """``unit_meters``: metres of one unit (0.01 for centimetres); ``right``, ``up``, ``front``: axes as "+Y"."""

    unit_meters: float
    original_unit_meters: float
    right: str
    up: str
    front: str
    frames_per_second: float
    version: int
    creator: str
    original_file_path: str
    warnings: tuple[str, ...]
    nodes: tuple[FbxNode, ...]
    meshes: tuple[FbxMesh, ...]
    materials: tuple[FbxMaterial, ...]
    stacks: tuple[FbxStack, ...]
    lod_groups: tuple[FbxLodGroup, ...]

    def node(self, name: str) -> FbxNode:
        """Raises ValueError where there is not exactly one of this name."""
        (found,) = (each for each in self.nodes if each.name == name)
        return found


def read_fbx(path: Path) -> FbxFindings:
    """Raises ReaderError."""
    tree = json.loads(ran([built(UFBX), path]))
    binds = {each["bone"]: each["bind_to_world"] for mesh in tree["meshes"] for each in mesh["clusters"]}
    return FbxFindings(
        **_plain(tree, "nodes", "meshes", "materials", "stacks", "lod_groups"),
        nodes=tuple(_node(each, binds) for each in tree["nodes"]),
        meshes=tuple(_mesh(each) for each in tree["meshes"]),
        materials=tuple(_material(each) for each in tree["materials"]),
        stacks=tuple(_stack(each) for each in tree["stacks"]),
        lod_groups=tuple(FbxLodGroup(**_plain(each)) for each in tree["lod_groups"]),
    )


def _plain(tree: Mapping[str, Any], *without: str) -> dict[str, Any]:
    """Its entries, lists as tuples."""
    entries = {name: value for name, value in tree.items() if name not in without}
    return {name: tuple(value) if isinstance(value, list) else value for name, value in entries.items()}


def _node(tree: Mapping[str, Any], binds: Mapping[str, list[float]]) -> FbxNode:
    bind = binds.get(tree["name"], tree["to_world"])
    turned = float(np.abs(np.subtract(tree["to_world"], bind)).max())
    attributes = tuple(FbxAttribute(**_plain(each, "type")) for each in tree["attributes"])
    return FbxNode(**_plain(tree, "attributes"), turned_from_bind=turned, attributes=attributes)


def _mesh(tree: Mapping[str, Any]) -> FbxMesh:
    bones = {each["bone"]: each["vertices"] for each in tree["clusters"]}
    shapes = tuple(FbxShape(**each) for each in tree["channels"])
    return FbxMesh(**_plain(tree, "clusters", "channels"), bones=bones, shapes=shapes)


def _material(tree: Mapping[str, Any]) -> FbxMaterial:
    return FbxMaterial(**_plain(tree, "textures"), textures=tuple(FbxTexture(**each) for each in tree["textures"]))


def _stack(tree: Mapping[str, Any]) -> FbxStack:
    return FbxStack(**_plain(tree, "curves"), curves=tuple(FbxCurve(**_plain(each)) for each in tree["curves"]))

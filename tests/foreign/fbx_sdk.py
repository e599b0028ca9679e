# SPDX-License-Identifier: GPL-3.0-or-later
"""FBX by Autodesk's own SDK, with which Unreal, Unity and Maya read it: FBX2glTF is built on it."""

import json
import re
import shutil
import struct
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from .programs import FBX2GLTF, ReaderError, built, ran

_WIDTHS = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4, "MAT4": 16}
_FLOAT = 5126
_STILL, _TURNED = 1e-7, 0.1
"""A vertex that moves less, in metres, is at rest; a normal whose tip moves more is turned, by six degrees."""


@dataclass(frozen=True)
class SdkNode:
    """As the file shows it without its animation. translation in metres; turn: a quaternion (x, y, z, w)."""

    name: str
    translation: tuple[float, ...]
    turn: tuple[float, ...]
    scale: tuple[float, ...]
    attributes: Mapping[str, Any]


@dataclass(frozen=True)
class SdkShape:
    """moved: how many vertices it moves; turned: how many of their normals, stray: how many other normals it turns."""

    name: str
    moved: int
    turned: int
    stray: int


@dataclass(frozen=True)
class SdkClip:
    """Baked at 30 frames a second: times (T,), weights of each shape (T,), turns (x, y, z, w) of each node (T,4)."""

    name: str
    times: np.ndarray
    weights: Mapping[str, np.ndarray]
    turns: Mapping[str, np.ndarray]
    moved: frozenset[str]
    """Nodes with keys of position or scale."""


@dataclass(frozen=True)
class SdkFindings:
    """textured: materials with a picture. normals, tangents: whether every part of every mesh has them."""

    nodes: tuple[SdkNode, ...]
    shapes: tuple[SdkShape, ...]
    clips: tuple[SdkClip, ...]
    textured: frozenset[str]
    normals: bool
    tangents: bool


def read_by_sdk(path: Path) -> SdkFindings:
    """Raises ReaderError. For a file with at most one mesh that has shapes."""
    with tempfile.TemporaryDirectory() as folder:
        # The SDK unpacks pictures beside the file.
        source, target = Path(folder) / "read.fbx", Path(folder) / "read.glb"
        shutil.copyfile(path, source)
        # Of these two options the first alone brings no normals.
        shapes = ["--blend-shape-normals", "--blend-shape-tangents"]
        how = ["--binary", "--verbose", "--user-properties", "--anim-framerate", "bake30", *shapes]
        log = ran([built(FBX2GLTF), *how, "--input", source, "--output", target], log=True)
        whole = _Glb(target.read_bytes())
    names = tuple(dict.fromkeys(re.findall(r"^blendshape channel: (.*)$", log.replace("\r", "\n"), re.MULTILINE)))
    tree = whole.tree
    parts = [part for mesh in tree.get("meshes", []) for part in mesh["primitives"]]
    return SdkFindings(
        nodes=tuple(_node(each) for each in tree["nodes"]),
        shapes=tuple(_shape(whole, parts, index, name) for index, name in enumerate(names)),
        clips=tuple(_clip(whole, each, names) for each in tree.get("animations", [])),
        textured=frozenset(each["name"] for each in tree.get("materials", []) if "baseColorTexture" in _surface(each)),
        normals=all("NORMAL" in part["attributes"] for part in parts),
        tangents=all("TANGENT" in part["attributes"] for part in parts),
    )


class _Glb:
    """What FBX2glTF writes: one buffer, no sparse accessors."""

    def __init__(self, content: bytes) -> None:
        length = struct.unpack_from("<I", content, 12)[0]
        self.tree: dict[str, Any] = json.loads(content[20 : 20 + length])
        self._binary = content[28 + length :]

    def floats(self, accessor: int) -> np.ndarray:
        """(N, width). Raises ReaderError for other numbers."""
        about = self.tree["accessors"][accessor]
        if about["componentType"] != _FLOAT:
            raise ReaderError(f"accessor {accessor} holds no floats")
        view = self.tree["bufferViews"][about["bufferView"]]
        start, width = view.get("byteOffset", 0) + about.get("byteOffset", 0), _WIDTHS[about["type"]]
        return np.frombuffer(self._binary, "<f4", about["count"] * width, start).reshape(-1, width)


def _surface(material: Mapping[str, Any]) -> Mapping[str, Any]:
    return material.get("pbrMetallicRoughness", {})


def _node(tree: Mapping[str, Any]) -> SdkNode:
    return SdkNode(
        name=tree["name"],
        translation=tuple(tree.get("translation", (0, 0, 0))),
        turn=tuple(tree.get("rotation", (0, 0, 0, 1))),
        scale=tuple(tree.get("scale", (1, 1, 1))),
        attributes=tree.get("extras", {}).get("fromFBX", {}).get("userProperties", {}),
    )


def _shape(whole: _Glb, parts: Sequence[Mapping[str, Any]], index: int, name: str) -> SdkShape:
    targets = [part["targets"][index] for part in parts if part.get("targets")]
    moved = np.concatenate([np.linalg.norm(whole.floats(each["POSITION"]), axis=1) > _STILL for each in targets])
    if any("NORMAL" not in each for each in targets):
        return SdkShape(name, int(moved.sum()), 0, 0)
    turned = np.concatenate([np.linalg.norm(whole.floats(each["NORMAL"]), axis=1) > _TURNED for each in targets])
    return SdkShape(name, int(moved.sum()), int((turned & moved).sum()), int((turned & ~moved).sum()))


def _clip(whole: _Glb, tree: Mapping[str, Any], names: Sequence[str]) -> SdkClip:
    times = np.zeros(0)
    weights: dict[str, np.ndarray] = {}
    turns: dict[str, np.ndarray] = {}
    moved = set()
    for channel in tree["channels"]:
        sampler, node = tree["samplers"][channel["sampler"]], whole.tree["nodes"][channel["target"]["node"]]["name"]
        times, values = whole.floats(sampler["input"])[:, 0], whole.floats(sampler["output"])
        match channel["target"]["path"]:
            case "weights":
                weights.update(zip(names, values.reshape(len(times), -1).T, strict=True))
            case "rotation":
                turns[node] = values
            case _:
                moved.add(node)
    return SdkClip(tree["name"], times, weights, turns, frozenset(moved))

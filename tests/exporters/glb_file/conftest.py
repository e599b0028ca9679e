# SPDX-License-Identifier: GPL-3.0-or-later
"""A GLB like one of Blender's: a rig with a skinned mesh of two materials, a prop, and animations at 30 x 1.001."""

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from soliloquy.exporters.glb_file.document import Document, Stored
from soliloquy.exporters.glb_file.packing import write_glb

VERTICES = 400
FRAMES = 12
WRITTEN_RATE = 30 * 1.001


@pytest.fixture
def rigged() -> Document:
    """mesh 0: a face with two targets on node 2, and hair that none moves. Nodes: 0 rig, 1 head bone, 2 face, 3 prop
    below the face, 4 eye bone."""
    document = Document({})
    face, hair = _primitive(document, 0), _primitive(document, 1)
    face["targets"] = [_target(document, [3, 5]), _target(document, [])]
    hair["targets"] = [_target(document, []), _target(document, [])]
    times = document.add(Stored((np.arange(FRAMES) / WRITTEN_RATE).astype("<f4")[:, None], "SCALAR"))
    document.tree = {
        "asset": {"version": "2.0", "generator": "Khronos glTF Blender I/O"},
        "scene": 0,
        "scenes": [{"nodes": [0]}],
        "nodes": [
            {"name": "rig", "children": [1, 2], "translation": [0, 1, 0]},
            {"name": "head", "children": [4], "translation": [0, 0.1, 0]},
            {"name": "face", "mesh": 0, "skin": 0, "children": [3], "scale": [2, 2, 2]},
            {"name": "prop", "translation": [0.5, 0, 0]},
            {"name": "eye.L"},
        ],
        "skins": [{"joints": [1, 4], "inverseBindMatrices": document.add(_identities(2))}],
        "materials": [{"name": "skin"}, {"name": "hair"}],
        "meshes": [
            {
                "name": "face",
                "weights": [0.25, 0.5],
                "extras": {"targetNames": ["jawOpen", "still"]},
                "primitives": [face, hair],
            }
        ],
        "animations": [
            {
                "name": "Animation",
                "samplers": [
                    {"input": times, "output": document.add(_held(0.0, 0.1, 0.0))},
                    {"input": times, "output": document.add(_held(0.0, 0.0, 0.0, -1.0))},
                    {"input": times, "output": document.add(_turning())},
                    {"input": times, "output": document.add(_weights())},
                ],
                "channels": [
                    {"sampler": 0, "target": {"node": 1, "path": "translation"}},
                    {"sampler": 1, "target": {"node": 4, "path": "rotation"}},
                    {"sampler": 2, "target": {"node": 1, "path": "rotation"}},
                    {"sampler": 3, "target": {"node": 2, "path": "weights"}},
                ],
            }
        ],
    }
    return document


@pytest.fixture
def written(tmp_path: Path) -> Callable[[Document], Path]:
    """``written(document)`` is the path of its file."""

    def write(document: Document) -> Path:
        path = tmp_path / "given.glb"
        write_glb(Document(deepcopy(document.tree), list(document.stored), list(document.files)), path)
        return path

    return write


def _primitive(document: Document, material: int) -> dict[str, Any]:
    places = np.random.default_rng(material).uniform(-0.1, 0.1, (VERTICES, 3)).astype("<f4")
    weights = np.tile(np.array([0.3, 0.3, 0.4, 0], "<f4"), (VERTICES, 1))
    joints = np.tile(np.array([0, 1, 0, 1], "<u2"), (VERTICES, 1))
    return {
        "attributes": {
            "POSITION": document.add(Stored(places, "VEC3")),
            "JOINTS_0": document.add(Stored(joints, "VEC4")),
            "WEIGHTS_0": document.add(Stored(weights, "VEC4")),
        },
        "indices": document.add(Stored(np.arange(VERTICES - 1, dtype="<u2")[:, None], "SCALAR")),
        "material": material,
    }


def _target(document: Document, moved: list[int]) -> dict[str, int]:
    """A target that moves ``moved`` by a centimetre, and everything by a ten-millionth of a metre."""
    places = np.full((VERTICES, 3), 5e-8, "<f4")
    normals = np.full((VERTICES, 3), 4e-4, "<f4")
    places[moved], normals[moved] = (0.0, -0.01, 0.0), (0.2, 0.0, 0.0)
    return {"POSITION": document.add(Stored(places, "VEC3")), "NORMAL": document.add(Stored(normals, "VEC3"))}


def _identities(count: int) -> Stored:
    return Stored(np.tile(np.eye(4, dtype="<f4").reshape(1, 16), (count, 1)), "MAT4")


def _held(*value: float) -> Stored:
    return Stored(np.tile(np.array(value, "<f4"), (FRAMES, 1)), f"VEC{len(value)}")


def _turning() -> Stored:
    half = np.linspace(0.0, 0.2, FRAMES)
    turns = np.stack([np.sin(half), 0 * half, 0 * half, np.cos(half)], axis=1)
    return Stored(turns.astype("<f4"), "VEC4")


def _weights() -> Stored:
    """The first shape moves, the second is held at a half, as an artist's lasting correction is."""
    weights = np.stack([np.linspace(0.25, 1.0, FRAMES), np.full(FRAMES, 0.5)], axis=1)
    return Stored(weights.astype("<f4").reshape(-1, 1), "SCALAR")

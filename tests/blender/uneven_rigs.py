# SPDX-License-Identifier: GPL-3.0-or-later
"""Rigs on a real face, ours, whose shapes go less far or further than their names' table says.

Each mouth is what our own face does at its phones, times a strength; so a rig at strength 1 is one that the table
describes. A ``PP`` may leave the lips ajar, and they may be ajar at rest.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import bpy
import numpy as np
from soliloquy.blender.axes import to_blender
from soliloquy.runtime.head.arkit import ARKIT_INDEX, ARKIT_NAMES
from soliloquy.runtime.head.heads import Head, load_head, shared_arrays

from ..runtime.rigs.phones_said import OCULUS_PHONES, spoken
from .fabricated_rigs import Lips

_MIDDLE = 3


@dataclass(frozen=True)
class Uneven:
    """names: shape -> its phones; empty for ARKit's own shapes. strengths: of those that do not go as far as ours.
    ajar: jawOpen that the pressed mouth leaves. rest_ajar: jawOpen of the face at rest."""

    names: Mapping[str, str] = field(default_factory=dict)
    strengths: Mapping[str, float] = field(default_factory=dict)
    ajar: float = 0.0
    rest_ajar: float = 0.0


def _visemes(form: str, phones: Mapping[str, str]) -> dict[str, str]:
    return {form.format(name): said for name, said in phones.items()}


_OCULUS = _visemes("viseme_{}", OCULUS_PHONES)
_MIXED = {"aa": 0.5, "E": 1.0, "ih": 1.7, "oh": 0.6, "ou": 1.5, "DD": 2.0, "kk": 0.5, "SS": 1.6, "nn": 0.6, "RR": 1.5}
UNEVEN_RIGS: dict[str, Uneven] = {
    "Oculus as the table has it": Uneven(_OCULUS),
    "Oculus, aa opens half as far, others 0.5 to 2 times; PP leaves 1 mm": Uneven(
        _OCULUS, {f"viseme_{name}": value for name, value in _MIXED.items()}, ajar=0.03
    ),
    "Oculus, all but the contacts twice as far": Uneven(
        _OCULUS, dict.fromkeys(set(_OCULUS) - {"viseme_PP", "viseme_FF"}, 2.0)
    ),
    "Oculus, lips 3 mm apart at rest": Uneven(_OCULUS, rest_ajar=0.09),
    "VRM 1, 0.5 to 1.7 times": Uneven(
        {"aa": "a", "ih": "i", "ou": "u ɯ", "ee": "e ɛ", "oh": "o"},
        {"aa": 0.5, "ih": 1.7, "ou": 1.4, "ee": 1.5, "oh": 0.7},
    ),
    "MMD, あ twice as far, ん leaves 1 mm": Uneven(
        {"あ": "a", "い": "i", "う": "u ɯ", "え": "e ɛ", "お": "o", "ん": "p"},
        {"あ": 2.0, "い": 0.6, "う": 1.4, "え": 0.7, "お": 1.5},
        ajar=0.03,
    ),
    "ARKit, mouthClose 0.8 times": Uneven(strengths={"mouthClose": 0.8}),
}


@lru_cache(maxsize=1)
def face_parts() -> tuple[Head, np.ndarray, dict[int, int]]:
    """Our head, those of its vertices that shapes move with the teeth, and where each of these is among them."""
    head, shared = load_head("Clara"), shared_arrays()
    moved = np.abs(head.shape_deltas).max(axis=(0, 2)) > 1e-3
    moved[np.unique([*shared["lip_upper"].ravel(), *shared["lip_lower"].ravel(), int(shared["incisor_edge"])])] = True
    kept = np.flatnonzero(moved)
    return head, kept, {int(vertex): place for place, vertex in enumerate(kept)}


def build_uneven(rig: Uneven, name: str = "Face") -> Any:
    """The face, of points, in the current scene; 1 unit is 1 m and it looks to -Y."""
    head, kept, _places = face_parts()
    deltas = head.shape_deltas[:, kept]
    ajar = deltas[ARKIT_INDEX["jawOpen"]]
    rest = head.vertices[kept] + rig.rest_ajar * ajar
    mesh = bpy.data.meshes.new(name)
    mesh.from_pydata(to_blender(rest).tolist(), [], [])
    face = bpy.data.objects.new(name, mesh)
    assert bpy.context.scene is not None
    bpy.context.scene.collection.objects.link(face)
    face.shape_key_add(name="Basis")
    for shape, weights in _shapes(rig).items():
        strength = rig.strengths.get(shape, 1.0)
        moved = strength * np.tensordot(weights, deltas, axes=1)
        if rig.names.get(shape) in ("p", "f"):
            moved = moved - rig.rest_ajar * ajar
        if rig.names.get(shape) == "p":
            moved = moved + rig.ajar * ajar
        block = face.shape_key_add(name=shape, from_mix=False)
        block.data.foreach_set("co", np.ascontiguousarray(to_blender(rest + moved), np.float32).ravel())
        block.value = 0.0
    return face


def _shapes(rig: Uneven) -> dict[str, np.ndarray]:
    """Shape -> ARKit weights (52,)."""
    if not rig.names:
        return dict(zip(ARKIT_NAMES, np.eye(len(ARKIT_NAMES)), strict=True))
    return {shape: spoken(phones).weights.mean(axis=0) for shape, phones in rig.names.items()}


def measure_uneven(face: Any, frames: range) -> Lips:
    """The lips on the evaluated mesh at each frame of the scene, as runtime/head/lips.py measures ours."""
    _head, _kept, places = face_parts()
    shared, scene = shared_arrays(), bpy.context.scene
    assert scene is not None
    upper, lower = ([places[int(vertex)] for vertex in shared[lip][_MIDDLE]] for lip in ("lip_upper", "lip_lower"))
    teeth = places[int(shared["incisor_edge"])]
    gaps, distances = [], []
    for frame in frames:
        scene.frame_set(frame)
        evaluated = face.evaluated_get(bpy.context.evaluated_depsgraph_get())
        found = np.empty(3 * len(evaluated.data.vertices), np.float32)
        evaluated.data.vertices.foreach_get("co", found)
        at = 1000.0 * found.reshape(-1, 3)
        gaps.append(at[upper, 2].min() - at[lower, 2].max())
        distances.append(float(np.linalg.norm((at[lower] - at[teeth])[:, 1:], axis=1).min()))
    return Lips(np.array(gaps), np.array(distances))

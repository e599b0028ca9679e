# SPDX-License-Identifier: GPL-3.0-or-later
"""Levels of detail of the embedded heads: assets/built/lods.npz, once for the topology that all share.

Runs after tools/head/bake_head.py. A level is a choice among the corners of the head's quads, so that places, shapes,
weights, texture and material are the head's own.
"""

import numpy as np
from soliloquy.runtime.head.arkit import ARKIT_INDEX
from soliloquy.runtime.people.lash_mesh import RINGS
from soliloquy.runtime.people.topology import LIP_RINGS
from soliloquy.runtime.triangles import triangles_of

from ..weights.folders import Folders, folders_given
from .bake_head import LAYOUT_PEOPLE, WHEEL, write_arrays
from .baked_people import BakedPeople
from .decimate import Surface, decimated
from .hair_roots import coarser_hair
from .head_mesh import lip_ring
from .mpfb_data import MpfbData

SHARES = (0.5, 0.25)
"""Triangles of each level against the head's."""
_POSES: tuple[dict[str, float], ...] = (
    {"jawOpen": 0.9, "mouthFunnel": 0.4, "tongueOut": 0.5},
    {"jawOpen": 0.5, "mouthClose": 0.5, "browInnerUp": 0.8, "eyeWideLeft": 1.0, "eyeWideRight": 1.0},
    {"mouthSmileLeft": 0.9, "mouthSmileRight": 0.9, "eyeBlinkLeft": 1.0, "eyeBlinkRight": 1.0, "browDownLeft": 1.0,
     "browDownRight": 1.0, "noseSneerLeft": 0.7, "noseSneerRight": 0.7},
    {"mouthPucker": 0.9, "eyeBlinkLeft": 0.5, "eyeBlinkRight": 0.5, "cheekPuff": 0.6},
)  # fmt: skip
"""What the first head does while errors are measured, besides all heads at rest."""
_IMPORTANCE = {"skin": 1.0, "lashes": 12.0, "eye": 12.0, "cornea": 1.0, "teeth": 6.0, "gums": 0.2, "tongue": 0.3,
               "mouth": 0.1, "socket": 0.05, "hair": 0.02, "shirt": 0.05, "shade": 1.0}  # fmt: skip
"""By how much an error counts in each material (chosen by eye): what is rarely seen counts little."""
_FACE = 3.0
_LIPS_AND_LIDS = 20.0
"""The same of what is watched: the face before the ears; the lips and the lids."""
_LOCKED_RINGS = 2
_KEPT_OF_A_LASH = (0, 1, 2 * RINGS - 1)
"""Root and tip: a hair is one triangle at least, and the band of lashes is as dense as ever."""
_LID_REACH = 1.35


def make(folders: Folders) -> None:
    base = MpfbData(folders.sources / WHEEL).base_mesh()
    people = BakedPeople(folders.assets)
    rings = [_own_vertices(people.shared["source"], lip_ring(base, above)) for above, _ in LIP_RINGS]
    write_arrays(folders.assets / "lods.npz", _levels(people, rings))


def _levels(people: BakedPeople, rings: list[np.ndarray]) -> dict[str, np.ndarray]:
    """ "lod1", "lod2": triangles (T,3) of corners: numbers into the flattened quads (F,4), as ``_steps`` tells them."""
    shared = people.shared
    quads = shared["quads"]
    corner_of, wedges = _wedges(shared)
    hairy = shared["material_index"] == shared["material_names"].tolist().index("hair")
    smooth = wedges[~hairy]
    triangles = triangles_of(smooth)
    vertex = quads.reshape(-1)[corner_of].astype(np.int64)
    locked = np.zeros(len(shared["source"]), bool)
    locked[np.concatenate([*rings[:_LOCKED_RINGS], shared["lip_upper"].ravel(), shared["lip_lower"].ravel()])] = True
    locked[shared["incisor_edge"]] = True
    locked[_hairs(shared)[:, _KEPT_OF_A_LASH]] = True
    poses, eyes, radii = _poses(people)
    importance = _importance(shared, poses[0], rings, eyes, radii)
    # Locks get longer pieces, and some go: a decimated ribbon would lose its picture's sides.
    hair = [coarser_hair(4 * int(np.flatnonzero(hairy)[0]), number) for number in (1, 2)]
    counts = tuple(int(share * 2 * len(wedges)) - len(own) for share, own in zip(SHARES, hair, strict=True))
    levels = decimated(Surface(poses, vertex, importance, locked), triangles, counts)
    return {
        f"lod{number}": _steps(np.concatenate([corner_of[level], own])).astype(np.uint16)
        for number, (level, own) in enumerate(zip(levels, hair, strict=True), start=1)
    }


def _steps(triangles: np.ndarray) -> np.ndarray:
    """Triangles (T,3) in the order of their lowest corners, which come first and are told as steps from one to the
    next; others as steps from these. Zipped, that is half of what the corners themselves are (``runtime.head.lods``
    reads it)."""
    lowest = triangles.argmin(axis=1)[:, None]
    turned = np.take_along_axis(triangles, (lowest + np.arange(3)) % 3, axis=1)
    turned = turned[np.lexsort(turned.T[::-1])]
    first = turned[:, :1]
    return np.hstack([np.diff(first, axis=0, prepend=0), turned[:, 1:] - first])


def _hairs(shared: dict[str, np.ndarray]) -> np.ndarray:
    """The vertices (N,6) of each lash, pairs from root to tip."""
    lashes = shared["quads"][shared["material_index"] == shared["material_names"].tolist().index("lashes")]
    return np.unique(lashes).reshape(-1, 2 * RINGS)


def _wedges(shared: dict[str, np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """The first corner (W,) that is each wedge: a vertex, material and texture place. The wedges (F,4) of the quads."""
    corners = shared["quads"].size
    place = (shared["uv"].reshape(-1, 2).astype(np.float64) * 1e6).round()
    keys = np.column_stack([shared["quads"].reshape(-1), np.repeat(shared["material_index"], 4), place])
    _, first, wedge = np.unique(keys, axis=0, return_index=True, return_inverse=True)
    return first, wedge.reshape(corners // 4, 4)


def _own_vertices(source: np.ndarray, base_vertices: np.ndarray) -> np.ndarray:
    """The first vertex that is each base vertex; its followers in the rim come later."""
    return np.array([int(np.flatnonzero(source == vertex)[0]) for vertex in base_vertices])


def _poses(people: BakedPeople) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Places (P,V,3) in millimetres, the first head at rest first; its eyes' middles (2,3) and radii (2,)."""
    everybody = [people.arrays(name) for name in LAYOUT_PEOPLE]
    poses = [own.vertices.astype(np.float64) for own in everybody]
    shapes, eyes, radii = everybody[0].shapes.astype(np.float64), everybody[0].joints[-2:], everybody[0].eye_radii
    for pose in _POSES:
        places = poses[0].copy()
        for name, weight in pose.items():
            places += weight * shapes[ARKIT_INDEX[name]]
        poses.append(places)
    return np.stack(poses) * 1000.0, eyes * 1000.0, radii * 1000.0


def _importance(
    shared: dict[str, np.ndarray], rest: np.ndarray, rings: list[np.ndarray], eyes: np.ndarray, radii: np.ndarray
) -> np.ndarray:
    """(V,), the highest of a vertex's materials and places."""
    importance = np.zeros(len(rest))
    for number, name in enumerate(shared["material_names"].tolist()):
        here = np.unique(shared["quads"][shared["material_index"] == number])
        importance[here] = np.maximum(importance[here], _IMPORTANCE[name])
    skin = np.zeros(len(rest), bool)
    skin[shared["quads"][shared["material_index"] == shared["material_names"].tolist().index("skin")]] = True
    chin = rest[shared["lip_lower"]][..., 1].min() - 50.0
    importance[skin & (rest[:, 2] > 20.0) & (rest[:, 1] > chin)] = _FACE
    importance[np.concatenate(rings)] = _LIPS_AND_LIDS
    for middle, radius in zip(eyes, radii, strict=True):
        away = rest - middle
        near = away[:, 0] ** 2 + away[:, 1] ** 2 + away[:, 2] ** 2 < (_LID_REACH * radius) ** 2
        importance[skin & near & (away[:, 2] > 0)] = _LIPS_AND_LIDS
    return importance


if __name__ == "__main__":
    make(folders_given())

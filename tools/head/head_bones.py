# SPDX-License-Identifier: GPL-3.0-or-later
"""Which bone carries how much of each vertex, and the basis of the FLAME layout: alike for all people."""

import numpy as np
from soliloquy.runtime.head.arkit import ARKIT_INDEX
from soliloquy.runtime.head.layout_columns import EYELIDS, JAW_ANGLE
from soliloquy.runtime.people.person import BONES, Shape, rotation
from soliloquy.runtime.people.shirt_mesh import weights_of_shirt
from soliloquy.runtime.people.topology import Topology

from .mpfb_data import MpfbData

_BELOW_THE_HEAD = ("spine", "clavicle", "shoulder", "neck01", "breast", "upperarm")


def neck_share(data: MpfbData, topology: Topology) -> np.ndarray:
    """How much (V,) of each vertex stays with the neck when the head turns: all below, a third at a time up."""
    follows = np.zeros(len(topology.source))
    total = np.zeros(len(topology.source))
    body = topology.source.clip(0)
    for bone, weights in data.bone_weights.items():
        share = {"neck02": 1 / 3, "neck03": 2 / 3}.get(bone, 0.0 if bone.startswith(_BELOW_THE_HEAD) else 1.0)
        follows += share * weights[body]
        total += weights[body]
    # The package lets 2 % of the neck's bones reach the border of our bust, which must stand still.
    stays = (1.0 - follows / total.clip(1e-12)) / 0.97
    return np.where(topology.source < 0, 0.0, stays.clip(0.0, 1.0))


def bone_weights(person: Shape, neck: np.ndarray, topology: Topology) -> np.ndarray:
    """Weights (V,6), each row summing to 1; ``neck`` (V,) is the share that stays with the neck.

    The jaw's is how much of its turn a vertex makes in jawOpen, by least squares, within 0..1: the
    package's own jaw bone leaves out the lower lip.
    """
    arm = person.vertices - person.joints[BONES.index("jaw")]
    turned = arm @ (rotation(np.array([JAW_ANGLE, 0.0, 0.0])) - np.eye(3)).T
    opened = person.shapes[ARKIT_INDEX["jawOpen"]]
    jaw = np.clip((opened * turned).sum(axis=1) / (turned**2).sum(axis=1).clip(1e-12), 0.0, 1.0)
    weights = np.zeros((len(arm), len(BONES)))
    weights[:, BONES.index("jaw")] = jaw * (1 - neck)
    weights[:, BONES.index("neck")] = neck
    weights[:, BONES.index("head")] = (1 - jaw) * (1 - neck)
    for eye, name in zip(topology.eyes, ("eye.L", "eye.R"), strict=True):
        weights[eye] = 0.0
        weights[eye, BONES.index(name)] = 1.0
    weights[topology.shirt] = weights_of_shirt(weights[topology.bust_rings])
    return weights.round(6)


def layout_matrices(person: Shape, spanned: np.ndarray, weights: np.ndarray) -> dict[str, np.ndarray]:
    """What the layout needs, from the default head.

    triangular (50,50): spanned displacements = triangular^T @ orthonormal basis. metric (61,61): the squared
    displacement in square metres, summed over vertices, of a small step along expression, jaw, eyes and
    eyelids. moved_vertices: how many vertices some shape moves by more than 1 mm.
    """
    flat = spanned.reshape(len(spanned), -1)
    triangular = np.linalg.cholesky(flat @ flat.T).T
    turns = [
        weights[:, BONES.index(bone), None] * np.cross(axis, person.vertices - person.joints[BONES.index(bone)])
        for bone in ("jaw", "eye.L", "eye.R")
        for axis in np.eye(3)
    ]
    eyelids = [person.shapes[ARKIT_INDEX[name]] for name in EYELIDS]
    steps = np.concatenate([np.linalg.solve(triangular.T, flat), np.stack(turns + eyelids).reshape(11, -1)])
    moved = (np.abs(person.shapes).max(axis=(0, 2)) > 0.001).sum()
    return {
        "triangular": triangular.round(9) + 0.0,  # + 0.0 leaves no negative zero
        "metric": (steps @ steps.T).round(9) + 0.0,
        "moved_vertices": np.array(moved),
    }

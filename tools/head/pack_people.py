# SPDX-License-Identifier: GPL-3.0-or-later
"""Pack what people are built from at run time: assets/built/people.npz.

The base mesh's head and bust, the 52 face units and the morph targets of ``runtime.people.morphs``, as whole numbers of
the steps that MakeHuman's text files have. By bzip2, whose bytes are the same on every system; those of zlib are not.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from soliloquy.runtime.head.arkit import ARKIT_NAMES
from soliloquy.runtime.people.base_mesh import METRES_PER_UNIT, BaseMesh
from soliloquy.runtime.people.data import BASE_STEPS, MOVE_STEPS
from soliloquy.runtime.people.morphs import all_targets
from soliloquy.runtime.people.topology import Topology

from .mpfb_data import MpfbData

_BELOW = 0.05
"""Metres under the lowest vertex of the bust that are packed too: some joints are the middle of what lies there."""


def packed_people(data: MpfbData, base: BaseMesh, topology: Topology) -> dict[str, np.ndarray]:
    """The arrays of people.npz; ``runtime.people.data`` reads them."""
    kept = _kept(base, topology)
    targets = all_targets()
    own = (topology.teeth, topology.hair, topology.lashes, topology.lid_parts, topology.shirt)
    return {
        "base": _whole(np.where(kept[:, None], base.vertices, 0.0), BASE_STEPS, np.int32),
        "source": topology.source.astype(np.int16),
        "rim": topology.rim.astype(np.int8),
        "slices": np.array([(part.start, part.stop) for part in (*topology.eyes, *own)], np.int32),
        "root_quads": topology.roots.quads.astype(np.int32),
        "root_places": topology.roots.places,
        "lash_sources": topology.lash_sources.astype(np.int16),
        "lash_shares": topology.lash_shares,
        "lip_rings": topology.lip_rings.astype(np.int16),
        "lid_rings": topology.lid_rings.astype(np.int16),
        "bust_rings": topology.bust_rings.astype(np.int16),
        **_packed_groups(base, kept),
        **_packed_moves("unit", ARKIT_NAMES, [data.face_unit(name) for name in ARKIT_NAMES], kept),
        **_packed_moves("target", targets, [data.target(name) for name in targets], kept),
    }


def _kept(base: BaseMesh, topology: Topology) -> np.ndarray:
    """Which vertices (19158,) of the base mesh are packed: those of head and bust, and the joints' near them."""
    own = topology.source[topology.source >= 0]
    kept: np.ndarray = base.vertices[:, 1] >= base.vertices[own, 1].min() - _BELOW
    kept[own] = True
    return kept


def _packed_groups(base: BaseMesh, kept: np.ndarray) -> dict[str, np.ndarray]:
    groups = {name: group.vertices[kept[group.vertices].all(axis=1)] for name, group in base.groups.items()}
    groups = {name: quads for name, quads in groups.items() if len(quads)}
    return {
        "group_names": np.array(list(groups)),
        "group_counts": np.array([len(quads) for quads in groups.values()], np.int32),
        "group_quads": np.concatenate(list(groups.values())).astype(np.int16),
    }


def _packed_moves(
    kind: str, names: Sequence[str], moves: Sequence[np.ndarray], kept: np.ndarray
) -> Mapping[str, np.ndarray]:
    rows, ways, steps = [], [], []
    for move in moves:
        own = np.flatnonzero(kept & (move != 0.0).any(axis=1))
        rows.append(len(own))
        ways.append(np.diff(own, prepend=0))
        steps.append(_whole(move[own], MOVE_STEPS, np.int16))
    return {
        f"{kind}_names": np.array(names),
        f"{kind}_counts": np.array(rows, np.int32),
        f"{kind}_rows": np.concatenate(ways).astype(np.int16),
        f"{kind}_steps": np.concatenate(steps).T,
    }


def _whole(metres: np.ndarray, steps: float, kind: type) -> np.ndarray:
    """Metres as whole steps. Raises ValueError when that is not exactly what they are."""
    exact = metres / METRES_PER_UNIT * steps
    whole: np.ndarray = exact.round().astype(kind)
    if np.abs(exact - whole).max(initial=0.0) > 1e-6:
        raise ValueError("the package's files have more decimals than are kept")
    return whole

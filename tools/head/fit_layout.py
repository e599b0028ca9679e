# SPDX-License-Identifier: GPL-3.0-or-later
"""Fit the matrices of a layout to the heads as they are: models/layout_3.npz was made so, once.

Usage: python -m soliloquy.tools.head.fit_layout OUT.npz

Takes and learned motion are numbers along this basis, so it stays as it is when eyes, teeth or tongue get another mesh.
Another layout would be another format of takes (``runtime.take``), and a further file beside this one.
"""

import sys
from pathlib import Path

import numpy as np
from soliloquy.runtime.head.heads import spanned_displacements
from soliloquy.runtime.people.build import own_arrays, unmended
from soliloquy.runtime.people.data import people_data
from soliloquy.runtime.people.person import Shape
from soliloquy.runtime.people.polish import with_lips_shut
from soliloquy.runtime.people.presets import PRESETS

from ..weights.folders import CHECKOUT
from .bake_head import LAYOUT_PEOPLE, WHEEL, _write, baked_bone_weights
from .head_bones import layout_matrices
from .head_mesh import lip_vertices
from .jaw_coupling import jaw_coupling
from .mpfb_data import MpfbData


def main() -> None:
    _write(Path(sys.argv[1]), fitted_layout())


def fitted_layout() -> dict[str, np.ndarray]:
    """The arrays that ``runtime.head.layout`` reads."""
    package, data = MpfbData(CHECKOUT.sources / WHEEL), people_data()
    topology = data.topology
    skin = baked_bone_weights(package, data)
    eyes = np.concatenate([np.arange(eye.start, eye.stop) for eye in topology.eyes])
    # The layout's coordinates are those of unmended shapes; what lips need beside them is fitted to those shown.
    first, *others = [unmended(PRESETS[name], data) for name in LAYOUT_PEOPLE]
    shown = [with_lips_shut(person, topology) for person in (first, *others)]
    matrices = layout_matrices(first, _spanned(first, skin, eyes), skin)
    lips = np.unique(np.concatenate(lip_vertices(package.base_mesh(), topology)))
    spanned = [_spanned(person, skin, eyes) for person in shown]
    return matrices | jaw_coupling(shown, spanned, matrices["triangular"], skin, lips)


def _spanned(person: Shape, skin: np.ndarray, eyes: np.ndarray) -> np.ndarray:
    own = own_arrays(person, skin)
    return spanned_displacements(own.shapes, own.jaw_remainder, eyes).astype(np.float64)


if __name__ == "__main__":
    main()

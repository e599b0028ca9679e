# SPDX-License-Identifier: GPL-3.0-or-later
"""People built from what ``bake_head`` has just written, for the makers that run after it."""

from pathlib import Path

import numpy as np
from soliloquy.runtime.people.build import OwnArrays, built
from soliloquy.runtime.people.data import read_data
from soliloquy.runtime.people.presets import PRESETS


class BakedPeople:
    """The presets of the folder that holds people.npz and head_shared.npz."""

    def __init__(self, assets: Path) -> None:
        with np.load(assets / "head_shared.npz", allow_pickle=False) as file:
            self.shared: dict[str, np.ndarray] = {name: file[name] for name in file.files}
        self._data = read_data(assets / "people.npz", assets / "head_shared.npz")
        self._lips = np.unique(np.concatenate([self.shared["lip_upper"], self.shared["lip_lower"]]))

    def arrays(self, name: str) -> OwnArrays:
        """The own arrays of a preset."""
        return built(PRESETS[name], self._data, self.shared["bone_weights"], self._lips)

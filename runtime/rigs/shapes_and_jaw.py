# SPDX-License-Identifier: GPL-3.0-or-later
"""A face with ARKit's shapes but for jawOpen, whose jaw is a bone."""

from collections.abc import Collection, Mapping
from dataclasses import replace

import numpy as np

from ..arrays import Array
from ..head.arkit import ARKIT_INDEX
from .arkit import ARKIT, arkit_drive
from .naming import Naming
from .rig_map import RigMap, Row


def jaw_rows(bones: RigMap) -> tuple[Row, ...]:
    """Of the map of a face by bones, the rows of the bone that opens the mouth, which only opens and closes it."""
    return tuple(row for row in bones.rows if row.ours == "jawOpen" and row.channel in ("nod", "up"))


def naming_with_jaw(rows: tuple[Row, ...]) -> Naming:
    """ARKit's naming with that bone."""
    controls = {row.control: row for row in rows}

    def drive(weights: Array, shown: Collection[str]) -> Mapping[str, Array]:
        made = dict(arkit_drive(weights, {*(name for name in shown if name in ARKIT_INDEX), "jawOpen"}))
        jaw = made["jawOpen"]
        moved = {name: np.asarray(row.strength * jaw, np.float32) for name, row in controls.items() if name in shown}
        return {name: values for name, values in made.items() if name in shown} | moved

    return replace(
        ARKIT,
        shapes=(*ARKIT.shapes, *controls),
        shows=lambda shown: {"jawOpen" if name in controls else name for name in shown},
        posed={name: (row.theirs, row.channel) for name, row in controls.items()},
        drive=drive,
    )

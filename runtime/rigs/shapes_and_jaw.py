# SPDX-License-Identifier: GPL-3.0-or-later
"""A face with ARKit's shapes but for jawOpen, or with whole mouths that do not open it, whose jaw is a bone."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import partial

import numpy as np

from ..arrays import Array
from ..head.arkit import ARKIT_INDEX
from .arkit import arkit_drive
from .folded import folded
from .mouths import touching
from .naming import Naming
from .rig_map import RigMap, Row


def jaw_rows(bones: RigMap) -> tuple[Row, ...]:
    """Of the map of a face by bones, the rows of the bone that opens the mouth, which only opens and closes it."""
    return tuple(row for row in bones.rows if row.ours == "jawOpen" and row.channel in ("nod", "up"))


def naming_with_jaw(naming: Naming, rows: tuple[Row, ...]) -> Naming:
    """The naming with that bone, which opens the mouth in the place of ARKit's jawOpen, or beside whole mouths."""
    drive = partial(_in_its_place, rows) if naming.usual else partial(_beside, naming, rows)
    controls = {row.control for row in rows}
    return replace(
        naming,
        shapes=(*naming.shapes, *controls),
        shows=lambda shown: naming.shows({"jawOpen" if name in controls else name for name in shown}),
        posed={row.control: (row.theirs, row.channel) for row in rows},
        drive=drive,
    )


def _in_its_place(rows: tuple[Row, ...], weights: Array, shown: Collection[str]) -> Mapping[str, Array]:
    made = dict(arkit_drive(weights, {*(name for name in shown if name in ARKIT_INDEX), "jawOpen"}))
    return {name: values for name, values in made.items() if name in shown} | _turned(rows, made["jawOpen"], shown)


def _beside(naming: Naming, rows: tuple[Row, ...], weights: Array, shown: Collection[str]) -> Mapping[str, Array]:
    """Where the lip is at the teeth, the shape for that holds it, and the jaw stays."""
    jaw = folded(weights)[:, ARKIT_INDEX["jawOpen"]]
    if set(naming.contacts) <= set(shown):
        jaw = jaw * (1.0 - touching(weights))
    return {**naming.drive(weights, shown), **_turned(rows, jaw, shown)}


def _turned(rows: tuple[Row, ...], jaw: Array, shown: Collection[str]) -> dict[str, Array]:
    return {row.control: np.asarray(row.strength * jaw, np.float32) for row in rows if row.control in shown}

# SPDX-License-Identifier: GPL-3.0-or-later
"""A face with ARKit's shapes whose jawOpen is missing or does next to nothing, or with whole mouths that do not open
it: its jaw is a bone."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import partial

import numpy as np

from ..arrays import Array
from ..head.arkit import ARKIT_INDEX
from .folded import folded, for_jaw
from .mouths import touching
from .naming import Naming
from .rig_map import RigMap, Row


def jaw_rows(bones: RigMap) -> tuple[Row, ...]:
    """Of the map of a face by bones, the rows of the bone that opens the mouth, which only opens and closes it."""
    return tuple(row for row in bones.rows if row.ours == "jawOpen" and row.channel in ("nod", "up"))


def naming_with_jaw(naming: Naming, rows: tuple[Row, ...]) -> Naming:
    """The naming with that bone, which opens the mouth in the place of ARKit's jawOpen, or beside whole mouths."""
    drive = partial(_beside if naming.mixed else _in_its_place, naming, rows)
    controls = {row.control for row in rows}
    return replace(
        naming,
        shapes=(*naming.shapes, *controls),
        shows=lambda shown: naming.shows({"jawOpen" if name in controls else name for name in shown}),
        posed={row.control: (row.theirs, row.channel) for row in rows},
        drive=drive,
    )


def _in_its_place(naming: Naming, rows: tuple[Row, ...], weights: Array, shown: Collection[str]) -> Mapping[str, Array]:
    """The shapes are driven as those of a face that has them all: its mouth opens, if by the bone."""
    theirs = set(naming.shapes) & set(shown)
    whole = theirs | {name for name in naming.shapes if "jawOpen" in naming.shows({name})}
    driven = naming.drive(weights, whole)
    jaw = for_jaw(weights, {*naming.shows(theirs), "jawOpen"})[:, ARKIT_INDEX["jawOpen"]]
    return {name: driven[name] for name in theirs} | _turned(rows, jaw, shown)


def _beside(naming: Naming, rows: tuple[Row, ...], weights: Array, shown: Collection[str]) -> Mapping[str, Array]:
    """Where the lip is at the teeth, the shape for that holds it, and the jaw stays."""
    jaw = folded(weights)[:, ARKIT_INDEX["jawOpen"]]
    if set(naming.contacts) <= set(shown):
        jaw = jaw * (1.0 - touching(weights))
    return {**naming.drive(weights, shown), **_turned(rows, jaw, shown)}


def _turned(rows: tuple[Row, ...], jaw: Array, shown: Collection[str]) -> dict[str, Array]:
    return {row.control: np.asarray(row.strength * jaw, np.float32) for row in rows if row.control in shown}

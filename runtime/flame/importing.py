# SPDX-License-Identifier: GPL-3.0-or-later
"""From a user's FLAME file to a head in the user's folder."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from ..errors import InputError
from ..head.arkit import ARKIT_NAMES
from ..motion import ArkitCurves
from .flame_head import FlameHead, make_head
from .kept import keep_head, new_name
from .model import read_flame
from .own_space import OwnSpace

_MOVES_MM = 0.05
"""A shape that moves the face less, in millimetres, has nothing to be fitted."""


@dataclass(frozen=True)
class ImportedHead:
    """name, path: of the head that is kept. expressions: how many of FLAME's it has. own_eyelids: the file had them.
    jaw_degrees: FLAME's jaw at jawOpen 1. moved_mm, left_mm: of each ARKit shape at 1, root mean square over the face:
    how far it moves, and how far FLAME's own expressions stay away from it."""

    name: str
    path: Path
    expressions: int
    own_eyelids: bool
    jaw_degrees: float
    moved_mm: dict[str, float]
    left_mm: dict[str, float]

    def as_json(self) -> dict[str, Any]:
        """What was found, for ``--json``."""
        found = {"head": self.name, "path": str(self.path)}
        names = ("expressions", "own_eyelids", "jaw_degrees", "moved_mm", "left_mm")
        return {**found, **{name: getattr(self, name) for name in names}}


def import_flame(path: Path, name: str) -> ImportedHead:
    """Read the file, make the head, keep it under ``name``.

    Raises UsageError for the name, InputError for the file, WriteError.
    """
    from ..head.heads import embedded_names

    new_name(name, embedded_names())
    model = read_flame(path)
    try:
        head = make_head(model)
    except (ValueError, np.linalg.LinAlgError) as error:
        hint = "Give FLAME's own file, unchanged"
        raise InputError(str(path), f"has a face that cannot be made to speak: {error}", hint) from error
    kept = keep_head(name, head)
    moved, left = _residuals(head)
    degrees = round(float(np.degrees(head.jaw_angle)), 2)
    count = int((np.abs(head.expressions).max(axis=(1, 2)) > 0).sum())
    return ImportedHead(name, kept, count, model.eyelids is not None, degrees, moved, left)


def _residuals(head: FlameHead) -> tuple[dict[str, float], dict[str, float]]:
    space = OwnSpace.of(head)
    each = ArkitCurves(np.eye(len(ARKIT_NAMES), dtype=np.float32), np.zeros((len(ARKIT_NAMES), 3), np.float32))
    _, left = space.motion(each)
    ways = head.arkit_shapes[:, space.vertices].astype(np.float64)
    moved = np.sqrt((ways**2).sum(axis=2).mean(axis=1)) * 1000.0
    shown = [index for index in range(len(ARKIT_NAMES)) if moved[index] > _MOVES_MM]
    return (
        {ARKIT_NAMES[index]: round(float(moved[index]), 2) for index in shown},
        {ARKIT_NAMES[index]: round(float(left[index]), 2) for index in shown},
    )

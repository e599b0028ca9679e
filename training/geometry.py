# SPDX-License-Identifier: GPL-3.0-or-later
"""The default head as linear maps of the FLAME layout, so that losses are in metres on vertices."""

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from ..runtime.head.arkit import ARKIT_INDEX, ARKIT_NAMES
from ..runtime.head.heads import DEFAULT_HEAD, load_head
from ..runtime.head.lips import lip_gap_mm
from .dataset import LIP_SHAPES, layout_of

_LIP_SHAPES = ("mouthRollLower", "mouthRollUpper", "mouthClose")
_MOVED = 0.002
_MOST_VERTICES = 160


@dataclass(frozen=True)
class LipGeometry:
    """vertices (53, 3N): displacement in metres of N lip vertices for a unit of each layout number, the jaw's
    turn linearised at rest (within 3 % of the arc over its range). gap (53,) and gap_at_rest: the inner-lip gap
    at midline in millimetres. scale (53,): metres on the head for a unit of each number, jaw weighted 1.5.
    """

    vertices: Tensor
    gap: Tensor
    gap_at_rest: float
    scale: np.ndarray

    def lip_vertices(self, frames: Tensor) -> Tensor:
        return frames @ self.vertices

    def gap_mm(self, frames: Tensor) -> Tensor:
        return frames @ self.gap + self.gap_at_rest


def lip_geometry() -> LipGeometry:
    """Of the default head. Raises SetupError when its data is missing."""
    head = load_head(DEFAULT_HEAD)
    moved = np.max([np.linalg.norm(head.shape_deltas[ARKIT_INDEX[n]], axis=1) for n in _LIP_SHAPES], axis=0) > _MOVED
    lips = np.flatnonzero(moved)
    lips = lips[:: max(1, len(lips) // _MOST_VERTICES)]
    jaw = head.bone_names.index("jaw")
    arms = (head.vertices - head.joints[jaw]) * head.bone_weights[:, [jaw]]
    turns = np.stack([np.cross(axis, arms) for axis in np.eye(3)])
    everything = np.concatenate([head.expression_basis, turns]).astype(np.float32)
    gap, gap_at_rest = _gap()
    return LipGeometry(
        vertices=torch.as_tensor(everything[:, lips].reshape(53, -1)),
        gap=torch.as_tensor(gap),
        gap_at_rest=gap_at_rest,
        scale=np.concatenate([np.ones(50), 1.5 * np.linalg.norm(turns.reshape(3, -1), axis=1)]).astype(np.float32),
    )


def _gap() -> tuple[np.ndarray, float]:
    """The gap as a linear function of the mouth's layout: fitted on each mouth shape alone, where it is exact."""
    units = np.zeros((len(LIP_SHAPES), len(ARKIT_NAMES)), np.float32)
    units[np.arange(len(LIP_SHAPES)), [ARKIT_INDEX[name] for name in LIP_SHAPES]] = 1.0
    at_rest = float(lip_gap_mm(np.zeros((1, len(ARKIT_NAMES)), np.float32))[0])
    gap = np.linalg.pinv(layout_of(units, LIP_SHAPES)) @ (lip_gap_mm(units) - at_rest)
    return gap.astype(np.float32), at_rest

# SPDX-License-Identifier: GPL-3.0-or-later
"""The default head as maps of ARKit weights, so that losses are in millimetres on lips and metres on the layout."""

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from ...runtime.head.arkit import ARKIT_INDEX, ARKIT_NAMES
from ...runtime.head.heads import DEFAULT_HEAD, load_head
from ...runtime.head.layout import layout_map
from ...runtime.head.lips import lip_gap_mm
from ..data.dataset import LIP_SHAPES
from ..data.lip_vertices import lip_deltas
from ..networks.vae import FRAME
from .loop import device

_JAW_WEIGHT = 1.5
"""Of the jaw's angles beside the expression, as in the papers that docs/learned-motion.md compares with."""


@dataclass(frozen=True)
class LipGeometry:
    """Of the arkit layout, where vertices are linear in the weights.

    vertices (52, 3N): displacement in millimetres of N lip vertices by each mouth shape. gap (52,) and gap_at_rest:
    the lip gap at midline in millimetres, each shape's effect taken alone. columns, coupling (53,52), bend (53,):
    the layout of weights (``runtime.head.layout``). scale (53,): metres on the head for a unit of each layout
    number, the jaw weighted 1.5.
    """

    vertices: Tensor
    gap: Tensor
    gap_at_rest: float
    columns: Tensor
    coupling: Tensor
    bend: Tensor
    scale: np.ndarray

    def lip_vertices_mm(self, weights: Tensor) -> Tensor:
        return weights @ self.vertices

    def gap_mm(self, weights: Tensor) -> Tensor:
        return weights @ self.gap + self.gap_at_rest

    def layout(self, weights: Tensor) -> Tensor:
        """Expression and jaw (...,53) of ARKit weights (...,52)."""
        opened = weights[..., ARKIT_INDEX["jawOpen"], None]
        return weights @ self.columns.T + opened * (weights @ self.coupling.T) + opened * (1 - opened) * self.bend


def lip_geometry() -> LipGeometry:
    """Of the default head, where training runs. Raises SetupError when its data is missing."""
    head, layout = load_head(DEFAULT_HEAD), layout_map()
    of_mouth = np.isin(ARKIT_NAMES, LIP_SHAPES).astype(np.float32)
    vertices = lip_deltas().reshape(len(ARKIT_NAMES), -1) * 1000.0 * of_mouth[:, None]
    at_rest = float(lip_gap_mm(np.zeros((1, len(ARKIT_NAMES)), np.float32))[0])
    gap = (lip_gap_mm(np.eye(len(ARKIT_NAMES), dtype=np.float32)) - at_rest) * of_mouth
    jaw = head.bone_names.index("jaw")
    arms = (head.vertices - head.joints[jaw]) * head.bone_weights[:, [jaw]]
    turns = [_JAW_WEIGHT * np.linalg.norm(np.cross(axis, arms)) for axis in np.eye(3)]
    return LipGeometry(
        vertices=_tensor(vertices),
        gap=_tensor(gap),
        gap_at_rest=at_rest,
        columns=_tensor(layout.columns[:FRAME]),
        coupling=_tensor(layout.coupling[:FRAME]),
        bend=_tensor(layout.bend[:FRAME]),
        scale=np.concatenate([np.ones(50), turns]).astype(np.float32),
    )


def _tensor(values: np.ndarray) -> Tensor:
    return torch.as_tensor(np.ascontiguousarray(values, np.float32), device=device())

# SPDX-License-Identifier: GPL-3.0-or-later
"""What the layout's expression must add while the jaw is open, so that both dresses show the same mouth.

A jaw bone turns the lower lip along an arc and carries the mouth's shapes with it; shape keys go straight.
Fitted on the default head over the 50 expression dimensions, by least squares whose vertex weights are raised
where the error is largest until the largest error stops falling (Lawson 1961), lips before other skin.
"""

import numpy as np
from head_shapes import BONES, Shape, rotation
from soliloquy.runtime.head.arkit import ARKIT_INDEX
from soliloquy.runtime.head.layout_columns import EXPRESSION_SHAPES, JAW_ANGLE, JAW_COUPLED_SHAPES

_OPENINGS = (0.2, 0.4, 0.6, 0.8, 1.0)
_ROUNDS = 25
_LIP_WEIGHT = 6.0


def jaw_coupling(
    person: Shape, spanned: np.ndarray, triangular: np.ndarray, weights: np.ndarray, lips: np.ndarray
) -> dict[str, np.ndarray]:
    """jaw_bend (50,) and jaw_coupling (50,C) of ``runtime.head.layout``; lips: vertices that must agree best."""
    basis = np.linalg.solve(triangular.T, spanned.reshape(len(spanned), -1))
    jaw = weights[:, BONES.index("jaw")]
    importance = np.ones(len(jaw))
    importance[lips] = _LIP_WEIGHT
    importance[weights[:, BONES.index("eye.L")] + weights[:, BONES.index("eye.R")] > 0] = 0.0
    jaw_open = person.shapes[ARKIT_INDEX["jawOpen"]]
    opened = [_before_turn(person, jaw, share, share * jaw_open) for share in _OPENINGS]
    remainder = spanned[EXPRESSION_SHAPES.index("jawOpen")]
    bends = [pose - share * remainder for share, pose in zip(_OPENINGS, opened, strict=True)]
    bend = _fit(basis, np.array(bends), np.array([share * (1 - share) for share in _OPENINGS]), importance)
    coupling = []
    for name in JAW_COUPLED_SHAPES:
        shape = person.shapes[ARKIT_INDEX[name]]
        carried = [
            _before_turn(person, jaw, share, share * jaw_open + shape) - pose - shape
            for share, pose in zip(_OPENINGS, opened, strict=True)
        ]
        coupling.append(_fit(basis, np.array(carried), np.array(_OPENINGS), importance))
    return {"jaw_bend": bend.round(7), "jaw_coupling": np.stack(coupling, axis=1).round(7)}


def _before_turn(person: Shape, jaw: np.ndarray, share: float, displacement: np.ndarray) -> np.ndarray:
    """The displacement (V,3) to make before the jaw turns by ``share`` so as to end at ``displacement``."""
    joint = person.joints[BONES.index("jaw")]
    turn = rotation(np.array([JAW_ANGLE * share, 0.0, 0.0]))
    blend = np.eye(3) + jaw[:, None, None] * (turn - np.eye(3))
    goal = person.vertices + displacement - joint
    return np.linalg.solve(blend, goal[:, :, None])[:, :, 0] + joint - person.vertices


def _fit(basis: np.ndarray, goals: np.ndarray, shares: np.ndarray, importance: np.ndarray) -> np.ndarray:
    """Coordinates (50,) that times each share, along the basis (50,3V), are nearest to each goal (K,V,3)."""
    weights = importance / importance.mean()
    for _ in range(_ROUNDS):
        spread = np.repeat(weights, 3)
        wanted = np.tensordot(shares, goals, axes=1).reshape(-1)
        coordinates = np.linalg.solve((basis * spread) @ basis.T * (shares**2).sum(), (basis * spread) @ wanted)
        step = (coordinates @ basis).reshape(-1, 3)
        error = np.sqrt(((goals - shares[:, None, None] * step) ** 2).sum(axis=2)).max(axis=0) * (importance > 0)
        weights = weights * (1 + 2 * (error / error.max()) ** 2)
        weights = np.maximum(weights / weights.mean(), 0.02 * importance)
    return coordinates

# SPDX-License-Identifier: GPL-3.0-or-later
"""What the layout's expression must add while the jaw is open, so that both layouts show the same mouth.

A jaw bone turns the lower lip along an arc and carries the mouth's shapes with it; shape keys go straight.
Fitted over all people at once along the 50 expression dimensions, by least squares whose vertex weights are
raised where the error is largest (Lawson 1961), lips before other skin.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
from soliloquy.runtime.head.arkit import ARKIT_INDEX
from soliloquy.runtime.head.layout_columns import EXPRESSION_SHAPES, JAW_ANGLE, JAW_COUPLED_SHAPES
from soliloquy.runtime.people.person import BONES, Shape, rotation

_OPENINGS = (0.2, 0.4, 0.6, 0.8, 1.0)
_ROUNDS = 20
_LIP_WEIGHT = 6.0
_LIP_WEIGHT_IN_BEND = 100.0


@dataclass(frozen=True)
class _Carried:
    """What moves about one person's mouth: rest from the jaw's joint (N,3), jaw weights (N,), shapes (52,N,3),
    jawOpen's remainder (N,3) and the basis (50,N,3); far (50,50): the basis's squared size everywhere else, where
    nothing may move."""

    arms: np.ndarray
    jaw: np.ndarray
    shapes: np.ndarray
    remainder: np.ndarray
    basis: np.ndarray
    far: np.ndarray

    def before_turn(self, share: float, displacement: np.ndarray) -> np.ndarray:
        """The displacement (N,3) to make before the jaw turns by ``share`` so as to end at ``displacement``."""
        turn = rotation(np.array([JAW_ANGLE * share, 0.0, 0.0]))
        blend = np.eye(3) + self.jaw[:, None, None] * (turn - np.eye(3))
        return np.linalg.solve(blend, (self.arms + displacement)[:, :, None])[:, :, 0] - self.arms


def jaw_coupling(
    people: list[Shape], spanned: list[np.ndarray], triangular: np.ndarray, weights: np.ndarray, lips: np.ndarray
) -> dict[str, np.ndarray]:
    """jaw_bend (50,) and jaw_coupling (50,C) of ``runtime.head.layout``; lips: vertices that must agree best."""
    moved = np.abs(people[0].shapes[[ARKIT_INDEX[name] for name in JAW_COUPLED_SHAPES]]).max(axis=(0, 2)) > 0.0005
    moved |= np.abs(people[0].shapes[ARKIT_INDEX["jawOpen"]]).max(axis=1) > 0.002
    near = np.flatnonzero(moved & (weights[:, BONES.index("eye.L")] + weights[:, BONES.index("eye.R")] == 0))
    carried = [_near(person, shapes, triangular, weights, near) for person, shapes in zip(people, spanned, strict=True)]
    basis = np.concatenate([one.basis for one in carried], axis=1).reshape(len(triangular), -1)
    on_lips = np.tile(np.isin(near, lips), len(people))
    far = sum((one.far for one in carried), start=np.zeros_like(carried[0].far))
    shares = np.array(_OPENINGS)
    bends = _goals(carried, _bent)
    bend = _fit(basis, far, bends, shares * (1 - shares), np.where(on_lips, _LIP_WEIGHT_IN_BEND, 1.0), rounds=0)
    columns = []
    for shape in (ARKIT_INDEX[name] for name in JAW_COUPLED_SHAPES):
        goals = _goals(carried, partial(_beyond, shape=shape))
        columns.append(_fit(basis, far, goals, shares, np.where(on_lips, _LIP_WEIGHT, 1.0), _ROUNDS))
    # + 0.0 leaves no negative zero
    return {"jaw_bend": bend.round(7) + 0.0, "jaw_coupling": np.stack(columns, axis=1).round(7) + 0.0}


def _near(
    person: Shape, spanned: np.ndarray, triangular: np.ndarray, weights: np.ndarray, near: np.ndarray
) -> _Carried:
    whole = np.linalg.solve(triangular.T, spanned.reshape(len(spanned), -1)).reshape(spanned.shape)
    basis, beyond = whole[:, near], np.delete(whole, near, axis=1).reshape(len(whole), -1)
    arms = person.vertices[near] - person.joints[BONES.index("jaw")]
    remainder = spanned[EXPRESSION_SHAPES.index("jawOpen"), near]
    jaw = weights[near, BONES.index("jaw")]
    return _Carried(arms, jaw, person.shapes[:, near], remainder, basis, beyond @ beyond.T)


def _goals(carried: list[_Carried], goal: Callable[[_Carried, float], np.ndarray]) -> np.ndarray:
    """Goals (K,N,3) at each opening, all people's vertices one after the other."""
    return np.array([np.concatenate([goal(one, share) for one in carried]) for share in _OPENINGS])


def _bent(one: _Carried, share: float) -> np.ndarray:
    """What jawOpen needs beyond the jaw's turn and its share of the remainder."""
    return one.before_turn(share, share * one.shapes[ARKIT_INDEX["jawOpen"]]) - share * one.remainder


def _beyond(one: _Carried, share: float, shape: int) -> np.ndarray:
    """What a shape needs beyond itself when the jaw is open by ``share``."""
    opened = share * one.shapes[ARKIT_INDEX["jawOpen"]]
    both = one.before_turn(share, opened + one.shapes[shape])
    return both - one.before_turn(share, opened) - one.shapes[shape]


def _fit(
    basis: np.ndarray, far: np.ndarray, goals: np.ndarray, shares: np.ndarray, importance: np.ndarray, rounds: int
) -> np.ndarray:
    """Coordinates (50,) that times each share, along the basis (50,3N), are nearest to each goal (K,N,3)."""
    wanted = np.tensordot(shares, goals, axes=1).reshape(-1)
    weights = importance / importance.mean()
    for remaining in range(rounds, -1, -1):
        spread = np.repeat(weights, 3)
        normal = ((basis * spread) @ basis.T + far) * (shares**2).sum()
        coordinates = np.linalg.solve(normal, (basis * spread) @ wanted)
        if remaining:
            step = (coordinates @ basis).reshape(-1, 3)
            error = np.sqrt(((goals - shares[:, None, None] * step) ** 2).sum(axis=2)).max(axis=0)
            weights = weights * (1 + 2 * (error / error.max()) ** 2)
            weights = np.maximum(weights / weights.mean(), 0.02 * importance)
    return coordinates

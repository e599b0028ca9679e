# SPDX-License-Identifier: GPL-3.0-or-later
"""Files of FLAME's true format (names, shapes, types, pickle) that hold a head of our own making: nothing of FLAME.

The head is a drawn-out sphere with a nose, a chin, a mouth slit between two lips, and two eyeballs.
"""

import pickle
import sys
import types
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

ROWS, COLUMNS, EYE_ROWS, EYE_COLUMNS = 60, 64, 23, 25
MOUTH_ROW, HALF_MOUTH = 22, 14
_EYES = np.array([[0.032, 0.03, 0.074], [-0.032, 0.03, 0.074]])
_JOINTS = np.array([[0.0, -0.15, -0.03], [0.0, -0.09, -0.02], [0.0, -0.02, 0.01], *_EYES])
_RADII = np.array([0.078, 0.12, 0.10])
_REST_GAP = 0.0003
LID_GAP = 0.009
"""Metres between the lids, in the middle."""


@dataclass(frozen=True)
class Lips:
    """upper, lower (27,): vertices of the two lips that lie on each other, from right to left."""

    upper: np.ndarray
    lower: np.ndarray


def _sphere(rows: int, columns: int, angles: np.ndarray) -> tuple[np.ndarray, list[list[int]]]:
    """Directions of a grid from bottom to top with its two poles last, and its triangles, outward."""
    heights = np.radians(-90 + 180 * np.arange(1, rows + 1) / (rows + 1))
    up, around = np.meshgrid(heights, angles, indexing="ij")
    grid = np.stack([np.cos(up) * np.sin(around), np.sin(up), np.cos(up) * np.cos(around)], axis=-1).reshape(-1, 3)
    triangles = []
    for row in range(rows - 1):
        for column in range(columns):
            a, b = row * columns + column, row * columns + (column + 1) % columns
            triangles += [[a, b, b + columns], [a, b + columns, a + columns]]
    bottom, top = len(grid), len(grid) + 1
    for column in range(columns):
        after = (column + 1) % columns
        triangles += [[bottom, after, column], [top, (rows - 1) * columns + column, (rows - 1) * columns + after]]
    return np.concatenate([grid, [[0, -1, 0], [0, 1, 0]]]), triangles


def _bump(points: np.ndarray, at: tuple[float, float, float], width: float) -> np.ndarray:
    return np.exp(-(((points - np.array(at)) / width) ** 2).sum(axis=1))


@cache
def head() -> tuple[np.ndarray, np.ndarray, np.ndarray, Lips]:
    """Template (5023,3), triangles, weights (5023,5) and the lips."""
    u = (np.arange(COLUMNS) - COLUMNS // 2) / (COLUMNS // 2)
    directions, triangles = _sphere(ROWS, COLUMNS, np.pi * np.sinh(4 * u) / np.sinh(4))
    inner = np.arange(COLUMNS // 2 - HALF_MOUTH + 1, COLUMNS // 2 + HALF_MOUTH)
    upper = MOUTH_ROW * COLUMNS + inner
    lower = len(directions) + np.arange(len(inner))
    below = dict(zip(upper.tolist(), lower.tolist(), strict=True))
    under = [[below.get(v, v) for v in t] if min(v // COLUMNS for v in t) < MOUTH_ROW else t for t in triangles]
    directions = np.concatenate([directions, directions[upper]])
    points = directions * _RADII
    points[:, 2] += 0.022 * _bump(points, (0, -0.012, 0.1), 0.016) + 0.006 * _bump(points, (0, -0.085, 0.07), 0.025)
    points[:, 2] += 0.006 * _bump(points, (0, float(points[upper[13], 1]), 0.095), 0.02)
    share = np.cos(np.linspace(-np.pi / 2, np.pi / 2, len(inner)))
    points[upper, 1] += _REST_GAP / 2 * share
    points[lower, 1] -= _REST_GAP / 2 * share
    under = _eyes_open(points, under)
    eye, of_eye = _sphere(EYE_ROWS, EYE_COLUMNS, np.linspace(-np.pi, np.pi, EYE_COLUMNS, endpoint=False))
    for middle in _EYES:
        under += (np.array(of_eye) + len(points)).tolist()
        points = np.concatenate([points, middle + 0.013 * eye])
    return points, np.array(under, np.uint32), _weights(points, lower, upper), Lips(upper, lower)


def _eyes_open(points: np.ndarray, triangles: list[list[int]]) -> list[list[int]]:
    """Lay the skin in front of each eyeball on the rims of two lids, and leave out what lay between them."""
    opened = np.zeros(len(points), int)
    for middle in _EYES:
        about = points - middle
        inside = (about[:, 2] > 0) & ((about[:, 0] / 0.011) ** 2 + (about[:, 1] / 0.009) ** 2 < 1)
        side = np.where(about[:, 1] >= 0, 1, -1)
        height = LID_GAP / 2 * np.sqrt((1 - (about[:, 0] / 0.011) ** 2).clip(0))
        depth = np.sqrt((0.0138**2 - about[:, 0] ** 2 - height**2).clip(0))
        rims = middle + np.stack([about[:, 0], side * height, depth], axis=1)
        points[inside] = rims[inside]
        opened[inside] = side[inside]
    return [each for each in triangles if not (opened[each].min() < 0 < opened[each].max())]


def _weights(points: np.ndarray, lower: np.ndarray, upper: np.ndarray) -> np.ndarray:
    mouth = points[upper[len(upper) // 2], 1]
    weights = np.zeros((len(points), 5))
    beneath = 1 / (1 + np.exp((points[:, 1] - mouth) / 0.003))
    front = np.clip((points[:, 2] - 0.01) / 0.05, 0, 1) * np.clip((points[:, 1] + 0.115) / 0.02, 0, 1)
    weights[:, 2] = beneath * front
    weights[lower, 2], weights[upper, 2] = 1.0, 0.0
    weights[:, 0] = (1 - weights[:, 2]) * np.clip((-0.10 - points[:, 1]) / 0.02, 0, 1)
    eyes = len(points) - 2 * (EYE_ROWS * EYE_COLUMNS + 2)
    half = EYE_ROWS * EYE_COLUMNS + 2
    weights[eyes:] = 0.0
    weights[eyes : eyes + half, 3] = weights[eyes + half :, 4] = 1.0
    weights[:, 1] = 1.0 - weights[:, [0, 2, 3, 4]].sum(axis=1)
    return weights


@cache
def arrays(seed: int = 0) -> dict[str, np.ndarray]:
    """FLAME's arrays by FLAME's names."""
    points, triangles, weights, _ = head()
    rng = np.random.default_rng(seed)
    parents = np.array([4294967295, 0, 1, 1, 1], np.uint32)
    return {
        "v_template": points,
        "f": triangles,
        "shapedirs": _shapes(points, weights, rng),
        "posedirs": _posed(points, rng),
        "J_regressor": _regressor(points, rng),
        "J": _JOINTS.copy(),
        "weights": weights,
        "kintree_table": np.stack([parents, np.arange(5, dtype=np.uint32)]),
    }


def _shapes(points: np.ndarray, weights: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """300 identities that widen the head, and 100 expressions: bumps, most about the mouth, its lips apart."""
    shapes = np.zeros((len(points), 3, 400))
    for number in range(300):
        shapes[:, :, number] = points * rng.normal(0, 0.01, 3)
    skin = weights[:, 3:].sum(axis=1) == 0
    moved = []
    for number in range(100):
        mouth = number % 5 != 4
        at = (
            (rng.uniform(-0.03, 0.03), rng.uniform(-0.06, -0.03), 0.095)
            if mouth
            else (rng.uniform(-0.05, 0.05), rng.uniform(-0.08, 0.08), 0.085)
        )
        part = weights[:, 2] if number % 2 else 1 - weights[:, 2]
        bump = _bump(points, at, rng.uniform(0.012, 0.03)) * (part if mouth else 1.0) * skin
        moved.append((bump[:, None] * rng.normal(0, 1, 3)).reshape(-1))
    basis, _ = np.linalg.qr(np.array(moved).T)
    scale = 0.04 * np.linspace(1.0, 0.3, 100)
    shapes[:, :, 300:] = (basis * scale).reshape(len(points), 3, 100)
    return shapes


def _posed(points: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    posed = np.zeros((len(points), 3, 36))
    for number in range(18):
        at = (0, -0.10, 0.0) if number < 9 else (0, -0.07, 0.07)
        posed[:, :, number] = 0.002 * _bump(points, at, 0.03)[:, None] * rng.normal(0, 1, 3)
    return posed


def _regressor(points: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    regressor = np.zeros((5, len(points)))
    eyes = len(points) - 2 * (EYE_ROWS * EYE_COLUMNS + 2)
    half = EYE_ROWS * EYE_COLUMNS + 2
    regressor[3, eyes : eyes + half] = regressor[4, eyes + half :] = 1 / half
    for joint in range(3):
        some = rng.choice(eyes, 60, replace=False)
        known = np.concatenate([points[some].T, np.ones((1, 60))])
        regressor[joint, some] = np.linalg.lstsq(known, [*_JOINTS[joint], 1.0], rcond=None)[0]
    return regressor


class _Ch:
    """Stands for chumpy's Ch: its state is its dictionary."""

    def __init__(self, x: np.ndarray) -> None:
        self.x, self._dirty_vars, self._itr = x, {"x"}, None


class _Csc:
    """Stands for SciPy's csc_matrix of before version 1.8."""

    def __init__(self, dense: np.ndarray) -> None:
        rows, columns = dense.T.nonzero()[::-1]
        self.data, self.indices = dense[rows, columns], rows.astype(np.int32)
        counts = np.bincount(columns, minlength=dense.shape[1])
        self.indptr = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
        self._shape, self.maxprint, self.format = dense.shape, 50, "csc"


@contextmanager
def _pretended(**classes: type) -> Iterator[None]:
    """Classes under other people's names ("chumpy__ch__Ch"), for as long as they are pickled."""
    made: dict[str, types.ModuleType] = {}
    for name, each in classes.items():
        *parts, own = name.split("__")
        each.__module__, each.__qualname__, each.__name__ = ".".join(parts), own, own
        for depth in range(1, len(parts) + 1):
            made.setdefault(".".join(parts[:depth]), types.ModuleType(".".join(parts[:depth])))
        setattr(made[".".join(parts)], own, each)
    before = {name: sys.modules.get(name) for name in made}
    sys.modules.update(made)
    try:
        yield
    finally:
        for name, module in before.items():
            if module is None:
                del sys.modules[name]
            else:
                sys.modules[name] = module


def pickled(changes: dict[str, Any] | None = None, protocol: int = 2, chumpy: bool = True) -> bytes:
    """The pickle of such a file: FLAME 2020's with chumpy, 2023's without. changes: other values, None for none."""
    whole: dict[str, Any] = {**arrays(), "bs_style": "lbs", "bs_type": "lrotmin"}
    whole["J_regressor"] = _Csc(whole["J_regressor"])
    if chumpy:
        whole["shapedirs"] = _Ch(whole["shapedirs"])
    whole.update(changes or {})
    whole = {name: value for name, value in whole.items() if value is not None}
    with _pretended(chumpy__ch__Ch=_Ch, scipy__sparse__csc__csc_matrix=_Csc):
        return pickle.dumps(whole, protocol)


def write_pickle(path: Path, changes: dict[str, Any] | None = None, **how: Any) -> Path:
    path.write_bytes(pickled(changes, **how))
    return path


def write_npz(path: Path, changes: dict[str, Any] | None = None) -> Path:
    whole = {**arrays(), **(changes or {})}
    np.savez(path, **{name: value for name, value in whole.items() if value is not None})
    return path

# SPDX-License-Identifier: GPL-3.0-or-later
"""The base mesh's sheets for lashes, put in order, and the hairs that lie in them."""

import numpy as np
from soliloquy.runtime.people.base_mesh import BaseMesh
from soliloquy.runtime.people.lash_mesh import LOWER, UPPER, Lashes, lashes_in

_SHEETS = (("l", 1, LOWER), ("l", 2, UPPER), ("r", 1, LOWER), ("r", 2, UPPER))
_ROWS = 5


def all_lashes(base: BaseMesh) -> Lashes:
    """The hairs of both eyes."""
    parts = []
    for side, number, growth in _SHEETS:
        eye = base.vertices[np.unique(base.groups[f"joint-{side}-eye"].vertices)].mean(axis=0)
        sheet = sheet_of(base.groups[f"helper-{side}-eyelashes-{number}"].vertices, base.vertices, eye)
        parts.append(lashes_in(sheet, base.vertices, growth))
    before = np.cumsum([0, *(len(part.sources) for part in parts)])
    return Lashes(
        np.concatenate([part.sources for part in parts]),
        np.concatenate([part.shares for part in parts]),
        np.concatenate([part.quads + first for part, first in zip(parts, before, strict=False)]),
        np.concatenate([part.uv for part in parts]),
    )


def sheet_of(quads: np.ndarray, vertices: np.ndarray, eye: np.ndarray) -> np.ndarray:
    """The vertices (5,C) of quads (F,4) that are one grid, the row at the lid first, from the nose outwards."""
    beside = _neighbours(quads)
    counts = dict(zip(*np.unique(quads, return_counts=True), strict=True))
    corner = next(int(vertex) for vertex in counts if counts[vertex] == 1)
    row = next(
        path
        for first in beside[corner]
        if (path := _straight(corner, first, beside, counts)) is not None and len(path) > _ROWS
    )
    rows = [row]
    while len(rows) < _ROWS:
        known = {vertex for each in rows for vertex in each}
        rows.append([next(iter(beside[vertex] - known)) for vertex in rows[-1]])
    sheet = np.array(rows)
    if (
        np.linalg.norm(vertices[sheet[0]] - eye, axis=1).mean()
        > np.linalg.norm(vertices[sheet[-1]] - eye, axis=1).mean()
    ):
        sheet = sheet[::-1]
    if abs(vertices[sheet[0, 0], 0]) > abs(vertices[sheet[0, -1], 0]):
        sheet = sheet[:, ::-1]
    return sheet


def _neighbours(quads: np.ndarray) -> dict[int, set[int]]:
    beside: dict[int, set[int]] = {int(vertex): set() for vertex in np.unique(quads)}
    for corners in quads.tolist():
        for one, other in zip(corners, corners[1:] + corners[:1], strict=True):
            beside[one].add(other)
            beside[other].add(one)
    return beside


def _straight(first: int, second: int, beside: dict[int, set[int]], counts: dict[int, int]) -> list[int] | None:
    """The border from one corner of a grid, over ``second``, to the next corner."""
    path = [first, second]
    while counts[path[-1]] != 1:
        onwards = [vertex for vertex in beside[path[-1]] if vertex not in path and counts[vertex] <= 2]
        if len(onwards) != 1:
            return None
        path.append(onwards[0])
    return path

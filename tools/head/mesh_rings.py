# SPDX-License-Identifier: GPL-3.0-or-later
"""Rings of vertices around an opening of the mesh, one outside the other, in the same columns."""

from collections import defaultdict

import numpy as np


def rings_around(quads: np.ndarray, loop: np.ndarray, count: int) -> np.ndarray:
    """The closed loop (C,) of vertices and the rings beyond it in quads (F,4), (count,C) in all.

    The quads are those on the loop's one side. Raises ValueError where the mesh is no grid there.
    """
    faces: dict[frozenset[int], list[list[int]]] = defaultdict(list)
    for corners in quads.tolist():
        for one, other in zip(corners, corners[1:] + corners[:1], strict=True):
            faces[frozenset((one, other))].append(corners)
    rings, known = [loop.tolist()], set(loop.tolist())
    while len(rings) < count:
        ring = rings[-1]
        rings.append([_across(faces, known, one, other) for one, other in zip(ring, ring[1:] + ring[:1], strict=True)])
        known |= set(rings[-1])
    return np.array(rings)


def _across(faces: dict[frozenset[int], list[list[int]]], known: set[int], one: int, other: int) -> int:
    """The neighbour of ``one`` in the quad beyond the edge to ``other``."""
    beyond = [corners for corners in faces[frozenset((one, other))] if len(known & set(corners)) == 2]
    if len(beyond) != 1:
        raise ValueError(f"the mesh is no grid beyond the edge from {one} to {other}")
    place = beyond[0].index(one)
    beside = {beyond[0][place - 1], beyond[0][(place + 1) % 4]} - {other}
    return beside.pop()


def chained(edges: set[frozenset[int]]) -> list[np.ndarray]:
    """The closed loops that edges make, each as its vertices in order."""
    beside: dict[int, list[int]] = defaultdict(list)
    for edge in edges:
        one, other = sorted(edge)
        beside[one].append(other)
        beside[other].append(one)
    loops, left = [], set(beside)
    while left:
        loop = [min(left)]
        while True:
            onwards = [vertex for vertex in sorted(beside[loop[-1]]) if vertex not in loop]
            if not onwards:
                break
            loop.append(onwards[0])
        left -= set(loop)
        loops.append(np.array(loop))
    return loops


def edges_of(quads: np.ndarray) -> set[frozenset[int]]:
    """The edges of quads (F,4)."""
    return {
        frozenset(edge)
        for corners in quads.tolist()
        for edge in zip(corners, corners[1:] + corners[:1], strict=True)
    }  # fmt: skip

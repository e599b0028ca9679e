# SPDX-License-Identifier: GPL-3.0-or-later
"""The names of the mesh's points are MediaPipe's, as its wheel has them."""

import runpy
import zipfile
from itertools import pairwise
from pathlib import Path

import pytest
from soliloquy.runtime.face import mesh_points

ROOT = Path(__file__).resolve().parents[3]
WHEELS = sorted((ROOT / "build" / "sources").glob("mediapipe-0.10.14-*.whl"))
Lines = set[frozenset[int]]


@pytest.fixture(scope="module")
def connections(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Lines]:
    """The lines between two points of each of MediaPipe's outlines."""
    if not WHEELS:
        pytest.skip("the wheel of mediapipe is not in build/sources")
    with zipfile.ZipFile(WHEELS[0]) as wheel:
        found = wheel.extract("mediapipe/python/solutions/face_mesh_connections.py", tmp_path_factory.mktemp("wheel"))
    tables = runpy.run_path(found)
    return {name: {frozenset(line) for line in lines} for name, lines in tables.items() if name.startswith("FACEMESH")}


def _outline(points: tuple[int, ...]) -> Lines:
    return {frozenset(line) for line in pairwise((*points, points[0]))}


def test_outlines_are_those_of_mediapipe(connections: dict[str, Lines]) -> None:
    assert connections["FACEMESH_LIPS"] == _outline(mesh_points.OUTER_LIPS) | _outline(mesh_points.INNER_LIPS)
    assert connections["FACEMESH_FACE_OVAL"] == _outline(mesh_points.OVAL)
    for side, lids, iris in zip(("RIGHT", "LEFT"), mesh_points.LIDS, mesh_points.IRISES, strict=True):
        assert connections[f"FACEMESH_{side}_EYE"] == _outline(lids)
        assert connections[f"FACEMESH_{side}_IRIS"] == _outline(iris[1:])
    brows = connections["FACEMESH_RIGHT_EYEBROW"] | connections["FACEMESH_LEFT_EYEBROW"]
    assert set(mesh_points.BROWS) == {point for line in brows for point in line}


def test_rings_and_folds_go_along_the_mesh(connections: dict[str, Lines]) -> None:
    rings = (*mesh_points.UPPER_RINGS, *mesh_points.LOWER_RINGS, *mesh_points.FOLDS, mesh_points.NOSE_EDGE)
    lines = {frozenset(line) for ring in rings for line in pairwise(ring)}
    assert lines <= connections["FACEMESH_TESSELATION"]

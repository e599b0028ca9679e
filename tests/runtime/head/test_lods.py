# SPDX-License-Identifier: GPL-3.0-or-later
"""Levels of detail: fewer triangles of the head's own vertices, with whole lips, whose closures stay shut."""

import numpy as np
import pytest
from soliloquy.runtime.head.arkit import ARKIT_INDEX
from soliloquy.runtime.head.deform import arkit_vertices
from soliloquy.runtime.head.heads import DEFAULT_HEAD, load_head, shared_arrays
from soliloquy.runtime.head.lods import lods
from soliloquy.runtime.people.topology import MATERIALS

LEVELS = pytest.mark.parametrize("level", [0, 1], ids=["LOD1", "LOD2"])


@pytest.fixture(scope="module")
def whole() -> np.ndarray:
    """The head's own triangles (T,3)."""
    quads = shared_arrays()["quads"]
    return np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]])


@pytest.fixture(scope="module")
def closures() -> np.ndarray:
    """ARKit weights (N,52) in the middle of each P, B and M of a sentence."""
    from soliloquy.runtime.animate.rules.engine import animate
    from soliloquy.runtime.listen.features import measure
    from soliloquy.runtime.requests import Direction
    from soliloquy.runtime.voice.synthesis import time_text

    speech = time_text("My brother Bob bought a big blue balloon, but the pump broke before five.")
    weights = animate(speech, measure(speech), Direction(seed=1)).weights
    frames = [round((phone.start + phone.end) * 25) for phone in speech.phones if phone.symbol in ("p", "b", "m")]
    assert len(frames) > 8
    return weights[frames]


def test_they_have_a_half_and_a_quarter_of_the_triangles(whole: np.ndarray) -> None:
    assert [len(lod.triangles) / len(whole) for lod in lods()] == pytest.approx([0.5, 0.25], abs=1e-3)


def test_each_is_made_of_the_vertices_of_the_one_before() -> None:
    finer, coarser = lods()
    assert set(coarser.vertices.tolist()) < set(finer.vertices.tolist())


@LEVELS
def test_a_triangle_is_of_one_material_and_of_three_vertices(level: int) -> None:
    lod = lods()[level]
    materials = shared_arrays()["material_index"][lod.corners // 4]
    assert (materials == materials[:, :1]).all()
    assert all(len(set(triangle)) == 3 for triangle in lod.triangles.tolist())
    np.testing.assert_array_equal(shared_arrays()["quads"].reshape(-1)[lod.corners], lod.vertices[lod.triangles])
    assert set(materials[:, 0].tolist()) == set(range(len(MATERIALS)))


@LEVELS
def test_no_edge_is_torn_open(level: int, whole: np.ndarray) -> None:
    """Every border lies along a border of the whole head."""
    outside = np.unique(_open_edges(whole))
    assert np.isin(lods()[level].vertices[_open_edges(lods()[level].triangles)], outside).all()


@LEVELS
def test_the_lips_keep_their_vertices(level: int) -> None:
    lod, shared = lods()[level], shared_arrays()
    lips = np.concatenate([shared["lip_upper"].ravel(), shared["lip_lower"].ravel()])
    assert np.isin(lips, lod.vertices).all()


@LEVELS
@pytest.mark.parametrize("name", [DEFAULT_HEAD, "Kofi"])
def test_the_surface_stays_where_the_head_is(level: int, name: str) -> None:
    """How far a vertex of the face that is gone lies from the surface that remains, at rest, in millimetres."""
    head, lod = load_head(name), lods()[level]
    vertices = head.vertices.astype(float) * 1000
    skin = head.vertices_of("skin")
    face = skin[
        (vertices[skin, 2] > 20) & (vertices[skin, 1] > vertices[shared_arrays()["lip_lower"]][..., 1].min() - 30)
    ]
    gone = np.setdiff1d(face, lod.vertices)
    triangles = vertices[lod.vertices[lod.triangles[head.material_index[lod.corners[:, 0] // 4] == 0]]]
    distance = _distance(vertices[gone], triangles)
    assert distance.mean() < (0.25, 0.5)[level]
    assert distance.max() < (1.5, 3.0)[level]


@LEVELS
def test_lips_that_close_close_as_those_of_the_whole_head(level: int, whole: np.ndarray, closures: np.ndarray) -> None:
    """How high one sees between the lips from the front, on the surface itself, at seven places."""
    head, lod = load_head(DEFAULT_HEAD), lods()[level]
    turn = np.zeros((len(closures), 3), np.float32)
    for vertices in arkit_vertices(head, closures, turn):
        own = _seen_between(vertices, whole)
        assert np.abs(_seen_between(vertices, lod.vertices[lod.triangles]) - own).max() <= 0.3
    open_mouth = np.zeros((1, 52), np.float32)
    open_mouth[0, ARKIT_INDEX["jawOpen"]] = 0.5
    wide = _seen_between(arkit_vertices(head, open_mouth, turn[:1])[0], whole)
    assert wide[3] > 5


def _open_edges(triangles: np.ndarray) -> np.ndarray:
    edges = np.sort(np.stack([triangles, np.roll(triangles, -1, axis=1)], axis=-1).reshape(-1, 2), axis=1)
    unique, count = np.unique(edges, axis=0, return_counts=True)
    return unique[count == 1]


def _seen_between(vertices: np.ndarray, triangles: np.ndarray) -> np.ndarray:
    """Millimetres (7,) of height over which a level look goes more than 6 mm behind the lips."""
    places = vertices.astype(float) * 1000
    lips = places[shared_arrays()["lip_upper"][:, 0]]
    near = np.abs(places[triangles][..., 1] - lips[:, 1].mean()).min(axis=1) < 30
    corners = places[triangles[near]]
    return np.array([_dark(corners, x, y, z) for x, y, z in lips])


def _dark(corners: np.ndarray, x: float, y: float, z: float) -> float:
    step = 0.05
    heights = y + np.arange(-20, 5, step)
    corners = corners[(corners[..., 0].min(axis=1) <= x) & (corners[..., 0].max(axis=1) >= x)]
    (ax, ay, az), (bx, by, bz), (cx, cy, cz) = np.moveaxis(corners, (1, 2), (0, 1))
    area = (bx - ax) * (cy - ay) - (cx - ax) * (by - ay)
    area = np.where(np.abs(area) < 1e-12, np.nan, area)
    height = heights[:, None]
    second = ((x - ax) * (cy - ay) - (cx - ax) * (height - ay)) / area
    third = ((bx - ax) * (height - ay) - (x - ax) * (by - ay)) / area
    hit = (second >= 0) & (third >= 0) & (second + third <= 1)
    depth = np.where(hit, az + second * (bz - az) + third * (cz - az), -np.inf).max(axis=1)
    return float((depth < z - 6.0).sum() * step)


def _distance(points: np.ndarray, triangles: np.ndarray) -> np.ndarray:
    """From each point (N,3) to the nearest of the triangles (T,3,3)."""
    return np.array([_to_nearest(point, triangles) for point in points])


def _to_nearest(point: np.ndarray, triangles: np.ndarray) -> float:
    near = triangles[np.argsort(((triangles.mean(axis=1) - point) ** 2).sum(axis=1))[:80]]
    a, ab, ac = near[:, 0], near[:, 1] - near[:, 0], near[:, 2] - near[:, 0]
    normal = np.cross(ab, ac)
    size = np.maximum((normal**2).sum(axis=1), 1e-12)
    second = (np.cross(point - a, ac) * normal).sum(axis=1) / size
    third = (np.cross(ab, point - a) * normal).sum(axis=1) / size
    inside = (second >= 0) & (third >= 0) & (second + third <= 1)
    above = np.abs(((point - a) * normal).sum(axis=1)) / np.sqrt(size)
    best = above[inside].min(initial=np.inf)
    for start, end in ((0, 1), (1, 2), (2, 0)):
        along = near[:, end] - near[:, start]
        share = ((point - near[:, start]) * along).sum(axis=1) / np.maximum((along**2).sum(axis=1), 1e-12)
        nearest = near[:, start] + np.clip(share, 0, 1)[:, None] * along
        best = min(best, np.sqrt(((point - nearest) ** 2).sum(axis=1)).min())
    return float(best)

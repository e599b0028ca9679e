# SPDX-License-Identifier: GPL-3.0-or-later
"""Lips are found on faces by how an opening mouth moves them, whichever way the mesh lies."""

import numpy as np
import pytest
from soliloquy.runtime.head.arkit import ARKIT_INDEX
from soliloquy.runtime.head.heads import load_head, shared_arrays
from soliloquy.runtime.rigs.found_lips import apart_at_rest, find_lips, lowered, measured

JAW = ARKIT_INDEX["jawOpen"]


def face(name: str) -> tuple[np.ndarray, np.ndarray]:
    head = load_head(name)
    return head.vertices.astype(np.float64), head.shape_deltas.astype(np.float64)


@pytest.mark.parametrize("name", ["Clara", "Kofi", pytest.param("Amara", marks=pytest.mark.check)])
def test_the_lips_of_our_heads_are_found_and_measured_as_their_own_vertices_are(name: str) -> None:
    places, deltas = face(name)
    lips = find_lips(places, 0.6 * deltas[JAW])
    assert lips is not None
    assert lips.axes.tolist() == np.eye(3).tolist()
    middle = places[shared_arrays()["lip_upper"][3, 0]]
    assert np.abs(places[lips.pairs].mean(axis=(0, 1)) - middle).max() < 0.008
    assert 0.028 < lips.width < 0.055
    names = ("jawOpen", "mouthClose", "mouthPucker", "mouthSmileLeft")
    found = {one: measured(lips, deltas[ARKIT_INDEX[one]]) for one in names}
    assert lips.width * found["jawOpen"][0] == pytest.approx(0.034, abs=0.002)
    assert lips.width * found["mouthClose"][0] == pytest.approx(-0.034, abs=0.002)
    assert found["mouthPucker"][1] < -0.1 and found["mouthPucker"][2] > 0.1
    assert found["mouthSmileLeft"][1] > 0.05 and abs(found["mouthSmileLeft"][0]) < 0.03


def test_lips_that_are_ajar_at_rest_are_told_to_be_and_what_sinks_is_told_too() -> None:
    places, deltas = face("Clara")
    shut, ajar = (find_lips(places + open_by * deltas[JAW], 0.5 * deltas[JAW]) for open_by in (0.0, 0.1))
    assert shut is not None and ajar is not None
    gaps = [
        lips.width * apart_at_rest(lips, places + open_by * deltas[JAW]) for lips, open_by in ((shut, 0.0), (ajar, 0.1))
    ]
    assert gaps[0] < 0.002 and gaps[1] - gaps[0] > 0.0015
    assert lowered(shut, deltas[JAW]) > 0.5 and lowered(shut, deltas[ARKIT_INDEX["mouthRollLower"]]) < 0.0


@pytest.mark.check
def test_a_scans_many_points_are_measured_as_few_are() -> None:
    """Our head with its triangles parted until it has as many points as a scanned one."""
    places, deltas = face("Clara")
    quads = load_head("Clara").quads
    triangles = np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]])
    coarse = find_lips(places, 0.6 * deltas[JAW])
    shapes = [deltas[ARKIT_INDEX[one]] for one in ("jawOpen", "mouthPucker", "mouthSmileLeft")]
    fine_places, *fine_shapes = _parted([places, *shapes], triangles, times=2)
    assert len(fine_places) > 150_000 and coarse is not None
    fine = find_lips(fine_places, 0.6 * fine_shapes[0])
    assert fine is not None and fine.width == pytest.approx(coarse.width, rel=0.1)
    for few, many in zip(shapes, fine_shapes, strict=True):
        of_few, of_many = (lips.width * measured(lips, move) for lips, move in ((coarse, few), (fine, many)))
        # Of a mouth that opens by 34 mm; where its corner is taken to be, one point further in, makes up to 1.6 mm.
        np.testing.assert_allclose(of_many, of_few, atol=0.002)


def _parted(fields: list[np.ndarray], triangles: np.ndarray, times: int) -> list[np.ndarray]:
    """Fields (V,3) on the points of a mesh, with a point more in the middle of each edge, so many times."""
    for _ in range(times):
        edges = np.sort(triangles[:, [[0, 1], [1, 2], [2, 0]]].reshape(-1, 2), axis=1)
        edges, where = np.unique(edges, axis=0, return_inverse=True)
        new = where.reshape(-1, 3) + len(fields[0])
        fields = [np.concatenate([each, each[edges].mean(axis=1)]) for each in fields]
        (a, b, c), (ab, bc, ca) = triangles.T, new.T
        triangles = np.concatenate(
            [np.stack(each, axis=1) for each in ((a, ab, ca), (ab, b, bc), (ca, bc, c), (ab, bc, ca))]
        )
    return fields


@pytest.mark.parametrize("columns", [(1, 3, 5), (0, 1, 3, 5, 6)])
def test_lips_of_a_few_points_are_measured_too(columns: tuple[int, ...]) -> None:
    """Of the lips of our head no more than 3 or 5 points each, and 60 of the skin away from them."""
    places, deltas = face("Clara")
    lips_alone = [shared_arrays()[lip][list(columns), 0] for lip in ("lip_upper", "lip_lower")]
    head = load_head("Clara")
    skin = np.unique(head.quads[head.material_index == 0])
    away = np.linalg.norm(places[skin] - places[lips_alone[0]].mean(axis=0), axis=1) > 0.03
    others = np.random.default_rng(1).choice(skin[away], 60, replace=False)
    kept = np.unique(np.concatenate([*lips_alone, others]))
    whole, coarse = find_lips(places, 0.6 * deltas[JAW]), find_lips(places[kept], 0.6 * deltas[JAW][kept])
    assert whole is not None and coarse is not None
    assert coarse.width == pytest.approx(whole.width, rel=0.1)
    for one in ("jawOpen", "mouthClose", "mouthLowerDownLeft"):
        move = deltas[ARKIT_INDEX[one]]
        opened = coarse.width * measured(coarse, move[kept])[0]
        assert opened == pytest.approx(whole.width * measured(whole, move)[0], abs=0.001)


@pytest.mark.parametrize("seed", range(6))
def test_a_few_points_that_are_far_from_each_other_are_no_lips(seed: int) -> None:
    places, deltas = face("Clara")
    kept = np.random.default_rng(seed).choice(len(places), 200, replace=False)
    assert find_lips(places[kept], 0.6 * deltas[JAW][kept]) is None


@pytest.mark.parametrize("turned", [[[1, 0, 0], [0, 0, 1], [0, -1, 0]], [[0, 0, 1], [0, 1, 0], [-1, 0, 0]]])
def test_a_face_may_lie_any_way(turned: list[list[int]]) -> None:
    places, deltas = face("Clara")
    turn = np.array(turned, float)
    straight, lying = find_lips(places, deltas[JAW]), find_lips(places @ turn.T * 100.0, deltas[JAW] @ turn.T * 100.0)
    assert straight is not None and lying is not None
    assert lying.axes @ turn == pytest.approx(np.eye(3))
    assert lying.width == pytest.approx(100.0 * straight.width)


@pytest.mark.parametrize("points", [3, 500])
def test_where_nothing_parts_there_are_no_lips(points: int) -> None:
    ball = np.random.default_rng(1).normal(size=(points, 3))
    assert find_lips(ball, np.zeros_like(ball)) is None
    assert find_lips(ball, np.outer(np.clip(-ball[:, 2], 0, None), [0, 0, -0.3])) is None

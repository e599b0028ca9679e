# SPDX-License-Identifier: GPL-3.0-or-later
"""What is left out of a GLB because lids hide it, and that nothing else is."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from soliloquy.exporters.behind_lids import behind_lids
from soliloquy.exporters.glb_file import GlbPlan, mend
from soliloquy.exporters.glb_file.document import Document, Stored, read_glb
from soliloquy.exporters.glb_file.unseen import Unseen
from soliloquy.runtime.head.heads import head_names, load_head

Written = Callable[[Document], Path]


def test_unseen_triangles_go_with_their_points_and_the_others_stay(rigged: Document, written: Written) -> None:
    hair = rigged.tree["meshes"][0]["primitives"][1]
    places = rigged.stored[hair["attributes"]["POSITION"]].values
    triangles = np.arange(399, dtype="<u2")
    hair["indices"] = rigged.add(Stored(triangles[:, None], "SCALAR"))
    moves = np.zeros((400, 3), "<f4")
    moves[:, 1] = np.arange(400) / 100
    hair["targets"][0]["POSITION"] = rigged.add(Stored(moves, "VEC3"))
    path = written(rigged)
    mend(path, GlbPlan(29.97, unseen=(Unseen("hair", np.zeros((1, 3)), 90.0),)))
    document = read_glb(path)
    kept_skin, kept_hair = document.tree["meshes"][0]["primitives"]
    seen = (places[:399].reshape(-1, 3, 3)[..., 2] >= 0).any(axis=1)
    corners = document.stored[kept_hair["indices"]].values[:, 0]
    for name, given in ((kept_hair["attributes"], places), (kept_hair["targets"][0], moves)):
        np.testing.assert_allclose(
            document.floats(name["POSITION"])[corners], given[:399].reshape(-1, 3, 3)[seen].reshape(-1, 3), atol=1e-6
        )
    assert len(corners) == len(document.floats(kept_hair["attributes"]["POSITION"])) == 3 * seen.sum()
    assert len(document.floats(kept_skin["attributes"]["POSITION"])) == 400


def test_it_is_asked_from_the_nearest_centre() -> None:
    unseen = Unseen("socket", np.array([[0.03, 0, 0], [-0.03, 0, 0]]), 80.0)
    places = np.array([[0.03, 0, 0.01], [-0.03, 0, -0.01], [-0.04, 0, 0.001], [-0.04, 0, 0.01]])
    assert unseen.hides(places).tolist() == [False, True, True, False]


@pytest.mark.parametrize("name", [*head_names()[:12], "random=12", "random=18"])
def test_the_edge_of_the_lids_is_seen_and_more_than_a_third_of_their_insides_is_not(name: str) -> None:
    head = load_head(name)
    (unseen,) = behind_lids(head)
    skin, inside = (head.vertices_of(each) for each in ("skin", "socket"))
    edge = np.intersect1d(skin, inside)
    for shape in head.shape_deltas:
        assert not unseen.hides(head.vertices[edge] + shape[edge]).any()
    assert 1 / 3 < unseen.hides(head.vertices[inside]).mean() < 2 / 3

# SPDX-License-Identifier: GPL-3.0-or-later
"""What shapes lose where nobody sees it, and what they keep."""

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import numpy as np
from soliloquy.exporters.glb_file import GlbPlan, mend
from soliloquy.exporters.glb_file.document import Document, Stored, read_glb

Written = Callable[[Document], Path]


def test_shapes_on_what_is_dark_have_no_normals_and_others_keep_theirs(rigged: Document, written: Written) -> None:
    skin, dark = deepcopy(rigged.tree["meshes"][0]["primitives"][0]), rigged.tree["meshes"][0]["primitives"][1]
    dark["targets"] = skin["targets"]
    path = written(rigged)
    mend(path, GlbPlan(29.97, dark={"hair": 6e-4}))
    attributes = [
        [sorted(target) for target in primitive["targets"]]
        for primitive in read_glb(path).tree["meshes"][0]["primitives"]
    ]
    assert attributes == [[["NORMAL", "POSITION"]] * 2, [["POSITION"]] * 2]


def test_what_is_unlit_loses_its_normals_and_keeps_its_moves(rigged: Document, written: Written) -> None:
    skin, unlit = deepcopy(rigged.tree["meshes"][0]["primitives"][0]), rigged.tree["meshes"][0]["primitives"][1]
    unlit["targets"] = skin["targets"]
    path = written(rigged)
    mend(path, GlbPlan(29.97, unlit=("hair",)))
    skin, unlit = (
        next(
            part for mesh in read_glb(path).tree["meshes"] for part in mesh["primitives"] if part["material"] == number
        )
        for number in (0, 1)
    )
    assert any("NORMAL" in target for target in skin["targets"])
    assert not any("NORMAL" in target for target in unlit["targets"])
    assert [target["POSITION"] for target in unlit["targets"]] == [target["POSITION"] for target in skin["targets"]]


def test_what_is_dark_keeps_no_small_moves_but_where_it_meets_what_is_seen(rigged: Document, written: Written) -> None:
    small = np.zeros((400, 3), "<f4")
    small[6], small[7], small[8], small[9] = (0, 1e-4, 0), (0, 5e-4, 0), (0, 1e-2, 0), (0, 5e-4, 0)
    skin, dark = rigged.tree["meshes"][0]["primitives"]
    for primitive in (skin, dark):
        primitive["targets"][0]["POSITION"] = rigged.add(Stored(small, "VEC3"))
    places = rigged.stored[dark["attributes"]["POSITION"]].values
    places[9] = rigged.stored[skin["attributes"]["POSITION"]].values[50]
    # As large as a head.
    places[300] = (0.0, 0.3, 0.0)
    path = written(rigged)
    mend(path, GlbPlan(29.97, dark={"hair": 6e-4}))
    document = read_glb(path)
    moved = [
        np.flatnonzero(document.floats(primitive["targets"][0]["POSITION"]).any(axis=1)).tolist()
        for primitive in document.tree["meshes"][0]["primitives"]
    ]
    assert moved == [[7, 8, 9], [8, 9]]


def test_of_a_small_mesh_small_moves_stay(rigged: Document, written: Written) -> None:
    for primitive in rigged.tree["meshes"][0]["primitives"]:
        for name in (primitive["attributes"], primitive["targets"][0]):
            stored = rigged.stored[name["POSITION"]]
            name["POSITION"] = rigged.add(Stored(stored.values * np.float32(0.01), stored.kind))
    path = written(rigged)
    mend(path, GlbPlan(29.97))
    document = read_glb(path)
    target = document.tree["meshes"][0]["primitives"][0]["targets"][0]
    assert np.flatnonzero(document.floats(target["POSITION"]).any(axis=1)).tolist() == [3, 5]

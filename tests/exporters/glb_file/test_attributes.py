# SPDX-License-Identifier: GPL-3.0-or-later
"""Bones' weights and places in a picture, in numbers of one byte or two."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from soliloquy.exporters.glb_file import GlbPlan, mend
from soliloquy.exporters.glb_file.document import Document, Stored, read_glb

PLAN = GlbPlan(29.97, "line", {"eye.L": "eye_L"})
Written = Callable[[Document], Path]


@pytest.mark.parametrize("times", [1, 3])
def test_skin_weights_are_small_numbers_that_add_up(rigged: Document, written: Written, times: int) -> None:
    for primitive in rigged.tree["meshes"][0]["primitives"]:
        place = primitive["attributes"]["POSITION"]
        rigged.stored[place] = Stored(rigged.stored[place].values * times, "VEC3")
    path = written(rigged)
    mend(path, PLAN)
    mended = read_glb(path)
    attributes = mended.tree["meshes"][0]["primitives"][0]["attributes"]
    weights, joints = mended.stored[attributes["WEIGHTS_0"]], mended.stored[attributes["JOINTS_0"]]
    number_type = np.uint8 if times == 1 else np.uint16
    assert (weights.values.dtype, weights.normalized, joints.values.dtype) == (number_type, True, np.uint8)
    assert (weights.values.sum(axis=1, dtype=int) == np.iinfo(number_type).max).all()
    assert not joints.values[weights.values == 0].any()
    given = rigged.tree["meshes"][0]["primitives"][0]["attributes"]["WEIGHTS_0"]
    np.testing.assert_allclose(
        mended.floats(attributes["WEIGHTS_0"]), rigged.floats(given), atol=1 / np.iinfo(number_type).max
    )


def test_skin_weights_of_nothing_or_all_are_bytes(rigged: Document, written: Written) -> None:
    for primitive in rigged.tree["meshes"][0]["primitives"]:
        place = primitive["attributes"]["WEIGHTS_0"]
        rigged.stored[place] = Stored(np.tile(np.array([0, 1, 0, 0], "<f4"), (400, 1)), "VEC4")
    path = written(rigged)
    mend(path, PLAN)
    document = read_glb(path)
    attributes = document.tree["meshes"][0]["primitives"][0]["attributes"]
    assert document.stored[attributes["WEIGHTS_0"]].values.dtype == np.uint8
    assert document.stored[attributes["WEIGHTS_0"]].values[0].tolist() == [0, 255, 0, 0]


def test_skin_weights_of_a_whole_body_stay_exact(rigged: Document, written: Written) -> None:
    attributes = rigged.tree["meshes"][0]["primitives"][0]["attributes"]
    rigged.stored[attributes["POSITION"]] = Stored(rigged.stored[attributes["POSITION"]].values * 10, "VEC3")
    path = written(rigged)
    mend(path, PLAN)
    document = read_glb(path)
    after = document.tree["meshes"][0]["primitives"][0]["attributes"]["WEIGHTS_0"]
    np.testing.assert_array_equal(document.stored[after].values, rigged.stored[attributes["WEIGHTS_0"]].values)


@pytest.mark.parametrize("beyond", [0.0, 0.5])
def test_places_in_a_picture_are_shorts_and_those_beyond_it_stay(
    rigged: Document, written: Written, beyond: float
) -> None:
    given = np.random.default_rng(3).uniform(0.0, 1.0 + beyond, (400, 2)).astype("<f4")
    for primitive in rigged.tree["meshes"][0]["primitives"]:
        primitive["attributes"]["TEXCOORD_0"] = rigged.add(Stored(given, "VEC2"))
    path = written(rigged)
    mend(path, PLAN)
    document = read_glb(path)
    place = document.tree["meshes"][0]["primitives"][0]["attributes"]["TEXCOORD_0"]
    stored = document.stored[place]
    assert (stored.values.dtype, stored.normalized) == ((np.float32, False) if beyond else (np.uint16, True))
    np.testing.assert_allclose(document.floats(place), given, atol=0.0 if beyond else 0.51 / 65535)

# SPDX-License-Identifier: GPL-3.0-or-later
"""The network that repaints mouths: one by one or together, within its patch, and no more than there is to paint."""

import numpy as np
import pytest
from soliloquy.runtime.arrays import Array
from soliloquy.runtime.head.arkit import ARKIT_INDEX
from soliloquy.runtime.motion import ArkitCurves
from soliloquy.runtime.portrait.motion import face_motion, wanted_points
from soliloquy.runtime.portrait.painter import painted
from soliloquy.runtime.portrait.painting import Painted, Reference, Wanted, blend, reference_of, wanted_of
from soliloquy.runtime.portrait.patch import SIDE
from soliloquy.runtime.portrait.sitter import Sitter


@pytest.fixture(scope="module")
def reference(sitter: Sitter) -> Reference:
    return reference_of(sitter.picture, sitter.mesh.points)


@pytest.fixture(scope="module")
def wanted(sitter: Sitter, reference: Reference) -> list[Wanted]:
    """Shut, half open and open."""
    weights = np.zeros((3, len(ARKIT_INDEX)), np.float32)
    weights[:, ARKIT_INDEX["jawOpen"]] = (0.0, 0.25, 0.5)
    points = wanted_points(face_motion(sitter.mesh), ArkitCurves(weights, np.zeros((3, 3), np.float32)), 0.0)
    return [wanted_of(reference, each) for each in points]


def test_together_they_are_painted_as_one_by_one(reference: Reference, wanted: list[Wanted]) -> None:
    together = painted(reference, wanted)
    for each, mouth in zip(together, wanted, strict=True):
        (alone,) = painted(reference, [mouth])
        assert each.colour.shape == (SIDE, SIDE, 3) and each.mask.shape == (SIDE, SIDE)
        assert abs(alone.colour - each.colour).max() < 0.1
        assert abs(alone.mask - each.mask).max() < 1e-3


def test_the_inside_of_an_open_mouth_is_painted_and_not_stretched_lips(
    reference: Reference, wanted: list[Wanted]
) -> None:
    paint = painted(reference, wanted)[2]
    inside = wanted[2].maps[1] > 200
    assert paint.mask[inside].mean() > 0.9
    redness = [np.mean(each[inside][:, 0] / each[inside].sum(axis=1)) for each in (paint.colour, wanted[2].warped)]
    assert redness[0] < redness[1]
    assert abs(paint.colour - wanted[2].warped)[inside].mean() > 5.0


def test_lips_that_are_shut_stay_much_as_they_were_warped(reference: Reference, wanted: list[Wanted]) -> None:
    paint = painted(reference, wanted)[0]
    changed = paint.mask[..., None] * (paint.colour - wanted[0].warped)
    assert abs(changed).mean() < 4.0


def _blended(sitter: Sitter, mouth: Wanted, mask: float) -> Array:
    picture = sitter.picture.copy()
    blend(picture, mouth, Painted(np.zeros((SIDE, SIDE, 3), np.float32), np.full((SIDE, SIDE), mask, np.float32)))
    return picture


def test_paint_fades_out_before_the_edge_of_its_patch(sitter: Sitter, wanted: list[Wanted]) -> None:
    assert (_blended(sitter, wanted[2], 0.0) == sitter.picture).all()
    changed = abs(_blended(sitter, wanted[2], 1.0) - sitter.picture).max(axis=2)
    x, y = wanted[2].square.to_picture(np.array([[0.5, 0.5]]))[0].astype(int)
    assert changed[y, x] > 20.0
    # The pixels that the edge crosses; one further in is up to 2 % of the patch in, and painted a little.
    edges = wanted[2].square.to_picture(np.array([[0.0, 0.5], [1.0, 0.5], [0.5, 0.0]]))
    for x, y in np.floor(edges).astype(int):
        assert changed[y, x] < 2.0

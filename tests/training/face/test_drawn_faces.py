# SPDX-License-Identifier: GPL-3.0-or-later
"""People by chance are drawn alike from one seed, found by the face mesh, and what is known of them is their own."""

from pathlib import Path

import numpy as np
import pytest
from soliloquy.runtime.face.entries import POINTS, SIDE
from soliloquy.runtime.people.presets import nearest_preset
from soliloquy.training.face.examples import FaceRecipe, known_of, load, make
from soliloquy.training.face.people import someone, view


def test_what_is_known_is_the_persons_own_and_looks_are_anybodys() -> None:
    people = [someone(7, number) for number in range(200)]
    known = np.array([known_of(who) for who in people])
    assert 0.4 < (known[:, 0] > 0.5).mean() < 0.6 and known[:, 1].min() >= 18 and known[:, 1].max() <= 80
    own = [who.look == nearest_preset(who.identity) for who in people]
    assert 0.4 < np.mean(own) < 0.7
    assert 0.1 < np.mean([who.glasses > 0 for who in people]) < 0.4
    assert known_of(someone(7, 3)).tolist() == known[3].tolist()


def test_views_differ_and_the_first_is_nearly_from_the_front() -> None:
    turns = np.degrees([[view(7, number, which).turn for which in range(4)] for number in range(30)])
    assert np.abs(turns[:, 0]).max() <= 8.0
    assert 20.0 < np.abs(turns[:, 1:, 1]).max() <= 45.0


@pytest.mark.check
def test_a_part_is_the_same_again_and_is_not_made_twice(tmp_path: Path) -> None:
    recipe = FaceRecipe(views=2)
    for folder in ("one", "other"):
        make(recipe, range(2), tmp_path / folder)
    one, other = (load(tmp_path / folder) for folder in ("one", "other"))
    assert (one.chips == other.chips).all() and (one.points == other.points).all()
    assert one.chips.shape[1:] == (SIDE, SIDE) and one.points.shape[1:] == (POINTS, 3)
    assert len(one.chips) >= 3, "the mesh lies on them"
    before = (tmp_path / "one" / "000000.npz").stat().st_mtime_ns
    make(recipe, range(2), tmp_path / "one")
    assert (tmp_path / "one" / "000000.npz").stat().st_mtime_ns == before


@pytest.mark.check
def test_mirror_images_are_looked_at_too(tmp_path: Path) -> None:
    make(FaceRecipe(views=3), range(1), tmp_path)
    faces = load(tmp_path)
    nose = 1
    across, mirrored = faces.points[:, nose, 0], faces.mirrored[:, nose, 0]
    assert np.abs(across + mirrored).max() < 0.05 and np.abs(faces.points - faces.mirrored)[..., 1].mean() < 0.05
    assert (faces.points[..., 2] != faces.mirrored[..., 2]).mean() > 0.9, "the mesh sees the two a bit apart"
    assert faces.turned.shape == (len(faces.chips),) and faces.turned.min() >= 0 and faces.turned.max() < 90

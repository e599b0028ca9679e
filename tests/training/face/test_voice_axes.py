# SPDX-License-Identifier: GPL-3.0-or-later
"""The axes along which faces' voices differ: what tells people apart, and not what tells sexes or pictures apart."""

import numpy as np
import pytest

pytest.importorskip("torch")

from soliloquy.training.face.examples import Faces
from soliloquy.training.face.voice_axes import AXES, apart, axes_of


def test_axes_are_those_of_people_and_not_of_sex_or_of_pictures() -> None:
    draw = np.random.default_rng(1)
    person = np.repeat(np.arange(80), 4)
    woman = (person % 2).astype(float)
    known = np.stack([woman, np.full(320, 40.0), np.full(320, 0.5), np.full(320, 0.5)], axis=1)
    features = 0.05 * draw.normal(size=(320, 128))
    features[:, 0] += 5.0 * woman  # what sexes differ by
    features[:, 1] += 3.0 * draw.normal(size=320)  # what pictures differ by
    features[:, 2:7] += draw.normal(size=(80, 5))[person]  # what people differ by
    points = np.zeros((320, 1, 3), np.float32)
    faces = Faces(np.zeros((320, 1, 1), np.uint8), points, points, np.zeros(320), person, known)
    middle, axes = axes_of(features, faces)
    assert axes.shape == (128, AXES)
    coordinates = (features - middle) @ axes
    np.testing.assert_allclose(coordinates.std(axis=0), 1.0, atol=1e-6)
    size = np.abs(axes).sum(axis=1)
    assert size[2:7].min() > 3.0 * np.delete(size, range(2, 7)).max()
    assert "nearer to oneself 100 %" in apart(coordinates, faces)

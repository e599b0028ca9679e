# SPDX-License-Identifier: GPL-3.0-or-later
"""What is left out of an encoder is out of it, and the page has a row for each part."""

from dataclasses import replace

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from soliloquy.runtime.face.entries import POINTS, SIDE  # noqa: E402
from soliloquy.training.face import ablate  # noqa: E402
from soliloquy.training.face.examples import Faces  # noqa: E402


def _faces() -> Faces:
    draw = np.random.default_rng(1)
    person = np.repeat(np.arange(30), 2)
    known = np.stack([person % 2, 20.0 + person, np.full(60, 0.5), np.full(60, 0.5)], axis=1).astype(np.float32)
    chips = draw.integers(0, 255, (60, SIDE, SIDE), np.uint8)
    points = draw.normal(0, 0.05, (60, POINTS, 3)).astype(np.float32)
    return Faces(chips, points, points, np.zeros(60), person, known)


@pytest.mark.check
@pytest.mark.parametrize("parts", ablate.ROWS, ids=lambda parts: parts.name)
def test_each_part_can_be_left_out(parts: ablate.Parts) -> None:
    faces = _faces()
    encoder = ablate.trained(faces, parts, 1)
    before = ablate.features(encoder, faces, parts)
    moved = replace(faces, points=faces.points[::-1].copy())
    assert (before == ablate.features(encoder, moved, parts)).all() != parts.mesh
    assert len(encoder.pixels.joins) == (2 if parts.hierarchy else 0)


@pytest.mark.check
@pytest.mark.parametrize("taught", [True, False])
def test_an_encoder_that_is_taught_no_attributes_does_not_look_at_them(taught: bool) -> None:
    faces = _faces()
    older = replace(faces, known=faces.known + np.array([0, 20, 0, 0], np.float32))
    one, other = (ablate.trained(each, ablate.Parts("", attributes=taught), 1) for each in (faces, older))
    assert all(map(torch.equal, one.parameters(), other.parameters())) != taught


def test_without_views_each_person_is_seen_once() -> None:
    faces = _faces()
    assert (ablate._chosen(faces, np.arange(60), ablate.Parts("", views=False)) == 2 * (np.arange(60) // 2)).all()


def test_the_page_says_how_long_and_of_whom() -> None:
    text = ablate.page(_faces(), 300, ["| all parts | 1 |"])
    assert "300 steps" in text and "6 drawn pictures of 3 people" in text and text.endswith("| all parts | 1 |\n")

# SPDX-License-Identifier: GPL-3.0-or-later
"""Lashes are hairs that grow from the lids and follow them."""

import numpy as np
import pytest
from soliloquy.runtime.head.arkit import ARKIT_INDEX
from soliloquy.runtime.head.heads import Head, head_names, load_head
from soliloquy.runtime.people.lash_mesh import LOWER, UPPER

RINGS = 3


@pytest.fixture(params=head_names())
def head(request: pytest.FixtureRequest) -> Head:
    return load_head(request.param)


def _hairs(head: Head) -> np.ndarray:
    """Vertices (H,3,2) of each hair, root to tip."""
    quads = head.quads[head.of_material("lashes")]
    return np.unique(quads).reshape(-1, RINGS, 2)


def test_hairs_taper_to_a_tip_and_stand_off_the_eye(head: Head) -> None:
    hairs = head.vertices[_hairs(head)]
    assert len(hairs) == 2 * (UPPER.hairs + LOWER.hairs)
    widths = np.linalg.norm(hairs[:, :, 1] - hairs[:, :, 0], axis=2) * 1000
    assert (widths[:, 0] > 2.5 * widths[:, -1]).all()
    assert widths.max() < 1.0
    eyes = head.joints[[head.bone_names.index(name) for name in ("eye.L", "eye.R")]]
    away = np.linalg.norm(hairs.mean(axis=2)[:, :, None] - eyes, axis=3).min(axis=2) * 1000
    assert (away[:, -1] > away[:, 0] + 0.5).all()
    assert (away[:, 0] > head.eye_radii.mean() * 900).all()


def test_the_upper_lashes_go_down_with_the_lid_and_no_hair_is_torn(head: Head) -> None:
    hairs = _hairs(head)
    blink = head.shape_deltas[[ARKIT_INDEX["eyeBlinkLeft"], ARKIT_INDEX["eyeBlinkRight"]]].sum(axis=0)
    falls = -blink[hairs].mean(axis=(1, 2))[:, 1] * 1000
    assert (falls > 1.5).sum() == 2 * UPPER.hairs
    assert (np.abs(falls) < 0.5).sum() == 2 * LOWER.hairs
    shut = head.vertices + blink
    long = [np.linalg.norm(np.diff(places[hairs].mean(axis=2), axis=1), axis=2) for places in (head.vertices, shut)]
    assert (long[1] < 2.0 * long[0] + 0.001).all()

# SPDX-License-Identifier: GPL-3.0-or-later
"""Hair too short for locks stands hair by hair all over the scalp, and nowhere else."""

import numpy as np
import pytest
from soliloquy.runtime.head.cropped_strands import cropped_strands
from soliloquy.runtime.head.heads import load_head
from soliloquy.runtime.head.normals import vertex_normals
from soliloquy.runtime.people.data import people_data
from soliloquy.runtime.people.hair_growth import LOCKS, RINGS
from soliloquy.runtime.people.hair_style import STYLES
from soliloquy.runtime.people.hairline import above_hairline, clear_of_ears

_SHAVED = ("Clara,hair=shaved", "Kofi", "woman=0.3,age=60,asian=0.9,hair=shaved,hair_texture=coiled")


@pytest.mark.parametrize("name", _SHAVED)
def test_no_patch_of_the_scalp_is_bare_and_the_face_is(name: str) -> None:
    head = load_head(name)
    roots = cropped_strands(head).points[:, 0]
    skin = head.vertices_of("skin")[::5]
    default = load_head("Clara")
    places = (default.vertices[skin] - default.joints[-2:].mean(axis=0)) * 1000.0
    hairy = (above_hairline(places) > 6.0) & clear_of_ears(places)
    near = np.array([np.linalg.norm(roots - place, axis=1).min() for place in head.vertices[skin]]) * 1000.0
    assert near[hairy].max() < 7.0
    assert near[(places[:, 1] < 30.0) & (places[:, 2] > 0.0)].min() > 5.0


@pytest.mark.parametrize("style", STYLES)
def test_only_short_styles_are_cropped_and_hairs_are_as_long_as_they_say(style: str) -> None:
    points = cropped_strands(load_head(f"Daniel,hair={style}")).points
    assert (len(points) > 10000) == (STYLES[style].top < 16.0)
    if len(points):
        long = np.linalg.norm(np.diff(points, axis=1), axis=2).sum(axis=1) * 1000.0
        assert 0.5 * STYLES[style].sides < np.median(long) < 1.5 * STYLES[style].top


@pytest.mark.parametrize("name", ["Clara,hair=shaved", "Kofi", "random=3,hair=shorn"])
def test_cards_of_a_shaven_or_shorn_head_are_under_its_skin(name: str) -> None:
    head = load_head(name)
    cards = head.vertices[people_data().topology.hair].reshape(LOCKS, RINGS, 2, 3).mean(axis=2)[:, 1:]
    skin = head.quads[head.of_material("skin")]
    normals, own = vertex_normals(head.vertices.astype(float), skin), np.unique(skin)
    some = cards[::9].reshape(-1, 3)
    nearest = own[[((head.vertices[own] - card) ** 2).sum(axis=1).argmin() for card in some]]
    assert ((some - head.vertices[nearest]) * normals[nearest]).sum(axis=1).max() < 0.0

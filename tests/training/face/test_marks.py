# SPDX-License-Identifier: GPL-3.0-or-later
"""What shows a drawn person's sex and age beside the face's shape: beards are men's, hair is at times anybody's."""

from dataclasses import replace

import numpy as np
import pytest
from soliloquy.runtime.head.heads import load_head, neutral_vertices
from soliloquy.runtime.people.identity import as_text
from soliloquy.tools.head.bake_head import WHEEL
from soliloquy.tools.weights.folders import CHECKOUT
from soliloquy.training.face.drawing import drawn
from soliloquy.training.face.marks import marked
from soliloquy.training.face.people import someone, view
from soliloquy.training.face.skins import own_skin


def test_beards_are_mens_and_hair_is_at_times_anybodys() -> None:
    people = [marked(8, someone(8, number)) for number in range(400)]
    women = [(who, marks) for who, marks in people if who.identity.woman > 0.5]
    men = [(who, marks) for who, marks in people if who.identity.woman <= 0.5]
    assert not any(marks.stubble for _, marks in women)
    assert 0.1 < np.mean([marks.stubble > 1.2 for _, marks in men]) < 0.35
    dark = [np.array([marks.lips + marks.lids for _, marks in group]) for group in (women, men)]
    assert dark[1].max() < 0.9 < dark[0].max() and dark[0].mean() > 2.0 * dark[1].mean(), "make-up is women's"
    assert max(who.lashes for who, _ in men) < 0.5 * max(who.lashes for who, _ in women)
    long = [np.mean([who.identity.hair in ("bob", "long") for who, _ in group]) for group in (women, men)]
    assert long[0] > 0.4 and 0.0 < long[1] < 0.2
    thick = [np.array([marks.brow.thickness for _, marks in group]) for group in (women, men)]
    assert thick[0].mean() < thick[1].mean() and thick[0].max() > thick[1].min()


def test_eyes_are_drawn_alike() -> None:
    """A layer that lies over the eyes, or lashes drawn from one side alone, leaves one eye open and one half shut."""
    who = replace(someone(8, 3), bald=True, glasses=0.0, lashes=0.0)
    seen = view(8, 3, 0)
    plain = replace(seen, weights=np.zeros_like(seen.weights), turn=np.zeros(3), lights=seen.lights[:0], gloss=0.0)
    one = drawn(who, load_head().vertices, plain)
    middle = one.eyes.mean(axis=0)
    (left, top), (right, low) = (middle + reach for reach in ((-34, -8), (34, 8)))
    eyes = one.picture.mean(axis=2)[round(top) : round(low), round(left) : round(right)]
    assert eyes.max() > 1.35 * np.median(eyes), "the white of the eye shows"
    assert np.corrcoef(eyes.ravel(), eyes[:, ::-1].ravel())[0, 1] > 0.8


def test_lines_come_with_age_and_the_same_seed_gives_the_same() -> None:
    people = [marked(8, someone(8, number)) for number in range(200)]
    ages, lines = (np.array(values) for values in zip(*((w.identity.age, m.lines) for w, m in people), strict=True))
    assert np.corrcoef(ages, lines)[0, 1] > 0.8
    assert marked(8, someone(8, 5))[1] == marked(8, someone(8, 5))[1]


@pytest.mark.check
@pytest.mark.skipif(not (CHECKOUT.sources / WHEEL).exists(), reason="skins are painted from the packages of set-up")
def test_a_beard_darkens_the_chin_and_leaves_the_forehead() -> None:
    who, marks = next(
        found for found in (marked(8, someone(8, number)) for number in range(100)) if found[1].stubble > 2.5
    )
    neutral = neutral_vertices(as_text(who.identity))
    seen = view(8, 0, 0)
    pictures = []
    for stubble in (0.0, marks.stubble):
        skin = own_skin(who.identity, replace(marks, stubble=stubble), neutral, np.random.default_rng(1))
        pictures.append(drawn(who, neutral, seen, skin).picture.mean(axis=2))
    ratio = pictures[1] / np.maximum(pictures[0], 1e-3)
    assert ratio[120:135, 80:96].mean() < 0.8 and ratio[50:58, 80:96].mean() > 0.95

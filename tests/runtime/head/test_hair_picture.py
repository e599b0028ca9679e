# SPDX-License-Identifier: GPL-3.0-or-later
"""Strands on the cards: they taper, leave gaps, have the colour that was asked for, and are drawn alike every time."""

import io

import numpy as np
import pytest
from PIL import Image
from soliloquy.runtime.head import hair_picture
from soliloquy.runtime.head.hair_picture import HEIGHT, STRIP, WIDTH, colour_picture, normal_picture
from soliloquy.runtime.people.hair_colour import HAIR_COLOURS
from soliloquy.runtime.people.hair_growth import FINE
from soliloquy.runtime.people.hair_style import STYLES, TEXTURES, styled, waves_of
from soliloquy.runtime.srgb import linear


def _pixels(content: bytes) -> np.ndarray:
    with Image.open(io.BytesIO(content)) as picture:
        return np.asarray(picture)


@pytest.mark.parametrize("texture", TEXTURES)
def test_strands_thin_out_towards_their_tips_and_strips_do_not_touch(texture: str) -> None:
    pixels = _pixels(colour_picture(waves_of(styled("bob", texture)), HAIR_COLOURS["brown"]))
    assert pixels.shape == (HEIGHT, WIDTH, 4)
    cover = (pixels[..., 3] > 100).mean(axis=1)
    assert cover[HEIGHT // 3] > 2 * cover[int(0.9 * HEIGHT)] > 0
    assert not pixels[:, ::STRIP, 3].any() and not pixels[:, STRIP - 1 :: STRIP, 3].any()
    densities = (pixels[..., 3] > 100).reshape(HEIGHT, -1, STRIP).mean(axis=(0, 2))
    assert (np.diff(densities[1:-FINE]) < 0).all() and densities[-1] < densities[-2] < densities[1]


def test_strands_along_the_edge_of_the_hair_begin_one_after_the_other_and_are_thin() -> None:
    there = _pixels(colour_picture(waves_of(STYLES["bob"]), HAIR_COLOURS["brown"]))[..., 3] > 100
    inner, fine = (each.mean(axis=1) for each in np.split(there, [-FINE * STRIP], axis=1))
    assert inner[HEIGHT // 10] > 0.9 * inner[HEIGHT // 3] and fine[HEIGHT // 10] < 0.8 * fine[HEIGHT // 3]
    runs = np.diff(np.pad(there[HEIGHT // 2, -FINE * STRIP :].astype(int), 1))
    assert np.median(np.flatnonzero(runs < 0) - np.flatnonzero(runs > 0)) <= 2


@pytest.mark.parametrize("colour", ["black", "red", "blond", "white"])
def test_they_have_the_colour_that_was_asked_for(colour: str) -> None:
    pixels = _pixels(colour_picture(waves_of(STYLES["bob"]), HAIR_COLOURS[colour]))
    seen = linear(pixels[pixels[..., 3] > 200][:, :3] / 255.0).mean(axis=0)
    asked = HAIR_COLOURS[colour].linear
    assert 0.5 < seen.mean() / asked.mean() < 1.3
    if HAIR_COLOURS[colour].grey == 0.0:
        assert seen / seen.sum() == pytest.approx(asked / asked.sum(), abs=0.03)


def test_the_two_sides_of_a_strand_face_apart() -> None:
    pixels = _pixels(normal_picture(waves_of(STYLES["bob"]))).astype(float)
    row = pixels[HEIGHT // 2, :STRIP, 0] - 127.5
    assert row.max() > 60 and row.min() < -60
    assert np.linalg.norm(pixels / 127.5 - 1.0, axis=2) == pytest.approx(1.0, abs=0.02)


def test_they_are_drawn_alike_every_time() -> None:
    waves = waves_of(STYLES["curls"])
    once = colour_picture(waves, HAIR_COLOURS["grey"])
    colour_picture.cache_clear()
    hair_picture._drawn.cache_clear()
    assert colour_picture(waves, HAIR_COLOURS["grey"]) == once

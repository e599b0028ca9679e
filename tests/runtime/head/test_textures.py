# SPDX-License-Identifier: GPL-3.0-or-later
"""Skin and eyes in the colour that is asked for, in every picture of a head."""

import io

import numpy as np
import pytest
from PIL import Image
from soliloquy.runtime.head.heads import load_head
from soliloquy.runtime.head.textures import texture_name, texture_of


def painted(name: str, material: str) -> np.ndarray:
    with Image.open(io.BytesIO(texture_of(load_head(name), material))) as picture:
        return np.asarray(picture.convert("RGB"), float)


@pytest.mark.parametrize(("eyes", "largest"), [("blue", 2), ("green", 1), ("brown", 0)])
def test_eyes_have_the_colour_asked_for_and_a_white_and_a_pupil_as_ever(eyes: str, largest: int) -> None:
    eye, plain = painted(f"Kofi,eyes={eyes}", "eye"), painted("Clara", "eye")
    size = len(eye)
    middle, iris = eye[size // 2, size // 2], eye[size // 2 - 5 : size // 2 + 5, round(size * 0.65)].mean(axis=0)
    assert middle.max() < 30, "the pupil is black"
    assert iris.argmax() == largest
    assert np.abs(eye[:20] - plain[:20]).mean() < 2.0, "the white stays"


def test_a_tone_darkens_and_lightens_and_zero_is_nothing() -> None:
    plain, dark, light = (painted(name, "skin")[1024, 1024].mean() for name in _TONES)
    assert dark < 0.8 * plain and light > 1.02 * plain
    assert texture_name(load_head("Daniel,skin_tone=0"), "skin") == texture_name(load_head("Daniel"), "skin")


_TONES = ("Daniel", "Daniel,skin_tone=1", "Daniel,skin_tone=-1")


def test_two_people_with_one_colour_of_eyes_share_a_texture() -> None:
    one, other = load_head("Kofi,eyes=green"), load_head("Mei,eyes=green")
    assert texture_name(one, "eye") == texture_name(other, "eye") != texture_name(load_head("Kofi"), "eye")


def test_a_shaven_scalp_has_the_colour_of_the_hair_and_the_face_stays() -> None:
    dark, blond = (painted(name, "skin") for name in ("Kenji,hair=shaved", "Kenji,hair=shaved,hair_colour=blond"))
    scalp, face = np.s_[300:500, 300:500], np.s_[1150:1250, 900:1150]
    assert blond[scalp].mean() > 2.5 * dark[scalp].mean()
    assert blond[scalp].std() > dark[scalp].std(), "it stays strands"
    assert np.abs(blond[face] - dark[face]).mean() < 1.0
    heads = [load_head(name) for name in ("Kenji", "Kenji,hair=shaved", "Kenji,hair_colour=blond,brow_colour=black")]
    assert texture_name(heads[0], "skin") == texture_name(heads[1], "skin") != texture_name(heads[2], "skin")

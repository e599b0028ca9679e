# SPDX-License-Identifier: GPL-3.0-or-later
"""Which pictures can sit for a portrait, and what is said of those that cannot."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from soliloquy.runtime.errors import InputError, UsageError
from soliloquy.runtime.portrait.sitter import Sitter, sit
from soliloquy.runtime.requests.portrait import PortraitRequest


def test_head_and_shoulders_in_even_pixels(sitter: Sitter) -> None:
    height, width, channels = sitter.picture.shape
    assert max(height, width) == 256
    assert height % 2 == width % 2 == 0
    assert channels == 3
    inside = sitter.mesh.flat
    assert inside.min() > 0
    assert (inside.max(axis=0) < (width, height)).all()


def test_the_whole_picture(strip: Image.Image, tmp_path: Path) -> None:
    path = tmp_path / "wide.png"
    wide = Image.new("RGB", (3 * strip.height, strip.height), (90, 100, 110))
    wide.paste(strip.crop((0, 0, strip.height, strip.height)), (strip.height, 0))
    wide.save(path)
    assert sit(PortraitRequest(str(path), size=512, whole=True)).picture.shape == (170, 512, 3)
    height, width, _ = sit(PortraitRequest(str(path), size=512)).picture.shape
    assert height > 0.8 * width


def test_one_of_three_faces_is_chosen_from_the_left(strip: Image.Image, tmp_path: Path) -> None:
    path, side = tmp_path / "three.png", strip.height
    three = strip.crop((0, 0, 3 * side, side))
    three.save(path)
    with pytest.raises(InputError, match=r"shows 3 faces.*--face"):
        sit(PortraitRequest(str(path)))
    with pytest.raises(UsageError, match="3 can be made out"):
        sit(PortraitRequest(str(path), face=4))
    chosen = sit(PortraitRequest(str(path), size=256, face=3, whole=True))
    assert chosen.mesh.flat[:, 0].min() > 2 * chosen.picture.shape[1] / 3 - 5


@pytest.mark.parametrize("kind", ["plain", "noise"])
def test_a_picture_without_a_face(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "none.png"
    pixels = (
        np.full((200, 200, 3), 128) if kind == "plain" else np.random.default_rng(1).integers(0, 255, (200, 200, 3))
    )
    Image.fromarray(pixels.astype(np.uint8)).save(path)
    with pytest.raises(InputError, match="no face"):
        sit(PortraitRequest(str(path)))


def test_a_face_of_few_pixels(strip: Image.Image, tmp_path: Path) -> None:
    path = tmp_path / "small.png"
    strip.crop((0, 0, strip.height, strip.height)).resize((64, 64)).save(path)
    with pytest.raises(InputError, match=r"pixels across|no face"):
        sit(PortraitRequest(str(path)))


def test_alpha_needs_transparency(picture: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no transparency"):
        sit(PortraitRequest(str(picture), alpha=True))
    cut_out = tmp_path / "cut_out.png"
    with Image.open(picture) as opened:
        image = opened.convert("RGBA")
    image.putalpha(Image.new("L", image.size, 255))
    image.save(cut_out)
    with pytest.raises(InputError, match="no transparency"):
        sit(PortraitRequest(str(cut_out), alpha=True))
    image.putpixel((0, 0), (9, 9, 9, 0))
    image.save(cut_out)
    assert sit(PortraitRequest(str(cut_out), size=256, alpha=True)).picture.shape[2] == 4
    assert sit(PortraitRequest(str(cut_out), size=256)).picture.shape[2] == 3


def test_the_first_of_several_frames_speaks(picture: Path, tmp_path: Path) -> None:
    path = tmp_path / "moving.gif"
    with Image.open(picture) as opened:
        opened.save(path, save_all=True, append_images=[Image.new("RGB", opened.size)])
    assert any("several frames" in warning for warning in sit(PortraitRequest(str(path))).warnings)

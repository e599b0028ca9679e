# SPDX-License-Identifier: GPL-3.0-or-later
"""What is seen of a face hangs little on how the picture was taken, and what is no face is not taken for one."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageEnhance, ImageOps
from soliloquy.runtime.errors import InputError
from soliloquy.runtime.face.chips import cut, square
from soliloquy.runtime.face.look import Face, look

NAMES = ("Clara", "Amara", "Daniel", "Kenji", "Kofi", "Mei")
GREY = (95, 100, 110)
CHANGES: dict[str, Callable[[Image.Image], Image.Image]] = {
    "mirrored": ImageOps.mirror,
    "darker": lambda image: ImageEnhance.Brightness(image).enhance(0.7),
    "brighter": lambda image: ImageEnhance.Brightness(image).enhance(1.3),
    "cropped": lambda image: image.crop((25, 15, 285, 280)),
    "smaller": lambda image: image.resize((160, 160)),
    "with a wide frame": lambda image: ImageOps.expand(image, 150, GREY),
    "turned": lambda image: image.rotate(10, Image.Resampling.BICUBIC, fillcolor=GREY),
}


def seen(image: Image.Image, folder: Path, name: str = "face.png") -> Face:
    image.save(folder / name)
    return look(folder / name)


@pytest.fixture(scope="module")
def faces(files: dict[str, Path]) -> dict[str, Face]:
    return {name: look(path) for name, path in files.items()}


@pytest.mark.parametrize("name", NAMES)
def test_each_head_is_found_where_it_is(faces: dict[str, Face], name: str) -> None:
    face = faces[name]
    left, top, right, bottom = face.box
    assert 0 < left < 150 < right < 300 and 0 < top < bottom < 300
    assert face.turned < 12


@pytest.mark.parametrize("change", CHANGES)
def test_the_same_face_is_seen_alike_in_another_picture(
    faces: dict[str, Face], portraits: dict[str, Image.Image], tmp_path: Path, change: str
) -> None:
    for name in ("Clara", "Kenji"):
        again = seen(CHANGES[change](portraits[name]), tmp_path)
        like = {other: float(again.impression.features @ face.impression.features) for other, face in faces.items()}
        assert max(like, key=lambda other: like[other]) == name
        # Kenji's sex the encoder is least sure of (0.50), where the curve is steepest: cropped he moves by 0.29.
        assert abs(again.impression.woman - faces[name].impression.woman) < 0.3
        assert again.shape.jaw == pytest.approx(faces[name].shape.jaw, abs=0.8)


@pytest.mark.parametrize("tint", [(0.5, 0.42, 0.38), (1.15, 0.95, 0.8), (0.8, 0.8, 1.1)])
def test_skin_of_another_colour_is_the_same_face(
    faces: dict[str, Face], portraits: dict[str, Image.Image], tmp_path: Path, tint: tuple[float, ...]
) -> None:
    for name in ("Mei", "Daniel"):
        pixels = (np.asarray(portraits[name], float) * tint).clip(0, 255).astype(np.uint8)
        again = seen(Image.fromarray(pixels), tmp_path)
        assert float(again.impression.features @ faces[name].impression.features) > 0.9


def test_two_faces_have_two_vectors(faces: dict[str, Face]) -> None:
    vectors = np.array([face.impression.features for face in faces.values()])
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(6))
    like = (vectors @ vectors.T)[~np.eye(6, dtype=bool)]
    # 0.57 measured: six heads in one light, whose hair is not seen. Of drawn people two of one sex are 0.14 alike, two
    # views of one 0.51.
    assert like.max() < 0.98 and np.median(like) < 0.62


def test_the_box_is_in_pixels_of_the_file(portraits: dict[str, Image.Image], tmp_path: Path) -> None:
    small = seen(portraits["Mei"], tmp_path).box
    large = seen(portraits["Mei"].resize((2400, 2400)), tmp_path, "face.jpg").box
    assert np.array(large) == pytest.approx(8 * np.array(small), abs=50)


def test_of_several_faces_the_largest_is_taken(portraits: dict[str, Image.Image], tmp_path: Path) -> None:
    group = Image.new("RGB", (640, 300), GREY)
    group.paste(portraits["Kenji"], (0, 0))
    group.paste(portraits["Clara"].resize((220, 220)), (380, 60))
    face = seen(group, tmp_path)
    assert face.box[2] < 300
    assert "2 faces are in the picture: the largest one is taken" in face.warnings


def test_a_small_face_in_a_large_picture_is_found(portraits: dict[str, Image.Image], tmp_path: Path) -> None:
    scene = Image.new("RGB", (2000, 1500), GREY)
    scene.paste(portraits["Clara"].resize((150, 150)), (1600, 200))
    face = seen(scene, tmp_path)
    assert 1600 < face.box[0] < face.box[2] < 1750
    assert any("pixels across" in warning for warning in face.warnings)


def test_a_tiny_face_is_refused(portraits: dict[str, Image.Image], tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"too few to see|no face"):
        seen(ImageOps.expand(portraits["Clara"].resize((44, 44)), 20, GREY), tmp_path)


def _drawing() -> Image.Image:
    image = Image.new("RGB", (400, 500), "#88aacc")
    pen = ImageDraw.Draw(image)
    pen.ellipse((70, 60, 330, 290), fill="#5a3a20")
    pen.ellipse((85, 100, 305, 430), fill="#f0c8a0")
    for x in (145, 245):
        pen.ellipse((x - 28, 215, x + 28, 245), fill="white", outline="black", width=2)
        pen.ellipse((x - 12, 217, x + 12, 243), fill="#3060a0")
        pen.ellipse((x - 5, 224, x + 5, 236), fill="black")
        pen.line((x - 34, 194, x + 34, 189), fill="#402810", width=9)
    pen.line((195, 235, 186, 310), fill="#c89870", width=5)
    pen.arc((175, 295, 215, 322), 10, 170, fill="#a87850", width=5)
    pen.ellipse((145, 345, 245, 375), fill="#c05050")
    pen.line((145, 360, 245, 360), fill="#702020", width=3)
    return image


def test_a_drawing_is_named_as_one(faces: dict[str, Face], tmp_path: Path) -> None:
    assert any("drawing" in warning for warning in seen(_drawing(), tmp_path).warnings)
    assert not any("drawing" in warning for face in faces.values() for warning in face.warnings)


@pytest.mark.parametrize("kind", ["plain", "noise", "smiley", "upside down"])
def test_what_shows_no_face_is_refused(portraits: dict[str, Image.Image], tmp_path: Path, kind: str) -> None:
    image = Image.new("RGB", (400, 400), "white")
    if kind == "noise":
        image = Image.fromarray(np.random.default_rng(3).integers(0, 255, (400, 400, 3), np.uint8))
    if kind == "smiley":
        pen = ImageDraw.Draw(image)
        pen.ellipse((40, 40, 360, 360), fill="#ffd23c", outline="black", width=6)
        pen.ellipse((140, 140, 165, 185), fill="black")
        pen.ellipse((240, 140, 265, 185), fill="black")
        pen.arc((110, 110, 300, 290), 20, 160, fill="black", width=8)
    if kind == "upside down":
        image = ImageOps.flip(portraits["Kofi"].resize((400, 400)))
    with pytest.raises(InputError, match="no face") as caught:
        seen(image, tmp_path)
    assert "front" in caught.value.hint


def test_a_square_is_cut_out_upright(portraits: dict[str, Image.Image]) -> None:
    marked = Image.new("RGB", (200, 200))
    ImageDraw.Draw(marked).rectangle((100, 90, 109, 99), fill="red")
    chip = cut(marked, square(np.array([100.0, 100.0]), 40.0, 0.0), 40)
    assert chip.shape == (40, 40, 3)
    assert np.argwhere(chip[..., 0] > 200).min(axis=0).tolist() == [10, 20]
    turned = cut(marked, square(np.array([100.0, 100.0]), 40.0, np.pi / 2), 40)
    assert np.argwhere(turned[..., 0] > 200).mean(axis=0) == pytest.approx([14.5, 14.5], abs=0.6)

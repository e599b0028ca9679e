# SPDX-License-Identifier: GPL-3.0-or-later
"""Any picture file becomes upright RGB, or is refused with a reason."""

import struct
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from soliloquy.runtime.errors import InputError
from soliloquy.runtime.face.picture import LONGEST_SIDE, read_picture


def saved(image: Image.Image, path: Path, **options: Any) -> Path:
    image.save(path, **options)
    return path


@pytest.fixture
def lit_corner() -> Image.Image:
    """Dark, its upper left quarter red."""
    pixels = np.full((60, 90, 3), 20, np.uint8)
    pixels[:30, :45] = (220, 30, 30)
    return Image.fromarray(pixels)


@pytest.mark.parametrize("ending", ["png", "jpg", "webp", "bmp", "tiff", "gif"])
def test_common_formats_are_read_alike(lit_corner: Image.Image, tmp_path: Path, ending: str) -> None:
    picture = read_picture(saved(lit_corner, tmp_path / f"a.{ending}"))
    assert picture.image.mode == "RGB" and picture.image.size == (90, 60) and picture.scale == 1.0
    assert np.abs(np.asarray(picture.image, int)[10, 10] - (220, 30, 30)).max() < 25


def test_a_turned_camera_is_turned_back(lit_corner: Image.Image, tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held to the right
    picture = read_picture(saved(lit_corner, tmp_path / "a.jpg", exif=exif)).image
    assert picture.size == (60, 90)
    assert np.asarray(picture)[10, 50, 0] > 180 > np.asarray(picture)[10, 10, 0]


def test_transparency_shows_grey(tmp_path: Path) -> None:
    clear = Image.new("RGBA", (50, 50), (255, 0, 0, 0))
    assert np.asarray(read_picture(saved(clear, tmp_path / "a.png")).image)[25, 25].tolist() == [128, 128, 128]


@pytest.mark.parametrize("mode", ["L", "LA", "P", "1", "CMYK", "I;16"])
def test_every_kind_of_pixel_becomes_rgb(lit_corner: Image.Image, tmp_path: Path, mode: str) -> None:
    if mode == "I;16":
        grey = np.asarray(lit_corner.convert("L")).astype(np.uint16) * 257
        image = Image.fromarray(grey)
    else:
        image = lit_corner.convert(mode)
    pixels = np.asarray(read_picture(saved(image, tmp_path / "a.tiff")).image, int)
    assert pixels.shape == (60, 90, 3)
    assert pixels[:25, :40].mean() > 2 * pixels[35:, 50:].mean()


def test_a_large_picture_is_scaled_down(tmp_path: Path) -> None:
    picture = read_picture(saved(Image.new("RGB", (5000, 3000), "teal"), tmp_path / "a.jpg"))
    assert max(picture.image.size) == LONGEST_SIDE
    assert picture.scale == pytest.approx(LONGEST_SIDE / 5000)


def test_of_an_animation_the_first_frame_is_taken(lit_corner: Image.Image, tmp_path: Path) -> None:
    path = saved(lit_corner, tmp_path / "a.gif", save_all=True, append_images=[Image.new("RGB", (90, 60), "white")])
    picture = read_picture(path)
    assert np.asarray(picture.image)[50, 80].max() < 60
    assert any("first one" in warning for warning in picture.warnings)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b"A letter, not a picture.", "no picture"),
        (b"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00isomiso2avc1mp41" + bytes(2000), "no picture"),
        (b"%PDF-1.7\n" + bytes(500), "no picture"),
    ],
)
def test_what_is_no_picture_is_refused(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "face.png"
    path.write_bytes(content)
    with pytest.raises(InputError, match=reason) as caught:
        read_picture(path)
    assert caught.value.input_name == str(path) and caught.value.hint


def test_a_picture_that_is_cut_off_is_refused(lit_corner: Image.Image, tmp_path: Path) -> None:
    noise = Image.fromarray(np.random.default_rng(1).integers(0, 255, (200, 200, 3), np.uint8))
    path = saved(noise, tmp_path / "a.png")
    path.write_bytes(path.read_bytes()[:20_000])
    with pytest.raises(InputError, match=r"cut off|damaged"):
        read_picture(path)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "none.png", tmp_path):
        with pytest.raises(InputError, match=r"no such file|is a folder"):
            read_picture(path)


def test_a_picture_that_would_fill_the_memory_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("soliloquy.runtime.face.picture.PICTURE_PIXELS", 5000)
    with pytest.raises(InputError, match="90 x 60 pixels"):
        read_picture(saved(Image.new("RGB", (90, 60)), tmp_path / "a.png"))


@pytest.mark.parametrize(
    ("mode", "size", "reason"),
    [
        ("L", (1, 60_000), "side of 60000"),
        ("L", (20_000, 10_001), "million"),
        ("RGBA", (9000, 9000), "GB to decode"),
        ("I;16", (14_000, 14_000), "GB to decode"),
    ],
)
def test_what_would_take_too_much_is_refused_by_its_header_alone(
    tmp_path: Path, mode: str, size: tuple[int, int], reason: str
) -> None:
    colour, bits = {"L": (0, 8), "RGBA": (6, 8), "I;16": (0, 16)}[mode]
    header = struct.pack(">IIBBBBB", *size, bits, colour, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(b"")), (b"IEND", b""))
    path = tmp_path / "a.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*chunk) for chunk in chunks))
    with pytest.raises(InputError, match=reason):
        read_picture(path)


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def test_a_picture_whose_palette_is_missing_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "face.png"
    Image.new("P", (8, 8)).save(path)
    content = path.read_bytes()
    start = content.index(b"PLTE") - 4
    path.write_bytes(content[:start] + content[content.index(b"IDAT") - 4 :])
    with pytest.raises(InputError, match="is damaged"):
        read_picture(path)

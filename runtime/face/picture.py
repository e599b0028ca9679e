# SPDX-License-Identifier: GPL-3.0-or-later
"""A picture file as upright RGB."""

import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from ..arrays import Array
from ..errors import InputError
from ..limits import PICTURE_BYTES, PICTURE_DECODED_BYTES, PICTURE_PIXELS, PICTURE_SIDE
from ..user_file import check_file

FORMATS = ("PNG", "JPEG", "WEBP", "TIFF", "BMP", "GIF", "AVIF")
"""What is read. Others that Pillow knows are no pictures of faces, or run a program of their own (PostScript)."""

LONGEST_SIDE = 2048
"""Pixels to which larger pictures are scaled down: the networks look at 256 or fewer across a face. Chosen by hand."""

_BEHIND = (128, 128, 128)
"""What shows where a picture is transparent."""
_HINT = "Save the picture as PNG or JPEG and give that"
_SMALLER = "Cut out the face, or scale the picture down"
_STRIP = 256
"""Rows of a picture of large numbers that are made small at once."""
# Bytes a pixel while a picture becomes RGB: 4 of the RGB, and of what it is made from. Measured on large pictures of
# each kind: a mode of Pillow's own, what its decoder holds beside it, and copies of transparency and turning.
_RGB_BYTES = 4
_MODE_BYTES = {"1": 1, "L": 1, "P": 1, "I;16": 6, "I;16B": 6, "I;16L": 6, "I;16N": 6, "I": 9, "F": 9}
_DECODER_BYTES = {"WEBP": 8, "AVIF": 4, "GIF": 4}
_PROGRESSIVE_BYTES = 6
_TRANSPARENT_BYTES = 8


@dataclass(frozen=True)
class Picture:
    """image: RGB, upright. scale: its pixels for one of the file's. warnings: what the user should know of it.
    cut_out: the same as RGBA where anything of it is transparent, else None."""

    image: Image.Image
    scale: float
    warnings: tuple[str, ...]
    cut_out: Image.Image | None = None


_DAMAGE = (
    ArithmeticError,
    AssertionError,
    EOFError,
    Image.DecompressionBombError,
    LookupError,
    SyntaxError,
    TypeError,
    ValueError,
    struct.error,
)
"""What Pillow raises for files that are not as their format says, a palette that is missing among others."""


def read_picture(path: Path) -> Picture:
    """Read a picture: turned as its EXIF data say, transparency over grey, the first of several frames.

    Raises InputError when there is no such file, or it is empty, cut off, no picture or larger than the limits
    (``runtime.limits``), which are held before anything is decoded.
    """
    try:
        if check_file(path, PICTURE_BYTES, "Give a PNG or JPEG picture of a face") == 0:
            raise InputError(str(path), "is empty (0 bytes)", "Give a PNG or JPEG picture of a face")
        with _quiet(), Image.open(path, formats=_readable()) as opened:
            return _upright(path, opened)
    except UnidentifiedImageError as error:
        reason = "is no picture that can be read (HEIC, raw files, films and documents cannot)"
        raise InputError(str(path), reason, _HINT) from error
    except OSError as error:
        reason = error.strerror or f"is damaged or cut off ({error})"
        raise InputError(str(path), reason[:1].lower() + reason[1:], _HINT) from error
    except _DAMAGE as error:
        raise InputError(str(path), f"is damaged ({error})" if str(error) else "is damaged", _HINT) from error


@cache
def _readable() -> tuple[str, ...]:
    """Those of ``FORMATS`` that this Pillow was built with."""
    Image.init()
    return tuple(name for name in FORMATS if name in Image.OPEN)


def _upright(path: Path, opened: Image.Image) -> Picture:
    width, height = opened.size
    if width * height > PICTURE_PIXELS:
        reason = f"has {width} x {height} pixels, more than {PICTURE_PIXELS // 1_000_000} million"
        raise InputError(str(path), reason, _SMALLER)
    if max(width, height) > PICTURE_SIDE:
        raise InputError(str(path), f"has a side of {max(width, height)} pixels, more than {PICTURE_SIDE}", _SMALLER)
    found = []
    # Not how many: to count those of a GIF, Pillow reads all of it.
    if getattr(opened, "is_animated", False) and opened.format != "MPO":
        found.append(f"{path.name} has several frames: the first one is looked at")
    # A JPEG can be read at a half or a quarter of its size, which spares memory.
    opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    _check_decoded(path, opened, width * height)
    ImageOps.exif_transpose(opened, in_place=True)
    cut_out = _cut_out(opened)
    image = _as_rgb(opened)
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS, reducing_gap=3.0)
    return Picture(image, max(image.size) / max(width, height), tuple(found), cut_out)


def _check_decoded(path: Path, opened: Image.Image, pixels: int) -> None:
    """What decoding would take, by the size at which it is decoded; pixels: those of the file."""
    each = _RGB_BYTES + _MODE_BYTES.get(opened.mode, _RGB_BYTES) + _DECODER_BYTES.get(opened.format or "", 0)
    each += _TRANSPARENT_BYTES if opened.has_transparency_data else 0
    # Not ``getexif``: to have a PNG's, Pillow decodes it.
    each += _RGB_BYTES if "exif" in opened.info or opened.format == "TIFF" else 0
    # Of a progressive JPEG every pixel is kept until the last has come, at whatever size it is wanted.
    size = opened.width * opened.height * each + (pixels * _PROGRESSIVE_BYTES if "progressive" in opened.info else 0)
    if size > PICTURE_DECODED_BYTES:
        reason = f"would take {size / 1e9:.1f} GB to decode, more than {PICTURE_DECODED_BYTES / 1e9:.1f}"
        raise InputError(str(path), reason, _SMALLER)


def _cut_out(image: Image.Image) -> Image.Image | None:
    if not image.has_transparency_data:
        return None
    small = image.convert("RGBA")
    if small.getchannel("A").getextrema()[0] == 255:
        return None
    small.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS, reducing_gap=3.0)
    return small


def _as_rgb(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I") or image.mode == "F":
        return _of_numbers(np.asarray(image)).convert("RGB")
    if image.has_transparency_data:
        over = Image.new("RGBA", image.size, (*_BEHIND, 255))
        return Image.alpha_composite(over, image.convert("RGBA")).convert("RGB")
    return image.convert("RGB")


def _of_numbers(values: Array) -> Image.Image:
    """Grey, the brightest at 255; strip by strip, so that only bytes are ever whole in memory."""
    brightest = max(float(values.max()), 1.0)
    grey = np.empty(values.shape, np.uint8)
    for first in range(0, len(values), _STRIP):
        strip = values[first : first + _STRIP].astype(np.float64)
        grey[first : first + _STRIP] = (strip / brightest * 255.0).clip(0, 255).astype(np.uint8)
    return Image.fromarray(grey)


@contextmanager
def _quiet() -> Iterator[None]:
    """Pillow's own limit and its remarks on odd files are not for the user: ours are."""
    limit, Image.MAX_IMAGE_PIXELS = Image.MAX_IMAGE_PIXELS, None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        Image.MAX_IMAGE_PIXELS = limit

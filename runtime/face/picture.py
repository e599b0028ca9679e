# SPDX-License-Identifier: GPL-3.0-or-later
"""A picture file as upright RGB."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from ..errors import InputError

FORMATS = ("PNG", "JPEG", "WEBP", "TIFF", "BMP", "GIF", "AVIF")
"""What is read. Others that Pillow knows are no pictures of faces, or run a program of their own (PostScript)."""

LONGEST_SIDE = 2048
"""Pixels to which larger pictures are scaled down: the networks look at 256 or fewer across a face."""

_MOST_PIXELS = 200_000_000
_BEHIND = (128, 128, 128)
"""What shows where a picture is transparent."""
_HINT = "Save the picture as PNG or JPEG and give that"


@dataclass(frozen=True)
class Picture:
    """image: RGB, upright. scale: its pixels for one of the file's. warnings: what the user should know of it."""

    image: Image.Image
    scale: float
    warnings: tuple[str, ...]


def read_picture(path: Path) -> Picture:
    """Read a picture: turned as its EXIF data say, transparency over grey, the first of several frames.

    Raises InputError when there is no such file, or it is empty, cut off, no picture or beyond 200 million pixels.
    """
    try:
        if path.stat().st_size == 0:
            raise InputError(str(path), "is empty (0 bytes)", "Give a PNG or JPEG picture of a face")
        with _quiet(), Image.open(path, formats=_readable()) as opened:
            return _upright(path, opened)
    except UnidentifiedImageError as error:
        reason = "is no picture that can be read (HEIC, raw files, films and documents cannot)"
        raise InputError(str(path), reason, _HINT) from error
    except OSError as error:
        reason = error.strerror or f"is damaged or cut off ({error})"
        raise InputError(str(path), reason[:1].lower() + reason[1:], _HINT) from error
    except (SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise InputError(str(path), f"is damaged ({error})", _HINT) from error


@cache
def _readable() -> tuple[str, ...]:
    """Those of ``FORMATS`` that this Pillow was built with."""
    Image.init()
    return tuple(name for name in FORMATS if name in Image.OPEN)


def _upright(path: Path, opened: Image.Image) -> Picture:
    width, height = opened.size
    if width * height > _MOST_PIXELS:
        reason = f"has {width} x {height} pixels, more than {_MOST_PIXELS // 1_000_000} million"
        raise InputError(str(path), reason, "Cut out the face, or scale the picture down")
    found = []
    if getattr(opened, "n_frames", 1) > 1 and opened.format != "MPO":
        found.append(f"{path.name} has several frames: the first one is looked at")
    # A JPEG can be read at a half or a quarter of its size, which spares memory.
    opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    image = _as_rgb(ImageOps.exif_transpose(opened))
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS, reducing_gap=3.0)
    return Picture(image, max(image.size) / max(width, height), tuple(found))


def _as_rgb(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I") or image.mode == "F":
        values = np.asarray(image, np.float64)
        brightest = max(float(values.max()), 1.0)
        return Image.fromarray((values / brightest * 255.0).clip(0, 255).astype(np.uint8)).convert("RGB")
    if image.has_transparency_data:
        over = Image.new("RGBA", image.size, (*_BEHIND, 255))
        return Image.alpha_composite(over, image.convert("RGBA")).convert("RGB")
    return image.convert("RGB")


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

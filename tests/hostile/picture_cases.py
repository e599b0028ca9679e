# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures: of every mode and shape, bombs, headers that lie, and some without a face."""

import io
import struct
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from PIL import Image
from soliloquy.runtime.head.png import chunk

from .case import DONE, INPUT, USAGE, Case
from .samples import Samples

_CODES = frozenset({DONE, USAGE, INPUT})
_MODES = ("1", "L", "LA", "P", "PA", "RGB", "RGBA", "RGBX", "CMYK", "YCbCr", "LAB", "HSV", "I", "I;16", "F")
_SHAPES = ((1, 1), (2, 1), (1, 4000), (4000, 1), (3, 3), (65_000, 1), (1, 65_000), (31, 17))
_CLAIMED = (
    (1, 200_000_000),
    (14_000, 14_000),
    (2**31 - 1, 1),
    (2**31 - 1, 2**31 - 1),
    (0, 0),
    (0, 5),
    (100_000, 2000),
    (20_000, 20_000),
)
_BITS = ((1, 0), (8, 0), (16, 0), (16, 2), (16, 6), (8, 3), (4, 3), (7, 9))
_ENDINGS = (".png", ".jpg", ".webp", ".gif", ".bmp", ".tiff")

Make = Callable[[Samples], bytes]


def cases(seed: int, samples: Samples) -> Iterator[Case]:
    """Each looked at for a voice."""
    for mode in _MODES:
        for ending in (".png", ".tiff"):
            yield _picture(f"mode {mode} as {ending}", ending, _in_mode(mode, ending))
    for shape in _SHAPES:
        yield _picture(f"{shape[0]} x {shape[1]} pixels", ".png", _blank(shape))
    for width, height in _CLAIMED:
        for bits, colour in _BITS[:4]:
            yield _picture(
                f"PNG of {width} x {height} at {bits} bits of colour type {colour}",
                ".png",
                _claimed(width, height, bits, colour),
            )
    for bits, colour in _BITS[4:]:
        yield _picture(f"PNG of 64 x 64 at {bits} bits of colour type {colour}", ".png", _claimed(64, 64, bits, colour))
    for ending in _ENDINGS:
        for other in _ENDINGS:
            yield _picture(f"{ending} named {other}", other, _good(ending))
    for name, make in _ODD.items():
        yield _picture(name, ".png", make)
    for side in ("upside down", "mirrored", "with 500 EXIF entries", "EXIF that lies"):
        yield _picture(f"JPEG {side}", ".jpg", _with_exif(side))


def _picture(name: str, ending: str, make: Make) -> Case:
    def prepare(folder: Path, samples: Samples) -> None:
        (folder / f"x{ending}").write_bytes(make(samples))

    return Case(name, ("voice-from-face", f"x{ending}", "--json"), prepare, codes=_CODES)


def _good(ending: str) -> Make:
    return lambda samples: samples.content(ending)


def _in_mode(mode: str, ending: str) -> Make:
    def make(samples: Samples) -> bytes:
        face = Image.open(io.BytesIO(samples.content(".png")))
        try:
            changed = face.convert("L").convert(mode) if mode in ("I", "F", "I;16") else face.convert(mode)
            return _saved(changed, ending)
        except (OSError, ValueError):
            return b""

    return make


def _saved(image: Image.Image, ending: str, **more: object) -> bytes:
    buffer = io.BytesIO()
    kinds = {".png": "PNG", ".jpg": "JPEG", ".tiff": "TIFF", ".gif": "GIF"}
    image.save(buffer, kinds[ending], **more)
    return buffer.getvalue()


def _blank(shape: tuple[int, int]) -> Make:
    return lambda samples: _saved(Image.new("RGB", shape, "white"), ".png")


def _claimed(width: int, height: int, bits: int, colour: int) -> Make:
    """A PNG of that size in its header, whose data are 200 MB of zeros, packed to 200 kB."""

    def make(samples: Samples) -> bytes:
        head = struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, 0)
        packer = zlib.compressobj(9)
        data = b"".join(packer.compress(bytes(1_000_000)) for _ in range(200)) + packer.flush()
        return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")

    return make


def _png_with(kind: bytes, content: bytes) -> Make:
    def make(samples: Samples) -> bytes:
        good = samples.content(".png")
        return good[:33] + chunk(kind, content) + good[33:]

    return make


def _many_frames(samples: Samples) -> bytes:
    frame = Image.open(io.BytesIO(samples.content(".png"))).convert("P").resize((64, 64))
    return _saved(frame, ".gif", save_all=True, append_images=[frame] * 400)


_ODD: dict[str, Make] = {
    "a text chunk of 100 MB unpacked": _png_with(b"zTXt", b"a\0\0" + zlib.compress(bytes(100_000_000))),
    "a profile of 100 MB unpacked": _png_with(b"iCCP", b"a\0\0" + zlib.compress(bytes(100_000_000))),
    "a profile that is none": _png_with(b"iCCP", b"a\0\0none"),
    "an EXIF chunk that is none": _png_with(b"eXIf", b"MM\0*\xff\xff\xff\xff"),
    "400 frames": _many_frames,
    "noise": lambda samples: _saved(
        Image.fromarray(np.random.default_rng(1).integers(0, 255, (300, 300, 3), np.uint8)), ".png"
    ),
    "PostScript": lambda samples: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(x) run\n",
    "SVG": lambda samples: b'<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>',
    "a Windows metafile": lambda samples: b"\xd7\xcd\xc6\x9a" + bytes(100),
    "a TIFF whose directory holds itself": lambda samples: b"II*\0\x08\0\0\0\0\0\x08\0\0\0",
    "a face": lambda samples: samples.content(".png"),
}


def _with_exif(side: str) -> Make:
    def make(samples: Samples) -> bytes:
        exif = Image.Exif()
        exif[0x0112] = {"upside down": 3, "mirrored": 5}.get(side, 1)
        if "500" in side:
            exif.update({0x9000 + number: "x" * 50 for number in range(500)})
        content = _saved(Image.open(io.BytesIO(samples.content(".png"))), ".jpg", exif=exif)
        return (
            content.replace(b"Exif\0\0MM\0*\0\0\0\x08", b"Exif\0\0MM\0*\xff\xff\xff\xf0") if "lies" in side else content
        )

    return make

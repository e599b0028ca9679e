# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures that speak, to be looked at: docs/images/portrait.jpg, a row each: as it is, and at /m/, /f/, /u/ and /ɑ/.

    python benchmarks/portrait_sheet.py [PICTURE ...] [--out FILE]

Without pictures: the photograph of Grace Hopper that Matplotlib ships (United States Navy, public domain), the same as
a painting and as a drawing of few colours, with sunglasses, and heads of ours.
"""

import argparse
import tempfile
from collections.abc import Iterator
from pathlib import Path

import matplotlib
import numpy as np
from PIL import Image, ImageDraw, ImageFilter
from soliloquy.runtime.errors import SoliloquyError
from soliloquy.runtime.face.detection import detect
from soliloquy.runtime.face.landmarks import EYE_CORNERS, mesh_of
from soliloquy.runtime.layouts import arkit_curves
from soliloquy.runtime.motion import ArkitCurves
from soliloquy.runtime.perform import perform
from soliloquy.runtime.portrait.frames import as_bytes, frames
from soliloquy.runtime.portrait.sitter import sit
from soliloquy.runtime.requests import SpeakRequest, VoiceRequest
from soliloquy.runtime.requests.portrait import PortraitRequest
from soliloquy.runtime.take import Take

_IMAGES = Path(__file__).resolve().parents[1] / "docs" / "images"
_HOPPER = Path(matplotlib.get_data_path()) / "sample_data" / "grace_hopper.jpg"
_TEXT = "Mama, her father and the moon."
_PHONES = ("m", "f", "u", "ɑ")
_SIZE, _FPS = 256, 50.0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("pictures", type=Path, nargs="*")
    parser.add_argument("--out", type=Path, default=_IMAGES / "portrait.jpg")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        pictures = given.pictures or list(_pictures(Path(folder)))
        take = perform(SpeakRequest(VoiceRequest(_TEXT)))
        rows = [row for row in (_row(picture, take) for picture in pictures) if row is not None]
    sheet = np.concatenate(rows)
    Image.fromarray(sheet).save(given.out, quality=78)
    return 0


def _pictures(folder: Path) -> Iterator[Path]:
    with Image.open(_HOPPER) as opened:
        photograph = opened.convert("RGB")
    made = {"photograph": photograph, "painting": _painted(photograph), "drawing": _drawn(photograph)}
    made["sunglasses"] = _with_sunglasses(photograph)
    with Image.open(_IMAGES / "heads.jpg") as strip:
        side = strip.height
        for number in (0, 3):
            made[f"head {number}"] = strip.crop((number * side, 0, (number + 1) * side, side))
    for name, image in made.items():
        image.save(folder / f"{name}.png")
        yield folder / f"{name}.png"


def _painted(image: Image.Image) -> Image.Image:
    """In strokes: each place has the commonest of its neighbours' colours, a little richer."""
    strokes = image.filter(ImageFilter.ModeFilter(9)).filter(ImageFilter.MedianFilter(5))
    return Image.blend(strokes.convert("L").convert("RGB"), strokes, 1.4)


def _drawn(image: Image.Image) -> Image.Image:
    """Flat colours with dark edges."""
    flat = image.filter(ImageFilter.MedianFilter(9)).quantize(8).convert("RGB")
    edges = image.convert("L").filter(ImageFilter.GaussianBlur(2)).filter(ImageFilter.FIND_EDGES)
    ink = np.clip(1.0 - np.asarray(edges, float) / 40.0, 0.0, 1.0)[..., None]
    return Image.fromarray((np.asarray(flat) * ink).astype(np.uint8))


def _with_sunglasses(image: Image.Image) -> Image.Image:
    points = mesh_of(image, detect(image)[0]).flat
    worn, draw = image.copy(), None
    draw = ImageDraw.Draw(worn)
    right, left = points[list(EYE_CORNERS)]
    reach = np.linalg.norm(left - right)
    for corner, sign in ((right, 1.0), (left, -1.0)):
        middle = corner + sign * 0.18 * (left - right)
        half = reach * np.array([0.26, 0.20])
        draw.ellipse([*(middle - half), *(middle + half)], fill=(12, 12, 14))
    draw.line([*right, *left], fill=(12, 12, 14), width=max(2, int(0.05 * reach)))
    return worn


def _row(picture: Path, take: Take) -> np.ndarray | None:
    """(SIZE, 5 SIZE, 3); None for a picture that is refused, and why is said."""
    try:
        sitter = sit(PortraitRequest(str(picture), size=_SIZE))
    except SoliloquyError as error:
        print(error)
        return None
    print(picture.name, *sitter.warnings, sep="; ")
    curves = arkit_curves(take, _FPS)
    chosen = [_frame_of(take, symbol) for symbol in _PHONES]
    some = ArkitCurves(curves.weights[chosen], curves.head[chosen])
    shown = [as_bytes(sitter.picture), *frames(sitter, some, 0.5)]
    canvas = np.full((_SIZE, _SIZE * len(shown), 3), 128, np.uint8)
    for place, each in enumerate(shown):
        canvas[: each.shape[0], place * _SIZE : place * _SIZE + each.shape[1]] = each[..., :3]
    return canvas


def _frame_of(take: Take, symbol: str) -> int:
    """In the middle of the longest phone of that symbol."""
    phones = [phone for phone in take.speech.phones if phone.symbol.startswith(symbol)]
    longest = max(phones, key=lambda phone: phone.end - phone.start)
    return round((longest.start + longest.end) / 2 * _FPS)


if __name__ == "__main__":
    raise SystemExit(main())

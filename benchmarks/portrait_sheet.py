# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures that speak, to be looked at: docs/images/portrait.jpg, as they are, and at /m/, /f/, /i/, /u/ and /ɑ/.

    python benchmarks/portrait_sheet.py [PICTURE ...] [--films FOLDER] [--out FILE]

Below each row its mouths, larger. Without pictures: the photograph of Grace Hopper that Matplotlib ships (United States
Navy, public domain), the same as a painting and as a drawing of few colours, two heads of ours with light and dark
skin, and the first picture of a held-out film of speaker s1 of the GRID corpus, where its folder is given.
"""

import argparse
import tempfile
from collections.abc import Iterator
from pathlib import Path

import matplotlib
import numpy as np
from PIL import Image, ImageFilter
from soliloquy.exporters.render.picture import PORTRAIT, Portrait
from soliloquy.runtime.errors import SoliloquyError
from soliloquy.runtime.face.mesh_points import EYE_CORNERS, INNER_LIPS
from soliloquy.runtime.head.heads import load_head
from soliloquy.runtime.layouts import arkit_curves
from soliloquy.runtime.motion import ArkitCurves
from soliloquy.runtime.perform import perform
from soliloquy.runtime.portrait.frames import as_bytes, frames
from soliloquy.runtime.portrait.sitter import sit
from soliloquy.runtime.requests import SpeakRequest, VoiceRequest
from soliloquy.runtime.requests.portrait import PortraitRequest
from soliloquy.runtime.take import Take
from soliloquy.training.portrait.examples import meshes_of, parted

_IMAGES = Path(__file__).resolve().parents[1] / "docs" / "images"
_HOPPER = Path(matplotlib.get_data_path()) / "sample_data" / "grace_hopper.jpg"
_TEXT = "Mama, her father sees the moon."
_PHONES = ("m", "f", "i", "u", "ɑ")
_SIZE, _SHOWN, _FPS = 512, 224, 50.0
_MOUTH = 0.62
"""Of a cell's width, its height in the row of mouths."""
_HEADS = ("clara", "kofi")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("pictures", type=Path, nargs="*")
    parser.add_argument("--films", type=Path, help="of the GRID corpus, speaker s1")
    parser.add_argument("--out", type=Path, default=_IMAGES / "portrait.jpg")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        chosen = given.pictures or list(pictures(Path(folder), given.films))
        take = perform(SpeakRequest(VoiceRequest(_TEXT)))
        rows = [row for row in (_row(picture, take) for picture in chosen) if row is not None]
    sheet = np.concatenate(rows)
    Image.fromarray(sheet).save(given.out, quality=78)
    return 0


def pictures(folder: Path, films: Path | None) -> Iterator[Path]:
    with Image.open(_HOPPER) as opened:
        photograph = opened.convert("RGB")
    made = {"photograph": photograph, "painting": _painted(photograph), "drawing": _drawn(photograph)}
    made |= {name: _rendered(name) for name in _HEADS}
    if films is not None:
        made["film"], _ = next(meshes_of(parted(films)[1][0]))
    for name, image in made.items():
        image.save(folder / f"{name}.png")
        yield folder / f"{name}.png"


def _rendered(name: str) -> Image.Image:
    head = load_head(name)
    with Portrait(head, _SIZE, PORTRAIT) as portrait:
        return Image.fromarray(portrait.picture(head.vertices))


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


def _row(picture: Path, take: Take) -> np.ndarray | None:
    """uint8 (H,W,3): frames, and their mouths below; None for a picture that is refused, and why is said."""
    try:
        sitter = sit(PortraitRequest(str(picture), size=_SIZE))
    except SoliloquyError as error:
        print(error)
        return None
    print(picture.name, *sitter.warnings, sep="; ")
    curves = arkit_curves(take, _FPS)
    chosen = [_frame_of(take, symbol) for symbol in _PHONES]
    some = ArkitCurves(curves.weights[chosen], curves.head[chosen])
    shown = [Image.fromarray(each[..., :3]) for each in (as_bytes(sitter.picture), *frames(sitter, some, 0.5))]
    right, left = sitter.mesh.flat[list(EYE_CORNERS)]
    half = np.linalg.norm(left - right) * np.array([0.6, 0.6 * _MOUTH])
    middle = sitter.mesh.flat[list(INNER_LIPS)].mean(axis=0) + np.array([0.0, 0.25 * half[1]])
    box = tuple(np.concatenate([middle - half, middle + half]).tolist())
    mouths = [each.resize((_SHOWN, round(_SHOWN * _MOUTH)), Image.Resampling.LANCZOS, box=box) for each in shown]
    return np.concatenate([_beside([_fitted(each) for each in shown]), _beside(mouths)])


def _fitted(image: Image.Image) -> Image.Image:
    """On a grey square."""
    canvas = Image.new("RGB", (_SHOWN, _SHOWN), (128, 128, 128))
    image.thumbnail((_SHOWN, _SHOWN), Image.Resampling.LANCZOS)
    canvas.paste(image, (0, 0))
    return canvas


def _beside(images: list[Image.Image]) -> np.ndarray:
    return np.concatenate([np.asarray(each) for each in images], axis=1)


def _frame_of(take: Take, symbol: str) -> int:
    """In the middle of the longest phone of that symbol."""
    phones = [phone for phone in take.speech.phones if phone.symbol.startswith(symbol)]
    longest = max(phones, key=lambda phone: phone.end - phone.start)
    return round((longest.start + longest.end) / 2 * _FPS)


if __name__ == "__main__":
    raise SystemExit(main())

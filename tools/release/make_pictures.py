# SPDX-License-Identifier: GPL-3.0-or-later
"""Make the manual's pictures of heads in docs/images, which docs/pictures.md shows.

heads.jpg (six of them), visemes.jpg and emotions.jpg.

Usage: .venv/bin/python -m soliloquy.tools.release.make_pictures, after `make`.
"""

import argparse
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw
from soliloquy.exporters.contact_sheet import SHOWN, label_font
from soliloquy.exporters.render.picture import FACE, PORTRAIT, Portrait
from soliloquy.runtime.head.arkit import ARKIT_INDEX
from soliloquy.runtime.head.deform import deform
from soliloquy.runtime.head.heads import load_head
from soliloquy.runtime.layouts import arkit_curves
from soliloquy.runtime.motion import FRAMES_PER_SECOND
from soliloquy.runtime.perform import perform
from soliloquy.runtime.requests import EMOTIONS, Direction, MotionRequest, SpeakRequest, VoiceRequest
from soliloquy.runtime.take import Take

IMAGES = Path(__file__).resolve().parents[2] / "docs" / "images"
LINE = "My brother Bob bought a big blue balloon."
MOMENTS = (("b", 0), ("ɑ", 0), ("u", 0), ("u", -1))
"""Which phone of the line each picture of head.jpg shows (benchmarks/line_sheet.py): symbol, and which of its kind."""
EVERY_MOUTH = "My father saw the shoe. She thinks Leo is very cool, Bob bought people peas."
EMOTIONAL, EMOTIONAL_PHONE = "Oh, you did that!", "u"
_SIX = ("Clara", "Amara", "Daniel", "Kenji", "Kofi", "Mei")
"""In heads.jpg, from which tests tell a voice. All twelve are in people.jpg (benchmarks/people_sheet.py)."""
_SMALL, _MOUTH = 300, 240
_QUALITY = 90
"""Pixels of a head's and of a mouth's side, and the JPEG's quality. Chosen by eye."""


def main() -> int:
    argparse.ArgumentParser(description=__doc__.partition("\n")[0]).parse_args()
    IMAGES.mkdir(parents=True, exist_ok=True)
    take = performed(LINE, Direction({"happy": 0.4}, seed=1))
    frames = [middle(take, (MOMENTS[1][0],), MOMENTS[1][1])]
    people = [_pictures(take, frames, _SMALL, PORTRAIT, name)[0] for name in _SIX]
    _save([people], "heads.jpg")
    mouths = performed(EVERY_MOUTH, Direction(seed=1))
    shown = _pictures(mouths, [middle(mouths, symbols) for _, symbols in SHOWN], _MOUTH, FACE * 0.8)
    captioned = [labelled(picture, f"/{label}/") for picture, (label, _) in zip(shown, SHOWN, strict=True)]
    _save([captioned[:5], captioned[5:]], "visemes.jpg")
    played = []
    for emotion in EMOTIONS:
        felt = performed(EMOTIONAL, Direction({emotion: 1.0}, seed=1))
        played += _pictures(felt, [eyes_open(felt, middle(felt, (EMOTIONAL_PHONE,)))], _SMALL, PORTRAIT * 0.92)
    captioned = [labelled(picture, emotion) for picture, emotion in zip(played, EMOTIONS, strict=True)]
    _save([captioned[:4], captioned[4:]], "emotions.jpg")
    return 0


def performed(text: str, direction: Direction) -> Take:
    """The take of a line."""
    return perform(SpeakRequest(VoiceRequest(text), MotionRequest(direction=direction)))


def middle(take: Take, symbols: tuple[str, ...], which: int = 0) -> int:
    """The frame in the middle of one of the phones of the first of ``symbols`` that is said."""
    said = (found for symbol in symbols if (found := [one for one in take.speech.phones if one.symbol == symbol]))
    phone = next(said)[which]
    return round((phone.start + phone.end) / 2 * FRAMES_PER_SECOND)


def eyes_open(take: Take, frame: int, near_by: int = 15) -> int:
    """The frame, at most ``near_by`` from ``frame``, with the eyes open widest: an emotion is read from them."""
    blink = arkit_curves(take, FRAMES_PER_SECOND).weights[:, ARKIT_INDEX["eyeBlinkLeft"]]
    near = np.arange(max(frame - near_by, 0), min(frame + near_by + 1, len(blink)))
    return int(near[np.argmin(blink[near] + 0.002 * np.abs(near - frame))])


def _pictures(take: Take, frames: list[int], size: int, distance: float, name: str = "") -> list[np.ndarray]:
    head = load_head(name or take.head)
    curves = arkit_curves(take, FRAMES_PER_SECOND)
    with Portrait(head, size, distance) as portrait:
        return [portrait.picture(vertices) for vertices in deform(head, curves, np.array(frames))]


def labelled(picture: np.ndarray, text: str) -> np.ndarray:
    """The picture with a caption."""
    image = Image.fromarray(picture)
    pen = ImageDraw.Draw(image)
    pen.text((10, image.height - 26), text, (240, 242, 245), font=label_font(17))
    return np.asarray(image)


def _save(rows: list[list[np.ndarray]], name: str) -> None:
    Image.fromarray(np.vstack([np.hstack(row) for row in rows])).save(IMAGES / name, quality=_QUALITY)


if __name__ == "__main__":
    raise SystemExit(main())

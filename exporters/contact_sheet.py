# SPDX-License-Identifier: GPL-3.0-or-later
"""A sheet of mouth shapes, one frame for each phone, to judge a take's lips at a glance."""

from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from ..runtime.arrays import Array
from ..runtime.head.deform import deform
from ..runtime.head.lips import opening
from ..runtime.layouts import arkit_curves
from ..runtime.motion import FRAMES_PER_SECOND
from ..runtime.phones import BILABIALS, LABIODENTALS
from ..runtime.progress import Progress
from ..runtime.requests import ExportOptions
from ..runtime.speech import Phone
from ..runtime.take import Take
from .render.picture import FACE, Portrait
from .shown_head import drawn_head

SHOWN: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("m", ("m",)),
    ("b", ("b",)),
    ("f", ("f", "v")),
    ("u", ("u",)),
    ("ɔ", ("ɔ", "ɔɪ")),
    ("s", ("s", "z")),
    ("ʃ", ("ʃ", "tʃ", "dʒ", "ʒ")),
    ("p", ("p",)),
    ("iː", ("i", "ɪ")),
    ("ɑ", ("ɑ", "a", "aɪ", "aʊ")),
)
"""The mouths of the sheet, each with the phones that show it, the best first."""

_CELL = 384
_COLUMNS = 5
_LABEL_HEIGHT = 46
"""Pixels of a picture's side; pictures in a row; pixels below each for its label. Chosen by eye, as the colours."""
_INK, _PAPER, _QUIET = (236, 238, 241), (30, 33, 39), (150, 156, 165)


def write(take: Take, path: Path, options: ExportOptions, progress: Progress) -> None:
    """A PNG: for each mouth of ``SHOWN`` the frame at the middle of its first phone (for /m b p f/ the frame where
    the lips come nearest), labelled with phone, word and time. Mouths that the take does not say are named below."""
    found = [(label, _first(take.lip_phones, symbols)) for label, symbols in SHOWN]
    spoken = [(label, phone) for label, phone in found if phone is not None]
    missing = [label for label, phone in found if phone is None]
    rows = max(1, -(-len(spoken) // _COLUMNS))
    sheet = Image.new(
        "RGB", (_COLUMNS * _CELL, rows * (_CELL + _LABEL_HEIGHT) + (_LABEL_HEIGHT if missing else 0)), _PAPER
    )
    pen = ImageDraw.Draw(sheet)
    large, small = label_font(24), label_font(17)
    head = drawn_head(take, options)
    curves = arkit_curves(take, FRAMES_PER_SECOND)
    with Portrait(head, _CELL, FACE) as portrait:
        for index, (label, phone) in enumerate(spoken):
            frame = _frame(phone, opening(curves.weights))
            picture = portrait.picture(deform(head, curves, frame, options.layout))
            left, top = index % _COLUMNS * _CELL, index // _COLUMNS * (_CELL + _LABEL_HEIGHT)
            sheet.paste(Image.fromarray(picture), (left, top))
            word = take.speech.words[phone.word].text if phone.word >= 0 else ""
            pen.text((left + 12, top + _CELL + 8), f"/{label}/", _INK, font=large)
            as_said = "" if phone.symbol == label.rstrip("ː") else f" ({phone.symbol})"
            pen.text(
                (left + 78, top + _CELL + 13), f"{word}{as_said}  {frame / FRAMES_PER_SECOND:.2f} s", _QUIET, font=small
            )
            progress("png", (index + 1) / len(spoken))
    if missing:
        pen.text((12, sheet.height - _LABEL_HEIGHT + 12), f"Not in this take: {' '.join(missing)}", _QUIET, font=small)
    sheet.save(path, format="PNG")


def _first(phones: tuple[Phone, ...], symbols: tuple[str, ...]) -> Phone | None:
    """The first phone of the best symbol that is said at all."""
    return next((phone for symbol in symbols for phone in phones if phone.symbol == symbol), None)


def _frame(phone: Phone, opened: Array) -> int:
    start, end = round(phone.start * FRAMES_PER_SECOND), round(phone.end * FRAMES_PER_SECOND)
    last = len(opened) - 1
    if phone.symbol in BILABIALS | LABIODENTALS:
        inside = slice(min(start, last), min(end, last) + 1)
        return inside.start + int(np.argmin(opened[inside]))
    return min((start + end) // 2, last)


def label_font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """A font that has every IPA letter."""
    from matplotlib import get_data_path

    # DejaVu comes with matplotlib, which the renderer needs anyway, and has every IPA letter.
    return ImageFont.truetype(str(Path(get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"), size)

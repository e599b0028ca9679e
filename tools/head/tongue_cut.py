# SPDX-License-Identifier: GPL-3.0-or-later
"""A cut through the middle of the default head at some phones: what the tongue does behind the teeth.

To look at, after a change of the tongue: python -m soliloquy.tools.head.tongue_cut PICTURE.png
"""

import argparse
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont
from soliloquy.runtime.animate.engines import animate
from soliloquy.runtime.head.deform import deform
from soliloquy.runtime.head.heads import Head, load_head
from soliloquy.runtime.listen.features import measure
from soliloquy.runtime.motion import FRAMES_PER_SECOND
from soliloquy.runtime.requests import MotionRequest, VoiceRequest
from soliloquy.runtime.voice.synthesis import time_text

_SAID = (
    ("l", "tall tale"),
    ("t", "a tie"),
    ("θ", "a thing"),
    ("s", "a sea"),
    ("ʃ", "a shoe"),
    ("ɹ", "a ray"),
    ("k", "a car"),
    ("i", "a bee"),
)
"""A phone, and where it is said. Its letters stand in the picture: Pillow's own font has no phonetic ones."""
_LETTERS = {"θ": "th", "ʃ": "sh", "ɹ": "r", "i": "ee"}
_SIDE, _ACROSS = 300, 4
_PER_METRE = 2900.0
_MIDDLE = (0.068, -0.030)
"""Of each picture, in the head's frame: z and y in metres."""
_COLOURS = {"skin": "#7a5a48", "mouth": "#b08080", "teeth": "#3060c0", "gums": "#c060a0", "tongue": "#d02020"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("picture", type=Path, metavar="PICTURE.png")
    path = parser.parse_args().picture
    head = load_head()
    sheet = Image.new("RGB", (_ACROSS * _SIDE, -(-len(_SAID) // _ACROSS) * _SIDE), "white")
    for number, (symbol, text) in enumerate(_SAID):
        row, column = divmod(number, _ACROSS)
        sheet.paste(_picture(head, symbol, text), (column * _SIDE, row * _SIDE))
    sheet.save(path, optimize=True)


def _picture(head: Head, symbol: str, text: str) -> Image.Image:
    speech = time_text(VoiceRequest(text, "af_heart"))
    phone = next(each for each in speech.phones if each.symbol == symbol)
    curves = animate(MotionRequest("rules"), speech, measure(speech))
    vertices = deform(head, curves, round(0.5 * (phone.start + phone.end) * FRAMES_PER_SECOND))
    picture = Image.new("RGB", (_SIDE, _SIDE), "white")
    draw = ImageDraw.Draw(picture)
    for material, ends in _cut(head, vertices):
        colour = _COLOURS.get(material)
        if colour is not None:
            places = (ends - _MIDDLE) * (_PER_METRE, -_PER_METRE) + _SIDE / 2
            draw.line([tuple(place) for place in places.tolist()], fill=colour, width=2)
    draw.text((10, 8), f'{_LETTERS.get(symbol, symbol)} in "{text}"', fill="black", font=ImageFont.load_default(18))
    return picture


def _cut(head: Head, vertices: np.ndarray) -> list[tuple[str, np.ndarray]]:
    """Material and ends (2,2), z and y, of each line in which a face meets the middle plane."""
    beside = 1e-5  # vertices of the middle lie in the plane
    found = []
    for corners, material in zip(head.quads, head.material_index, strict=True):
        places = vertices[corners].astype(np.float64)
        across = places[:, 0] - beside
        edges = [(each, (each + 1) % 4) for each in range(4) if (across[each] < 0) != (across[(each + 1) % 4] < 0)]
        if len(edges) >= 2:
            ends = [places[a] + across[a] / (across[a] - across[b]) * (places[b] - places[a]) for a, b in edges[:2]]
            found.append((head.material_names[material], np.array(ends)[:, [2, 1]]))
    return found


if __name__ == "__main__":
    main()

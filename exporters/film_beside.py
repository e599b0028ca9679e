# SPDX-License-Identifier: GPL-3.0-or-later
"""A film's pictures for the left half of a video, in time with the head on the right."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, repeat
from pathlib import Path

import numpy as np
from PIL import Image

from ..runtime.arrays import Array
from ..runtime.capture.film import Film
from ..runtime.capture.opened_film import opened_film
from ..runtime.errors import InputError
from .render.picture import SIZE

_ROUNDING = 1e-6
"""Of a picture's number, so that a frame on its edge has the picture that begins there."""


@dataclass(frozen=True)
class FilmBeside:
    """width: of its pictures, which are as high as the head's. pictures: uint8 (SIZE, width, 3), one a frame of the
    video, without end: where the film has ended its last one stays."""

    width: int
    pictures: Iterator[Array]


NOTHING_BESIDE = FilmBeside(0, repeat(np.zeros((SIZE, 0, 3), np.uint8)))


@contextmanager
def film_beside(path: str | None, frames_per_second: float) -> Iterator[FilmBeside]:
    """The film at ``path``, or nothing for None. Raises InputError, SetupError as ``opened_film``."""
    if path is None:
        yield NOTHING_BESIDE
        return
    with opened_film(Path(path)) as film:
        pictures = film.pictures()
        first = next(pictures, None)
        if first is None:
            raise InputError(path, "has no picture that can be read", "Save the film anew")
        width = max(2, 2 * round(SIZE * first.width / first.height / 2))
        in_time = _in_time(film, chain([first], pictures), frames_per_second)
        yield FilmBeside(width, (np.asarray(picture.resize((width, SIZE))) for picture in in_time))


def _in_time(film: Film, pictures: Iterator[Image.Image], frames_per_second: float) -> Iterator[Image.Image]:
    """The picture that is seen at each frame of the video."""
    shown, number, frame = next(pictures), 0, 0
    while True:
        wanted = int(frame / frames_per_second * film.rate + _ROUNDING)
        while number < wanted:
            shown, number = next(pictures, shown), number + 1
        yield shown
        frame += 1

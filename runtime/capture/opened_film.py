# SPDX-License-Identifier: GPL-3.0-or-later
"""A film file, opened by what can read films here."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..errors import InputError, SetupError
from ..limits import VIDEO_BYTES
from ..user_file import check_file
from .film import HINT, Film
from .film_by_ffmpeg import film_by_ffmpeg, has_ffmpeg
from .film_by_program import film_by_program, film_program


@contextmanager
def opened_film(path: Path) -> Iterator[Film]:
    """A film, which can be read inside the block.

    Raises InputError: there is none, it is no film, has no picture, or is larger than ``runtime.limits`` allows;
    SetupError where nothing is there that reads films.
    """
    if check_file(path, VIDEO_BYTES, HINT) == 0:
        raise InputError(str(path), "is empty (0 bytes)", HINT)
    program = film_program()
    if has_ffmpeg():
        yield film_by_ffmpeg(path)
    elif program is not None:
        with film_by_program(path, program) as film:
            yield film
    else:
        reason = "needs the package imageio_ffmpeg, which is not installed"
        raise SetupError("capture", reason, "Run: pip install 'soliloquy[video]'")

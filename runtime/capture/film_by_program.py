# SPDX-License-Identifier: GPL-3.0-or-later
"""Films read by another program, such as Blender itself, which lays pictures and sound into a folder."""

import json
import os
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from shutil import copyfile

from PIL import Image

from ..errors import InputError, SetupError
from ..limits import VIDEO_SECONDS
from ..worker_protocol import FILM_PROGRAM
from .film import HINT, LONGEST_SIDE, MOST_RATE, Film

_SAID, _SOUND, _PICTURES = "film.json", "sound.wav", "*.jpg"
_LOOKED_AT = 4096
"""Bytes at a file's beginning: every kind of film has some there that no text has. Chosen by hand."""


def film_program() -> list[str] | None:
    """The program that the environment names, as words of a command; None where it names none."""
    told = os.environ.get(FILM_PROGRAM)
    return None if not told else [str(word) for word in json.loads(told)]


@contextmanager
def film_by_program(path: Path, program: Sequence[str]) -> Iterator[Film]:
    """The film that ``program FILM FOLDER MOST_RATE LONGEST_SIDE MOST_SECONDS`` lays into a folder: pictures as JPEG in
    the order of their names, sound.wav where there is a sound, and last film.json with rate and seconds.

    Raises InputError where it finds no film, SetupError where it does not run.
    """
    if _is_text(path):  # it may be a list of addresses, and none of them is to be opened
        raise InputError(str(path), "is no film that can be read", HINT)
    with tempfile.TemporaryDirectory(prefix="soliloquy-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        limits = [f"{limit:g}" for limit in (MOST_RATE, LONGEST_SIDE, VIDEO_SECONDS)]
        command = [*program, str(path), str(folder), *limits]
        try:
            done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False)
        except OSError as error:
            raise SetupError(program[0], f"does not run ({error.strerror})", "Install Blender again") from error
        if not (folder / _SAID).is_file():
            said = done.stderr.decode(errors="replace").strip().splitlines()[-1:]
            raise InputError(str(path), "is no film that can be read" + "".join(f" ({line})" for line in said), HINT)
        yield _laid_out(path, folder)


def _is_text(path: Path) -> bool:
    with path.open("rb") as file:
        return not any(byte < 32 and byte not in b"\t\n\r" for byte in file.read(_LOOKED_AT))


def _laid_out(path: Path, folder: Path) -> Film:
    said = json.loads((folder / _SAID).read_text())
    sound = folder / _SOUND
    write_sound = partial(copyfile, sound) if sound.is_file() else None
    return Film(path, said["seconds"], said["rate"], partial(_pictures, folder), write_sound)


def _pictures(folder: Path) -> Iterator[Image.Image]:
    for path in sorted(folder.glob(_PICTURES)):
        with Image.open(path) as picture:
            yield picture.convert("RGB")

# SPDX-License-Identifier: GPL-3.0-or-later
"""Films read by the ffmpeg of the package imageio-ffmpeg."""

import re
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import IO

from PIL import Image

from ..errors import InputError
from ..limits import VIDEO_SECONDS
from .film import HINT, LONGEST_SIDE, MOST_RATE, Film

_ONLY_FILES = ("-protocol_whitelist", "file,pipe")
"""A file may be a list of addresses; none of them is opened."""
_QUIET = ("-hide_banner", "-nostdin")
_DURATION = re.compile(r"Duration: (\d+):(\d+):(\d+(?:\.\d+)?)")
_RATE = re.compile(r"Stream #.*Video:.*?(\d+(?:\.\d+)?) (?:fps|tbr)")
_PPM = re.compile(rb"P6\s+(\d+)\s+(\d+)\s+255\s")
_PATIENCE = 60.0
"""Seconds for what a film says of itself. Chosen by hand."""


def has_ffmpeg() -> bool:
    """Whether imageio-ffmpeg is installed."""
    return find_spec("imageio_ffmpeg") is not None


def film_by_ffmpeg(path: Path) -> Film:
    """Raises InputError: it is no film, or has no picture."""
    command = [_ffmpeg(), *_QUIET, *_ONLY_FILES, "-i", f"file:{path}"]
    try:
        said = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=_PATIENCE, check=False)
    except subprocess.TimeoutExpired as error:
        raise InputError(str(path), "cannot be read as a film in a minute", HINT) from error
    text = said.stderr.decode(errors="replace")
    if "Stream #" not in text:
        raise InputError(str(path), "is no film that can be read", HINT)
    found = _RATE.search(text)
    if found is None or float(found[1]) <= 0:
        raise InputError(str(path), "has no moving picture", HINT)
    rate = min(float(found[1]), MOST_RATE)
    write_sound = partial(_write_sound, path) if " Audio:" in text else None
    return Film(path, _seconds(text), rate, partial(_pictures, path, rate), write_sound)


def _pictures(path: Path, rate: float) -> Iterator[Image.Image]:
    filters = f"fps={rate}:start_time=0,scale='min({LONGEST_SIDE},iw)':'min({LONGEST_SIDE},ih)'"
    filters += ":force_original_aspect_ratio=decrease"
    wanted = ("-an", "-sn", "-vf", filters, "-t", f"{VIDEO_SECONDS:g}", "-f", "image2pipe", "-c:v", "ppm", "pipe:1")
    with _running(path, *wanted) as out:
        while (picture := _next_picture(out)) is not None:
            yield picture


def _write_sound(film: Path, path: Path) -> None:
    wanted = ("-vn", "-sn", "-af", "aresample=async=1:first_pts=0", "-ac", "1", "-ar", "48000", "-c:a", "pcm_s16le")
    command = [_ffmpeg(), *_QUIET, *_ONLY_FILES, "-i", f"file:{film}", *wanted]
    command += ["-t", f"{VIDEO_SECONDS:g}", "-y", f"file:{path}"]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    if done.returncode != 0 or not path.exists():
        raise InputError(str(film), "has a sound that cannot be read", "Save the film anew")


def _ffmpeg() -> str:
    import imageio_ffmpeg

    return str(imageio_ffmpeg.get_ffmpeg_exe())


def _seconds(text: str) -> float | None:
    said = _DURATION.search(text)
    return None if said is None else 3600 * int(said[1]) + 60 * int(said[2]) + float(said[3])


@contextmanager
def _running(path: Path, *wanted: str) -> Iterator[IO[bytes]]:
    """What ffmpeg writes; it ends with the block."""
    command = [_ffmpeg(), *_QUIET, "-loglevel", "error", *_ONLY_FILES, "-i", f"file:{path}", *wanted]
    with tempfile.TemporaryFile() as complaints:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=complaints)
        assert process.stdout is not None
        try:
            yield process.stdout
        finally:
            with suppress(OSError):
                process.kill()
            process.stdout.close()
            process.wait()


def _next_picture(out: IO[bytes]) -> Image.Image | None:
    """The next PPM of a stream, None at its end and where it is cut off."""
    head = out.readline() + out.readline() + out.readline()
    said = _PPM.fullmatch(head)
    if said is None:
        return None
    size = (int(said[1]), int(said[2]))
    pixels = out.read(3 * size[0] * size[1])
    if len(pixels) < 3 * size[0] * size[1]:
        return None
    return Image.frombytes("RGB", size, pixels)

# SPDX-License-Identifier: GPL-3.0-or-later
"""A film's pictures and sound, by the ffmpeg of the package imageio-ffmpeg."""

import re
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import IO

from PIL import Image

from ..errors import InputError, SetupError
from ..limits import VIDEO_BYTES, VIDEO_SECONDS
from ..user_file import check_file

MOST_RATE = 60.0
"""Pictures a second that are looked at: lips are not faster."""
_LONGEST_SIDE = 960
"""Pixels to which larger pictures are scaled: the mesh looks at 192 across a face."""
_HINT = "Give a film of a face that talks, such as an MP4, MOV, WEBM or MKV"
_ONLY_FILES = ("-protocol_whitelist", "file,pipe")
"""A file may be a list of addresses; none of them is opened."""
_QUIET = ("-hide_banner", "-nostdin")
_DURATION = re.compile(r"Duration: (\d+):(\d+):(\d+(?:\.\d+)?)")
_RATE = re.compile(r"Stream #.*Video:.*?(\d+(?:\.\d+)?) (?:fps|tbr)")
_PPM = re.compile(rb"P6\s+(\d+)\s+(\d+)\s+255\s")
_PATIENCE = 60.0
"""Seconds for what a film says of itself."""
_SHORT_SHARE, _SHORT_SECONDS = 0.05, 0.5
"""A film that ends earlier than it says, by so much of it and by so many seconds, is broken."""


@dataclass(frozen=True)
class Film:
    """seconds: how long it says that it is, None where it does not say. rate: pictures a second that are looked at.
    has_sound: whether there is a sound in it."""

    path: Path
    seconds: float | None
    rate: float
    has_sound: bool

    def pictures(self) -> Iterator[Image.Image]:
        """One after another, upright, at an even rate, the first at 0 s; of a broken film those before the break."""
        filters = f"fps={self.rate}:start_time=0,scale='min({_LONGEST_SIDE},iw)':'min({_LONGEST_SIDE},ih)'"
        filters += ":force_original_aspect_ratio=decrease"
        wanted = ("-an", "-sn", "-vf", filters, "-t", f"{VIDEO_SECONDS:g}", "-f", "image2pipe", "-c:v", "ppm", "pipe:1")
        with _running(self.path, *wanted) as out:
            while (picture := _next_picture(out)) is not None:
                yield picture

    def write_sound(self, path: Path) -> None:
        """The sound as a WAV file that begins with the pictures. Raises InputError where it cannot be read."""
        wanted = ("-vn", "-sn", "-af", "aresample=async=1:first_pts=0", "-ac", "1", "-ar", "48000", "-c:a", "pcm_s16le")
        command = [_ffmpeg(), *_QUIET, *_ONLY_FILES, "-i", f"file:{self.path}", *wanted]
        command += ["-t", f"{VIDEO_SECONDS:g}", "-y", f"file:{path}"]
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False)
        if done.returncode != 0 or not path.exists():
            raise InputError(str(self.path), "has a sound that cannot be read", "Save the film anew")

    def is_short(self, seconds: float) -> bool:
        """Whether pictures that end there are fewer than the film says it has."""
        missing = 0.0 if self.seconds is None else min(self.seconds, VIDEO_SECONDS) - seconds
        return missing > max(_SHORT_SECONDS, _SHORT_SHARE * (self.seconds or 0.0))


def open_film(path: Path) -> Film:
    """What a film file says of itself.

    Raises InputError: there is none, it is no film, has no picture, or is larger than ``runtime.limits`` allows;
    SetupError where imageio-ffmpeg is not installed.
    """
    if check_file(path, VIDEO_BYTES, _HINT) == 0:
        raise InputError(str(path), "is empty (0 bytes)", _HINT)
    command = [_ffmpeg(), *_QUIET, *_ONLY_FILES, "-i", f"file:{path}"]
    try:
        said = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=_PATIENCE, check=False)
    except subprocess.TimeoutExpired as error:
        raise InputError(str(path), "cannot be read as a film in a minute", _HINT) from error
    text = said.stderr.decode(errors="replace")
    if "Stream #" not in text:
        raise InputError(str(path), "is no film that can be read", _HINT)
    rate = _RATE.search(text)
    if rate is None or float(rate[1]) <= 0:
        raise InputError(str(path), "has no moving picture", _HINT)
    return Film(path, _seconds(text), min(float(rate[1]), MOST_RATE), " Audio:" in text)


def _seconds(text: str) -> float | None:
    said = _DURATION.search(text)
    return None if said is None else 3600 * int(said[1]) + 60 * int(said[2]) + float(said[3])


def _ffmpeg() -> str:
    if find_spec("imageio_ffmpeg") is None:
        reason = "needs the package imageio_ffmpeg, which is not installed"
        raise SetupError("capture", reason, "Run: pip install 'soliloquy[video]'")
    import imageio_ffmpeg

    return str(imageio_ffmpeg.get_ffmpeg_exe())


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

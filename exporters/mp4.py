# SPDX-License-Identifier: GPL-3.0-or-later
"""A video of the head speaking, with its sound: H.264 and AAC, ready for a browser."""

import errno
import os
import shutil
import struct
import tempfile
from collections.abc import Generator
from pathlib import Path
from typing import TypeAlias

import imageio_ffmpeg
import numpy as np

from ..runtime.errors import WriteError
from ..runtime.head.deform import deform
from ..runtime.layouts import curves_in_layout
from ..runtime.progress import Progress
from ..runtime.requests import ExportOptions
from ..runtime.take import Take
from . import wav
from .film_beside import film_beside
from .render.picture import SIZE, Portrait
from .shown_head import drawn_head
from .synthetic_sound import tag_of

_Encoder: TypeAlias = Generator[None, bytes | None, None]

_FRAMES_AT_ONCE = 100
"""Frames whose faces are made together, for memory. Chosen by hand."""
_ROOM = 64 * 1024
"""Bytes; chosen: a disk with less than that is one that ffmpeg's blocks have filled."""
COMPRESSION = ("-crf", "18", "-preset", "veryfast", "-b:a", "128k", "-movflags", "+faststart", "-threads", "2")
REPEATABLE = ("-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact")


def write(take: Take, path: Path, options: ExportOptions, progress: Progress) -> None:
    """Frame k is the face at k / options.fps seconds; the sound starts with frame 0.

    512 x 512, wider by the film that is to be shown beside. Raises OSError when the disk is full, WriteError when
    ffmpeg cannot write for another reason, InputError for a film that cannot be read.
    """
    head = drawn_head(take, options)
    moving = curves_in_layout(take, options.layout, options.fps)
    with (
        tempfile.TemporaryDirectory(dir=path.parent) as folder,
        film_beside(options.beside, options.fps) as film,
    ):
        sound = options.recording or Path(folder) / "sound.wav"
        if options.recording is None:
            wav.write(take, sound, options, progress)
        tag = tag_of(take, options) if options.recording is None else ""
        encoder = _encoder(path, sound, options.fps, SIZE + film.width, tag)
        try:
            encoder.send(None)
            with Portrait(head) as portrait:
                for start in range(0, len(moving), _FRAMES_AT_ONCE):
                    frames = np.arange(start, min(start + _FRAMES_AT_ONCE, len(moving)))
                    for frame, vertices in zip(frames, deform(head, moving, frames, options.layout), strict=True):
                        both = np.hstack([next(film.pictures), portrait.picture(vertices)])
                        encoder.send(both.tobytes())
                        progress("mp4", (frame + 1) / len(moving))
        except OSError as error:
            raise failure(path) from error
        finally:
            encoder.close()
        if not is_whole(path):
            raise failure(path)


def failure(path: Path) -> OSError | WriteError:
    """Why ffmpeg has no film, as far as that can be known: it says so to nobody."""
    if shutil.disk_usage(path.parent).free < _ROOM:
        return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
    return WriteError(path.name, "ffmpeg cannot write it", "Leave mp4 out of the formats, or report it")


def is_whole(path: Path) -> bool:
    """Whether the file's parts (boxes, ISO/IEC 14496-12) fill it, with the one that ffmpeg puts in front at the end."""
    if not path.exists():
        return False
    parts, place, size = [], 0, path.stat().st_size
    with path.open("rb") as file:
        while place + 8 <= size:
            file.seek(place)
            length, kind = struct.unpack(">I4s", file.read(8))
            if length == 1:
                (length,) = struct.unpack(">Q", file.read(8).ljust(8, b"\0"))
            if length < 8:
                break
            parts.append(kind)
            place += length
    return place == size and b"moov" in parts and b"mdat" in parts and parts.index(b"moov") < parts.index(b"mdat")


def _encoder(path: Path, sound: Path, frames_per_second: float, width: int, comment: str) -> _Encoder:
    """A generator that takes the frames' bytes and ends the file when it is closed. comment: of its metadata."""
    told = ("-metadata", f"comment={comment}") if comment else ()
    # "file:" keeps ffmpeg from taking a name like "http:x.wav" for an address.
    return imageio_ffmpeg.write_frames(
        f"file:{path}",
        (width, SIZE),
        fps=frames_per_second,
        quality=None,
        codec="libx264",
        pix_fmt_out="yuv420p",
        audio_path=f"file:{sound}",
        audio_codec="aac",
        ffmpeg_log_level="quiet",
        macro_block_size=2,
        output_params=[*COMPRESSION, *REPEATABLE, *told],
    )

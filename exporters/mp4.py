# SPDX-License-Identifier: GPL-3.0-or-later
"""A video of the head speaking, with its sound: H.264 and AAC, ready for a browser."""

import tempfile
from collections.abc import Generator
from pathlib import Path

import imageio_ffmpeg
import numpy as np

from ..runtime.errors import WriteError
from ..runtime.head.deform import deform
from ..runtime.head.heads import load_head
from ..runtime.layouts import curves_in_layout
from ..runtime.progress import Progress
from ..runtime.requests import ExportOptions
from ..runtime.take import Take
from . import wav
from .render.picture import SIZE, Portrait
from .shown_head import shown_head

_FRAMES_AT_ONCE = 100
_COMPRESSION = ("-crf", "18", "-preset", "veryfast", "-b:a", "128k", "-movflags", "+faststart", "-threads", "2")
_REPEATABLE = ("-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact")


def write(take: Take, path: Path, options: ExportOptions, progress: Progress) -> None:
    """Frame k is the face at k / options.fps seconds; the sound starts with frame 0.

    512 x 512. Raises WriteError when ffmpeg cannot write.
    """
    head = load_head(shown_head(take, options))
    moving = curves_in_layout(take, options.layout, options.fps)
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        sound = options.recording or Path(folder) / "sound.wav"
        if options.recording is None:
            wav.write(take, sound, options, progress)
        encoder = _encoder(path, sound, options.fps)
        try:
            encoder.send(None)
            with Portrait(head) as portrait:
                for start in range(0, len(moving), _FRAMES_AT_ONCE):
                    frames = np.arange(start, min(start + _FRAMES_AT_ONCE, len(moving)))
                    for frame, vertices in zip(frames, deform(head, moving, frames, options.layout), strict=True):
                        encoder.send(portrait.picture(vertices).tobytes())
                        progress("mp4", (frame + 1) / len(moving))
        except OSError as error:
            raise WriteError(
                str(path), f"ffmpeg stopped ({error})", "Free some space, or give another --out"
            ) from error
        finally:
            encoder.close()


def _encoder(path: Path, sound: Path, frames_per_second: float) -> Generator[None, bytes | None, None]:
    """A generator that takes the frames' bytes and ends the file when it is closed."""
    # "file:" keeps ffmpeg from taking a name like "http:x.wav" for an address.
    return imageio_ffmpeg.write_frames(
        f"file:{path}",
        (SIZE, SIZE),
        fps=frames_per_second,
        quality=None,
        codec="libx264",
        pix_fmt_out="yuv420p",
        audio_path=f"file:{sound}",
        audio_codec="aac",
        ffmpeg_log_level="error",
        macro_block_size=2,
        output_params=[*_COMPRESSION, *_REPEATABLE],
    )

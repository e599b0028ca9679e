# SPDX-License-Identifier: GPL-3.0-or-later
"""A portrait that speaks as a film: MP4, WebM (with alpha where it is wanted), or PNG pictures with the sound beside.

Every file says in its metadata that nobody was filmed.
"""

from collections.abc import Generator, Iterator
from pathlib import Path

import numpy as np
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from ..runtime.arrays import Array
from ..runtime.progress import Progress
from ..runtime.requests import ExportOptions
from ..runtime.take import Take
from . import wav

SAID = "Synthetic: a still picture made to speak by Soliloquy. Nobody was filmed."
ENDINGS = (".mp4", ".webm")
SOUND = "sound.wav"
_STEP = "film"
_SAID_IN_FILM = ("-metadata", f"comment={SAID}")
_VP9 = (
    "-crf",
    "24",
    "-b:v",
    "0",
    "-deadline",
    "good",
    "-cpu-used",
    "4",
    "-row-mt",
    "1",
    "-b:a",
    "96k",
    "-threads",
    "2",
)


def file_names(ending: str, name: str, count: int) -> list[str]:
    """Of what ``write`` makes. ending: of the film; empty for pictures."""
    return [name + ending] if ending else [*(_picture_name(number) for number in range(count)), SOUND]


def write(frames: Iterator[Array], count: int, take: Take, folder: Path, name: str, ending: str, fps: float,
          progress: Progress, options: ExportOptions) -> None:  # fmt: skip
    """Write ``count`` frames, uint8 (H,W,3 or 4), with the take's sound, marked as ``options`` say.

    Raises OSError when the disk is full, WriteError when ffmpeg cannot write for another reason.
    """
    sound = folder / SOUND
    wav.write(take, sound, options, progress)
    if not ending:
        write_pictures(frames, count, folder, progress)
        return
    try:
        _write_film(_told(frames, count, progress), folder / (name + ending), sound, fps)
    finally:
        sound.unlink(missing_ok=True)


def _told(frames: Iterator[Array], count: int, progress: Progress) -> Iterator[Array]:
    for number, frame in enumerate(frames, 1):
        yield frame
        progress(_STEP, number / count)


def write_pictures(frames: Iterator[Array], count: int, folder: Path, progress: Progress) -> None:
    """``count`` frames as PNG, the first of which is ``frame_00001.png``. Raises OSError."""
    said = PngInfo()
    said.add_text("Comment", SAID)
    for number, frame in enumerate(_told(frames, count, progress)):
        Image.fromarray(frame).save(folder / _picture_name(number), pnginfo=said, compress_level=4)


def _picture_name(number: int) -> str:
    return f"frame_{number + 1:05d}.png"


def _write_film(frames: Iterator[Array], path: Path, sound: Path, fps: float) -> None:
    from .mp4 import failure, is_whole

    first = next(frames)
    encoder = _encoder(path, sound, fps, first.shape)
    try:
        encoder.send(None)
        encoder.send(first.tobytes())
        for frame in frames:
            encoder.send(np.ascontiguousarray(frame).tobytes())
    except OSError as error:
        raise failure(path) from error
    finally:
        encoder.close()
    if not (is_whole(path) if path.suffix == ".mp4" else path.exists() and path.stat().st_size):
        raise failure(path)


def _encoder(path: Path, sound: Path, fps: float, shape: tuple[int, ...]) -> Generator[None, bytes | None, None]:
    import imageio_ffmpeg

    from .mp4 import COMPRESSION, REPEATABLE

    height, width, channels = shape
    is_mp4 = path.suffix == ".mp4"
    return imageio_ffmpeg.write_frames(
        f"file:{path}",
        (width, height),
        fps=fps,
        quality=None,
        pix_fmt_in="rgba" if channels == 4 else "rgb24",
        pix_fmt_out="yuva420p" if channels == 4 else "yuv420p",
        codec="libx264" if is_mp4 else "libvpx-vp9",
        audio_path=f"file:{sound}",
        audio_codec="aac" if is_mp4 else "libopus",
        ffmpeg_log_level="quiet",
        macro_block_size=2,
        output_params=[*(COMPRESSION if is_mp4 else _VP9), *REPEATABLE, *_SAID_IN_FILM],
    )

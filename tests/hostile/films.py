# SPDX-License-Identifier: GPL-3.0-or-later
"""Films of heads, made with ffmpeg of what the manual shows; they move a little, to be followed."""

import subprocess
from collections.abc import Sequence
from pathlib import Path

import imageio_ffmpeg
import numpy as np
from PIL import Image

HEADS = Path(__file__).resolve().parents[2] / "docs" / "images" / "heads.jpg"
NAMES = ("Clara", "Amara", "Daniel", "Kenji", "Kofi", "Mei")
GREY = (95, 100, 110)


def portrait(name: str) -> Image.Image:
    """300 x 300 pixels."""
    with Image.open(HEADS) as strip:
        left = strip.height * NAMES.index(name)
        return strip.crop((left, 0, left + strip.height, strip.height)).convert("RGB")


def picture(names: Sequence[str], size: tuple[int, int], away: int = 0) -> Image.Image:
    """Portraits side by side on grey, shifted by ``away`` pixels."""
    scene = Image.new("RGB", size, GREY)
    side = min(size[0] // max(len(names), 1), size[1])
    for place, name in enumerate(names):
        scene.paste(portrait(name).resize((side, side)), (place * side + away, (size[1] - side) // 2))
    return scene


def write_film(
    path: Path,
    pictures: Sequence[Image.Image],
    rate: float = 25.0,
    sound: Path | None = None,
    options: Sequence[str] = (),
) -> Path:
    """Pictures at a rate, with a sound file where one is given. options: more for ffmpeg, of what it writes."""
    width, height = pictures[0].size
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-hide_banner", "-loglevel", "error", "-y"]
    command += ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{width}x{height}", "-r", f"{rate:g}", "-i", "pipe:0"]
    if sound is not None:
        command += ["-i", str(sound), "-c:a", "libopus" if path.suffix == ".webm" else "aac"]
    command += ["-pix_fmt", "yuv420p", *options, str(path)]
    subprocess.run(command, input=b"".join(np.asarray(each).tobytes() for each in pictures), check=True)
    return path


def nodding(
    names: Sequence[str] = ("Clara",), count: int = 12, size: tuple[int, int] = (320, 320)
) -> list[Image.Image]:
    """Pictures in which the heads go a few pixels to the side and back."""
    return [picture(names, size, round(4 * np.sin(number))) for number in range(count)]

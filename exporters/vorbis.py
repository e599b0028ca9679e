# SPDX-License-Identifier: GPL-3.0-or-later
"""The sound as Ogg Vorbis, which Unity, Godot and Unreal import."""

from pathlib import Path

from ..runtime.progress import Progress
from ..runtime.requests import ExportOptions
from ..runtime.take import Take
from .ogg import write_ogg


def write(take: Take, path: Path, options: ExportOptions, progress: Progress) -> None:
    """Mono, at the speech's own rate. Raises OSError."""
    write_ogg(take, path, options, "VORBIS", ())

# SPDX-License-Identifier: GPL-3.0-or-later
"""SubRip subtitles."""

from pathlib import Path

from ..runtime.progress import Progress
from ..runtime.requests import ExportOptions
from ..runtime.take import Take
from .subtitles import clock, subtitles_of


def write(take: Take, path: Path, options: ExportOptions, progress: Progress) -> None:
    """A subtitle for each sentence. Raises InputError where the words are not known, OSError."""
    blocks = [
        f"{number}\n{clock(one.start, ',')} --> {clock(one.end, ',')}\n{one.text}\n"
        for number, one in enumerate(subtitles_of(take), start=1)
    ]
    path.write_text("\n".join(blocks), encoding="utf-8", newline="\n")

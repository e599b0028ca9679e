# SPDX-License-Identifier: GPL-3.0-or-later
"""WebVTT subtitles. Source: W3C, "WebVTT: The Web Video Text Tracks Format", 4.1 and 4.2.2 (what is escaped)."""

from pathlib import Path

from ..runtime.progress import Progress
from ..runtime.requests import ExportOptions
from ..runtime.take import Take
from .subtitles import clock, subtitles_of


def write(take: Take, path: Path, options: ExportOptions, progress: Progress) -> None:
    """A cue for each sentence. Raises InputError where the words are not known, OSError."""
    blocks = [
        f"{clock(one.start, '.')} --> {clock(one.end, '.')}\n{_escaped(one.text)}\n" for one in subtitles_of(take)
    ]
    path.write_text("\n".join(["WEBVTT\n", *blocks]), encoding="utf-8", newline="\n")


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

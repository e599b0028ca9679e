# SPDX-License-Identifier: GPL-3.0-or-later
"""The sound as Ogg Opus, for the web and for voice in games."""

from pathlib import Path

from ..runtime.progress import Progress
from ..runtime.requests import ExportOptions
from ..runtime.take import Take
from .ogg import write_ogg

_RATES = (8000, 12000, 16000, 24000, 48000)
"""RFC 6716, section 2: those that Opus has."""


def write(take: Take, path: Path, options: ExportOptions, progress: Progress) -> None:
    """Mono; a rate that Opus has not becomes 48 kHz. Raises OSError."""
    write_ogg(take, path, options, "OPUS", _RATES)

# SPDX-License-Identifier: GPL-3.0-or-later
"""The take itself, from which every other format can be written again."""

from pathlib import Path

from ..runtime.progress import Progress
from ..runtime.requests import ExportOptions
from ..runtime.take import Take, save_take


def write(take: Take, path: Path, options: ExportOptions, progress: Progress) -> None:
    """The same take gives the same bytes. Raises OSError."""
    save_take(take, path)

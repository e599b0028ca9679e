# SPDX-License-Identifier: GPL-3.0-or-later
"""The recording that a take was made from, unchanged."""

import shutil
from pathlib import Path

from ..runtime.progress import Progress
from ..runtime.requests import ExportOptions
from ..runtime.take import Take


def write(take: Take, path: Path, options: ExportOptions, progress: Progress) -> None:
    """A copy of ``options.recording``, which must be given. Raises OSError."""
    assert options.recording is not None
    shutil.copyfile(options.recording, path)

# SPDX-License-Identifier: GPL-3.0-or-later
"""``soliloquy import``: curves that another program wrote become a take."""

from pathlib import Path

from ..runtime.perform import perform
from ..runtime.requests.imports import ImportRequest
from .batch import Job, Output, produce


def import_curves(request: ImportRequest, output: Output) -> None:
    """A file of curves becomes a take, which is heard with the sound that is given."""
    path = Path(request.file)
    name = path.name.partition(".")[0] if output.name is None else output.name
    sound = None if request.sound is None else Path(request.sound)
    produce(output, [Job(name, str(path), lambda progress: perform(request, progress), sound)])

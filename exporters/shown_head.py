# SPDX-License-Identifier: GPL-3.0-or-later
"""Which head an exporter shows."""

from ..runtime.errors import UsageError
from ..runtime.head.heads import Head, flame_file, head_called, load_head
from ..runtime.requests import ExportOptions
from ..runtime.take import Take


def shown_head(take: Take, options: ExportOptions) -> str:
    """The identity that is asked for, else the take's, else the default one. Raises UsageError for an unknown one."""
    return head_called(options.head or take.head or None)


def drawn_head(take: Take, options: ExportOptions) -> Head:
    """The head of a picture that is drawn here. Raises as ``shown_head``, and UsageError for one of a FLAME file."""
    name = shown_head(take, options)
    if flame_file(name) is not None:
        reason = "is of a FLAME file, without mouth and textures; pictures are drawn of the embedded heads alone"
        raise UsageError(f"head {name!r}", reason, "Leave mp4 and png out, render the .blend, or give another --head")
    return load_head(name)

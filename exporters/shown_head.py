# SPDX-License-Identifier: GPL-3.0-or-later
"""Which head an exporter shows."""

from ..runtime.head.heads import head_called
from ..runtime.requests import ExportOptions
from ..runtime.take import Take


def shown_head(take: Take, options: ExportOptions) -> str:
    """The identity that is asked for, else the take's, else the default one. Raises UsageError for an unknown one."""
    return head_called(options.head or take.head or None)

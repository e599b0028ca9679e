# SPDX-License-Identifier: GPL-3.0-or-later
"""The edits of a request."""

from typing import Any

from .kinds import DOCUMENT
from .options import option


def edits_option() -> Any:
    """A field for edits, alike for text and recordings: a file's path, what it holds, or None for none."""
    return option(
        None,
        "a JSON file of edits, placed in words and phones: edges, pauses, other words, stress, closed lips",
        kind=DOCUMENT,
        metavar="FILE.json",
        path=True,
    )

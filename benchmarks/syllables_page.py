# SPDX-License-Identifier: GPL-3.0-or-later
"""docs/measured/syllables.md out of its records."""

from syllables_measures import Record


def page(records: dict[str, dict[str, Record]]) -> str:
    return ""

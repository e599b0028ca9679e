# SPDX-License-Identifier: GPL-3.0-or-later
"""How many of something, in words."""


def counted(number: int, thing: str) -> str:
    """ "1 line", "2,000 lines"."""
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"

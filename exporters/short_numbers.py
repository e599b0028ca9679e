# SPDX-License-Identifier: GPL-3.0-or-later
"""Numbers as text in files that engines read: as few characters as say them."""


def short_number(value: float, decimals: int) -> str:
    """Rounded to so many decimals, without zeros at the end; never "-0"."""
    text = f"{value:.{decimals}f}".rstrip("0").rstrip(".")
    return "0" if text in ("", "-0") else text

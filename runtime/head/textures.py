# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the painted textures of the embedded heads lie."""

from pathlib import Path

from ..weights import weight_path

TEXTURED = ("skin", "eye", "hair")
"""The materials of a head that are painted; locks of hair show a patch of the scalp of the skin's texture."""


def texture_path(head: str, material: str) -> Path:
    """The picture of one of the TEXTURED materials of a head. Raises SetupError when missing or altered."""
    return weight_path(f"{head.lower()}_{'skin' if material == 'hair' else material}")

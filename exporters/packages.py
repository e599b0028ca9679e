# SPDX-License-Identifier: GPL-3.0-or-later
"""The packages that only some formats need, and what to do where one is missing."""

import sys
from collections.abc import Sequence
from importlib.util import find_spec

from ..runtime.errors import SetupError

BLENDER = "bpy"
USD = "pxr"
_BLENDERS_PYTHONS = ((3, 11), (3, 13))
_EXTRAS = {BLENDER: "blender", USD: "usd", "pyvista": "preview", "imageio_ffmpeg": "preview"}


def check_packages(format_name: str, packages: Sequence[str]) -> None:
    """Raises SetupError that names the first of ``packages`` that is not installed; loads none of them."""
    for package in packages:
        if find_spec(package) is None:
            raise _missing(format_name, package)


def _missing(format_name: str, package: str) -> SetupError:
    install = f"pip install 'soliloquy[{_EXTRAS[package]}]'"
    if package == BLENDER and sys.version_info[:2] not in _BLENDERS_PYTHONS:
        here = f"{sys.version_info.major}.{sys.version_info.minor}"
        reason = f"needs Blender's package bpy, which runs on Python 3.11 or 3.13, and this is Python {here}"
        return SetupError(f"format {format_name}", reason, f"Install Soliloquy for one of these, then: {install}")
    return SetupError(
        f"format {format_name}", f"needs the package {package}, which is not installed", f"Run: {install}"
    )

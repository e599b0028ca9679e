# SPDX-License-Identifier: GPL-3.0-or-later
"""This Blender as the program that reads films for the worker."""

import sys
from pathlib import Path

import bpy

_SCRIPT = Path(__file__).resolve().parent.parent / "blender" / "film_program.py"


def film_reader() -> list[str]:
    """Words of a command, to which the worker adds what ``blender/film_program.py`` asks for."""
    if not bpy.app.binary_path:  # the module bpy in a plain Python
        return [sys.executable, str(_SCRIPT), "--"]
    return [bpy.app.binary_path, "-b", "--factory-startup", "--python-exit-code", "1", "--python", str(_SCRIPT), "--"]

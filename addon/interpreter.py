# SPDX-License-Identifier: GPL-3.0-or-later
"""What the worker process is started with: Blender's Python, and where its packages lie."""

import importlib.util
import sys
from pathlib import Path

from ..runtime.errors import SetupError


def python_executable() -> str:
    """The Python that this Blender runs on, as a program of its own.

    ``sys.executable`` may be Blender itself; Blender's own Python then lies under ``sys.prefix``.
    Raises SetupError when there is none.
    """
    if Path(sys.executable).stem.lower().startswith("python"):
        return sys.executable
    folder = Path(sys.prefix) / "bin"
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    for name in (version, "python3", "python", f"{version}.exe", "python.exe"):
        if (folder / name).is_file():
            return str(folder / name)
    raise SetupError(str(folder), "there is no Python interpreter in it", "Install Blender again, from blender.org")


def package_folders() -> list[str]:
    """Folders that hold the packages the worker needs, found without importing any of them."""
    folders: list[str] = []
    for package in ("onnxruntime", "soundfile", "numpy", "sounddevice"):
        spec = importlib.util.find_spec(package)
        if spec is None or spec.origin is None:
            continue
        origin = Path(spec.origin)
        folder = str(origin.parent.parent if spec.submodule_search_locations else origin.parent)
        if folder not in folders:
            folders.append(folder)
    return folders

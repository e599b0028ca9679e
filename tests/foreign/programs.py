# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the readers lie, and how one of them is run."""

import platform
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
FOLDER = ROOT / "build" / "foreign"
NODE_MODULES = FOLDER / "node_modules"
UFBX = FOLDER / "ufbx_scene"
GODOT = FOLDER / "godot"
NUNIT = Path("/usr/lib/cli/nunit.framework-2.6.3/nunit.framework.dll")
FBX2GLTF = NODE_MODULES / "fbx2gltf" / "bin" / platform.system() / "FBX2glTF"


_SET_UP = "run python -m soliloquy.tests.foreign.set_up, as make check does"


class ReaderError(Exception):
    """A reader is not installed, or cannot read the file: one line."""


def ran(command: Sequence[str | Path], seconds: float = 120, *, log: bool = False) -> str:
    """What a program prints, with ``log`` what it says on standard error too.

    Raises ReaderError with the last that it said when it fails or takes longer.
    """
    name = Path(command[0]).name
    try:
        done = subprocess.run([str(word) for word in command], capture_output=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired as late:
        raise ReaderError(f"{name} was not done after {seconds:g} s") from late
    if done.returncode != 0:
        said = (done.stderr or done.stdout).decode(errors="replace").strip()
        raise ReaderError(f"{name} ended with {done.returncode}: {said[-400:]}")
    return (done.stdout + done.stderr if log else done.stdout).decode(errors="replace")


def program(name: str) -> Path:
    """Raises ReaderError where a program is not installed."""
    found = shutil.which(name)
    if found is None:
        raise ReaderError(f"{name} is not installed: {_SET_UP}")
    return Path(found)


def built(path: Path) -> Path:
    """``path`` in the readers' folder. Raises ReaderError where set-up has not made it."""
    if not path.exists():
        raise ReaderError(f"{path.relative_to(ROOT)} is not there: {_SET_UP}")
    return path

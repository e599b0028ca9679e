# SPDX-License-Identifier: GPL-3.0-or-later
"""Pythons that hold a version of Blender as a module, made on demand under build/blender/, and scenarios in them."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
PINS = ROOT / "requirements" / "demo.txt"


@dataclass(frozen=True)
class BlenderVersion:
    """version: of the bpy package. python: what it runs on. numpy: the one that is tested with it."""

    version: str
    python: str
    numpy: str


# 4.2 and 4.5 are the long-term releases of Python 3.11, 5.2 that of 3.13; 5.0.1 is the one of the project.
VERSIONS = (
    BlenderVersion("4.2.23", "3.11", "1.26.4"),
    BlenderVersion("4.5.15", "3.11", "1.26.4"),
    BlenderVersion("5.0.1", "3.11", "1.26.4"),
    BlenderVersion("5.2.3", "3.13", "2.5.5"),
)


class NoInterpreterError(Exception):
    """There is no Python here on which this Blender runs."""


def python_with(blender: BlenderVersion) -> Path:
    """A Python that can import this version of bpy. Installs it once (about 350 MB).

    Raises NoInterpreterError when its Python is not on this machine.
    """
    folder = ROOT / "build" / "blender" / blender.version
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    stamp = folder / "complete"
    if stamp.is_file():
        return python
    shutil.rmtree(folder, ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run([*_interpreter(blender.python), "-m", "venv", str(folder)], check=True)
    constraints = folder / "constraints.txt"
    constraints.write_text("\n".join(_pins()) + "\n")
    packages = [f"bpy=={blender.version}", f"numpy=={blender.numpy}", "requests"]
    install = [str(python), "-m", "pip", "install", "--quiet", "-c", str(constraints), *packages]
    subprocess.run(install, check=True)
    stamp.touch()
    return python


def play(
    blender: BlenderVersion, scenario: Path, arguments: Sequence[str | Path], work: Path, timeout: float
) -> subprocess.CompletedProcess[str]:
    """Run a scenario in that Blender, whose user folder lies in ``work`` and goes afterwards: with the extension in it
    it takes 0.5 GB. Raises as ``python_with``."""
    command = [str(python_with(blender)), str(scenario), *map(str, arguments)]
    environment = {**os.environ, "BLENDER_USER_RESOURCES": str(work / "user"), "PYTHONNOUSERSITE": "1"}
    try:
        return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=timeout, check=False)
    finally:
        shutil.rmtree(work / "user", ignore_errors=True)


def results(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    """What a scenario found, which it prints at its end."""
    line = next((line for line in done.stdout.splitlines() if line.startswith("RESULTS ")), None)
    assert line is not None, f"the scenario did not end (status {done.returncode})\n{done.stdout}\n{done.stderr}"
    found: dict[str, Any] = json.loads(line.removeprefix("RESULTS "))
    return found


Found = Callable[[BlenderVersion], dict[str, Any]]
"""What a scenario found in a version of Blender."""


def oldest_first(scenario: Path, name: str, extension_zip: Path, factory: pytest.TempPathFactory) -> Found:
    """Plays a scenario once in each version that is asked for, and first in the oldest, whose ``name.blend`` the others
    are given."""
    works: dict[str, Path] = {}
    oldest = VERSIONS[0]

    @cache
    def played(blender: BlenderVersion) -> dict[str, Any]:
        work = works[blender.version] = factory.mktemp(f"{name}-{blender.version}")
        arguments = [extension_zip, work]
        if blender != oldest:
            played(oldest)
            arguments.append(works[oldest.version] / f"{name}.blend")
        return results(play(blender, scenario, arguments, work, timeout=600))

    return played


def found_or_skipped(find: Found, blender: BlenderVersion) -> dict[str, Any]:
    """What a scenario found in that version; the test is skipped where its Python is not on this machine."""
    try:
        return find(blender)
    except NoInterpreterError as error:
        pytest.skip(f"Blender {blender.version}: {error}")


def _pins() -> list[str]:
    """The project's pins of what bpy needs in turn."""
    lines = (line.split()[0] for line in PINS.read_text().splitlines() if "==" in line and not line.startswith(" "))
    return [line for line in lines if line.split("==")[0] not in ("bpy", "numpy")]


def _interpreter(version: str) -> list[str]:
    """A command for this version of Python."""
    if sys.version_info[:2] == tuple(map(int, version.split("."))):
        return [sys.executable]
    named = os.environ.get(f"PYTHON{version.replace('.', '')}")
    candidates = [[named]] if named else []
    candidates += [[f"python{version}"], ["env", f"PYENV_VERSION={_pyenv_version(version)}", f"python{version}"]]
    for candidate in candidates:
        try:
            said = subprocess.run([*candidate, "--version"], capture_output=True, text=True, check=False)
        except FileNotFoundError:
            continue
        if said.returncode == 0 and said.stdout.startswith(f"Python {version}."):
            return candidate
    raise NoInterpreterError(f"there is no Python {version} here (set PYTHON{version.replace('.', '')} to one)")


def _pyenv_version(version: str) -> str:
    """The newest of pyenv's versions that fits, as ``pyenv versions`` names them."""
    found = sorted(
        (path.name for path in (Path.home() / ".pyenv" / "versions").glob(f"{version}.*")),
        key=lambda name: [int(part) for part in name.split(".") if part.isdigit()],
    )
    return found[-1] if found else version

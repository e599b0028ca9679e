# SPDX-License-Identifier: GPL-3.0-or-later
"""A case's folder: a user's own files in it that nobody may touch, and what of it has changed."""

import hashlib
import os
import shutil
import stat
import subprocess
from pathlib import Path

OUT, HOME, TEMPORARY = "out", "home", "tmp"
LOCK_NAME = ".soliloquy.lock"
_HASHED_BYTES = 8_000_000

Snapshot = dict[str, str]
"""What lies at each path below a folder: kind, size, and the content's hash or, of large files, its date."""


def lay_out(folder: Path) -> None:
    """Make the folder with what a user has in it: beside the outputs, and in the folder of the outputs itself."""
    for name in (OUT, HOME, TEMPORARY, f"{OUT}/.soliloquy-notes", "mine"):
        (folder / name).mkdir(parents=True)
    for name in (f"{OUT}/.soliloquy-notes/plan.txt", f"{OUT}/theirs.blend", "mine/take.wav", f"{HOME}/.profile"):
        (folder / name).write_text(f"{name} is the user's own", encoding="utf-8")


def snapshot(folder: Path) -> Snapshot:
    """The state of everything below a folder."""
    found: Snapshot = {}
    for above, folders, files in os.walk(os.fsencode(folder)):
        for name in (*folders, *files):
            path = os.path.join(above, name)  # noqa: PTH118  (names that are no UTF-8 stay bytes)
            found[os.fsdecode(os.path.relpath(path, os.fsencode(folder)))] = _state(path)
    return found


def changes(before: Snapshot, after: Snapshot) -> tuple[list[str], list[str]]:
    """Paths that were touched or are gone, and those that are new."""
    touched = [path for path in before if after.get(path) != before[path]]
    return touched, sorted(path for path in after if path not in before)


def clear(folder: Path) -> None:
    """Remove the folder, with the disks mounted in it."""
    mounts = Path("/proc/self/mounts")
    if mounts.exists():
        places = [line.split()[1] for line in mounts.read_text(encoding="utf-8").splitlines()]
        for place in [each for each in places if each.startswith(f"{folder}/")]:
            subprocess.run(["umount", "--lazy", place], check=False)
    shutil.rmtree(os.fsencode(folder), ignore_errors=True)


def _state(path: bytes) -> str:
    about = os.lstat(path)
    kind = stat.S_IFMT(about.st_mode)
    if kind == stat.S_IFLNK:
        return f"link to {os.fsdecode(os.readlink(path))}"  # noqa: PTH115
    if kind != stat.S_IFREG:
        return f"{kind:o}"
    if about.st_size > _HASHED_BYTES:
        return f"{about.st_size} bytes of {about.st_mtime_ns}"
    with open(path, "rb") as file:  # noqa: PTH123
        return hashlib.sha256(file.read()).hexdigest()

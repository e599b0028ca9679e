# SPDX-License-Identifier: GPL-3.0-or-later
"""The folder ``speech`` beside a .blend: sounds that we wrote there, and which of them nobody needs any more.

An index in the folder says which files are ours and what each .blend beside it relies on, Blender's backups of it
too. A file goes only when it is ours, unchanged, and needed by none of them.
"""

import hashlib
import json
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..runtime.errors import InputError
from ..runtime.json_text import parse_json
from ..runtime.limits import SOUND_INDEX_BYTES, SOUND_INDEX_VALUES
from ..runtime.user_file import read_file
from ..runtime.whole_file import whole_file

FOLDER = "speech"
_INDEX = "soliloquy.json"


@dataclass
class _Index:
    """files: sha256 of each file that we wrote, by name. blends: what each .blend needs, by its name: the files that
    its last save plays, then, for that save and those before it, the files without which they would be silent.
    """

    files: dict[str, str] = field(default_factory=dict)
    blends: dict[str, list[list[str]]] = field(default_factory=dict)


def is_file_name(name: Any) -> bool:
    """Whether a name that was read can be that of a sound of ours in the folder, whoever wrote it there."""
    plain = isinstance(name, str) and "\0" not in name and "\\" not in name and name.endswith(".wav")
    return plain and Path(name).name == name


def write_sound_file(folder: Path, name: str, content: bytes) -> None:
    """Write a sound of ours into ``folder``, which is made; a file of that name that is there stays. Raises OSError."""
    path = folder / name
    if path.exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    _replace(path, content)
    index = _read(folder)
    index.files[name] = hashlib.sha256(content).hexdigest()
    _write(folder, index)


def take_back(folder: Path, names: Collection[str]) -> None:
    """Remove files that were just written for a save that failed, and ``folder`` where nothing else is in it."""
    if not names or not (folder / _INDEX).is_file():
        return
    index = _read(folder)
    for name in names:
        if name in index.files and _remove(folder / name, index.files[name]):
            del index.files[name]
    with suppress(OSError):
        _write(folder, index)


def remove_abandoned(
    blend: Path, played: Collection[str], relied_on: Collection[str], backups: int, spared: Collection[Path]
) -> None:
    """Take away what we wrote beside ``blend``, which has just been saved, and what nobody needs any more.

    played: names of the files that it plays. relied_on: those of them that it does not hold itself. backups: how many
    of its earlier saves Blender keeps. spared: files to be kept in any case. What cannot be removed stays.
    """
    folder = blend.parent / FOLDER
    if not (folder / _INDEX).is_file():
        return
    index = _read(folder)
    _note(index, blend, played, relied_on, backups)
    needed = {name for saves in index.blends.values() for save in saves for name in save}
    for name in [name for name in index.files if name not in needed and (folder / name).resolve() not in spared]:
        if _remove(folder / name, index.files[name]):
            del index.files[name]
    try:
        _write(folder, index)
    except OSError:
        return  # a folder that may not be written to, or a full disk: the next save tries again


def _note(index: _Index, blend: Path, played: Collection[str], relied_on: Collection[str], backups: int) -> None:
    """What ``blend`` needs now; a .blend that is gone needs nothing."""
    before = index.blends.get(blend.name, [[]])
    index.blends[blend.name] = [sorted(played), sorted(relied_on), *before[1 : backups + 1]]
    for name in [name for name in index.blends if not (blend.parent / name).is_file()]:
        del index.blends[name]


def _remove(path: Path, digest: str) -> bool:
    """Whether the file is gone, or no longer ours: one that was changed since is the user's."""
    try:
        if path.is_symlink() or hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            return True
        path.unlink()
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return True


def _read(folder: Path) -> _Index:
    """The folder's index; an empty one, by which nothing is removed, where it is not there or cannot be understood."""
    try:
        told = parse_json(read_file(folder / _INDEX, SOUND_INDEX_BYTES, ""), SOUND_INDEX_VALUES)
        files = {
            name: digest for name, digest in told["files"].items() if is_file_name(name) and isinstance(digest, str)
        }
        blends = {name: _saves(saves) for name, saves in told["blends"].items()}
    except (InputError, ValueError, TypeError, KeyError, AttributeError):
        return _Index()
    return _Index(files, blends)


def _saves(told: Any) -> list[list[str]]:
    return [[str(name) for name in save] for save in told]


def _write(folder: Path, index: _Index) -> None:
    """Raises OSError. An index without files goes, and with it an empty folder."""
    if index.files:
        about = {"files": index.files, "blends": index.blends}
        _replace(folder / _INDEX, json.dumps(about, indent=1, sort_keys=True).encode())
        return
    (folder / _INDEX).unlink(missing_ok=True)
    if not any(folder.iterdir()):
        folder.rmdir()


def _replace(path: Path, content: bytes) -> None:
    with whole_file(path) as part:
        part.write_bytes(content)

# SPDX-License-Identifier: GPL-3.0-or-later
"""Files that a table names, found though it was written on a system that reads names otherwise."""

from pathlib import Path, PurePath, PureWindowsPath

from ..animate.flow.styles import FILE_ENDING as STYLE_ENDING
from ..people.identity import FILE_ENDING as PERSON_ENDING
from ..safe_names import seen_by_systems
from ..user_file import is_there

_ENDINGS = {"head": PERSON_ENDING, "style": STYLE_ENDING}


def may_be_file(name: str, written: str) -> bool:
    """Whether a head or a style is no name that is known but a file: its ending says so."""
    return name in _ENDINGS and written.endswith(_ENDINGS[name])


class NamedFiles:
    """folder: the script's, from which its paths are looked for. What lies in a folder is listed once, for a table may
    name a hundred thousand files that are missing."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._listed: dict[Path, dict[str, list[str]]] = {}

    def path(self, written: str) -> Path:
        """The path of the file that a row names.

        Where there is none, that which Windows would understand, and of it the one file whose names differ in capitals
        alone, or in how accents are written: Windows and macOS know only one of them, and archives from there have the
        other. Where two could be meant, or none, the path as it is written.
        """
        path = self.folder / written
        if is_there(path):
            return path
        meant = PureWindowsPath(written).as_posix()
        return self._alike(PurePath(meant)) or self.folder / meant

    def _alike(self, path: PurePath) -> Path | None:
        found = self.folder
        for part in path.parts:
            step = found / part
            if not is_there(step):
                names = self._names(found).get(seen_by_systems(part), [])
                if len(names) != 1:
                    return None
                step = found / names[0]
            found = step
        return found

    def _names(self, folder: Path) -> dict[str, list[str]]:
        """The names in a folder by their one spelling, none where it cannot be read."""
        if folder not in self._listed:
            found: dict[str, list[str]] = {}
            try:
                for path in folder.iterdir():
                    found.setdefault(seen_by_systems(path.name), []).append(path.name)
            except OSError:
                found.clear()
            self._listed[folder] = found
        return self._listed[folder]

# SPDX-License-Identifier: GPL-3.0-or-later
"""A stage and its files as one .usdz: a zip without compression, each file at a multiple of 64 bytes.

Pixar's own writer dates entries by the clock and the time zone, so the same take would give other bytes.
"""

import zipfile
from collections.abc import Mapping
from pathlib import Path

from pxr import Usd

from ...runtime.archives import plain_entry

_STAGE = "line.usdc"
_ALIGNMENT = 64
"""Bytes, at whose multiples a USDZ has its files."""
_LOCAL_HEADER, _FIELD_HEADER = 30, 4
_PADDING = 0x1986
"""The number of the extra field, as Pixar's writer has it."""


def write_package(stage: Usd.Stage, path: Path, folder: Path, files: Mapping[str, bytes]) -> None:
    """``stage`` first, which makes it the one that is opened. folder: for what is on its way. Raises OSError."""
    stage.GetRootLayer().Export(str(folder / _STAGE))
    with path.open("wb") as file, zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as package:
        for name, content in {_STAGE: (folder / _STAGE).read_bytes(), **files}.items():
            entry = plain_entry(name)
            entry.extra = _padding(file.tell() + _LOCAL_HEADER + len(name.encode()))
            package.writestr(entry, content)


def _padding(start: int) -> bytes:
    """An extra field after which the content, whose header began before it at ``start``, is aligned."""
    length = -(start + _FIELD_HEADER) % _ALIGNMENT
    return _PADDING.to_bytes(2, "little") + length.to_bytes(2, "little") + bytes(length)

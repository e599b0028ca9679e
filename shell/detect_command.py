# SPDX-License-Identifier: GPL-3.0-or-later
"""``soliloquy detect``: whether sound files hold speech that a voice of ours said."""

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .streams import answer, show, tell

if TYPE_CHECKING:
    from ..runtime.mark.files import Detected


def add_detect(command: argparse.ArgumentParser) -> None:
    """The options of ``soliloquy detect``."""
    command.add_argument("file", type=Path, nargs="+", metavar="FILE", help="sound files or films")
    command.add_argument("--json", action="store_true", help="a JSON array on standard output, an object a file")
    command.set_defaults(run=(detect_marks, ()))


def detect_marks(values: Mapping[str, Any]) -> None:
    """A line for each file. Raises InputError at the first that cannot be read."""
    from ..runtime.mark.files import detect

    paths: list[Path] = values["file"]
    found = [detect(path) for path in paths]
    if values["json"]:
        answer([{"file": str(path), **each.as_json()} for path, each in zip(paths, found, strict=True)])
        return
    for path, each in zip(paths, found, strict=True):
        show(f"{path}: {_told(each)}", is_last=path is paths[-1])
        for warning in each.warnings:
            tell(f"warning: {warning}")


def _told(found: "Detected") -> str:
    score = f"score {found.mark.score:.1f}"
    tag = ", its metadata say so too" if found.tagged and found.mark.found else ""
    if found.mark.found:
        spans = ", ".join(f"{start:.0f} to {end:.1f} s" for start, end in found.mark.spans)
        return f"synthetic speech, marked from {spans} ({score}){tag}"
    if found.tagged:
        return f"no mark is found ({score}), but its metadata say that it is synthetic speech"
    return f"no mark is found ({score})"

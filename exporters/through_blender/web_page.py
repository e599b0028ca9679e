# SPDX-License-Identifier: GPL-3.0-or-later
"""The page: everything that it plays is inside, and it asks for nothing else."""

import base64
import html
import tempfile
from pathlib import Path

from ...runtime.progress import Progress
from ...runtime.requests import ExportOptions
from ...runtime.take import Take
from ..wav import write as write_sound
from . import gltf

_PARTS = Path(__file__).resolve().parents[1] / "web_page"


def write(take: Take, path: Path, options: ExportOptions, progress: Progress) -> None:
    """One HTML with the head, its animation and its sound, and the player with three.js.

    Raises UsageError where exporting would close an artist's work, OSError, WriteError.
    """
    with tempfile.TemporaryDirectory(prefix="soliloquy-") as folder:
        head, sound = Path(folder) / f"{path.stem}.glb", Path(folder) / f"{path.stem}{options.sound_suffix}"
        gltf.write(take, head, options, progress)
        write_sound(take, sound, options, progress)
        parts = {
            "title": html.escape(path.stem),
            "text": html.escape(take.speech.text),
            "head": _encoded(head),
            "sound": _encoded(sound),
            "licence": _part("three_LICENSE.txt"),
            "three": _part("three.min.js"),
            "script": _part("page.js"),
        }
        path.write_text(_filled(_part("page.html"), parts), encoding="utf-8", errors="replace", newline="\n")


def _part(name: str) -> str:
    return (_PARTS / name).read_text(encoding="utf-8")


def _encoded(path: Path) -> str:
    return base64.b64encode(path.read_bytes()).decode("ascii")


def _filled(page: str, parts: dict[str, str]) -> str:
    """Each {name} once, in the page's order: what a part holds is not looked through for others."""
    done = []
    for name, part in parts.items():
        before, found, page = page.partition(f"{{{name}}}")
        assert found, name
        done += [before, part]
    return "".join([*done, page])

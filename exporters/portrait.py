# SPDX-License-Identifier: GPL-3.0-or-later
"""A picture of a face speaks: its film, or its pictures, in a user's folder."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ..runtime.errors import UsageError
from ..runtime.layouts import arkit_curves
from ..runtime.output_folder import Inputs, check_targets, locked, plain_name, staged
from ..runtime.progress import Progress
from ..runtime.requests import ExportOptions
from ..runtime.requests.portrait import PortraitRequest
from ..runtime.take import Take
from ..runtime.user_file import is_folder
from .packages import check_packages
from .portrait_film import ENDINGS, file_names, write

_PICTURES = "portrait"


@dataclass(frozen=True)
class Portrait:
    """paths: of the film; or of the pictures, and last of the sound. take: what is said. warnings: of picture and
    take."""

    paths: list[Path]
    take: Take
    warnings: list[str]


def write_portrait(
    request: PortraitRequest,
    said: Callable[[], Take],
    read: Inputs,
    out: Path,
    options: ExportOptions,
    progress: Progress,
) -> Portrait:
    """Write ``out``, all of it or nothing. said: is asked once the picture will do. read: files that are never
    replaced. Of the options ``mark`` alone is looked at.

    Raises UsageError, InputError, SetupError, WriteError, BusyError, and what ``said`` does.
    """
    from ..runtime.portrait.frames import frames
    from ..runtime.portrait.sitter import sit

    ending = _ending(out, request.alpha)
    folder, name = (out.parent, plain_name(out.name).removesuffix(ending)) if ending else (out, _PICTURES)
    with locked(folder) as held:
        progress("picture", 0.0)
        sitter = sit(request)
        take = said()
        curves = arkit_curves(take, request.fps)
        names = file_names(ending, name, len(curves.weights))
        check_targets(held, names, read)
        with staged(held, read) as staging:
            pictures = frames(sitter, curves, request.turning)
            count = len(curves.weights)
            write(pictures, count, take, staging, name, ending, request.fps, progress, options)
    return Portrait([folder / each for each in names], take, [*sitter.warnings, *take.warnings])


def _ending(out: Path, alpha: bool) -> str:
    """Of the film; empty for a folder of pictures. Raises UsageError, SetupError."""
    ending = out.suffix.lower()
    if ending and ending not in ENDINGS and not is_folder(out):
        hint = "Write --out NAME.mp4, NAME.webm, or a folder's name without an ending"
        raise UsageError(f"--out {out}", "names no film that can be written", hint)
    if ending not in ENDINGS:
        return ""
    if alpha and ending == ".mp4":
        raise UsageError("--alpha", "cannot be kept in an MP4", "Write --out NAME.webm, or a folder's name")
    check_packages(ending[1:], ["imageio_ffmpeg"])
    return out.suffix

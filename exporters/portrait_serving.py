# SPDX-License-Identifier: GPL-3.0-or-later
"""What the worker that Blender keeps open serves of portraits: the pictures. Blender lays the sound beside them."""

import shutil
from pathlib import Path
from typing import Any

from ..runtime.errors import UsageError
from ..runtime.progress import Progress
from ..runtime.requests.json_form import TAKES, from_json
from ..runtime.requests.portrait import PortraitRequest
from ..runtime.serving import HANDLERS
from ..runtime.user_file import as_path
from ..runtime.worker_files import complete_or_gone


def serve_portrait(arguments: dict[str, Any], path: Path, progress: Progress) -> dict[str, Any]:
    """A folder of PNG, and the file of the take that is said in them.

    arguments: request, of the portrait; take, a file, or said, kind and request of one that is made. Raises UsageError,
    InputError, SetupError, WriteError.
    """
    from ..runtime.layouts import arkit_curves
    from ..runtime.portrait.frames import frames
    from ..runtime.portrait.sitter import sit
    from ..runtime.take import load_take
    from .portrait_film import write_pictures

    request = from_json(PortraitRequest, arguments.get("request"))
    progress("face", 0.0)
    sitter = sit(request)
    file = _take_file(arguments, path, progress)
    curves = arkit_curves(load_take(file), request.fps)
    count = len(curves.weights)
    try:
        with complete_or_gone(path):
            path.mkdir()
            write_pictures(frames(sitter, curves, request.turning), count, path, progress)
    except BaseException:
        shutil.rmtree(path, ignore_errors=True)
        raise
    return {"take": str(file), "folder": str(path), "count": count, "warnings": list(sitter.warnings)}


def _take_file(arguments: dict[str, Any], path: Path, progress: Progress) -> Path:
    """The one that is given, or one that is made."""
    if "take" in arguments:
        return as_path("take", arguments["take"])
    said = arguments.get("said")
    kind = said.get("kind") if isinstance(said, dict) else None
    if not isinstance(said, dict) or kind not in TAKES:
        raise UsageError("said", "asks for no take", f"Give kind, one of {', '.join(TAKES)}, and request")
    return Path(HANDLERS[kind](said, path, progress)["take"])

# SPDX-License-Identifier: GPL-3.0-or-later
"""What a worker process that Blender keeps open serves besides single takes: a script's plan, one line of it, and the
pictures of a portrait that speaks."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ..exporters.portrait_serving import serve_portrait
from ..runtime.progress import Progress
from ..runtime.requests import BatchRequest, ExportOptions, MotionRequest
from ..runtime.requests.json_form import from_json
from ..runtime.serving import HANDLERS as OF_RUNTIME
from ..runtime.user_file import as_path
from ..runtime.worker import Handler
from ..runtime.worker_files import complete_or_gone

_TAKE = ("take",)


def _script(arguments: dict[str, Any], path: Path, progress: Progress) -> dict[str, Any]:
    """The plan of a script as a file of JSON, for a large one is longer than a line to Blender may be.

    arguments: script, folder (in which it names its files), request, motion. Raises as ``make_plan``.
    """
    from ..runtime.weights import all_weights
    from .asking import Asked
    from .planning import make_plan

    progress("script", 0.0)
    folder = as_path("folder", arguments.get("folder"))
    asked = Asked(from_json(MotionRequest, arguments.get("motion")), _TAKE, ExportOptions(), folder)
    request = from_json(BatchRequest, arguments.get("request"))
    plan = make_plan(as_path("script", arguments.get("script")), request, asked, whole=True)
    told = {
        "tasks": [task.as_plain() for task in plan.tasks],
        "bad": [asdict(row) for row in plan.bad],
        "keys": sorted(plan.keys),
        "unread": sorted(plan.unread),
        "chosen": [asdict(each) for each in plan.chosen],
        "notes": list(plan.notes),
        "reads": [str(each) for each in plan.reads],
        "models": {name: weight.sha256 for name, weight in all_weights().items()},
    }
    file = path.with_suffix(".json")
    with complete_or_gone(file):
        file.write_text(json.dumps(told, ensure_ascii=True), encoding="ascii")
    return {"plan": str(file)}


def _line(arguments: dict[str, Any], path: Path, progress: Progress) -> dict[str, Any]:
    """A line's take: what ``perform_line`` says, and the folder in which its files lie."""
    from .performing import perform_line

    with complete_or_gone(path):
        path.mkdir()
    found: dict[str, Any] = perform_line(arguments.get("task") or {}, path, progress=progress)
    return {**found, "folder": str(path)}


HANDLERS: dict[str, Handler] = {**OF_RUNTIME, "script": _script, "line": _line, "portrait": serve_portrait}

# SPDX-License-Identifier: GPL-3.0-or-later
"""What the section Script asks for, and why it cannot be done now."""

import re
from contextlib import suppress
from pathlib import Path
from typing import Any

import bpy
from bpy.app.translations import pgettext_iface as _

from ..runtime.errors import InputError, WriteError
from ..runtime.requests import MOTION_OF_EVERY_LINE, BatchRequest, MotionRequest
from ..runtime.requests.options import from_values
from ..runtime.script.columns import column_of
from . import preferences, session
from .properties import settings_of
from .scene_request import options_of_other_engines
from .script_plan import ScriptAsked
from .script_settings import script_settings_of

_ENDINGS = (".csv", ".tsv", ".json", ".jsonl", ".fountain", ".txt")
_BETWEEN_CELLS = re.compile(r"[,;\t|]")


def script_reason(context: Any) -> str:
    """Why a script cannot be spoken now; empty when it can."""
    settings = script_settings_of(context.scene)
    if session.task() is not None:
        return _("Speech is being made. Wait for it, or press Esc to stop it")
    if settings.text_block is None and not settings.file.strip():
        return _("Choose a script: a text block or a file")
    return "" if context.mode == "OBJECT" else _("Go to Object Mode first")


def script_from_panel(context: Any) -> ScriptAsked:
    """What is asked for. Raises InputError without a script, UsageError for a value that is not allowed, WriteError
    where the temporary folder takes no file."""
    settings = script_settings_of(context.scene)
    if settings.text_block is not None:
        script, folder = _written(settings.text_block)
    elif settings.file.strip():
        script = Path(bpy.path.abspath(settings.file.strip()))
        folder = script.parent
    else:
        raise InputError(_("Script"), _("none is chosen"), _("Choose a text block or a file"))
    cast = bpy.path.abspath(settings.cast.strip()) or None
    batch = BatchRequest(cast=cast, languages=settings.languages.strip() or None, prune=settings.prune)
    motion = _motion(settings_of(context.scene))
    return ScriptAsked(script, folder, batch, motion, settings.start_frame, settings.idles)


def _motion(settings: Any) -> MotionRequest:
    values = {name: getattr(settings, name) for name in MOTION_OF_EVERY_LINE if hasattr(settings, name)}
    values |= {"device": preferences.device()}
    for name in options_of_other_engines(values.get("engine", "")):
        values.pop(name, None)
    return from_values(MotionRequest, values)


def _written(block: Any) -> tuple[Path, Path]:
    """A file with what a text block says, and the folder in which it names others."""
    text = block.as_string()
    ending = next((each for each in _ENDINGS if block.name.lower().endswith(each)), _ending_of(text))
    try:
        path = session.temporary_folder() / f"script{ending}"
        path.write_text(text, encoding="utf-8", errors="replace")
    except OSError as error:
        hint = _("Give Blender another folder for temporary files")
        raise WriteError(str(error.filename), error.strerror or str(error), hint) from error
    file = bpy.path.abspath(block.filepath or bpy.data.filepath)
    folder = path.parent
    with suppress(OSError, ValueError):
        folder = Path(file).resolve().parent if file else folder
    return path, folder


def _ending_of(text: str) -> str:
    """Of a script that does not say what it is: a table where its first line names what is said in a column."""
    first = text.lstrip().partition("\n")[0]
    cells = _BETWEEN_CELLS.split(first)
    names = {column_of(cell).name for cell in cells}
    return ".csv" if len(cells) > 1 and names & {"text", "audio"} else ".txt"

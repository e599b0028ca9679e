# SPDX-License-Identifier: GPL-3.0-or-later
"""Files of syllable tokens: chosen for the panel, and made of a take."""

from functools import partial
from pathlib import Path
from typing import Any

import bpy
from bpy.app.translations import pgettext_iface as _
from bpy.props import StringProperty
from bpy.types import Operator
from bpy.utils import register_classes_factory

from ..blender.versions import FROM_THE_BLEND
from ..runtime.errors import InputError, SoliloquyError
from ..runtime.requests import IdleRequest
from ..runtime.requests.json_form import to_json
from ..runtime.requests.tokens import FILE_ENDING
from . import session
from .more_takes_operators import request_of
from .panel_words import allowed, in_panel_words, refused
from .properties import settings_of
from .sources import source_of
from .take_operators import chosen_of, takes_reason
from .waiting import result_of

Result = Any
"""A set of one of Blender's words: {"FINISHED"}, {"CANCELLED"}, ..."""


class _TokensFile(Operator):
    filepath: StringProperty(name="File", subtype="FILE_PATH", options={"SKIP_SAVE", *FROM_THE_BLEND})
    filter_glob: StringProperty(default=f"*{FILE_ENDING}", options={"HIDDEN"})

    def invoke(self, context: Any, event: Any) -> Result:
        context.window_manager.fileselect_add(self)
        return {"RUNNING_MODAL"}


class ChooseTokens(_TokensFile):
    bl_idname = "soliloquy.choose_tokens"
    bl_label = "Choose Tokens"
    bl_description = "Choose a performance of syllable tokens, which the head says with the voice below"
    bl_options = {"UNDO", "INTERNAL"}

    def execute(self, context: Any) -> Result:
        settings = settings_of(context.scene)
        settings.source, settings.tokens = "TOKENS", self.filepath
        return {"FINISHED"}


class SaveTokens(_TokensFile):
    """From the panel the window stays free; from a script the call returns when the file is there."""

    bl_idname = "soliloquy.save_tokens"
    bl_label = "Save as Tokens (.syl)"
    bl_description = "Save what the chosen take says as syllable tokens, a few bytes each, for any voice and head"
    bl_options = {"INTERNAL"}

    @classmethod
    def poll(cls, context: Any) -> bool:
        return allowed(cls, takes_reason(context))

    def invoke(self, context: Any, event: Any) -> Result:
        self.filepath = f"{bpy.path.clean_name(chosen_of(context).name)}{FILE_ENDING}"
        return super().invoke(context, event)

    def execute(self, context: Any) -> Result:
        path = Path(bpy.path.ensure_ext(bpy.path.abspath(self.filepath), FILE_ENDING))
        try:
            asked = _arguments(chosen_of(context))
            if not bpy.app.background:
                session.start(
                    "encode", asked, partial(_saved, path), about=settings_of(context.scene).target.session_uid
                )
                return {"FINISHED"}
            said = _written(path, result_of("encode", asked))
        except SoliloquyError as error:
            return refused(self, error)
        self.report({"INFO"}, in_panel_words(said))
        return {"FINISHED"}


def _arguments(take: Any) -> dict[str, Any]:
    """What the worker is asked for. Raises InputError for a take that says nothing, or does not know its request."""
    request = request_of(take)
    if isinstance(request, IdleRequest):
        raise InputError(take.name, _("it says no words"), _("Choose a take of a text or a recording"))
    return {"of": source_of(type(request)).kind, "request": to_json(request)}


def _saved(path: Path, result: dict[str, Any]) -> None:
    session.say(_written(path, result), "warning" if result["warnings"] else "done")


def _written(path: Path, result: dict[str, Any]) -> str:
    """Put the worker's file into its place; what is to be said. Raises WriteError."""
    from ..runtime.output_folder import write_error
    from ..runtime.whole_file import whole_file

    made = Path(result["tokens"])
    try:
        with whole_file(path) as part:
            part.write_bytes(made.read_bytes())
    except OSError as error:
        raise write_error(path.parent, error) from error
    finally:
        made.unlink(missing_ok=True)
    size = path.stat().st_size
    return ". ".join([_("Saved as {name}, {size} bytes").format(name=path.name, size=size), *result["warnings"]])


_CLASSES = (ChooseTokens, SaveTokens)
register, unregister = register_classes_factory(_CLASSES)

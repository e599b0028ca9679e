# SPDX-License-Identifier: GPL-3.0-or-later
"""What is to be exported of a scene, and the way to the files."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import bpy
from bpy.app.translations import pgettext_iface as _

from ..blender.character import find_character
from ..blender.rig import Rig, find_rig
from ..blender.scene_lines import SceneLine, lines_of
from ..blender.strip_sound import StripSound, strip_known_as, strip_sound, strips_heard
from ..blender.takes import frame_rate
from ..runtime.errors import InputError, UsageError
from ..runtime.requests import ExportOptions
from ..runtime.requests.options import from_values, limits_of
from . import session
from .export_settings import export_settings_of
from .last_answer import LastAnswer
from .option_properties import NONE, export_options
from .properties import settings_of

if TYPE_CHECKING:
    from ..exporters.through_blender.scene_export import Exported

_MOVED = ("MESH", "ARMATURE")


@dataclass(frozen=True)
class ExportRequest:
    """what: a name of ``blender.scene_lines.WHAT``. formats: None for those that the engine takes. options: values by
    name, without those that the scene says."""

    target: Any
    what: str
    folder: Path
    formats: Sequence[str] | None
    sound: bool
    options: Mapping[str, Any]


_last: LastAnswer[str] = LastAnswer(1.0)
"""Takes come and go, and are moved, without changing what is asked."""


def export_target(context: Any) -> Any:
    """The head that is set in the panel, otherwise what is active; None where that moves no mesh."""
    active = context.view_layer.objects.active
    return settings_of(context.scene).target or (active if active is not None and active.type in _MOVED else None)


def export_reason(context: Any) -> str:
    """Why nothing can be exported now; empty when something can."""
    scene, target = context.scene, export_target(context)
    if session.task() is not None:
        return _("Speech is being made. Wait for it, or press Esc to stop it")
    if target is None:
        return _("Choose a head, or use Add Head")
    what = export_settings_of(scene).what
    question = (target.session_uid, what, len(scene.objects), len(bpy.data.actions), id(session.message()))
    return _last.to(question, partial(_reason, scene, target, what))


def _reason(scene: Any, target: Any, what: str) -> str:
    try:
        lines_of(scene, find_character(scene, target), target, what)
    except InputError as error:
        return f"{error.input_name}: {error.reason}. {error.hint}"
    return ""


def request_from_settings(context: Any, changes: Mapping[str, Any]) -> ExportRequest:
    """What the scene's settings ask for, with ``changes`` (by the fields of a request) in their stead.

    Raises UsageError where no folder is given.
    """
    settings = export_settings_of(context.scene)
    options = {name: getattr(settings, name) for name, field in export_options().items() if field.option.panel}
    options |= changes.get("options", {})
    options = {name: value for name, value in options.items() if value not in (NONE, "")}
    usual = None if options.get("preset") else (settings.file_format,)
    return ExportRequest(
        target=changes.get("target", export_target(context)),
        what=changes.get("what", settings.what),
        folder=full_folder(changes.get("folder", settings.folder)),
        formats=changes.get("formats", usual),
        sound=changes.get("sound", settings.sound),
        options=options,
    )


def full_folder(given: str) -> Path:
    """A folder as Blender writes it. Raises UsageError for none, and for one beside a file that was never saved."""
    if not given.strip():
        raise UsageError(_("Folder"), _("none is chosen"), _("Choose where the files go"))
    if given.startswith("//") and not bpy.data.filepath:
        raise UsageError(given, _("lies beside a file that was never saved"), _("Save the file, or choose another"))
    return Path(bpy.path.abspath(given))


def carry_out(
    context: Any, asked: ExportRequest, on_progress: Callable[[str, float], None] | None = None
) -> "Exported":
    """Write the files, all of them or none; the scene stays as it is.

    Raises InputError where there is nothing to export, UsageError for a value that is not allowed, WriteError,
    BusyError.
    """
    # Loaded here, for it imports libraries that Blender's start should not wait for.
    from ..exporters.through_blender.scene_export import SceneExport, export_scene
    from ..exporters.through_blender.scene_formats import scene_formats
    from ..runtime.progress import silent

    scene = context.scene
    options = _options(scene, asked.options)
    character = find_character(scene, asked.target)
    lines = lines_of(scene, character, asked.target, asked.what)
    sounds = [_sound(scene, line) if asked.sound else None for line in lines]
    export = SceneExport(
        character,
        list(zip(lines, sounds, strict=True)),
        scene_formats(asked.formats, options),
        options,
        _rig(asked),
    )
    return export_scene(context, export, asked.folder, on_progress or silent)


def done_message(exported: "Exported") -> str:
    """What the artist is told."""
    files = exported.files
    said = _("{count} files are in {folder}").format(count=len(files), folder=files[0].parent)
    if len(files) == 1:
        said = _("{name} is in {folder}").format(name=files[0].name, folder=files[0].parent)
    return ". ".join([said, *exported.warnings])


def _options(scene: Any, values: Mapping[str, Any]) -> ExportOptions:
    if values.get("split") and not values.get("preset"):
        raise UsageError(_("Clips"), _("they are written for an engine"), _("Choose one"))
    rate = frame_rate(scene)
    least, most = limits_of(ExportOptions, "fps")
    if not least <= rate <= most:
        reason = _("exports have {least:g} to {most:g} frames a second").format(least=least, most=most)
        raise InputError(f"{rate:g} fps", reason, _("Change the scene's frame rate"))
    return from_values(ExportOptions, {**values, "fps": rate})


def _rig(asked: ExportRequest) -> Rig | None:
    """What a take moves; None where no take can be written to it, which only one that folds the lips needs."""
    try:
        return find_rig(asked.target)
    except InputError:
        if asked.options.get("mouth_close", "keep") == "keep":
            return None
        raise


def _sound(scene: Any, line: SceneLine) -> StripSound | None:
    """Its own strip's, otherwise that of the only strip that is heard meanwhile."""
    strip = strip_known_as(scene, line.strip)
    heard = strips_heard(scene, line.start, line.end)
    if strip is None and len(heard) == 1:
        strip = heard[0]
    return None if strip is None else strip_sound(scene, strip, line.start, line.end)

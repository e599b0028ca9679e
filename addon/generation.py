# SPDX-License-Identifier: GPL-3.0-or-later
"""From an order to keyframes on the head: the wait, and the writing.

Between the order and the writing the artist goes on working, so an order holds plain values only, and the
scene and the head are found anew, by their number in this session of Blender, when the take is there.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import bpy
from bpy.app.translations import pgettext_iface as _

from ..blender import versions
from ..blender.head import build_head
from ..blender.rig import find_rig
from ..blender.solid_view import colour_solid_view
from ..blender.sound import is_heard
from ..blender.takes import frame_rate, put_take, written_takes
from ..runtime.errors import InputError, UsageError, WriteError
from ..runtime.head.heads import head_names
from ..runtime.motion import ArkitCurves, Motion
from . import preferences, session
from .order import Order, take_name
from .properties import settings_of
from .target import target_problem

if TYPE_CHECKING:
    from ..runtime.take import Take


@dataclass(frozen=True)
class TakeCurves:
    """A take with the curves for one layout and frame rate."""

    take: "Take"
    curves: ArkitCurves | Motion
    layout: str
    frames_per_second: float


def add_head(context: Any, identity: str) -> bpy.types.Object:
    """Add an embedded head at the 3D cursor, make it active, and make it the one that speaks."""
    if identity not in head_names():
        raise UsageError(f"head {identity!r}", "is not known", f"Use one of: {', '.join(head_names())}")
    head = build_head(identity, "arkit")
    colour_solid_view(head.mesh)
    head.armature.location = context.scene.cursor.location
    for each in context.selected_objects:
        each.select_set(False)
    for each in (head.mesh, head.armature):
        each.select_set(True)
    context.view_layer.objects.active = head.mesh
    settings_of(context.scene).target = head.mesh
    return head.mesh


def begin(order: Order) -> None:
    """Start making speech and return: the session's timer writes it when it is there. For the window."""
    if session.task() is not None:
        raise InputError(_("Speech"), _("is being made already"), _("Wait for it, or press Esc to stop it"))
    session.start(order.kind, order.arguments, lambda made: _finish(order, made), _converter(order))


def carry_out(order: Order, on_progress: Callable[[str, float], None] | None = None) -> str:
    """Make speech, write it, and return the message for the artist: for scripts and in background."""
    worker = session.worker()
    request = worker.wait(worker.ask(order.kind, order.arguments, _converter(order)), on_progress)
    if request.error is not None:
        raise request.error
    return write(order, request.result)


def write(order: Order, made: TakeCurves) -> str:
    """Write a take to the order's head, all of it or nothing; returns the message for the artist.

    Raises InputError when scene or head are gone or cannot be written to, WriteError for the sound file.
    """
    scene = _by_session_uid(bpy.data.scenes, order.scene)
    if scene is None:
        raise InputError(_("Scene"), _("it is gone; nothing was written"), _("Generate again"))
    target = _by_session_uid(scene.objects, order.target)
    if target is None:
        reason = _("it was removed while its speech was being made; nothing was written")
        raise InputError(order.target_name, reason, _("Choose a head and generate again"))
    problem = target_problem(scene, target)
    if problem:
        raise InputError(target.name, problem, _("Nothing was written"))
    rig = find_rig(target)
    if (rig.layout, frame_rate(scene)) != (made.layout, made.frames_per_second):
        made = _curves_of(made.take, rig.layout, frame_rate(scene))
    name = take_name(order)
    sound = _sound_to_add(order, made.take, name, scene, besides={old.strip for old in written_takes(rig)})
    written = put_take(
        scene, rig, made.curves, name, start_frame=order.start_frame, sound_path=sound, add=not order.replaces
    )
    versions.show_sequencer_of(scene, everywhere=False)
    said = _("{name} speaks from frame {start} to {end}").format(name=target.name, start=written.start, end=written.end)
    notes = [*made.take.warnings]
    if rig.missing:
        notes.append(_("It has no {count} of the 52 shapes").format(count=len(rig.missing)))
    if not _plays_sound():
        notes.append(_("This build of Blender has no sound, so no sound strip was added"))
    return ". ".join([said, *notes])


def _finish(order: Order, made: TakeCurves) -> None:
    said = write(order, made)
    with session.main_window():
        bpy.ops.ed.undo_push(message=_("Generate Speech Animation"))
    session.say(said)


def _converter(order: Order) -> Callable[[dict[str, Any]], TakeCurves]:
    """What makes the worker's result ready to write, away from the main thread."""
    layout, frames_per_second = order.layout, order.frames_per_second

    def convert(result: dict[str, Any]) -> TakeCurves:
        # Loaded here, for it imports libraries that Blender's start should not wait for.
        from ..runtime.take import load_take

        path = Path(result["take"])
        take = load_take(path)
        path.unlink(missing_ok=True)
        return _curves_of(take, layout, frames_per_second)

    return convert


def _curves_of(take: "Take", layout: str, frames_per_second: float) -> TakeCurves:
    from ..runtime.layouts import curves_in_layout

    return TakeCurves(take, curves_in_layout(take, layout, frames_per_second), layout, frames_per_second)


def _plays_sound() -> bool:
    options: Any = bpy.app.build_options
    return options.audaspace


def _by_session_uid(datablocks: Any, number: int) -> Any:
    return next((each for each in datablocks if each.session_uid == number), None)


def _sound_to_add(order: Order, take: "Take", name: str, scene: bpy.types.Scene, besides: set[str]) -> Path | None:
    """The recording itself, or the speech as a file of its own; None where it cannot be, or is already, heard.

    besides: strips of the head's earlier takes, which do not count as they are about to go.
    """
    if not _plays_sound():
        return None
    if order.kind != "animate":
        return _write_sound(take, name)
    recording = Path(order.arguments["recording"])
    shown = (scene, versions.sequencer_scene(bpy.context))
    heard = any(is_heard(each, recording, order.start_frame, besides) for each in shown)
    return None if heard else recording


def _write_sound(take: "Take", name: str) -> Path:
    import soundfile

    path = preferences.sound_folder() / f"{name}.wav"
    try:
        soundfile.write(path, take.speech.samples, take.speech.sample_rate, subtype="PCM_24")
    except (OSError, RuntimeError) as error:
        raise WriteError(str(path), str(error), _("Save the file elsewhere, or set a cache folder")) from error
    return path

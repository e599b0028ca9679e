# SPDX-License-Identifier: GPL-3.0-or-later
"""From a request to keyframes on the head: the wait, and the writing.

Between the two the artist goes on working, so a scene request holds plain values only, and the
scene and the head are found anew, by their number in this session of Blender, when the take is there.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import bpy
from bpy.app.translations import pgettext_iface as _

from ..blender import versions
from ..blender.datablocks import by_session_uid
from ..blender.free_place import free_place
from ..blender.head import build_head
from ..blender.keys_in_the_way import keys_in_the_way
from ..blender.lips_check import shut_lips
from ..blender.motion_check import held_head, shapes_that_stay
from ..blender.moved_face import opens_nothing
from ..blender.rig import Rig, find_rig
from ..blender.solid_view import colour_solid_view
from ..blender.sound import is_heard
from ..blender.takes import WrittenTake, frame_rate, put_take, written_takes
from ..runtime.errors import InputError
from ..runtime.head.heads import head_called
from ..runtime.motion import ArkitCurves, Motion
from ..runtime.requests import AnimateRequest
from . import preferences, session, take_sliders
from .emotion_faces import layers_of, reckon
from .head_settings import take_fitting_voice
from .person import show_person
from .properties import settings_of
from .scene_request import SceneRequest, label_of, take_name
from .speech_file import speech_content, speech_file
from .take_keeping import NewTake, bring_edits_back, keep
from .target import target_problem
from .target_notes import (
    fit_note,
    found_on,
    gave_way_note,
    held_note,
    listed,
    not_shown_notes,
    staying_notes,
    still_note,
    stretched_note,
    unseen_note,
)
from .telling_moments import telling_moments
from .waiting import result_of

if TYPE_CHECKING:
    from ..runtime.take import Take


@dataclass(frozen=True)
class TakeCurves:
    """A take with the curves for one layout and frame rate. sound: its speech as a sound file's bytes, where they are
    made already. layers: as ``NewTake`` has them."""

    take: "Take"
    curves: ArkitCurves | Motion
    layout: str
    frames_per_second: float
    sound: bytes = b""
    layers: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True)
class Written:
    """What was done. message: for the artist, the warnings in it. warnings: of the take and of the rig. speaks: whether
    all of the face follows, and there was nothing to warn of."""

    message: str
    warnings: tuple[str, ...]
    speaks: bool = True


def add_head(context: Any, identity: str) -> bpy.types.Object:
    """Add an embedded head at the 3D cursor or beside what is there, make it active, and the one that speaks."""
    head = build_head(head_called(identity), "arkit")
    colour_solid_view(head.mesh)
    show_person(head.mesh)
    head.armature.location = free_place(context.view_layer, head.mesh, context.scene.cursor.location)
    for each in context.selected_objects:
        each.select_set(False)
    for each in (head.mesh, head.armature):
        each.select_set(True)
    context.view_layer.objects.active = head.mesh
    settings = settings_of(context.scene)
    chosen_by_hand = bool(settings.voice.strip()) and settings.shown_for is None
    settings.target = head.mesh
    if not chosen_by_hand:
        take_fitting_voice(settings, head.mesh, preferences.own_voice())
    return head.mesh


def begin(asked: SceneRequest, on_taken: Callable[[TakeCurves], Any] | None = None) -> None:
    """Start making speech and return: the session's timer writes it when it is there, or hands it to ``on_taken``. For
    the window."""
    if session.task() is not None:
        raise InputError(_("Speech"), _("is being made already"), _("Wait for it, or press Esc to stop it"))
    on_done = on_taken or (lambda taken: finish([(asked, taken)], _("Generate Speech Animation")))
    session.start(asked.kind, asked.arguments, on_done, _converter(asked), asked.target)


def carry_out(asked: SceneRequest, on_progress: Callable[[str, float], None] | None = None) -> Written:
    """Make speech and write it: for scripts and in background."""
    return write(asked, result_of(asked.kind, asked.arguments, _converter(asked), on_progress))


@dataclass(frozen=True)
class Placed:
    """A take that is on the head, and not looked after yet. shapes: values (T,) of each as they are keyed.
    gave_way: keys of the artist's that lay there."""

    taken: TakeCurves
    written: WrittenTake
    shapes: Mapping[str, Any]
    stay_apart: bool
    gave_way: int


def write(asked: SceneRequest, taken: TakeCurves) -> Written:
    """Write a take to the head that was asked for, all of it or nothing, and look whether the face follows.

    Raises InputError when scene or head are gone or cannot be written to, WriteError where the temporary folder takes
    no file.
    """
    return look_after(asked, place(asked, taken))


def place(asked: SceneRequest, taken: TakeCurves) -> Placed:
    """The writing of ``write``, which raises the same."""
    scene, target = _found_anew(asked)
    problem = target_problem(scene, target)
    if problem:
        raise InputError(target.name, problem, _("Nothing was written"))
    rig = find_rig(target)
    if (rig.layout, frame_rate(scene)) != (taken.layout, taken.frames_per_second):
        anew = curves_of_take(taken.take, rig.layout, frame_rate(scene), taken.sound)
        taken = replace(anew, layers=taken.layers)
    name = take_name(asked)
    last = asked.start_frame + len(taken.curves) - 1
    bring_edits_back(rig, None if asked.replaces else (asked.start_frame, last))
    gave_way = keys_in_the_way(rig, asked.start_frame, last)
    before = {old.strip for old in written_takes(rig)}
    ours = not isinstance(asked.request, AnimateRequest)
    sound = (taken.sound or heard_of(taken.take, preferences.marks_speech())) if ours else b""
    with speech_file(sound, name) if sound else nullcontext() as speech:
        written = put_take(
            scene,
            rig,
            taken.curves,
            name,
            start_frame=asked.start_frame,
            sound_path=speech or _recording_to_add(asked, scene, before),
            sound_is_ours=ours,
            add=not asked.replaces,
        )
    lips = shut_lips(scene, rig, taken.curves, asked.start_frame, name)
    keep(
        scene,
        rig,
        NewTake(taken.take, taken.curves, written, label_of(name), asked.told, bool(sound), taken.layers, asked.like),
    )
    versions.show_sequencer_of(scene, everywhere=False)
    return Placed(taken, written, lips.shapes, lips.stay_apart, gave_way)


def look_after(asked: SceneRequest, placed: Placed) -> Written:
    """Look whether the face follows what was written; what is to be said of it. Raises InputError when scene or head
    are gone."""
    scene, target = _found_anew(asked)
    rig, take = find_rig(target), placed.taken.take
    moments = telling_moments(rig, take, placed.taken.curves, placed.taken.frames_per_second)
    # What sliders let play says nothing of the rig.
    slid = take_sliders.plays_otherwise(rig.object, placed.written.name)
    stay = () if slid else shapes_that_stay(scene, rig, placed.shapes, asked.start_frame, moments)
    notes = [*take.warnings, *_found(rig), *staying_notes(rig), *fit_note(rig)]
    if not plays_sound():
        notes.append(_("This build of Blender has no sound, so no sound strip was added"))
    if placed.stay_apart:
        notes.append(_("Its lips stay apart at P, B and M, as Blender shows it"))
    notes += gave_way_note(placed.gave_way)
    notes += held_note(held_head(scene, rig, placed.taken.curves.head, asked.start_frame))
    still = opens_nothing(rig)
    if still:
        notes.insert(0, still_note())
    unseen = unseen_note(scene, placed.written.start, placed.written.end)
    stretched = stretched_note(scene)
    notes[:0] = [note for note in (unseen, stretched) if note]
    not_shown = not_shown_notes(scene, rig)
    notes[:0] = not_shown
    if stay:
        notes.insert(0, _("These shapes do not move: {shapes}").format(shapes=listed(stay)))
    follows = not (stay or still or unseen or stretched or not_shown or take.warnings)
    speaks = follows and asked.kind != "idle"
    said = (
        _("{name} speaks from frame {start} to {end}") if speaks else _("{name} is keyed from frame {start} to {end}")
    )
    said = said.format(name=target.name, start=placed.written.start, end=placed.written.end)
    return Written(". ".join([said, *notes]), tuple(notes), follows)


def _found_anew(asked: SceneRequest) -> tuple[bpy.types.Scene, bpy.types.Object]:
    scene = by_session_uid(bpy.data.scenes, asked.scene)
    if scene is None:
        raise InputError(_("Scene"), _("it is gone; nothing was written"), _("Generate again"))
    target = by_session_uid(scene.objects, asked.target)
    if target is None:
        reason = _("it was removed while its speech was being made; nothing was written")
        raise InputError(asked.target_name, reason, _("Choose a head and generate again"))
    return scene, target


def _found(rig: Rig) -> tuple[str, ...]:
    """What moves it, where that needs a word, and what it lacks."""
    if rig.naming.usual:
        return (_("It lacks {count} of the 52 shapes").format(count=len(rig.missing)),) if rig.missing else ()
    return found_on(rig)


def finish(made: Sequence[tuple[SceneRequest, TakeCurves]], label: str) -> Callable[[], Any]:
    """Write some takes in one undo step called ``label``; returns what is left: to look after the last, once the window
    is drawn. Step and takes come in one turn of Blender's: between two the artist may undo, or do something else, whose
    step would then hold some of them. Raises what ``place`` does."""
    placed = [place(asked, taken) for asked, taken in made]
    with session.main_window():
        bpy.ops.ed.undo_push(message=label)
    return partial(_conclude, made[-1][0], placed[-1])


def _conclude(asked: SceneRequest, placed: Placed) -> None:
    """Where the writing was undone meanwhile, or its head is gone, there is nothing to say."""
    try:
        rig = find_rig(_found_anew(asked)[1])
    except InputError:
        return
    if placed.written in written_takes(rig):
        written = look_after(asked, placed)
        session.say(written.message, "done" if written.speaks else "warning", asked.target)


def _converter(asked: SceneRequest) -> Callable[[dict[str, Any]], TakeCurves]:
    """What makes the worker's result ready to write, away from the main thread."""
    layout, frames_per_second = asked.layout, asked.frames_per_second
    ours, marks = not isinstance(asked.request, AnimateRequest), preferences.marks_speech()

    def convert(result: dict[str, Any]) -> TakeCurves:
        # Loaded here, for it imports libraries that Blender's start should not wait for.
        from ..runtime.take import load_take

        path = Path(result["take"])
        take, layers = load_take(path), layers_of(result)
        path.unlink(missing_ok=True)
        made = curves_of_take(take, layout, frames_per_second, heard_of(take, marks) if ours else b"")
        reckon(take, layers, layout, frames_per_second)
        return replace(made, layers=layers)

    return convert


def curves_of_take(take: "Take", layout: str, frames_per_second: float, sound: bytes = b"") -> TakeCurves:
    from ..runtime.layouts import curves_in_layout

    return TakeCurves(take, curves_in_layout(take, layout, frames_per_second), layout, frames_per_second, sound)


def heard_of(take: "Take", marks: bool) -> bytes:
    """What is heard of a take by our voices, as ``speech_content``; nothing of a silent one, or where Blender plays
    nothing."""
    return speech_content(take, marks) if plays_sound() and take.speech.samples.any() else b""


def plays_sound() -> bool:
    options: Any = bpy.app.build_options
    return options.audaspace


def _recording_to_add(asked: SceneRequest, scene: bpy.types.Scene, besides: set[str]) -> Path | None:
    """The recording itself; None where it cannot be, or is already, heard.

    besides: strips of the head's earlier takes, which do not count as they are about to go.
    """
    if not plays_sound() or not isinstance(asked.request, AnimateRequest):
        return None
    recording = Path(asked.request.recording)
    shown = (scene, versions.sequencer_scene(bpy.context))
    heard = any(is_heard(each, recording, asked.start_frame, besides) for each in shown)
    return None if heard else recording

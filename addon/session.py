# SPDX-License-Identifier: GPL-3.0-or-later
"""The one worker of this Blender process, the one task it works on, and the timer that follows it.

Nothing here keeps a reference to Blender's data from one tick to the next: files are opened and steps
undone while the worker works.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Literal

import bpy
from bpy.app.handlers import persistent
from bpy.app.translations import pgettext_iface as _

from ..runtime.errors import SoliloquyError
from ..runtime.faults import as_error_in_console
from . import preferences
from .film_reader import film_reader
from .panel_words import in_panel_words
from .worker_client import Request, Worker

TICK_SECONDS = 0.02
"""After which the window looks for what the worker has said. Chosen by hand."""


@dataclass(eq=False)
class Task:
    """What the worker does for the artist now. on_done is called on the main thread, with the request's result, and may
    return what is left to be done in the next turn of the timer; so may that, and until then it is ``left``. about:
    ``session_uid`` of the head that it is for; None where it is for none. step_of: what it is a part of."""

    request: Request
    on_done: Callable[[Any], Any]
    about: int | None = None
    step_of: "Series | None" = None
    shown: tuple[str, float] = ("", 0.0)
    left: Callable[[], Any] | None = None


@dataclass(frozen=True)
class Series:
    """What a task of several is a part of. done: how many of ``count`` are done. on_failed: is told why one failed, and
    goes on. writes: the task changes the scene when it is done. when_stopped: what is said besides
    when it is stopped."""

    done: int
    count: int
    on_failed: Callable[[SoliloquyError], Any]
    writes: bool
    when_stopped: str


MessageKind = Literal["done", "warning", "stopped", "error"]


@dataclass(frozen=True)
class Message:
    """The last thing that the artist should know, shown in the panel of the head that it is about."""

    text: str
    kind: MessageKind
    about: int | None = None


@dataclass
class _State:
    worker: Worker | None = None
    task: Task | None = None
    message: Message | None = None


_state = _State()


def worker() -> Worker:
    """This Blender's worker; its process starts with the first request, and anew where Blender has another temporary
    folder meanwhile, as after a change of the preferences, which removes the one that the process was given."""
    if _state.worker is not None and _state.task is None and _state.worker.folder != temporary_folder():
        end_worker()
    if _state.worker is None:
        _state.worker = Worker(temporary_folder(), preferences.threads(), film_reader=film_reader())
    return _state.worker


def end_worker() -> None:
    """End the process, which starts anew with the next request."""
    if _state.worker is not None:
        _state.worker.stop()
        _state.worker = None


def temporary_folder() -> Path:
    """Of ours, in that of this Blender, which goes when it ends."""
    folder = Path(bpy.app.tempdir) / "soliloquy"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def worker_process_id() -> int | None:
    """Of the running worker process; None when there is none."""
    return _state.worker.process_id if _state.worker is not None else None


def worker_memory() -> float:
    """MB that the worker process held when it was last idle; 0 when that is not known."""
    return _state.worker.resident_megabytes if _state.worker is not None else 0.0


def task() -> Task | None:
    """The task at hand."""
    return _state.task


def busy_reason() -> str:
    """Why the worker can take nothing else now; empty when it can."""
    return _("Wait until the speech is made, or stop it") if _state.task is not None else ""


def message(head: Any = None) -> Message | None:
    """What is to be shown in the panel while ``head`` is chosen: what is about it, about none, or about one that is
    gone."""
    told = _state.message
    if told is None or told.about is None or (head is not None and head.session_uid == told.about):
        return told
    return None if any(each.session_uid == told.about for each in bpy.data.objects) else told


def say(text: str, kind: MessageKind = "done", about: int | None = None) -> None:
    """Show ``text`` in the panel until something newer is to be said, a step is undone, or another file is opened.

    about: ``session_uid`` of the head that it is about.
    """
    text = in_panel_words(text)
    _state.message = Message(text, kind, about)
    if kind == "error":
        print(f"Soliloquy: {text}")
    redraw()


def warm(voice: str) -> None:
    """Start the worker and let it load its models while the artist still types."""
    if not bpy.app.background and worker_process_id() is None:
        # What keeps it from starting is said when speech is asked for.
        with suppress(SoliloquyError):
            worker().ask("warm", {"voice": voice})


def start(
    kind: str,
    arguments: Mapping[str, Any],
    on_done: Callable[[Any], Any],
    convert: Callable[[dict[str, Any]], Any] | None = None,
    about: int | None = None,
    step_of: Series | None = None,
) -> None:
    """Begin a task and follow it from a timer: for the window. ``convert`` is that of ``Worker.ask``, ``about`` and
    ``step_of`` those of ``Task``.

    ``on_done`` gets the result. Whatever fails before or in it is shown in the panel.
    """
    _state.message = None
    _state.task = Task(worker().ask(kind, arguments, convert), on_done, about, step_of)
    if not bpy.app.timers.is_registered(_tick):
        bpy.app.timers.register(_tick, first_interval=TICK_SECONDS, persistent=True)
    redraw()


def cancel(why: str) -> None:
    """Stop the task at hand; nothing of it is kept. One that is being written goes on."""
    if _state.task is not None and _state.task.left is None:
        stopped, _state.task = _state.task, None
        worker().cancel()
        more = "" if stopped.step_of is None else f". {stopped.step_of.when_stopped}"
        say(why + more, "stopped", stopped.about)


def wait_for_escape(event: Any) -> Any:
    """What the ``modal`` of an operator returns whose speech is being made. It only listens for Esc: the session's
    timer does the rest, and keeps nothing on the operator."""
    if _state.task is None:
        # The undo step was made when the keyframes were written, so the operator must not make another.
        return {"CANCELLED"}
    if event.type == "ESC" and event.value == "PRESS":
        cancel(_("Stopped; nothing was written"))
        return {"CANCELLED"}
    return {"PASS_THROUGH"}


def main_window() -> Any:
    """A context override: timers have no window, but undo steps and modes need one."""
    context: Any = bpy.context
    windows = context.window_manager.windows
    return context.temp_override(window=windows[0]) if windows else context.temp_override()


def _tick() -> float | None:
    """Blender's timer: hand on what the worker has said."""
    current = _state.task
    if current is None:
        return None
    if current.left is not None:
        _do(current, current.left)
        redraw()
        return TICK_SECONDS if _state.task is not None else None
    worker().drain()
    if current.request.state == "waiting":
        shown = (current.request.step, round(current.request.fraction, 2))
        if shown != current.shown:
            current.shown = shown
            redraw()
        return TICK_SECONDS
    writes = current.step_of is None or current.step_of.writes
    if current.request.state == "done" and writes and _edits():
        return TICK_SECONDS
    _state.task = None
    _end(current)
    redraw()
    return TICK_SECONDS if _state.task is not None else None


def _end(ended: Task) -> None:
    request = ended.request
    goes_on = request.state == "failed" and ended.step_of is not None
    if request.state != "done" and not goes_on:
        say(request.message, "error" if request.state == "failed" else "stopped", ended.about)
    elif ended.step_of is not None and request.error is not None:
        _do(ended, partial(ended.step_of.on_failed, request.error))
    else:
        _do(ended, partial(ended.on_done, request.result))


def _do(ended: Task, step: Callable[[], Any]) -> None:
    """A step after the worker's; where it leaves another, the task is at hand until that is done too."""
    _state.task = None
    try:
        ended.left = step()
    except Exception as raised:
        say(str(as_error_in_console(raised, ended.request.kind)), "error", ended.about)
        return
    if ended.left is not None:
        _state.task = ended


def _edits() -> bool:
    """Whether the artist is in a mode (edit, sculpt, paint) whose undo steps hold no keyframes."""
    with main_window():
        return bpy.context.mode not in {"OBJECT", "POSE"}


def redraw() -> None:
    """Draw the panel anew."""
    for manager in bpy.data.window_managers:
        for window in manager.windows:
            for area in window.screen.areas:
                if area.type in {"VIEW_3D", "GRAPH_EDITOR"}:
                    # The sidebar alone: drawing a heavy scene anew for a progress bar would be felt.
                    for region in area.regions:
                        if region.type == "UI":
                            region.tag_redraw()


@persistent
def _forget(*arguments: Any) -> None:
    """What was done may just have been undone."""
    _state.message = None


@persistent
def _before_load(*arguments: Any) -> None:
    _state.message = None
    if _state.task is not None:
        _state.task.about = None  # its head goes with the file
        _state.task.left = None
    cancel(_("Stopped because another file was opened; nothing was written"))


def register() -> None:
    bpy.app.handlers.load_pre.append(_before_load)
    bpy.app.handlers.undo_post.append(_forget)
    bpy.app.handlers.redo_post.append(_forget)


def unregister() -> None:
    bpy.app.handlers.load_pre.remove(_before_load)
    bpy.app.handlers.undo_post.remove(_forget)
    bpy.app.handlers.redo_post.remove(_forget)
    if bpy.app.timers.is_registered(_tick):
        bpy.app.timers.unregister(_tick)
    if _state.worker is not None:
        _state.worker.stop()
    _state.worker = _state.task = _state.message = None

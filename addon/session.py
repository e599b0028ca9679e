# SPDX-License-Identifier: GPL-3.0-or-later
"""The one worker of this Blender process, the one task it works on, and the timer that follows it.

Nothing here keeps a reference to Blender's data from one tick to the next: files are opened and steps
undone while the worker works.
"""

import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import bpy
from bpy.app.handlers import persistent
from bpy.app.translations import pgettext_iface as _

from . import preferences
from .inference import Request, Worker

TICK_SECONDS = 0.05


@dataclass(eq=False)
class Task:
    """What the worker does for the artist now. on_end is called on the main thread, with the ended request."""

    label: str
    request: Request
    on_end: Callable[[Request], None]
    shown: tuple[str, float] = ("", 0.0)


@dataclass(frozen=True)
class Message:
    """The last thing that the artist should know, shown in the panel."""

    text: str
    is_error: bool


@dataclass
class _State:
    worker: Worker | None = None
    task: Task | None = None
    message: Message | None = None


_state = _State()


def worker() -> Worker:
    """This Blender's worker; its process starts with the first request."""
    if _state.worker is None:
        folder = Path(bpy.app.tempdir) / "soliloquy"
        folder.mkdir(parents=True, exist_ok=True)
        _state.worker = Worker(folder, preferences.threads())
    return _state.worker


def worker_process_id() -> int | None:
    """Of the running worker process; None when there is none."""
    return _state.worker.process_id if _state.worker is not None else None


def task() -> Task | None:
    """The task at hand."""
    return _state.task


def message() -> Message | None:
    """What is to be shown in the panel."""
    return _state.message


def say(text: str, is_error: bool = False) -> None:
    """Show ``text`` in the panel until something newer is to be said."""
    _state.message = Message(text, is_error)
    if is_error:
        print(f"Soliloquy: {text}")
    _redraw()


def warm(voice: str) -> None:
    """Start the worker and let it load its models while the artist still types."""
    if not bpy.app.background and worker_process_id() is None:
        worker().ask("warm", {"voice": voice})


def start(
    label: str,
    kind: str,
    arguments: Mapping[str, Any],
    on_end: Callable[[Request], None],
    convert: Callable[[dict[str, Any]], Any] | None = None,
) -> None:
    """Begin a task and follow it from a timer: for the window. ``convert`` is that of ``Worker.ask``."""
    _state.message = None
    _state.task = Task(label, worker().ask(kind, arguments, convert), on_end)
    if not bpy.app.timers.is_registered(_tick):
        bpy.app.timers.register(_tick, first_interval=TICK_SECONDS, persistent=True)
    _redraw()


def cancel(why: str) -> None:
    """Stop the task at hand; nothing of it is kept."""
    if _state.task is not None:
        _state.task = None
        worker().cancel()
        say(why)


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
    worker().drain()
    if current.request.state == "waiting":
        shown = (current.request.step, round(current.request.fraction, 2))
        if shown != current.shown:
            current.shown = shown
            _redraw()
        return TICK_SECONDS
    if current.request.state == "done" and _edits():
        return TICK_SECONDS
    _state.task = None
    try:
        current.on_end(current.request)
    except Exception as error:
        traceback.print_exc()
        say(f"{type(error).__name__}: {error}", is_error=True)
    _redraw()
    return None


def _edits() -> bool:
    """Whether the artist is in a mode (edit, sculpt, paint) whose undo steps hold no keyframes."""
    with main_window():
        return bpy.context.mode not in {"OBJECT", "POSE"}


def _redraw() -> None:
    for manager in bpy.data.window_managers:
        for window in manager.windows:
            for area in window.screen.areas:
                if area.type in {"VIEW_3D", "GRAPH_EDITOR"}:
                    # The sidebar alone: drawing a heavy scene anew for a progress bar would be felt.
                    for region in area.regions:
                        if region.type == "UI":
                            region.tag_redraw()


@persistent
def _before_load(*arguments: Any) -> None:
    cancel(_("Stopped because another file was opened; nothing was written"))


def register() -> None:
    bpy.app.handlers.load_pre.append(_before_load)


def unregister() -> None:
    bpy.app.handlers.load_pre.remove(_before_load)
    if bpy.app.timers.is_registered(_tick):
        bpy.app.timers.unregister(_tick)
    if _state.worker is not None:
        _state.worker.stop()
    _state.worker = _state.task = _state.message = None

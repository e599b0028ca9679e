# SPDX-License-Identifier: GPL-3.0-or-later
"""Words and phones drawn at the bottom of timelines and dope sheets: click one to edit it, drag an edge to move it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import blf
import bpy
import gpu
from bpy.props import BoolProperty
from bpy.types import Operator, SpaceDopeSheetEditor, WindowManager
from bpy.utils import register_class, unregister_class
from gpu_extras.batch import batch_for_shader

from ..runtime.edits.edit import STEP_SECONDS, MoveEdge
from ..runtime.errors import SoliloquyError
from . import session
from .edit_choice import Choice, choice_of, choose, edits_reason, frame_of, seconds_at
from .edit_step import add_edit
from .edit_strip import REACH, Box, Hit, Rows, hit, room_in, rows_of, snapped
from .edited_take import edits_on, moved_times
from .panel_words import refused

Result = Any
"""A set of one of Blender's words: {"FINISHED"}, {"CANCELLED"}, ..."""
Colour = tuple[float, float, float, float]
SHOWN = "soliloquy_words_shown"
"""Property of the window manager."""
_LETTERS = 11.0
"""Pixels at an interface of usual size."""
_FAR = 100_000
"""Frames: so far apart are two places by which pixels a frame are told."""
_WORD, _PHONE, _CHOSEN = (0.16, 0.20, 0.28, 0.92), (0.13, 0.15, 0.19, 0.92), (0.28, 0.45, 0.70, 0.95)
_LINE, _MOVED, _INK = (0.55, 0.62, 0.72, 1.0), (1.0, 0.65, 0.2, 1.0), (0.92, 0.94, 0.96, 1.0)
"""Chosen by eye, on Blender's dark and light themes."""


@dataclass
class _Drag:
    """What is being dragged, by how many seconds; nothing where ``hit`` is None."""

    hit: Hit | None = None
    seconds: float = 0.0


_drag = _Drag()
_handles: list[Any] = []
_keys: list[tuple[Any, Any]] = []


def rows_in(context: Any, choice: Choice) -> Rows:
    """The rows in the context's region, with what is being dragged."""
    region, scale = context.region, context.preferences.system.ui_scale
    moved = dict(moved_times(choice.told, edits_on(choice.take)))
    if _drag.hit is not None:
        key = (_drag.hit.word, _drag.hit.phone, _drag.hit.edge)
        moved[key] = moved.get(key, 0.0) + _drag.seconds

    # Of whole pixels alone, so of two that lie far apart.
    first = region.view2d.view_to_region(choice.take.start, 0.0, clip=False)[0]
    last = region.view2d.view_to_region(choice.take.start + _FAR, 0.0, clip=False)[0]

    def across(seconds: float) -> float:
        return float(
            first + (last - first) * (frame_of(context.scene, choice.take, seconds) - choice.take.start) / _FAR
        )

    return rows_of(choice.told, moved, across, region.width, room_in(region.height, scale))


def _shown_choice(context: Any) -> Choice | None:
    shown = context.scene is not None and getattr(context.window_manager, SHOWN, False)
    return choice_of(context) if shown and session.task() is None else None


def draw(*arguments: Any) -> None:
    """Blender calls this for each dope sheet and timeline that it draws; an error here must not stop that."""
    context: Any = bpy.context
    try:
        choice = _shown_choice(context)
        if choice is not None:
            _draw_rows(rows_in(context, choice), choice, context.preferences.system.ui_scale)
    except (SoliloquyError, ReferenceError, AttributeError):
        return


def _draw_rows(rows: Rows, choice: Choice, scale: float) -> None:
    filled: dict[Colour, list[tuple[float, float, float, float]]] = {}
    for boxes, bottom, colour in ((rows.words, rows.bottom, _WORD), (rows.phones, rows.middle, _PHONE)):
        top = bottom + rows.height
        for box in boxes:
            chosen = box.word == choice.word and box.phone in (-1, choice.phone)
            filled.setdefault(_CHOSEN if chosen else colour, []).append((box.left, bottom, box.right, top))
            for at, moved in ((box.left, box.moved_left), (box.right, box.moved_right)):
                filled.setdefault(_LINE, []).append((at - 0.5, bottom, at + 0.5, top))
                if moved:
                    filled.setdefault(_MOVED, []).append((at + moved - 1.0, bottom, at + moved + 1.0, top))
    gpu.state.blend_set("ALPHA")
    for colour in (_WORD, _PHONE, _CHOSEN, _LINE, _MOVED):
        _fill(filled.get(colour, ()), colour)
    gpu.state.blend_set("NONE")
    for box, bottom in [*((box, rows.bottom) for box in rows.words), *((box, rows.middle) for box in rows.phones)]:
        _write(box, bottom + 0.28 * rows.height, _LETTERS * scale)


def _fill(boxes: Sequence[tuple[float, float, float, float]], colour: Colour) -> None:
    """Boxes (left, bottom, right, top) in one go: a timeline is drawn anew on each frame that is played."""
    if not boxes:
        return
    corners = [
        corner
        for left, bottom, right, top in boxes
        for corner in ((left, bottom), (right, bottom), (right, top), (left, bottom), (right, top), (left, top))
    ]
    shader = gpu.shader.from_builtin("UNIFORM_COLOR")
    shader.uniform_float("color", colour)
    batch_for_shader(shader, "TRIS", {"pos": corners}).draw(shader)


def _write(box: Box, bottom: float, size: float) -> None:
    """As much of the text as fits, in the middle of its box."""
    blf.size(0, size)
    text, room = box.text, box.right - box.left - 2.0
    while text and blf.dimensions(0, text)[0] > room:
        text = text[:-1]
    if text:
        blf.color(0, *_INK)
        blf.position(0, (box.left + box.right - blf.dimensions(0, text)[0]) / 2, bottom, 0.0)
        blf.draw(0, text)


class DragEdge(Operator):
    """Lies on the left mouse button of dope sheets, and lets through what does not meet a word."""

    bl_idname = "soliloquy.drag_edge"
    bl_label = "Drag Edge"
    bl_description = "Drag an edge of a word or phone, or click one to edit it"
    bl_options = {"UNDO", "INTERNAL"}

    @classmethod
    def poll(cls, context: Any) -> bool:
        space = context.space_data
        return space is not None and space.type == "DOPESHEET_EDITOR" and _shown_choice(context) is not None

    def invoke(self, context: Any, event: Any) -> Result:
        choice = _shown_choice(context)
        if choice is None or edits_reason(context) or context.region.type != "WINDOW":
            return {"PASS_THROUGH"}
        try:
            rows = rows_in(context, choice)
        except SoliloquyError as error:
            return refused(self, error)
        scale = context.preferences.system.ui_scale
        found = hit(rows, event.mouse_region_x, event.mouse_region_y, REACH * scale)
        if found is None:
            return {"PASS_THROUGH"}
        choose(context, found.word, found.phone)
        _redraw(context)
        if not found.edge:
            return {"CANCELLED"}
        _drag.hit, _drag.seconds = found, 0.0
        self._began = _seconds_under(context, choice, event)
        context.window_manager.modal_handler_add(self)
        return {"RUNNING_MODAL"}

    def modal(self, context: Any, event: Any) -> Result:
        choice = _shown_choice(context)
        if choice is None or event.type in ("ESC", "RIGHTMOUSE", "WINDOW_DEACTIVATE"):
            return self._end(context, {"CANCELLED"})
        if event.type == "MOUSEMOVE":
            step = STEP_SECONDS if choice.told.spoken else 0.001
            _drag.seconds = snapped(_seconds_under(context, choice, event) - self._began, step)
            _redraw(context)
        elif event.type == "LEFTMOUSE" and event.value == "RELEASE":
            return self._end(context, self._drop(choice))
        return {"RUNNING_MODAL"}

    def cancel(self, context: Any) -> None:
        """Blender calls this where another file is opened meanwhile."""
        _drag.hit, _drag.seconds = None, 0.0

    def _drop(self, choice: Choice) -> Result:
        assert _drag.hit is not None
        if not _drag.seconds:
            return {"CANCELLED"}
        try:
            place = choice.told.place(_drag.hit.word, _drag.hit.phone)
            add_edit(choice, MoveEdge(place, _drag.hit.edge, _drag.seconds))
        except SoliloquyError as error:
            return refused(self, error)
        return {"FINISHED"}

    def _end(self, context: Any, result: Result) -> Result:
        _drag.hit, _drag.seconds = None, 0.0
        _redraw(context)
        return result


def _seconds_under(context: Any, choice: Choice, event: Any) -> float:
    frame = context.region.view2d.region_to_view(event.mouse_region_x, 0.0)[0]
    return seconds_at(context.scene, choice.take, frame)


def _redraw(context: Any) -> None:
    for area in context.screen.areas if context.screen is not None else ():
        if area.type in ("DOPESHEET_EDITOR", "VIEW_3D", "GRAPH_EDITOR"):
            area.tag_redraw()


def _shown_changed(manager: Any, context: Any) -> None:
    _redraw(context)


def register() -> None:
    register_class(DragEdge)
    shown = BoolProperty(
        name="Words on the Timeline",
        description="Draw words and phones in timelines and dope sheets: click one, or drag an edge of it",
        default=True,
        update=_shown_changed,
        options={"SKIP_SAVE"},
    )
    setattr(WindowManager, SHOWN, shown)
    if bpy.app.background:
        return
    _handles.append(SpaceDopeSheetEditor.draw_handler_add(draw, (), "WINDOW", "POST_PIXEL"))
    manager: Any = bpy.context.window_manager
    configuration = manager.keyconfigs.addon
    if configuration is not None:
        keymap = configuration.keymaps.new(name="Dopesheet", space_type="DOPESHEET_EDITOR")
        _keys.append((keymap, keymap.keymap_items.new(DragEdge.bl_idname, "LEFTMOUSE", "PRESS", head=True)))


def unregister() -> None:
    while _keys:
        keymap, item = _keys.pop()
        keymap.keymap_items.remove(item)
    while _handles:
        SpaceDopeSheetEditor.draw_handler_remove(_handles.pop(), "WINDOW")
    delattr(WindowManager, SHOWN)
    unregister_class(DragEdge)
    _drag.hit = None

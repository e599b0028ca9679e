# SPDX-License-Identifier: GPL-3.0-or-later
"""Words are edited by mouse: chosen and dragged on the timeline, undone, and made again."""

import subprocess
import sys
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import bpy
from hand import ADDON, area, check, invoke, message, region, screenshot, wait_while_busy, window
from sections import open_only

WORD, STRESSED, HIGHER = 2, 8, 110
OTHER_VOICE = "am_michael"
_MOST_UNDONE = 8
_CLICKS_BETWEEN = 1
"""Above the words, which change the frame: Blender makes a step of undo of each."""


def edit_words() -> Iterator[float]:
    yield from make_higher(HIGHER)
    timeline = region(area("DOPESHEET_EDITOR"), "WINDOW")
    with bpy.context.temp_override(window=window(), area=area("DOPESHEET_EDITOR"), region=timeline):
        bpy.ops.action.view_all()
    yield 1.5
    screenshot("20-words")
    key = _take().key
    end = _words()[WORD].end
    box = next(box for box in _rows().words if box.word == WORD)
    middle = _rows().bottom + _rows().height / 2

    frame = bpy.context.scene.frame_current
    yield from _press((box.left + box.right) / 2, middle)
    check("a click on a word chooses it", _choice().word == WORD and bpy.context.scene.frame_current == frame)
    yield from _drag(box.right, middle, _pixels_of(0.1), 0, "21-dragging")
    edits = _edits()
    check("an edge is dragged on the timeline", len(edits) == 1 and 0.04 <= edits[0].seconds <= 0.16)
    yield from open_only("Edits", "Emotion", "Motion")
    screenshot("21-edge-dragged")
    yield from open_only("Takes", "Emotion", "Motion")
    bpy.ops.ed.undo()
    yield 1.0
    check("one undo takes it back", _edits() == ())
    bpy.ops.ed.redo()
    yield 1.0
    check("redo brings it again", len(_edits()) == 1)
    yield from _press(timeline.width * 0.7, timeline.height - 10)
    check("above the words the timeline is Blender's own", bpy.context.scene.frame_current != frame)
    moved = _edits()[0].seconds

    invoke(bpy.ops.soliloquy.regenerate)
    yield from wait_while_busy()
    yield 1.5
    said = message().text
    check("the take was made again", _take().key != key and message().kind != "error")
    honoured = abs(_words()[WORD].end - end - moved) < 0.001 or "too short" in said
    check("its edge is where it was dragged to, or the panel says why not", honoured)
    screenshot("22-regenerated")
    bpy.ops.ed.undo()
    yield 1.0
    check("one undo takes the take back", _take().key == key)
    for _ in range(_CLICKS_BETWEEN + 1):
        bpy.ops.ed.undo()
        yield 1.0
    check("with the clicks between undone, one more undo takes the edge back", _edits() == ())
    yield from _with_another_voice(key)
    yield from make_higher(-HIGHER)


def _with_another_voice(key: str) -> Iterator[float]:
    """Two words are edited, and said by somebody else. key: of the take before."""
    middle = _rows().bottom + _rows().height / 2
    first, second = (next(box for box in _rows().words if box.word == word) for word in (WORD, STRESSED))
    yield from _drag(first.right, middle, _pixels_of(0.1), 0, "23-dragging")
    yield from _press((second.left + second.right) / 2, middle)
    check("another click chooses another word", _choice().word == STRESSED)
    invoke(bpy.ops.soliloquy.stress, "EXEC_DEFAULT", level="STRONG")
    yield 1.0
    check("two words are edited", len(_edits()) == 2)
    settings = bpy.context.scene.soliloquy
    before, settings.voice = settings.voice, OTHER_VOICE
    invoke(bpy.ops.soliloquy.regenerate, with_settings=True)
    yield from wait_while_busy()
    yield 1.5
    screenshot("23-another-voice")
    spoken = _part("take_text").about(_take())["request"]["spoken"]
    check("another voice says it, edits and all", spoken["voice"] == OTHER_VOICE and len(_edits()) == 2)
    for _ in range(_MOST_UNDONE):
        if _take() is not None and _take().key == key and _edits() == ():
            break
        bpy.ops.ed.undo()
        yield 1.0
    check("undo goes back to before the two edits", _take().key == key and _edits() == ())
    settings = bpy.context.scene.soliloquy
    settings.voice = before
    yield 0.5


def make_higher(pixels: int) -> Iterator[float]:
    """The timeline, by its upper border."""
    low = area("DOPESHEET_EDITOR")
    border = low.height - region(low, "WINDOW").y + low.y
    yield from _drag(400, border, 0, pixels, "20-higher")


def _part(name: str) -> Any:
    return sys.modules[f"{ADDON}.{name}"]


def _take() -> Any:
    return _part("take_list").chosen_take(bpy.context.scene.soliloquy.target)


def _words() -> Any:
    return _part("edited_take").words_of(_take()).words


def _edits() -> Any:
    return _part("edited_take").edits_on(_take()).edits


def _choice() -> Any:
    return _part("edit_choice").choice_of(bpy.context)


def _there() -> Any:
    """What the timeline's own context would say."""
    return SimpleNamespace(
        region=region(area("DOPESHEET_EDITOR"), "WINDOW"),
        scene=bpy.context.scene,
        preferences=bpy.context.preferences,
        window_manager=bpy.context.window_manager,
    )


def _rows() -> Any:
    return _part("edit_timeline_operators").rows_in(_there(), _choice())


def _pixels_of(seconds: float) -> float:
    scene = bpy.context.scene
    view = region(area("DOPESHEET_EDITOR"), "WINDOW").view2d
    frames = seconds * scene.render.fps / scene.render.fps_base
    return view.view_to_region(frames, 0, clip=False)[0] - view.view_to_region(0, 0, clip=False)[0]


def _move(x: float, y: float) -> None:
    """To a place of the timeline: pixels from its left and bottom edges, which stay where they are."""
    of = region(area("DOPESHEET_EDITOR"), "WINDOW")
    place = (str(int(of.x + x)), str(int(window().height - of.y - y)))
    subprocess.run(["xdotool", "mousemove", *place], check=True)


def _press(x: float, y: float) -> Iterator[float]:
    _move(x, y)
    yield 0.4
    subprocess.run(["xdotool", "click", "1"], check=True)
    yield 0.7


def _drag(x: float, y: float, right: float, up: float, picture: str) -> Iterator[float]:
    _move(x, y)
    yield 0.6
    subprocess.run(["xdotool", "mousedown", "1"], check=True)
    for share in (0.3, 0.6, 1.0):
        yield 0.4
        _move(x + share * right, y + share * up)
    yield 0.5
    screenshot(picture)
    subprocess.run(["xdotool", "mouseup", "1"], check=True)
    yield 1.0

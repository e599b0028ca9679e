# SPDX-License-Identifier: GPL-3.0-or-later
"""Directing takes in the window: three of them, a merge, sliders, a bake and back, and undo to the start."""

from collections.abc import Iterator
from typing import Any

import bpy
from hand import (
    OUT,
    RESULTS,
    GapMeter,
    area,
    check,
    first_identity,
    hover,
    invoke,
    key,
    keyed_frames,
    region,
    screenshot,
    scroll_down,
    session,
    wait_while_busy,
)

_LINE = "My brother Bob bought a big blue map."
_DIALOG = 1.5
_MOST_UNDONE = 20


def direct_takes() -> Iterator[float]:
    """From a line to a baked take and back. The window may stand still no longer than it does idle, and 0.2 s."""
    bpy.ops.wm.open_mainfile(filepath=str(OUT / "start.blend"))
    yield 2.0
    area("VIEW_3D").spaces[0].show_region_ui = True
    yield 2.0
    region(area("VIEW_3D"), "UI").active_panel_category = "Speech"
    invoke(bpy.ops.soliloquy.add_head, identity=first_identity())
    yield from hover(-250, 450)  # so that no tooltip lies over the pictures
    yield 2.0
    scene = bpy.context.scene
    scene.soliloquy.text, scene.soliloquy.variation = _LINE, 1.0
    invoke(bpy.ops.soliloquy.generate)
    yield from wait_while_busy()
    yield 1.0
    head = scene.soliloquy.target
    count = len(_takes(head))
    meter = GapMeter()
    yield from _look_around()
    idle = meter.largest
    meter.reset()
    invoke(bpy.ops.soliloquy.three_takes)
    yield from wait_while_busy()
    yield 1.0
    check("three takes are laid beside it", len(_takes(head)) == count + 3)
    screenshot("25-three-takes")
    _redraw()
    yield 1.0

    yield from _key_an_emotion(head)
    meter.reset()
    yield from _agreed(bpy.ops.soliloquy.merge_takes, "26-merge")
    check("a merge is a take", len(_takes(head)) == count + 5 and _takes(head)[-1].name.endswith("merged"))

    yield from _slide_and_bake(head)
    RESULTS["largest gap directing, with pictures, s"] = round(meter.largest, 3)
    RESULTS["largest gap idle, directing, s"] = round(idle, 3)
    yield from _undo_to_the_start(count)


def _slide_and_bake(head: Any) -> Iterator[float]:
    head.soliloquy_takes_played_as = "STRIPS"
    yield 1.0
    _takes(head)[-1].brows = 0.2
    invoke(bpy.ops.soliloquy.key_slider, "EXEC_DEFAULT", slider="brows")
    _redraw()
    yield 1.0
    screenshot("27-sliders")
    tracks = head.data.shape_keys.animation_data.nla_tracks
    check("strips play, with a key on a slider", "Soliloquy Brows" in tracks and keyed_frames() == 0)

    yield from _agreed(bpy.ops.soliloquy.bake_take, "28-bake", reduces=True)
    check("a bake has few keys", 2 < keyed_frames() < _takes(head)[-1].frames / 2 and not len(_tracks(head)))
    screenshot("28-baked")
    invoke(bpy.ops.soliloquy.unbake_take, "EXEC_DEFAULT")
    bpy.ops.ed.undo_push(message="Unbake Take")
    yield 1.0
    check("unbaked it plays in strips again", "Soliloquy Brows" in _tracks(head))
    screenshot("29-unbaked")


def _key_an_emotion(head: Any) -> Iterator[float]:
    """It comes over the line, is seen at once, and stays when the take is made again."""
    invoke(bpy.ops.soliloquy.add_emotion, emotion="happy")
    yield from wait_while_busy()
    yield 1.0
    for frame, strength in ((1, 0.0), (45, 1.0)):
        bpy.context.scene.frame_set(frame)
        _takes(head)[head.soliloquy_take_chosen].happy = strength
        invoke(bpy.ops.soliloquy.key_slider, "EXEC_DEFAULT", slider="happy")
        yield 1.0
    smile = head.data.shape_keys.key_blocks["mouthSmileLeft"]
    seen = smile.value
    check("an emotion that is keyed is seen at once", seen > 0.3)
    yield from hover(60, 200)
    scroll_down(8)
    yield 1.0
    yield from hover(-250, 450)
    screenshot("27-emotion")
    invoke(bpy.ops.soliloquy.regenerate)
    yield from wait_while_busy()
    yield 1.0
    bpy.context.scene.frame_set(45)
    yield 0.5
    again = "happy" in _takes(head)[head.soliloquy_take_chosen].keyed
    check("made again it has its keys", again and abs(smile.value - seen) < 0.1)
    head.soliloquy_takes_played_as = "KEYS"
    yield 1.0


def _agreed(operator: Any, picture: str, **properties: object) -> Iterator[float]:
    """Open an operator's dialog, take its picture, and press Enter in it."""
    invoke(operator, **properties)
    yield _DIALOG
    screenshot(picture)
    key("Return")
    yield _DIALOG


def _undo_to_the_start(count: int) -> Iterator[float]:
    for _ in range(_MOST_UNDONE):
        head = bpy.context.scene.soliloquy.target
        if head is None or len(_takes(head)) < count:
            break
        bpy.ops.ed.undo()
        yield 0.5
    head = bpy.context.scene.soliloquy.target
    check("undo goes back to before the line", head is None or len(_takes(head)) < count)
    check("nothing is being made", session().task() is None)


def _look_around() -> Iterator[float]:
    for frame in (30, 50, 10, 1):
        bpy.context.scene.frame_set(frame)
        yield 1.0


def _takes(head: Any) -> Any:
    return head.soliloquy_takes_kept


def _tracks(head: Any) -> Any:
    return head.data.shape_keys.animation_data.nla_tracks


def _redraw() -> None:
    region(area("VIEW_3D"), "UI").tag_redraw()

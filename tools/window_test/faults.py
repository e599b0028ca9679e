# SPDX-License-Identifier: GPL-3.0-or-later
"""What can go wrong while speech is being made: never half a result, always a message."""

import itertools
import os
import signal
import time
from collections.abc import Iterator

import bpy
from hand import (
    OUT,
    RESULTS,
    check,
    first_identity,
    invoke,
    keyed_frames,
    message,
    press_generate,
    screenshot,
    session,
    wait_while_busy,
)
from speaking import LONG_LINE

_numbers = itertools.count(1)


def _press_generate_anew() -> Iterator[float]:
    """With a line that was not said before: one that was is only moved anew, and there before anything can happen."""
    bpy.context.scene.soliloquy.text = f"Take number {next(_numbers)}. {LONG_LINE}"
    yield from press_generate()


def worker_faults() -> Iterator[float]:
    yield from _press_generate_anew()
    yield 1.0
    check("a second generation is refused", not bpy.ops.soliloquy.generate.poll())
    os.kill(session().worker_process_id(), signal.SIGKILL)
    yield from wait_while_busy()
    check("a killed worker gives a message", "ended unexpectedly" in message().text)
    check("a killed worker writes nothing", keyed_frames() == 0)
    screenshot("8-worker-killed")


def head_faults() -> Iterator[float]:
    scene = bpy.context.scene
    yield from _press_generate_anew()
    yield 1.0
    scene.soliloquy.target.name = "Renamed while speaking"
    scene.render.fps = 30
    yield from wait_while_busy()
    yield 0.3
    check("renaming does not matter", keyed_frames() > 60)
    seconds = keyed_frames() / 30
    RESULTS["seconds at the new rate"] = seconds
    bpy.ops.ed.undo()
    yield 0.5

    yield from _press_generate_anew()
    yield 1.0
    bpy.data.objects.remove(bpy.context.scene.soliloquy.target)
    yield from wait_while_busy()
    yield 0.3
    check("a deleted head gives a message", message().kind == "error")
    check("a deleted head leaves no action", not bpy.data.actions)
    screenshot("9-head-deleted")

    invoke(bpy.ops.soliloquy.add_head, identity=first_identity())
    yield 1.0
    yield from _press_generate_anew()
    yield 1.0
    bpy.ops.ed.undo()
    yield from wait_while_busy()
    yield 0.3
    check("undoing the head gives a message", message() is not None)
    check("undoing the head leaves no action", not bpy.data.actions)


def edit_mode_waits() -> Iterator[float]:
    """Edit Mode's undo steps hold no keyframes: what is finished meanwhile is written when it is left."""
    yield from _press_generate_anew()
    yield 0.5
    bpy.context.view_layer.objects.active = bpy.context.scene.soliloquy.target
    bpy.ops.object.mode_set(mode="EDIT")
    until = time.monotonic() + 300
    while session().task().request.state == "waiting" and time.monotonic() < until:
        yield 0.1
    yield 1.0
    check("in Edit Mode nothing is written", keyed_frames() == 0 and session().task() is not None)
    bpy.ops.object.mode_set(mode="OBJECT")
    yield from wait_while_busy()
    yield 0.3
    check("after Edit Mode it is written", keyed_frames() > 60)
    bpy.ops.ed.undo()
    yield 0.5


def another_file() -> Iterator[float]:
    invoke(bpy.ops.soliloquy.add_head, identity=first_identity())
    yield 1.0
    bpy.context.scene.soliloquy.text = LONG_LINE
    bpy.ops.wm.save_as_mainfile(filepath=str(OUT / "saved.blend"))
    yield from press_generate()
    yield 1.0
    check("generation runs before opening", session().task() is not None)
    bpy.ops.wm.save_mainfile()
    bpy.ops.wm.open_mainfile(filepath=str(OUT / "start.blend"))
    yield 1.5
    check("opening a file stops generation", session().task() is None)
    check("opening a file leaves no action", not bpy.data.actions)
    screenshot("10-other-file")

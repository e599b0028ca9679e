# SPDX-License-Identifier: GPL-3.0-or-later
"""The artist's ten minutes: type, generate, look, play, undo, stop, hear a voice."""

import time
from collections.abc import Iterator

import bpy
from hand import (
    RESULTS,
    TEXT_FIELD,
    GapMeter,
    area,
    check,
    click,
    invoke,
    key,
    keyed_frames,
    press_generate,
    screenshot,
    session,
    type_text,
    wait_while_busy,
    window,
)

LINE = "Good morning! My brother Bob bought a big blue balloon, but the pump broke before five."


def generate_and_play(meter: GapMeter) -> Iterator[float]:
    scene = bpy.context.scene
    yield from type_the_line()
    screenshot("3-typed")
    check("the line was typed", scene.soliloquy.text == LINE)
    yield from until_warm()

    meter.reset()
    yield from look_around()
    idle = meter.largest
    before = set(bpy.data.actions.keys())
    began = time.perf_counter()
    meter.reset()
    yield from press_generate()
    yield 0.3
    check("generation runs", session().task() is not None)
    yield 1.0
    # Taking the picture holds the window up, so the meter starts anew behind it.
    until_pictured = meter.largest
    screenshot("4-generating")
    meter.reset()
    yield from wait_while_busy()
    RESULTS["seconds from click to keyframes"] = round(time.perf_counter() - began, 2)
    yield 0.3
    RESULTS["largest gap idle, head at rest, s"] = round(idle, 3)
    generating = max(until_pictured, meter.largest)
    RESULTS["largest gap generating, s"] = round(generating, 3)
    # Without a graphics card the view itself is slow to draw, and an animated head slower than one at rest,
    # so idle is measured with either.
    meter.reset()
    yield from look_around()
    RESULTS["largest gap idle, head animated, s"] = round(meter.largest, 3)
    check("the window stayed responsive", generating - max(idle, meter.largest) <= 0.2)
    check("keyframes were written", keyed_frames() > 60)
    shown = window().workspace.sequencer_scene
    RESULTS["scene that the sequencer shows"] = shown.name if shown else None
    check("the sequencer shows the sound", shown == scene)
    opened = widest_frame()
    scene.frame_set(opened)
    yield 0.5
    screenshot("5-generated")
    area("VIEW_3D").spaces[0].shading.type = "MATERIAL"
    scene.frame_set(opened)
    yield 40.0
    screenshot("5-generated-material")
    area("VIEW_3D").spaces[0].shading.type = "SOLID"
    yield 0.5

    invoke(bpy.ops.screen.animation_play)
    yield 1.0
    moved = scene.frame_current
    screenshot("6-playing")
    invoke(bpy.ops.screen.animation_cancel, restore_frame=False)
    check("it plays", moved != opened)

    yield from undo_and_redo(before)


def widest_frame() -> int:
    """The frame with the jaw open most, of those that the target has keys on."""
    shape_keys = bpy.context.scene.soliloquy.target.data.shape_keys
    animation = shape_keys.animation_data
    bag = animation.action.layers[0].strips[0].channelbag(animation.action_slot)
    jaw = bag.fcurves.find('key_blocks["jawOpen"].value')
    return int(max(jaw.keyframe_points, key=lambda point: point.co.y).co.x)


def look_around() -> Iterator[float]:
    """Idle as an artist is idle: the view is drawn anew now and then, for another frame."""
    for frame in (2, 3, 1):
        yield 1.5
        bpy.context.scene.frame_set(frame)
    yield 1.5


def type_the_line() -> Iterator[float]:
    yield from click(*TEXT_FIELD)
    yield 0.7
    type_text(LINE)
    yield 1.0
    key("Return")
    yield 0.5
    if bpy.context.scene.soliloquy.text != LINE:
        screenshot("failed-typing")
        bpy.context.scene.soliloquy.text = LINE


def until_warm() -> Iterator[float]:
    """The worker was started by the typing; its first answer after that says that the models are loaded."""
    worker = session().worker()
    began = time.perf_counter()
    request = worker.ask("ping")
    while request.state == "waiting":
        worker.drain()
        yield 0.05
    RESULTS["seconds until warm, after typing"] = round(time.perf_counter() - began, 2)
    RESULTS["worker memory, MB"] = request.result["resident_megabytes"]


def undo_and_redo(actions_before: set[str]) -> Iterator[float]:
    uid = bpy.context.scene.soliloquy.target.session_uid
    bpy.ops.ed.undo()
    yield 0.5
    scene = bpy.context.scene
    strips = scene.sequence_editor.strips if scene.sequence_editor else ()
    check("one undo takes the keyframes away", keyed_frames() == 0 and set(bpy.data.actions.keys()) == actions_before)
    check("one undo takes the sound away", len(strips) == 0)
    check("undo keeps the head's session number", scene.soliloquy.target.session_uid == uid)
    bpy.ops.ed.redo()
    yield 0.5
    check("redo brings the keyframes back", keyed_frames() > 60)
    bpy.ops.ed.undo()
    yield 0.5


def escape_leaves_the_scene() -> Iterator[float]:
    worker_before = session().worker_process_id()
    yield from press_generate()
    yield 0.8
    check("generation runs again", session().task() is not None)
    key("Escape")
    yield 0.5
    check("Esc stops it", session().task() is None)
    check("Esc leaves the scene as it was", keyed_frames() == 0)
    check("the worker was killed", session().worker_process_id() != worker_before)
    screenshot("7-stopped")


def hear_a_voice() -> Iterator[float]:
    invoke(bpy.ops.soliloquy.play_voice)
    check("a voice is being made", session().task() is not None)
    yield from wait_while_busy()
    said = session().message()
    RESULTS["after playing a voice"] = said.text if said else "played"
    check("a voice is played, or the panel says why not", said is None or "cannot be played" in said.text)
    bpy.ops.wm.call_menu(name="SOLILOQUY_MT_voice")
    yield 1.0
    screenshot("7-voices")
    key("Escape")
    yield 0.5

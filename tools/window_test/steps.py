# SPDX-License-Identifier: GPL-3.0-or-later
"""What happens in the window: run inside a real Blender by tools/window_test/run.py, on a virtual screen.

The steps are a generator that a timer resumes; what it yields is how long to wait. Mouse and keys come
from xdotool, as from a hand. Each step leaves a screenshot, and what is measured goes to results.json.
"""

import json
import os
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import bpy
from mathutils import Euler

OUT = Path(sys.argv[sys.argv.index("--") + 1])
LINE = "Good morning! My brother Bob bought a big blue balloon, but the pump broke before five."
MEASURING_TICK = 0.02
OPEN_FRAME = 57
"""In the middle of the line, where the mouth is open."""
RESULTS: dict[str, object] = {"blender": bpy.app.version_string}
SESSION = "bl_ext.user_default.soliloquy.addon.session"


class GapMeter:
    """The largest gap between the ticks of a 20 ms timer: how long the window stood still."""

    def __init__(self) -> None:
        self._last = 0.0
        self.largest = 0.0
        bpy.app.timers.register(self._tick, persistent=True)

    def reset(self) -> None:
        self._last = self.largest = 0.0

    def _tick(self) -> float:
        now = time.perf_counter()
        if self._last:
            self.largest = max(self.largest, now - self._last)
        self._last = now
        return MEASURING_TICK


def session() -> object:
    return sys.modules[SESSION]


def window() -> bpy.types.Window:
    return bpy.context.window_manager.windows[0]


def area(kind: str) -> bpy.types.Area:
    return next(area for area in window().screen.areas if area.type == kind)


def region(of: bpy.types.Area, kind: str) -> bpy.types.Region:
    return next(region for region in of.regions if region.type == kind)


def key(*names: str) -> None:
    subprocess.run(["xdotool", "key", *names], check=True)


def type_text(text: str) -> None:
    subprocess.run(["xdotool", "type", "--delay", "8", text], check=True)


def click(x: float, y: float) -> Iterator[float]:
    """At a place of the sidebar: pixels from its left and top edges. A hand, too, hovers before it clicks."""
    side = region(area("VIEW_3D"), "UI")
    left, top = side.x + x, window().height - (side.y + side.height) + y
    subprocess.run(["xdotool", "mousemove", str(int(left)), str(int(top))], check=True)
    yield 0.3
    subprocess.run(["xdotool", "click", "1"], check=True)


def screenshot(name: str) -> None:
    subprocess.run(["import", "-window", "root", str(OUT / f"{name}.png")], check=True)


def invoke(operator: Callable[..., object], **properties: object) -> object:
    view = area("VIEW_3D")
    with bpy.context.temp_override(window=window(), area=view, region=region(view, "WINDOW")):
        return operator("INVOKE_DEFAULT", **properties)


def wait_while_busy(limit: float = 120.0) -> Iterator[float]:
    until = time.monotonic() + limit
    while session().task() is not None:
        if time.monotonic() > until:
            raise TimeoutError("the task did not end")
        yield 0.05


def keyed_frames() -> int:
    """Keys of the first curve on the target's shape keys; 0 when there is no action."""
    target = bpy.context.scene.soliloquy.target
    animation = target.data.shape_keys.animation_data if target is not None else None
    if animation is None or animation.action is None:
        return 0
    bag = animation.action.layers[0].strips[0].channelbag(animation.action_slot)
    return len(bag.fcurves[0].keyframe_points) if bag is not None and bag.fcurves else 0


def check(name: str, holds: bool) -> None:
    RESULTS[name] = bool(holds)
    print(f"{'ok  ' if holds else 'FAIL'} {name}", flush=True)
    if not holds:
        screenshot(f"failed-{name.replace(' ', '-')}")


def steps() -> Iterator[float]:
    meter = GapMeter()
    scene = bpy.context.scene
    for cube in [each for each in scene.objects if each.type == "MESH"]:
        bpy.data.objects.remove(cube)
    area("VIEW_3D").spaces[0].show_region_ui = True
    yield 2.0
    region(area("VIEW_3D"), "UI").active_panel_category = "Speech"
    yield 1.5
    screenshot("1-panel")
    check("generate is greyed out at first", not bpy.ops.soliloquy.generate.poll())

    began = time.perf_counter()
    invoke(bpy.ops.soliloquy.add_head, identity=first_identity())
    RESULTS["seconds to add a head"] = round(time.perf_counter() - began, 3)
    yield 2.0
    screenshot("2-head")
    check("the head is the target", scene.soliloquy.target is not None)
    face_the_head()

    yield from generate_and_play(meter)
    yield from escape_leaves_the_scene()
    yield from hear_a_voice()
    yield from worker_faults()
    yield from head_faults()
    yield from another_file()
    yield from graph_editor()


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
    screenshot("4-generating")
    meter.reset()
    yield from wait_while_busy()
    RESULTS["seconds from click to keyframes"] = round(time.perf_counter() - began, 2)
    yield 0.3
    RESULTS["largest gap idle, head at rest, s"] = round(idle, 3)
    generating = meter.largest
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
    scene.frame_set(OPEN_FRAME)
    yield 0.5
    screenshot("5-generated")
    area("VIEW_3D").spaces[0].shading.type = "MATERIAL"
    scene.frame_set(OPEN_FRAME)
    yield 40.0
    screenshot("5-generated-material")
    area("VIEW_3D").spaces[0].shading.type = "SOLID"
    yield 0.5

    invoke(bpy.ops.screen.animation_play)
    yield 1.0
    moved = scene.frame_current
    screenshot("6-playing")
    invoke(bpy.ops.screen.animation_cancel, restore_frame=False)
    check("it plays", moved != OPEN_FRAME)

    yield from undo_and_redo(before)


def first_identity() -> str:
    heads = sys.modules["bl_ext.user_default.soliloquy.runtime.head.heads"]
    return heads.DEFAULT_HEAD


def look_around() -> Iterator[float]:
    """Idle as an artist is idle: the view is drawn anew now and then, for another frame."""
    for frame in (2, 3, 1):
        yield 1.5
        bpy.context.scene.frame_set(frame)
    yield 1.5


def face_the_head() -> None:
    """Seen from the front and a little from its left, close."""
    view = area("VIEW_3D").spaces[0].region_3d
    view.view_rotation = Euler((1.5, 0.0, 0.35)).to_quaternion()
    view.view_location = (0.0, -0.02, -0.02)
    view.view_distance = 0.75


TEXT_FIELD = (150, 68)
GENERATE_BUTTON = (150, 302)


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


def press_generate() -> Iterator[float]:
    yield from click(*GENERATE_BUTTON)


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


def graph_editor() -> Iterator[float]:
    view = area("VIEW_3D")
    view.ui_type = "FCURVES"
    yield 1.0
    view.spaces[0].show_region_ui = True
    yield 2.0
    region(view, "UI").active_panel_category = "Speech"
    yield 1.0
    screenshot("11-graph-editor")
    check("the graph editor has the tab", region(view, "UI").active_panel_category == "Speech")


def worker_faults() -> Iterator[float]:
    yield from press_generate()
    yield 1.0
    check("a second generation is refused", not bpy.ops.soliloquy.generate.poll())
    os.kill(session().worker_process_id(), signal.SIGKILL)
    yield from wait_while_busy()
    check("a killed worker gives a message", "ended unexpectedly" in session().message().text)
    check("a killed worker writes nothing", keyed_frames() == 0)
    screenshot("8-worker-killed")


def head_faults() -> Iterator[float]:
    scene = bpy.context.scene
    yield from press_generate()
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

    yield from press_generate()
    yield 1.0
    bpy.data.objects.remove(bpy.context.scene.soliloquy.target)
    yield from wait_while_busy()
    yield 0.3
    check("a deleted head gives a message", session().message().is_error)
    check("a deleted head leaves no action", not bpy.data.actions)
    screenshot("9-head-deleted")

    invoke(bpy.ops.soliloquy.add_head, identity=first_identity())
    yield 1.0
    yield from press_generate()
    yield 1.0
    bpy.ops.ed.undo()
    yield from wait_while_busy()
    yield 0.3
    check("undoing the head gives a message", session().message() is not None)
    check("undoing the head leaves no action", not bpy.data.actions)


def another_file() -> Iterator[float]:
    invoke(bpy.ops.soliloquy.add_head, identity=first_identity())
    yield 1.0
    bpy.context.scene.soliloquy.text = LINE
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


def run() -> None:
    running = steps()

    def resume() -> float | None:
        try:
            return next(running)
        except StopIteration:
            RESULTS["finished"] = True
        except Exception:
            RESULTS["error"] = traceback.format_exc()
            print(RESULTS["error"], flush=True)
            screenshot("failed")
        (OUT / "results.json").write_text(json.dumps(RESULTS, indent=1))
        bpy.ops.wm.quit_blender()
        return None

    bpy.app.timers.register(resume, first_interval=3.0, persistent=True)


run()

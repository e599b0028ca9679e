# SPDX-License-Identifier: GPL-3.0-or-later
"""The hand and the eye in the window: mouse and keys from xdotool, screenshots, and what was found."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import bpy

OUT = Path(sys.argv[sys.argv.index("--") + 1])
MEASURES_ONLY = "measure" in sys.argv[sys.argv.index("--") + 2 :]
IS_FIRST = os.sched_getscheduler(0) == os.SCHED_FIFO
"""Whether Blender goes before all other work of the machine."""

MEASURING_TICK = 0.02
RESULTS: dict[str, object] = {"blender": bpy.app.version_string}
ADDON = "bl_ext.user_default.soliloquy.addon"
TEXT_FIELD = (110, 104)
GENERATE_BUTTON = (110, 291)
PLAY_BUTTON = STOP_BUTTON = (237, 291)
REMOVE_BUTTON = (243, 250)
MUTE_BUTTON = (142, 262)
"""Below a note of two lines."""


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


def session() -> Any:
    return sys.modules[f"{ADDON}.session"]


def notes() -> Any:
    """What the panel says of the chosen head before it speaks."""
    return sys.modules[f"{ADDON}.target_notes"].target_notes(bpy.context.scene.soliloquy.target)


def message() -> Any:
    """What the panel shows of the chosen head."""
    return session().message(bpy.context.scene.soliloquy.target)


def let_the_worker_wait() -> None:
    """Where Blender goes first, its worker comes after it all the same, as its low priority has it elsewhere."""
    for thread in Path(f"/proc/{session().worker_process_id()}/task").glob("*"):
        os.sched_setscheduler(int(thread.name), os.SCHED_OTHER, os.sched_param(0))


def generation() -> Any:
    return sys.modules[f"{ADDON}.generation"]


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


def hover(x: float, y: float) -> Iterator[float]:
    """Over a place of the sidebar: pixels from its left and top edges."""
    side = region(area("VIEW_3D"), "UI")
    left, top = side.x + x, window().height - (side.y + side.height) + y
    subprocess.run(["xdotool", "mousemove", str(int(left)), str(int(top))], check=True)
    yield 0.3


def click(x: float, y: float) -> Iterator[float]:
    """A hand, too, hovers before it clicks."""
    yield from hover(x, y)
    press_button()


def scroll_down(steps: int) -> None:
    """Where the mouse is."""
    _turn_the_wheel("5", steps)


def scroll_up(steps: int) -> None:
    """Where the mouse is."""
    _turn_the_wheel("4", steps)


def _turn_the_wheel(button: str, steps: int) -> None:
    subprocess.run(["xdotool", "click", "--repeat", str(steps), "--delay", "30", button], check=True)


def press_button() -> None:
    subprocess.run(["xdotool", "click", "1"], check=True)


def screenshot(name: str) -> None:
    subprocess.run(["import", "-window", "root", str(OUT / f"{name}.png")], check=True)


def invoke(operator: Callable[..., object], how: str = "INVOKE_DEFAULT", **properties: object) -> object:
    view = area("VIEW_3D")
    with bpy.context.temp_override(window=window(), area=view, region=region(view, "WINDOW")):
        return operator(how, **properties)


def wait_while_busy(limit: float = 300.0) -> Iterator[float]:
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


def press_generate() -> Iterator[float]:
    yield from click(*GENERATE_BUTTON)
    yield 0.3


def close_file_browser() -> None:
    """Cancel it: without a window manager its window gets no keys."""
    for each in bpy.context.window_manager.windows:
        for shown in each.screen.areas:
            if shown.type == "FILE_BROWSER":
                with bpy.context.temp_override(window=each, area=shown, region=shown.regions[-1]):
                    bpy.ops.file.cancel()
                return


def curve_on_target(shape: str) -> list[tuple[int, float]]:
    """Frame and value of each key of a shape key of the target."""
    animation = bpy.context.scene.soliloquy.target.data.shape_keys.animation_data
    bag = animation.action.layers[0].strips[0].channelbag(animation.action_slot)
    points = bag.fcurves.find(f'key_blocks["{shape}"].value').keyframe_points
    return [(int(point.co.x), point.co.y) for point in points]


def first_identity() -> str:
    heads = sys.modules["bl_ext.user_default.soliloquy.runtime.head.heads"]
    return heads.DEFAULT_HEAD

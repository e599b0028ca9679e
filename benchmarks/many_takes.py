# SPDX-License-Identifier: GPL-3.0-or-later
"""A head with many takes, one after the other: how long Blender works at each click.

Writes docs/measured/many-takes.md. Blender is the bpy package; seconds are those of its own processor time, which is
how long a window stands still where nothing else is done. Each counts with what Blender does for it before the next
click: it brings the scene up to date and makes an undo step. Some minutes:

    .venv/bin/python benchmarks/many_takes.py
"""

import argparse
import os
import platform
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import bpy
from soliloquy import addon
from soliloquy.addon import generation, take_panel
from soliloquy.addon.scene_request import SceneRequest, request_from_panel
from soliloquy.addon.take_keeping import NewTake, keep
from soliloquy.addon.take_list import PLAYED_AS, takes_kept
from soliloquy.blender.rig import find_rig
from soliloquy.blender.takes import put_take
from soliloquy.runtime.perform import perform

PAGE = Path(__file__).resolve().parent.parent / "docs" / "measured" / "many-takes.md"
LINE = "My brother Bob bought a big blue balloon, but it broke before the party began."
COUNTS = {"KEYS": 60, "STRIPS": 200}
RUNS = 5
ROWS = 8
"""That a list shows at once."""
UNDO = "undo step"


class _Nothing:
    """Takes whatever a panel draws."""

    def __getattr__(self, name: str) -> Callable[..., Any]:
        return lambda *arguments, **more: self


def main() -> None:
    argparse.ArgumentParser(description=__doc__.partition("\n")[0]).parse_args()
    addon.register()
    found = {how: measured(how, count) for how, count in COUNTS.items()}
    names = [name for name in found["KEYS"] if name != UNDO]
    rows = "\n".join(f"| {name} | {found['KEYS'][name]:.3f} | {found['STRIPS'][name]:.3f} |" for name in names)
    machine = f"{os.cpu_count()} cores ({platform.machine()}), Blender {bpy.app.version_string}"
    lengths = (
        f"{_length(COUNTS['KEYS'])} played by keys on one action, and {_length(COUNTS['STRIPS'])} played by strips"
    )
    page = f"""# A head with many takes

Written by `benchmarks/many_takes.py` on {machine} as the
package bpy; medians of {RUNS} runs, in seconds of processor time. The takes are of one line by the rules, one after the
other at 24 frames a second: {lengths}.

| what is done | by keys | by strips |
|---|---|---|
{rows}

Each is all of what happens between a click and the next picture: what we do, what Blender does to bring the scene up to
date, and its undo step, which writes the whole scene: {found["STRIPS"][UNDO]:.2f} s of each with
{COUNTS["STRIPS"]} takes in strips, {found["KEYS"][UNDO]:.2f} s with {COUNTS["KEYS"]} by keys. A take that was made is
written in one turn of Blender's and looked after in the next, between which the window is drawn. *Draw the section* is
what Python does for it, with {ROWS} rows.
"""
    PAGE.write_text(page, encoding="utf-8")
    print(page)
    addon.unregister()


def measured(how: str, count: int) -> dict[str, float]:
    """Seconds by what is done, on a head of so many takes."""
    scene, rig, asked, taken = head_of_takes(how, count)
    middle = count // 2
    last = takes_kept(rig.object)[count - 1].start
    again = replace(asked, start_frame=last)
    placed: list[Any] = []
    return {
        "a take that was made is written": _median(lambda: placed.append(generation.place(again, taken)), _step),
        "and looked after": _median(lambda: generation.look_after(again, placed[-1]), _update),
        "show or hide a take in the middle": _median(lambda: bpy.ops.soliloquy.show_take(number=middle), _step),
        "duplicate a take, which plays in its place": _median(bpy.ops.soliloquy.duplicate_take, _step),
        "move a slider": _median(lambda: setattr(takes_kept(rig.object)[3], "mouth", 0.5), _step),
        "move a slider beyond 1": _median(lambda: _beyond(takes_kept(rig.object)[3]), _step),
        "draw the section": _median(lambda: _draw(scene, rig.object)),
        UNDO: _median(_undo_step),
    }


def _beyond(take: Any) -> None:
    """From where it was, so that each run makes its strips anew."""
    take.brows = 1.0 if take.brows > 1.0 else 1.5


def _update() -> None:
    bpy.context.view_layer.update()


def _undo_step() -> None:
    bpy.ops.ed.undo_push(message="Step")


def _step() -> None:
    _update()
    _undo_step()


def head_of_takes(how: str, count: int) -> tuple[Any, Any, SceneRequest, Any]:
    """In a new scene."""
    bpy.ops.wm.read_factory_settings(use_empty=True)
    scene: Any = bpy.context.scene
    scene.render.fps = 24
    bpy.ops.soliloquy.add_head()
    asked = request_from_panel(bpy.context, {"text": LINE, "engine": "rules", "start_frame": 1, "mode": "ADD"})
    take = perform(asked.request)
    # As a thread of the window makes it ready before the window is stopped.
    sound = generation.heard_of(take, marks=True)
    taken = generation.curves_of_take(take, asked.layout, asked.frames_per_second, sound)
    rig = find_rig(scene.soliloquy.target)
    setattr(rig.object, PLAYED_AS, how)
    for number in range(count):
        start = 1 + number * (len(taken.curves) + 1)
        written = put_take(scene, rig, taken.curves, f"line-{number}", start_frame=start, add=True)
        keep(scene, rig, NewTake(take, taken.curves, written, f"Line {number}", asked.told, False))
    return scene, rig, asked, taken


def _draw(scene: Any, holder: Any) -> None:
    context = type("Context", (), {"scene": scene, "region": None, "screen": None})()
    take_panel.draw_takes(_Nothing(), context)
    for number in range(ROWS):
        row = takes_kept(holder)[number]
        take_panel.TakeList.draw_item(_Nothing(), context, _Nothing(), holder, row, 0, holder, "", number)  # type: ignore[arg-type]


def _median(done: Callable[[], Any], after: Callable[[], None] = lambda: None) -> float:
    seconds = []
    for _ in range(RUNS):
        # Before a click the window has been drawn.
        _update()
        began = time.process_time()
        done()
        after()
        seconds.append(time.process_time() - began)
    return statistics.median(seconds)


def _length(count: int) -> str:
    takes = takes_kept(bpy.context.scene.soliloquy.target)  # type: ignore[union-attr]
    return f"{count} takes, {count * takes[0].frames / 24 / 60:.0f} minutes,"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("BLENDER_USER_RESOURCES", folder)
        main()

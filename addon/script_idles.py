# SPDX-License-Identifier: GPL-3.0-or-later
"""Heads that say nothing for a while of a script are alive meanwhile."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import bpy

from ..batch.task import digest_of
from ..blender.idle_strips import Idles, gaps_between, lay_idles, taken_frames
from ..blender.line_actions import Part
from ..blender.line_record import PlacedLine
from ..blender.rig import Rig, find_rig
from ..blender.script_lines import lines_in
from ..blender.takes import frame_rate
from ..runtime.requests import Direction, IdleRequest
from .script_plan import ScriptAsked

_SEEDS = 2**32


def idle_between_lines(scene: bpy.types.Scene, asked: ScriptAsked, lifted: Mapping[str, dict[str, list[Part]]]) -> None:
    """Fill the gaps of each head that says a line, from the script's beginning to the end of its last line, where that
    is asked for. lifted: what heads idled by until now, by name."""
    said: dict[str, list[PlacedLine]] = {}
    for head, line in lines_in(scene):
        said.setdefault(head.name, []).append(line)
    last = max((line.end for lines in said.values() for line in lines), default=0)
    rate = frame_rate(scene)
    for name in said.keys() | lifted.keys():
        rig, lines = find_rig(scene.objects[name]), said.get(name, [])
        idling = asked.idles and lines
        gaps = gaps_between(lines, asked.start_frame, last, rate, taken_frames(rig)) if idling else []
        lay_idles(rig, lifted.get(name, {}), gaps, rate, _idles_of(rig, rate, asked.motion.direction))


def _idles_of(rig: Rig, rate: float, direction: Direction) -> Idles:
    """Each head idles in its own way, and in the same one in every run."""
    of_head = replace(direction, emotion={}, seed=int(digest_of(rig.object.name), 16) % _SEEDS)
    mark = digest_of([of_head.seed, of_head.blink_rate, of_head.variation, rate, rig.layout])
    return Idles(_loops(of_head, rig.layout, rate), mark)


def _loops(direction: Direction, layout: str, rate: float) -> Callable[[float], Any]:
    def made(seconds: float) -> Any:
        from ..runtime.idle_take import idle_take
        from ..runtime.layouts import curves_in_layout

        return curves_in_layout(idle_take(IdleRequest(seconds, direction)), layout, rate)

    return made

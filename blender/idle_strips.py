# SPDX-License-Identifier: GPL-3.0-or-later
"""Between the lines of a script a head is alive: loops of idling, repeated and stretched to fill the gaps exactly."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from ..runtime.motion import ArkitCurves, Motion
from . import versions
from .line_actions import Part, actions_of, remove_actions, take_strips, track_of
from .line_record import PlacedLine
from .marked_strips import marked_strips
from .motion_keys import places_of
from .rig import Rig

OF_IDLE = "soliloquy_idle"
"""Custom property of the actions: of which loop they are."""
LOOPS = (2.5, 4.0, 6.3, 10.0, 16.0, 25.0, 40.0)
"""Seconds. Each is 1.6 times the one before, so that none is stretched by more than a quarter to fill a gap."""
_MOST_STRETCHED = 1.7
"""Of those that are looked at; what is chosen is never stretched by more than a quarter."""
SHORTEST = 2.0
"""Seconds of a gap that is filled: in a shorter one a head waits."""


@dataclass(frozen=True)
class Gap:
    """start, end: frames, both of them free."""

    start: int
    end: int


@dataclass(frozen=True)
class Idles:
    """made: gives the motion of a loop of so many seconds at the scene's rate. mark: of what it is made, besides."""

    made: Callable[[float], ArkitCurves | Motion]
    mark: str


def gaps_between(
    lines: Sequence[PlacedLine], first: int, last: int, rate: float, besides: Iterable[Gap] = ()
) -> list[Gap]:
    """Where a head says none of ``lines``, from frame ``first`` to ``last``, and there is room to idle. besides: frames
    that are not free either."""
    gaps, free = [], first
    spans = sorted([*((line.start, line.end) for line in lines), *((each.start, each.end) for each in besides)])
    for start, end in spans:
        gaps.append(Gap(free, start - 1))
        free = max(free, end + 1)
    gaps.append(Gap(free, last))
    return [gap for gap in gaps if gap.end - gap.start >= SHORTEST * rate]


def lift_idles(rig: Rig) -> dict[str, list[Part]]:
    """Take the strips out, so that lines find their frames free; what they played, by its mark, for ``lay_idles``."""
    return {key: _each_once(take_strips(rig, key, OF_IDLE)) for key in _keys(rig)}


def lay_idles(rig: Rig, lifted: dict[str, list[Part]], gaps: Iterable[Gap], rate: float, idles: Idles) -> None:
    """Let a head idle in ``gaps``, which its lines leave free. What was lifted is used again or removed."""
    used: dict[str, list[Part]] = {}
    for gap in gaps:
        seconds = _loop_for((gap.end - gap.start) / rate)
        key = f"{seconds} {idles.mark}"
        if key not in used:
            used[key] = lifted.get(key) or _made(rig, idles.made(seconds), seconds, key)
        for part in used[key]:
            _put(part, gap)
    for parts in lifted.values():
        remove_actions(parts)


def taken_frames(rig: Rig) -> list[Gap]:
    """Where strips lie in the tracks that idles go to: lines, where an artist has moved them, and what else is there.
    Idles are lifted before."""
    tracks = [track_of(datablock, upper=False) for datablock in dict.fromkeys(each for each, _places in places_of(rig))]
    return [Gap(math.floor(one.frame_start), math.ceil(one.frame_end)) for track in tracks for one in track.strips]


def take_idles_out(rig: Rig) -> None:
    for parts in lift_idles(rig).values():
        remove_actions(parts)


def _keys(rig: Rig) -> list[str]:
    return sorted({strip.action[OF_IDLE] for _datablock, _track, strip in marked_strips(rig, OF_IDLE)})


def _each_once(parts: list[Part]) -> list[Part]:
    """One loop may have filled several gaps."""
    return list({(part.datablock, part.action): part for part in parts}.values())


def _loop_for(seconds: float) -> float:
    """Of the longest that fit the one that is stretched least."""
    fitting = (loop for loop in LOOPS if _MOST_STRETCHED * loop >= min(seconds, LOOPS[-1]))
    return min(fitting, key=lambda loop: abs(math.log(_times(seconds, loop) * loop / seconds)))


def _times(gap: float, loop: float) -> int:
    return max(1, round(gap / loop))


def _made(rig: Rig, motion: ArkitCurves | Motion, seconds: float, key: str) -> list[Part]:
    parts = actions_of(rig, motion, f"{rig.object.name} idle {seconds:g} s")
    for part in parts:
        part.action[OF_IDLE] = key
    return parts


def _put(part: Part, gap: Gap) -> None:
    keys = round(part.action.frame_range[1])
    track = track_of(part.datablock, upper=False)
    # One frame long at first, for it must fit between its neighbours at once.
    strip = versions.new_nla_strip(track, part.action.name, gap.start, part.action, part.slot, (0, 1))
    times = _times(gap.end - gap.start, keys)
    strip.use_auto_blend = False
    strip.scale = (gap.end - gap.start) / (times * keys)
    strip.action_frame_end = keys
    strip.repeat = times
    strip.extrapolation = "HOLD" if track.strips[0] == strip else "HOLD_FORWARD"

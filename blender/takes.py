# SPDX-License-Identifier: GPL-3.0-or-later
"""Putting a take into a scene: keyframes on a rig, the sound beside them, and taking it out again.

A target that has an action already keeps it: our keys go in among its own, on our channels alone. Where
there is none, one action is made for the whole rig (one for each datablock before Blender 4.4).
"""

import json
import math
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import bpy
import numpy as np

from ..runtime.errors import InputError
from ..runtime.frame_rates import exact_rate
from ..runtime.head.arkit import ARKIT_INDEX
from ..runtime.motion import ArkitCurves, Motion
from ..runtime.rigs.flame import FLAME_EXPRESSIONS, FLAME_EYELIDS
from . import versions
from .bones import rotation_curves, rotation_places
from .datablocks import shape_keys_of
from .drivers import Channel, free_drivers, keyed_shapes
from .keyframes import Curve, clear_curves, write_curves
from .own_sounds import pack_as_own
from .rig import Rig
from .scene_end import fit_end
from .sound import add_sound, lower_strip, remove_sound

RECORD = "soliloquy_takes"
"""Custom property of the target's mesh: the takes written to it, as JSON."""

OURS = "soliloquy"
"""Custom property of the actions that we have made, which are called after their line."""

_LAST_FRAME = 1_048_574
"""Blender's MAXFRAME; keys may lie as far before frame 0."""


@dataclass(frozen=True)
class WrittenTake:
    """A take in the scene: its name, its first and last frame, and the name of its sound strip, if any."""

    name: str
    start: int
    end: int
    strip: str = ""


def frame_rate(scene: bpy.types.Scene) -> float:
    """Frames a second, fractional ones too."""
    return scene.render.fps / scene.render.fps_base


def set_frame_rate(scene: bpy.types.Scene, frames_per_second: float) -> None:
    """A fractional rate is a whole one over a base, as in 24/1.001."""
    exact = exact_rate(frames_per_second)
    if exact.denominator == 1001:
        scene.render.fps, scene.render.fps_base = exact.numerator // 1000, 1.001
    else:
        scene.render.fps = max(1, math.ceil(frames_per_second - 1e-6))
        scene.render.fps_base = scene.render.fps / frames_per_second


def put_take(
    scene: bpy.types.Scene,
    rig: Rig,
    motion: ArkitCurves | Motion,
    name: str,
    *,
    start_frame: int,
    sound_path: Path | None = None,
    sound_is_ours: bool = False,
    add: bool = False,
) -> WrittenTake:
    """Write a take's ``motion`` to ``rig`` from ``start_frame`` on, and its sound when given.

    ``motion`` is what ``runtime.layouts.curves_in_layout`` gives for the rig's layout at the scene's frame rate.
    Takes written to the rig before are taken out first; with ``add`` only the one of the same name and those
    that the new one meets are, for a head cannot say two lines at once. With ``sound_is_ours`` the sound is packed, and
    its file may go. The scene's end is moved out when the take does not fit, and back when it is gone. Nothing else of
    the scene changes. Raises InputError when the sound cannot be read, or the take would lie beyond Blender's last
    frame, before anything is written.
    """
    # First of all, because it can fail.
    check_frames(start_frame, len(motion))
    strip = None if sound_path is None else add_sound(scene, sound_path, start_frame, name)
    if strip is not None and sound_path is not None and sound_is_ours:
        pack_as_own(strip, sound_path.name)
    last = start_frame + len(motion) - 1
    for old in written_takes(rig):
        meets = old.start <= last and old.end >= start_frame
        if not add or old.name == name or meets:
            _take_out(scene, rig, old)
    if strip is not None:
        lower_strip(scene, strip)
    end = write_motion(rig, motion, start_frame, name)
    written = WrittenTake(name, start_frame, end, "" if strip is None else strip.name)
    _remember(rig, [*written_takes(rig), written])
    _fit_end(scene)
    return written


def remove_take(scene: bpy.types.Scene, rig: Rig, written: WrittenTake) -> None:
    """Take a take's keys and sound out of the scene. With the last one, drivers that were muted for it move again."""
    _take_out(scene, rig, written)
    _fit_end(scene)
    if not written_takes(rig):
        free_drivers(rig)


def _fit_end(scene: bpy.types.Scene) -> None:
    """For the takes of all heads in the scene."""
    fit_end(scene, [take.end for each in scene.objects for take in _takes_of(each)])


def _take_out(scene: bpy.types.Scene, rig: Rig, written: WrittenTake) -> None:
    for datablock, places in _places(rig):
        clear_curves(datablock, places, written.start, written.end)
    remove_sound(scene, written.strip)
    _remember(rig, [one for one in written_takes(rig) if one != written])


def written_takes(rig: Rig) -> list[WrittenTake]:
    """The takes that were put on ``rig``, in the order of writing."""
    return _takes_of(rig.object)


def _takes_of(target: bpy.types.Object) -> list[WrittenTake]:
    return [WrittenTake(**fields) for fields in json.loads(target.get(RECORD, "[]"))]


def check_frames(start_frame: int, frames: int) -> None:
    """Raises InputError where so many frames from ``start_frame`` on do not fit between Blender's first and last one,
    beyond which it puts every key on the same frame."""
    last = start_frame + frames - 1
    if start_frame < -_LAST_FRAME or last > _LAST_FRAME:
        reason = f"would put speech on the frames {start_frame} to {last}, and Blender's end at {_LAST_FRAME}"
        raise InputError(f"start frame {start_frame}", reason, "Start it earlier, or give fewer frames a second")


def write_motion(rig: Rig, motion: ArkitCurves | Motion, start_frame: int, name: str) -> int:
    """Key ``motion``, one key a frame, from ``start_frame`` on; returns the last frame. Raises InputError beyond
    Blender's."""
    check_frames(start_frame, len(motion))
    shapes = shapes_of(motion)
    turns = _turns(motion)
    action: bpy.types.Action | None = None
    for datablock, curves in (*_shape_curves(rig, shapes), *_bone_curves(rig, turns)):
        own = versions.action_of(datablock)
        if own is None:
            if action is None or not versions.HAS_SLOTS:
                action = bpy.data.actions.new(name)
                action[OURS] = True
            own = action
        elif own.get(OURS) and own != action and own.library is None:
            own.name = name  # of its newest line
        write_curves(own, datablock, curves, start_frame)
    return start_frame + len(motion) - 1


def shapes_of(motion: ArkitCurves | Motion) -> dict[str, Any]:
    """Values (T,) of each shape of the motion's layout."""
    return _flame_shapes(motion) if isinstance(motion, Motion) else _arkit_shapes(motion)


def _arkit_shapes(curves: ArkitCurves) -> dict[str, Any]:
    return {name: curves.weights[:, column] for name, column in ARKIT_INDEX.items()}


def _flame_shapes(motion: Motion) -> dict[str, Any]:
    expressions = dict(zip(FLAME_EXPRESSIONS, motion.expression.T, strict=True))
    return {**expressions, **dict(zip(FLAME_EYELIDS, motion.eyelids.T, strict=True))}


def _turns(motion: ArkitCurves | Motion) -> dict[str, Any]:
    if isinstance(motion, ArkitCurves):
        return {"head": motion.head}
    return {"head": motion.head, "jaw": motion.jaw, "eye.L": motion.eyes[:, :3], "eye.R": motion.eyes[:, 3:]}


def _shape_curves(rig: Rig, values: dict[str, Any]) -> Iterable[tuple[bpy.types.ID, list[Curve]]]:
    """The curves of each datablock. Shapes that hang on the same channel share it: their mean, those that want it
    on the other side of 0 against them."""
    found: dict[tuple[int, tuple[str, int]], list[tuple[Channel, Any]]] = {}
    for shape in keyed_shapes(rig):
        if shape.channel is not None:
            key = (shape.channel.datablock.session_uid, shape.channel.place)
            found.setdefault(key, []).append((shape.channel, values[shape.name] / shape.channel.gain))
    by_datablock: dict[int, tuple[bpy.types.ID, list[Curve]]] = {}
    for (uid, _place), wanted in found.items():
        channel = wanted[0][0]
        sides = [[one for each, one in wanted if (each.gain > 0) is side] for side in (True, False)]
        curve = sum(one[0] if len(one) == 1 else np.mean(one, axis=0) for one in sides if one)
        _, curves = by_datablock.setdefault(uid, (channel.datablock, []))
        curves.append(Curve(channel.data_path, curve, channel.index, channel.group))
    return by_datablock.values()


def _bone_curves(rig: Rig, turns: dict[str, Any]) -> Iterable[tuple[bpy.types.ID, list[Curve]]]:
    if rig.armature is not None and rig.bones:
        curves = [curve for name, bone in rig.bones.items() for curve in rotation_curves(bone, turns[name])]
        yield rig.armature, curves


def _places(rig: Rig) -> list[tuple[bpy.types.ID, set[tuple[str, int]]]]:
    """The channels that we write, by datablock."""
    found: dict[int, tuple[bpy.types.ID, set[tuple[str, int]]]] = {}

    def add(datablock: bpy.types.ID, places: Iterable[tuple[str, int]]) -> None:
        found.setdefault(datablock.session_uid, (datablock, set()))[1].update(places)

    for shape in keyed_shapes(rig):
        add(shape_keys_of(shape.mesh), [shape.own_place])
        if shape.channel is not None:
            add(shape.channel.datablock, [shape.channel.place])
    if rig.armature is not None:
        for bone in rig.bones.values():
            add(rig.armature, rotation_places(bone))
    return list(found.values())


def _remember(rig: Rig, takes: Iterable[WrittenTake]) -> None:
    rig.object[RECORD] = json.dumps([asdict(take) for take in takes])

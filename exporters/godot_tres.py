# SPDX-License-Identifier: GPL-3.0-or-later
"""An Animation as a text resource of Godot 4.

Sources: Godot documentation, "TSCN file format" (which .tres shares) and class Animation; the layout of keys is that of
Animation::_get in its sources: of a blend shape time, transition and value, of a turn time, transition, x, y, z, w.
Run in Godot 4.6 by tests/foreign/test_godot.py.
"""

import json
from dataclasses import replace
from itertools import chain
from pathlib import Path

import numpy as np

from ..runtime.arrays import Array
from ..runtime.progress import Progress
from ..runtime.requests import ExportOptions
from ..runtime.rigs.vrm import VRM_1, VRM_1_TALKING
from ..runtime.rotations import quaternions, without_flips
from ..runtime.take import Take
from .clip import Clip
from .exported_motion import exported_arkit
from .free_lines import free_lines
from .keys import kept_frames, stays_within
from .short_numbers import short_number

_TOLERANCE = 0.002
"""Of a weight of which no bound is known. At 0.005 two of a hundred seals were open."""
_VRM_MESH, _VRM_SKELETON = "Face", "Skeleton3D"
"""Where VRoid's avatars have them; the add-on goes by the shapes' names alone."""
_TURN_TOLERANCE = 1e-3
"""Half a radian's thousandths: an eighth of a degree. Chosen by hand."""


def write_clip(clip: Clip, path: Path, options: ExportOptions) -> None:
    """A track for each shape that moves and each bone. ``options.mesh_path``: the node of the mesh seen from the
    AnimationPlayer's root; ``options.bone_path``: its Skeleton3D. Raises OSError."""
    mesh, skeleton = options.mesh_path or "", options.bone_path or ""
    # One bound after the other: an hour's of all shapes would take 45 MB.
    bounded = ((name, values, clip.bounds.of_lines(name, _TOLERANCE)) for name, values in clip.shapes.items())
    shapes = (
        ("blend_shape", f"{mesh}:{name}", _lines(clip, values, bound))
        for name, values, bound in bounded
        if not stays_within(values, bound)
    )
    turns = (
        ("rotation_3d", f"{skeleton}:{bone}", _turns(clip, np.roll(turn, -1, axis=1)))
        for bone, turn in clip.turns.items()
    )
    length = short_number((len(clip) - 1) / clip.frames_per_second, 6)
    head = f'[gd_resource type="Animation" format=3]\n\n[resource]\nresource_name = {_text(clip.name)}\n'
    head += f"length = {length}\nstep = {short_number(1 / clip.frames_per_second, 6)}\n"
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(head)
        file.writelines(_track(index, *track) for index, track in enumerate(chain(shapes, turns)))


def write_vrm(take: Take, path: Path, options: ExportOptions, progress: Progress) -> None:
    """The same for a VRM avatar: its vowels and lids under VRM's names, and the head's turn. Raises OSError."""
    # An avatar of vowels has no jaw that could be folded.
    curves = exported_arkit(take, replace(options, mouth_close="keep"))
    shapes = VRM_1.drive(curves.weights, set(VRM_1_TALKING))
    clip = Clip(path.stem, options.fps, shapes, {"head": without_flips(quaternions(curves.head))})
    mesh, bone = options.mesh_path or _VRM_MESH, options.bone_path or _VRM_SKELETON
    write_clip(clip, path, replace(options, mesh_path=mesh, bone_path=bone))


def _track(index: int, kind: str, path: str, keys: str) -> str:
    fields = {
        "type": f'"{kind}"',
        "imported": "false",
        "enabled": "true",
        "path": f"NodePath({_text(path)})",
        "interp": "1",
        "loop_wrap": "false",
        "keys": f"PackedFloat32Array({keys})",
    }
    return "".join(f"tracks/{index}/{name} = {value}\n" for name, value in fields.items())


def _lines(clip: Clip, values: Array, bound: Array | float) -> str:
    """Keys of a weight (T,)."""
    frames, kept = free_lines(values, bound)
    return _keys(clip, frames, kept[:, None], 3)


def _turns(clip: Clip, values: Array) -> str:
    """Keys of quaternions (T,4)."""
    frames = kept_frames(values, _TURN_TOLERANCE)
    return _keys(clip, frames, values[frames], 4)


def _keys(clip: Clip, frames: Array, values: Array, digits: int) -> str:
    """values (K,N): time, transition and the N values of each key, one after the other."""
    times = [short_number(frame / clip.frames_per_second, 4) for frame in frames.tolist()]
    rows = [",".join(short_number(each, digits) for each in row) for row in values.tolist()]
    return ",".join(f"{time},1,{row}" for time, row in zip(times, rows, strict=True))


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)

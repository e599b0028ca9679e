# SPDX-License-Identifier: GPL-3.0-or-later
"""Looking after the writing whether lips that were found on a mesh shut where they should, as Blender evaluates it.

Where something else holds them apart, as a correction of the artist's, they are shut against it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import bpy
import numpy as np

from ..runtime.motion import ArkitCurves, Motion
from ..runtime.rigs.found_lips import parted
from ..runtime.rigs.mouths import pressed
from ..runtime.rotations import turn_between
from ..runtime.runs import runs_of
from .datablocks import evaluated_now, mesh_of, places_in
from .measured_face import Face
from .motion_keys import shapes_of, write_shapes
from .rig import Rig
from .shown_frame import layer_showing, show_keys_of

_LOOKS = 4
"""Closures of a line that are looked at: each evaluates the scene. Chosen by hand."""
_APART = 0.04
"""Widths of the mouth, two millimetres of one of 50: what nobody takes for shut any more. Chosen."""
_CORRECTIONS = 3
"""What holds the lips apart may follow the shapes that shut them."""


@dataclass(frozen=True)
class WrittenLips:
    """shapes: values (T,) as they are keyed now. stay_apart: whether lips stay apart on most of the frames that were
    looked at, on which ours are shut."""

    shapes: Mapping[str, Any]
    stay_apart: bool = False


def shut_lips(
    scene: bpy.types.Scene, rig: Rig, motion: ArkitCurves | Motion, start_frame: int, name: str
) -> WrittenLips:
    """Look at a line that ``write_motion`` has keyed, and key it anew where its lips stay apart. The current frame is
    left as it was. Meshes whose modifiers make other vertices are not judged."""
    shapes = shapes_of(rig, motion)
    face = rig.face
    if face is None or not isinstance(motion, ArkitCurves):
        return WrittenLips(shapes)
    contacts = _contacts(pressed(motion.weights))
    some = [contacts[place] for place in np.linspace(0, len(contacts) - 1, min(_LOOKS, len(contacts))).astype(int)]
    if not _most_are_apart(_gaps(scene, face, some, start_frame)):
        return WrittenLips(shapes)
    beyond = np.zeros(len(motion))
    for _ in range(_CORRECTIONS):
        for contact, gap in zip(contacts, _gaps(scene, face, contacts, start_frame), strict=True):
            beyond[contact.frames] += max(gap, 0.0)
        shapes = shapes_of(rig, motion, beyond)
        write_shapes(rig, shapes, start_frame, name)
        if not _most_are_apart(_gaps(scene, face, some, start_frame)):
            return WrittenLips(shapes)
    return WrittenLips(shapes, stay_apart=True)


@dataclass(frozen=True)
class _Contact:
    """frames: of the take, on which lips are pressed at all. middle: one on which they are shut."""

    frames: slice
    middle: int


def _contacts(shut: np.ndarray) -> list[_Contact]:
    """Of how far lips are pressed (T,)."""
    found = []
    for first, end in runs_of(shut > 0.0).tolist():
        closed = first + np.flatnonzero(shut[first:end] >= 1.0)
        if len(closed):
            found.append(_Contact(slice(first, end), int(closed[len(closed) // 2])))
    return found


def _most_are_apart(gaps: list[float]) -> bool:
    return sum(gap > _APART for gap in gaps) > len(gaps) / 2


def _gaps(scene: bpy.types.Scene, face: Face, contacts: Iterable[_Contact], start_frame: int) -> list[float]:
    """How far lips stay apart in the middle of each contact, in widths of the mouth; empty where the mesh is hidden, or
    has other vertices as it is evaluated."""
    now, found = scene.frame_current, []
    try:
        for contact in contacts:
            show_keys_of(scene, start_frame + contact.middle)
            shown = evaluated_now(face.mesh, layer_showing(scene, [face.mesh]))
            if shown is None or len(mesh_of(shown).vertices) != len(face.rest):
                return []
            places = places_in(mesh_of(shown).vertices)
            found.append(parted(face.lips, _untilted(places * face.scale, face.rest)))
    finally:
        scene.frame_set(now)
    return found


def _untilted(places: np.ndarray, rest: np.ndarray) -> np.ndarray:
    """How far points (V,3) have moved but for the turn of the whole head, which is that of the points that shapes leave
    alone: most of them."""
    middle, before = places.mean(axis=0), rest.mean(axis=0)
    turn, _sizes = turn_between(rest - before, places - middle)
    return (places - middle) @ turn.T + before - rest

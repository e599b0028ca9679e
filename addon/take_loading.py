# SPDX-License-Identifier: GPL-3.0-or-later
"""A take from elsewhere, a file or a merge, onto a head: it plays, and stands in the list."""

import hashlib
import re
from collections.abc import Mapping
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

import bpy

from ..blender import versions
from ..blender.rig import find_rig
from ..blender.takes import frame_rate, put_take
from . import preferences
from .generation import plays_sound
from .speech_file import speech_content, speech_file
from .take_keeping import NewTake, bring_edits_back, keep

if TYPE_CHECKING:
    from ..runtime.take import Take


def put_loaded(
    scene: bpy.types.Scene,
    target: bpy.types.Object,
    take: "Take",
    label: str,
    start_frame: int,
    asked: Mapping[str, Any] | None = None,
) -> None:
    """Let a head play a take from ``start_frame`` on, in the room of those that it meets. Raises InputError where it
    cannot be written, WriteError where the temporary folder takes no file."""
    from ..runtime.layouts import curves_in_layout

    rig = find_rig(target)
    motion = curves_in_layout(take, rig.layout, frame_rate(scene))
    bring_edits_back(rig, (start_frame, start_frame + len(motion) - 1))
    name = _name_of(take, label)
    sound = speech_content(take, preferences.marks_speech()) if plays_sound() else b""
    with speech_file(sound, name) if sound else nullcontext() as speech:
        written = put_take(
            scene, rig, motion, name, start_frame=start_frame, sound_path=speech, sound_is_ours=True, add=True
        )
    keep(scene, rig, NewTake(take, motion, written, label, asked or {}, plays_sound()))
    versions.show_sequencer_of(scene, everywhere=False)


def _name_of(take: "Take", label: str) -> str:
    """Of its label and what is in it: the same take, the same name."""
    from ..runtime.take import motion_npz, take_json

    digest = hashlib.sha256(take_json(take) + motion_npz(take.motion)).hexdigest()[:8]
    return "-".join([*re.findall(r"\w+", label)[:6], digest])

# SPDX-License-Identifier: GPL-3.0-or-later
"""What is heard of a sound strip in a stretch of the scene."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import bpy

from . import versions
from .sound import strips_known_as
from .takes import frame_rate


@dataclass(frozen=True)
class StripSound:
    """path: of the sound file. packed: its bytes, where the .blend holds them. seconds: how long the stretch lasts.
    silence: seconds before it is heard. start, length: seconds of the file that are heard from then on.
    """

    path: Path
    packed: bytes | None
    seconds: float
    silence: float
    start: float
    length: float


def strips_heard(scene: bpy.types.Scene, start: int, end: int) -> list[Any]:
    """The sound strips that are not muted and are heard between two frames."""
    if scene.sequence_editor is None:
        return []
    strips = [strip for strip in versions.strips_of(scene) if strip.type == "SOUND" and not strip.mute]
    return [strip for strip in strips if versions.strip_left(strip) <= end and versions.strip_end(strip) > start]


def strip_known_as(scene: bpy.types.Scene, name: str) -> Any:
    """The sound strip that a head remembers by that name, of one that was cut the first part; None where there is
    none."""
    return min(strips_known_as(scene, name), key=versions.strip_left, default=None)


def strip_sound(scene: bpy.types.Scene, strip: Any, start: int, end: int) -> StripSound | None:
    """What is heard of ``strip`` from frame ``start`` to ``end``; None where that is nothing."""
    first = max(start, versions.strip_left(strip))
    after = min(end + 1, versions.strip_end(strip))
    sound = strip.sound
    if sound is None or after <= first:
        return None
    rate = frame_rate(scene)
    into = first - versions.strip_start(strip) + versions.strip_trimmed(strip)
    return StripSound(
        Path(bpy.path.abspath(sound.filepath, library=sound.library)).resolve(),
        bytes(sound.packed_file.data) if sound.packed_file is not None else None,
        (end + 1 - start) / rate,
        (first - start) / rate,
        into / rate,
        (after - first) / rate,
    )

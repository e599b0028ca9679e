# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes to export, and a way to read FBX and GLB back."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from soliloquy.runtime.head.arkit import ARKIT_INDEX, ARKIT_NAMES
from soliloquy.runtime.head.heads import DEFAULT_HEAD
from soliloquy.runtime.head.layout import motion_from_arkit
from soliloquy.runtime.head.tongue import TONGUE_NAMES
from soliloquy.runtime.motion import ArkitCurves, frame_count
from soliloquy.runtime.speech import SILENCE, Phone, Speech, Word
from soliloquy.runtime.take import Take

RATE = 24_000
SECONDS = 2.0
DEMO_TEXT = "Good morning! My brother Bob bought a big blue balloon, but the pump broke before five."


@pytest.fixture(scope="session")
def b_phone() -> Phone:
    """60 ms, its middle on no frame of 30 a second."""
    return Phone("b", 0.89, 0.95, word=0)


@pytest.fixture(scope="session")
def synthetic_take(b_phone: Phone) -> Take:
    """Every shape moves, and the lips meet at one /b/ whose time is known."""
    times = np.arange(frame_count(SECONDS)) / 50
    phase = np.outer(times * 4, np.linspace(0.5, 1.5, len(ARKIT_NAMES))) + np.arange(len(ARKIT_NAMES))
    weights = 0.25 + 0.25 * np.sin(phase)
    jaw_open = 0.4 + 0.05 * np.sin(times * 9)
    closed = np.clip(1 - np.abs(times - 0.92) / 0.06, 0, 1)
    weights[:, ARKIT_INDEX["jawOpen"]] = jaw_open
    weights[:, ARKIT_INDEX["mouthClose"]] = jaw_open * closed
    for name in ("mouthLowerDownLeft", "mouthLowerDownRight", "mouthUpperUpLeft", "mouthUpperUpRight"):
        weights[:, ARKIT_INDEX[name]] *= 1 - closed
    head = np.stack([0.2 * np.sin(times * 3), 0.3 * np.sin(times * 2), 0.1 * np.sin(times)], axis=1)
    tongue = 0.5 + 0.5 * np.sin(np.outer(times * 5, np.linspace(0.5, 1.5, len(TONGUE_NAMES))))
    curves = ArkitCurves(weights.astype(np.float32), head.astype(np.float32), tongue=tongue.astype(np.float32))
    phones = (
        Phone(SILENCE, 0.0, 0.4),
        Phone("ɑ", 0.4, b_phone.start, stress=1, word=0),
        b_phone,
        Phone("ɑ", b_phone.end, 1.6, word=0),
        Phone(SILENCE, 1.6, SECONDS),
    )
    samples = (0.3 * np.sin(np.arange(int(SECONDS * RATE)) * 0.05)).astype(np.float32)
    speech = Speech(samples, RATE, phones, (Word('ab"ba', 0.4, 1.6, "!"),), text='ab"ba!', language="en-us")
    return Take(speech, motion_from_arkit(curves), "rules", head=DEFAULT_HEAD, voice="af_heart")


@pytest.fixture(scope="session")
def demo_take() -> Take:
    """The demo's line with its real phones and motion; timed by the encoder-only graph, so without sound."""
    from soliloquy.runtime.animate.rules.engine import animate
    from soliloquy.runtime.listen.features import measure
    from soliloquy.runtime.requests import Direction
    from soliloquy.runtime.voice.synthesis import time_text

    speech = time_text(DEMO_TEXT)
    motion = motion_from_arkit(animate(speech, measure(speech), Direction(seed=1)))
    return Take(speech, motion, "rules", head=DEFAULT_HEAD, voice="af_heart", seed=1)


@dataclass(frozen=True)
class Imported:
    """A file read back: its rig, its rate, and on how many frames the importer laid a second."""

    rig: Any
    rate: float
    frames_each_second: float

    def curves(self) -> dict[str, tuple[np.ndarray, np.ndarray]]:
        """Shape -> the times of its keys in seconds, and their values."""
        from soliloquy.blender import versions
        from soliloquy.blender.keyframes import read_curve

        channels = versions.channels_of(self.rig.meshes[0][0].data.shape_keys)
        read = {curve.data_path.split('"')[1]: read_curve(curve) for curve in channels.fcurves}
        return {name: (frames / self.frames_each_second, values) for name, (frames, values) in read.items()}

    def at_frames(self, name: str, count: int) -> np.ndarray:
        """A shape's values at the take's frames; an importer may leave out keys between equal ones."""
        return np.interp(np.arange(count) / self.rate, *self.curves()[name])

    def show(self, frame: int) -> None:
        import bpy

        whole, part = divmod(frame / self.rate * self.frames_each_second, 1)
        bpy.context.scene.frame_set(int(whole), subframe=part)


@pytest.fixture(scope="session")
def read_back() -> Any:
    """``read_back(path, rate)`` imports an FBX or GLB into an empty file."""
    return _imported


def _imported(path: Path, rate: float) -> Imported:
    import bpy
    from soliloquy.blender.rig import find_rig
    from soliloquy.blender.takes import set_frame_rate

    bpy.ops.wm.read_factory_settings(use_empty=True)
    set_frame_rate(bpy.context.scene, rate)
    if path.suffix == ".fbx":
        bpy.ops.preferences.addon_enable(module="io_scene_fbx")
        bpy.ops.import_scene.fbx(filepath=str(path), anim_offset=0.0)
    else:
        bpy.ops.preferences.addon_enable(module="io_scene_gltf2")
        bpy.ops.import_scene.gltf(filepath=str(path))
    (face,) = (one for one in bpy.data.objects if one.type == "MESH" and one.data.shape_keys)
    render = bpy.context.scene.render
    # Blender's FBX importer forgets fps_base, its glTF importer multiplies by it.
    frames_each_second = render.fps if path.suffix == ".fbx" else render.fps * render.fps_base
    return Imported(find_rig(face), rate, frames_each_second)

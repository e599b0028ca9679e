# SPDX-License-Identifier: GPL-3.0-or-later
"""The packets of Live Link Face, version 6, as Epic Games' capture app sends them to Unreal Engine.

Source: the layout that receivers of the app have published (PyLiveLinkFace and others): one byte of version; the
device and the subject, each a length of 32 bits and UTF-8; the frame's time: number (32 bits), part of a frame (float),
frames a second as numerator and denominator (32 bits each); one byte that counts the values; and those as floats: the
52 shapes in ARKit's enum order, which is not that of a recorded CSV, and yaw, pitch and roll of head, left and right
eye in radians. Everything is big-endian.
"""

import struct
import uuid
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ..runtime.arrays import Array
from ..runtime.frame_rates import exact_rate
from ..runtime.head.layout import eyes_from_arkit
from ..runtime.motion import ArkitCurves
from ..runtime.requests import ExportOptions
from ..runtime.rotations import yaw_pitch_roll
from ..runtime.take import Take
from .exported_motion import exported_with_eyes

PORT = 11111
VERSION = 6
"""Of the app's packets, and the port on which Unreal listens for them."""
_DEVICES = uuid.UUID("b1c4a1f0-3d5e-5a53-8a7e-50110c0e0000")
"""Chosen: the same subject is the same device everywhere."""
_LARGEST_FRAME = 2**31
"""A frame's number is a signed integer of 32 bits."""


@dataclass(frozen=True)
class Stream:
    """values (T,61) float32; frame k is at k / frames_per_second seconds. subject: what the receiver lists."""

    values: Array
    frames_per_second: float
    subject: str

    def __len__(self) -> int:
        return len(self.values)

    def packet(self, frame: int, number: int) -> bytes:
        """The values of ``frame`` as the packet that counts as ``number``."""
        device, subject = str(uuid.uuid5(_DEVICES, self.subject)).upper().encode(), self.subject.encode()
        rate = exact_rate(self.frames_per_second)
        time = struct.pack(">ifii", number % _LARGEST_FRAME, 0.0, rate.numerator, rate.denominator)
        values = self.values[frame].astype(">f4").tobytes()
        return b"".join([bytes([VERSION]), *_texts(device, subject), time, bytes([len(self.values[frame])]), values])


def _texts(*texts: bytes) -> Iterator[bytes]:
    for text in texts:
        yield struct.pack(">i", len(text)) + text


def stream_of(take: Take, options: ExportOptions, subject: str) -> Stream:
    """What is sent of a take at ``options.fps``, every closure on a frame."""
    return Stream(_values(*exported_with_eyes(take, options)), options.fps, subject)


def packet_of(curves: ArkitCurves, subject: str, number: int) -> bytes:
    """The first frame of ``curves`` as the packet that counts as ``number``."""
    return Stream(_values(curves, eyes_from_arkit(curves)), curves.frames_per_second, subject).packet(0, number)


def _values(curves: ArkitCurves, eyes: Array) -> Array:
    angles = (curves.head, eyes[:, :3], eyes[:, 3:])
    return np.concatenate([curves.weights, *map(yaw_pitch_roll, angles)], axis=1, dtype=np.float32)

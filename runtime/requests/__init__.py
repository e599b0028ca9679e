# SPDX-License-Identifier: GPL-3.0-or-later
"""What can be asked for: pure dataclasses that panel, shell, worker, take and batch share; each option is told once."""

from .animate import AnimateRequest
from .batch import MOTION_OF_EVERY_LINE, BatchRequest
from .capture import CaptureRequest
from .direction import EMOTIONS, Direction
from .export import ExportOptions
from .face import FaceRequest
from .idle import IdleRequest
from .motion import FlowOptions, MotionRequest
from .speak import SpeakRequest
from .voice import VoiceRequest

__all__ = [
    "EMOTIONS",
    "MOTION_OF_EVERY_LINE",
    "AnimateRequest",
    "BatchRequest",
    "CaptureRequest",
    "Direction",
    "ExportOptions",
    "FaceRequest",
    "FlowOptions",
    "IdleRequest",
    "MotionRequest",
    "SpeakRequest",
    "VoiceRequest",
]

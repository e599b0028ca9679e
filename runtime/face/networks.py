# SPDX-License-Identifier: GPL-3.0-or-later
"""The networks that look at faces."""

from ..arrays import Array
from ..onnx_session import session

DETECTOR, LANDMARKS, TRAITS = "face_detector", "face_landmarks", "face_traits"


def run(name: str, pixels: Array) -> list[Array]:
    """The outputs of a network for its input (N,3,H,W) float32."""
    return session(name).run(None, {"input": pixels})

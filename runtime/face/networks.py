# SPDX-License-Identifier: GPL-3.0-or-later
"""The networks that look at faces."""

from ..arrays import Array

DETECTOR, LANDMARKS = "face_detector", "face_landmarks"


def run(name: str, pixels: Array) -> list[Array]:
    """The outputs of a network for its input (N,3,H,W) float32."""
    from ..onnx_session import session  # loads ONNX Runtime, which Blender's own process must not

    return session(name).run(None, {"input": pixels})

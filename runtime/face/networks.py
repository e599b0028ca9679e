# SPDX-License-Identifier: GPL-3.0-or-later
"""The networks that look at faces."""

from ..arrays import Array

DETECTOR, LANDMARKS, ENCODER = "face_detector", "face_landmarks", "face_encoder"


def run(name: str, pixels: Array) -> list[Array]:
    """The outputs of a network for its input (N,3,H,W) float32."""
    from ..onnx_session import session  # loads ONNX Runtime, which Blender's own process must not

    return session(name).run(None, {"input": pixels})


def run_encoder(chips: Array, points: Array) -> list[Array]:
    """F (N,128) and what is told of it (N,4), of chips (N,1,128,128) and points (N,468,3), float32."""
    from ..onnx_session import session

    return session(ENCODER).run(None, {"chips": chips, "points": points})

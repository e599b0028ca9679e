# SPDX-License-Identifier: GPL-3.0-or-later
"""The networks that look at faces, loaded once a process."""

import os
from functools import cache

import onnxruntime

from ..arrays import Array
from ..errors import SetupError
from ..threads import thread_count
from ..weights import weight_path

DETECTOR, LANDMARKS, TRAITS = "face_detector", "face_landmarks", "face_traits"


def run(name: str, pixels: Array) -> list[Array]:
    """The outputs of a network for its input (N,3,H,W) float32."""
    return _session(name, thread_count()).run(None, {"input": pixels})


@cache
def _session(name: str, threads: int) -> onnxruntime.InferenceSession:
    path = weight_path(name)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(os.fspath(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime raises its own untyped exceptions
        raise SetupError(str(path), f"ONNX Runtime cannot load it ({error})", "Run `make` again") from error

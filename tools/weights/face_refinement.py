# SPDX-License-Identifier: GPL-3.0-or-later
"""The face mesh of 478 points out of what MediaPipe's attention network gives: one mesh, and each part looked at again.

Which point of a part is which of the mesh is told in MediaPipe's sources
(mediapipe/modules/face_landmark/tensors_to_face_landmarks_with_attention.pbtxt, Apache-2.0). A part gives x and y; the
depth stays the mesh's. An iris has no depth of its own: it lies as deep as the eye's edge on average.
"""

from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

OUTPUTS = ("mesh", "lips", "left_eye", "right_eye", "left_iris", "right_iris", "presence")
"""The network's own, in its order. Left is the eye that is left in the picture."""

_MESH, _WHOLE = 468, 478
_LIPS = (
    *(61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291, 185, 40, 39, 37, 0, 267, 269, 270, 409),
    *(78, 95, 88, 178, 87, 14, 317, 402, 318, 324, 308, 191, 80, 81, 82, 13, 312, 311, 310, 415),
    *(76, 77, 90, 180, 85, 16, 315, 404, 320, 307, 306, 184, 74, 73, 72, 11, 302, 303, 304, 408),
    *(62, 96, 89, 179, 86, 15, 316, 403, 319, 325, 292, 183, 42, 41, 38, 12, 268, 271, 272, 407),
)
_LEFT_EYE = (
    *(33, 7, 163, 144, 145, 153, 154, 155, 133, 246, 161, 160, 159, 158, 157, 173),
    *(130, 25, 110, 24, 23, 22, 26, 112, 243, 247, 30, 29, 27, 28, 56, 190),
    *(226, 31, 228, 229, 230, 231, 232, 233, 244, 113, 225, 224, 223, 222, 221, 189),
    *(35, 124, 46, 53, 52, 65, 143, 111, 117, 118, 119, 120, 121, 128, 245),
    *(156, 70, 63, 105, 66, 107, 55, 193),
)
_RIGHT_EYE = (
    *(263, 249, 390, 373, 374, 380, 381, 382, 362, 466, 388, 387, 386, 385, 384, 398),
    *(359, 255, 339, 254, 253, 252, 256, 341, 463, 467, 260, 259, 257, 258, 286, 414),
    *(446, 261, 448, 449, 450, 451, 452, 453, 464, 342, 445, 444, 443, 442, 441, 413),
    *(265, 353, 276, 283, 282, 295, 372, 340, 346, 347, 348, 349, 350, 357, 465),
    *(383, 300, 293, 334, 296, 336, 285, 417),
)
_IRISES = (range(_MESH, _MESH + 5), range(_MESH + 5, _WHOLE))
_EDGE = 16
"""So many points of an eye, its first, are its lids' edge."""


def refined(model: onnx.ModelProto) -> onnx.ModelProto:
    """The network (as ``converted`` gives it, with ``OUTPUTS``) giving points (1,478,3) and presence (1,1).

    x and y in pixels of the 192 x 192 that it sees, z in the same unit, towards the camera negative.
    """
    tail = _Tail()
    flat = [tail.node("Reshape", [name, tail.constant(f"{name}_shape", [1, -1, 2])]) for name in OUTPUTS[1:-1]]
    mesh = tail.node("Reshape", ["mesh", tail.constant("mesh_shape", [1, _MESH, 3])])
    found = tail.node("Concat", [tail.take(mesh, [0, 1], axis=2), *flat], axis=1)
    depth = tail.take(mesh, [2], axis=2)
    edges = [tail.take(depth, list(eye[:_EDGE]), axis=1) for eye in (_LEFT_EYE, _RIGHT_EYE)]
    means = [tail.node("ReduceMean", [edge], axes=[1]) for edge in edges]
    depths = tail.node("Concat", [depth, *(mean for mean in means for _ in range(5))], axis=1)
    tail.node("Concat", [tail.take(found, _places(), axis=1), depths], "points", axis=2)
    tail.node("Reshape", ["presence", tail.constant("presence_shape", [1, 1])], "sure")
    graph = model.graph
    graph.node.extend(tail.nodes)
    graph.initializer.extend(tail.constants)
    del graph.output[:]
    graph.output.append(helper.make_tensor_value_info("points", TensorProto.FLOAT, [1, _WHOLE, 3]))
    graph.output.append(helper.make_tensor_value_info("sure", TensorProto.FLOAT, [1, 1]))
    onnx.checker.check_model(model, full_check=True)
    return model


def _places() -> list[int]:
    """For each of the 478 points, where it stands among the mesh's 468 and the parts' after them."""
    places = dict(zip(range(_MESH), range(_MESH), strict=True))
    parts = (*_LIPS, *_LEFT_EYE, *_RIGHT_EYE, *_IRISES[0], *_IRISES[1])
    places.update({point: _MESH + place for place, point in enumerate(parts)})
    return [places[point] for point in range(_WHOLE)]


class _Tail:
    """Nodes after the network's own."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, name: str, value: list[int]) -> str:
        self.constants.append(numpy_helper.from_array(np.array(value, np.int64), name))
        return name

    def take(self, entry: str, places: list[int], axis: int) -> str:
        index = self.constant(f"places_{len(self.nodes)}", places)
        return self.node("Gather", [entry, index], axis=axis)

    def node(self, kind: str, inputs: list[str], name: str = "", **attributes: Any) -> str:
        name = name or f"refined_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [name], **attributes))
        return name

# SPDX-License-Identifier: GPL-3.0-or-later
"""MediaPipe's own operations inside a TensorFlow Lite network, as ONNX: a part of the picture is looked at again.

They are told in MediaPipe's sources (mediapipe/util/tflite/operations, version 2 of each): landmarks give the box of a
part, upright (Landmarks2TransformMatrix); features are sampled inside that box (TransformTensorBilinear); and what is
found there goes back to the whole (TransformLandmarks). A matrix is (1,4,4), of which the first two rows count.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

Emit = Callable[..., str]
"""(kind, inputs, output, **attributes) -> output: a node."""
Constant = Callable[[str, np.ndarray], str]
_LAST_ROWS = np.array([[[0, 0, 1, 0], [0, 0, 0, 1]]], np.float32)


class Crops:
    """Emits the nodes of one operation, whose results are all named after ``output``."""

    def __init__(self, output: str, emit: Emit, constant: Constant) -> None:
        self._output, self._emit_to, self._constant_to = output, emit, constant

    def matrix(self, landmarks: str, options: dict[str, Any]) -> None:
        """landmarks (1,n,3) -> (1,4,4): from the pixels of an upright crop around some of them to their own frame."""
        if options["target_rotation_radians"] != 0:
            raise NotImplementedError("tflite_crops: a crop that is not upright")
        flat = self._take(landmarks, "flat", [0, 1], axis=2)
        turn, back = self._turns(flat, options["left_rotation_idx"], options["right_rotation_idx"])
        subset = sorted(set(np.ravel(options["subset_idxs"]).tolist()))
        level = self._emit("MatMul", [self._take(flat, "subset", subset, axis=1), turn], "level")
        high = self._emit("ReduceMax", [level], "high", axes=[1])
        low = self._emit("ReduceMin", [level], "low", axes=[1])
        sides = np.array([options["output_width"], options["output_height"]], np.float32)
        share = np.array([options["scale_x"], options["scale_y"]], np.float32) / sides
        size = self._emit("Sub", [high, low], "size")
        scale = self._emit("Mul", [size, self._constant("share", share)], "scale")
        across = self._emit("Mul", [turn, scale], "across")
        middle = self._emit("Add", [high, low], "middle_twice")
        middle = self._emit("Mul", [middle, self._constant("half", np.array([0.5], np.float32))], "middle")
        middle = self._emit("MatMul", [middle, back], "middle_turned")
        corner = self._constant("corner", -sides.reshape(1, 2, 1) / 2)
        shift = self._emit("Transpose", [middle], "middle_down", perm=[0, 2, 1])
        shift = self._emit("Add", [shift, self._emit("MatMul", [across, corner], "to_corner")], "shift")
        nothing = self._constant("nothing", np.zeros((1, 2, 1), np.float32))
        rows = self._emit("Concat", [across, nothing, shift], "rows", axis=2)
        self._finish("Concat", [rows, self._constant("last_rows", _LAST_ROWS)], axis=1)

    def sample(self, features: str, matrix: str, options: dict[str, Any], sides: tuple[int, int]) -> None:
        """features (1,C,H,W), sides (H,W) -> (1,C,h,w), bilinear between pixels' middles; 0 beyond the edge."""
        height, width = options["output_height"], options["output_width"]
        rows, columns = np.mgrid[0:height, 0:width].astype(np.float32) + 0.5
        pixels = self._constant("pixels", np.stack([columns, rows], axis=-1).reshape(1, -1, 2))
        spread = np.array([2 / (sides[1] - 1), 2 / (sides[0] - 1)], np.float32)
        places = self._moved(pixels, matrix)
        places = self._emit("Sub", [places, self._constant("half", np.array([0.5], np.float32))], "places")
        places = self._emit("Mul", [places, self._constant("spread", spread)], "spread_places")
        places = self._emit("Sub", [places, self._constant("one", np.array([1.0], np.float32))], "grid_row")
        shape = self._constant("grid_shape", np.array([1, height, width, 2], np.int64))
        grid = self._emit("Reshape", [places, shape], "grid")
        found = self._emit("GridSample", [features, grid], "sampled", align_corners=1, mode="bilinear")
        far = self._emit("ReduceMax", [self._emit("Abs", [grid], "distance")], "farthest", axes=[3], keepdims=0)
        inside = self._emit("LessOrEqual", [far, self._constant("edge", np.array([1.0], np.float32))], "inside")
        inside = self._emit("Cast", [inside], "inside_share", to=1)
        channels = self._constant("channel_axis", np.array([1], np.int64))
        self._finish("Mul", [found, self._emit("Unsqueeze", [inside, channels], "mask")])

    def landmarks(self, points: str, matrix: str) -> None:
        """points (1,n,2) of a crop -> (1,n,2) of the whole."""
        self._finish("Identity", [self._moved(points, matrix)])

    def _turns(self, flat: str, left: int, right: int) -> tuple[str, str]:
        """(1,2,2) each: rows of points times the first are level, times the second as they were."""
        along = self._emit("Sub", [self._take(flat, "right", [right], 1), self._take(flat, "left", [left], 1)], "along")
        length = self._emit("ReduceL2", [along], "length", axes=[2])
        unit = self._emit("Div", [along, length], "unit")
        first = self._emit("Mul", [unit, self._constant("signs", np.array([1, -1], np.float32))], "turn_first")
        turn = self._emit("Concat", [first, self._take(unit, "turn_second", [1, 0], 2)], "turn", axis=1)
        return turn, self._emit("Transpose", [turn], "turn_back", perm=[0, 2, 1])

    def _moved(self, points: str, matrix: str) -> str:
        """(1,n,2) through the first two rows of a matrix."""
        rows = self._take(matrix, "first_rows", [0, 1], axis=1)
        columns = self._emit("Transpose", [rows], "columns", perm=[0, 2, 1])
        turned = self._emit("MatMul", [points, self._take(columns, "linear", [0, 1], axis=1)], "moved_from_zero")
        return self._emit("Add", [turned, self._take(columns, "shift_row", [3], axis=1)], "moved")

    def _take(self, entry: str, name: str, places: list[int], axis: int) -> str:
        index = self._constant(f"{name}_places", np.array(places, np.int64))
        return self._emit("Gather", [entry, index], name, axis=axis)

    def _emit(self, kind: str, inputs: list[str], name: str, **attributes: Any) -> str:
        return self._emit_to(kind, inputs, f"{self._output}_{name}", **attributes)

    def _finish(self, kind: str, inputs: list[str], **attributes: Any) -> None:
        self._emit_to(kind, inputs, self._output, **attributes)

    def _constant(self, name: str, value: np.ndarray) -> str:
        return self._constant_to(f"{self._output}_{name}", value)

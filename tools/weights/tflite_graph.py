# SPDX-License-Identifier: GPL-3.0-or-later
"""TensorFlow Lite networks as ONNX: the operations of MediaPipe's small convolutional networks, and no others.

TensorFlow Lite keeps (batch, height, width, channels), ONNX (batch, channels, height, width). All is computed the
second way; where a tensor is reshaped, it is turned back first, so that its numbers keep their order.
"""

from typing import Any

import numpy as np
import onnx
import tflite
from flatbuffers import flexbuffers
from onnx import TensorProto, helper, numpy_helper

from .tflite_crops import Crops

_OPSET = 17
_TO_ONNX, _TO_LITE = (0, 3, 1, 2), (0, 2, 3, 1)
_NAMES = {number: name for name, number in vars(tflite.BuiltinOperator).items() if isinstance(number, int)}
_NUMPY_TYPES = {
    tflite.TensorType.FLOAT32: np.float32,
    tflite.TensorType.FLOAT16: np.float16,
    tflite.TensorType.INT32: np.int32,
}


def converted(content: bytes, name: str, outputs: tuple[str, ...], halves: bool = False) -> onnx.ModelProto:
    """The network of a .tflite file.

    Its input is called "input": (1,3,H,W) float32. outputs: names for the network's own, in their order; each is what
    TensorFlow Lite gives, the channels last. halves: weights that the file has in half precision stay so, and are
    widened when the network is loaded. Raises NotImplementedError for an operation that is not known here.
    """
    graph = _Graph(tflite.Model.GetRootAsModel(content, 0), halves)
    return graph.as_onnx(name, outputs)


class _Graph:
    def __init__(self, model: Any, halves: bool) -> None:
        self._model, self._lite, self._halves = model, model.Subgraphs(0), halves
        self._nodes: list[onnx.NodeProto] = []
        self._constants: dict[str, np.ndarray] = {}
        self._values: dict[int, np.ndarray] = {}
        for index in range(self._lite.TensorsLength()):
            data = model.Buffers(self._lite.Tensors(index).Buffer()).DataAsNumpy()
            if isinstance(data, np.ndarray) and data.size:
                tensor = self._lite.Tensors(index)
                self._values[index] = data.view(_NUMPY_TYPES[tensor.Type()]).reshape(self._shape(index))

    def as_onnx(self, name: str, outputs: tuple[str, ...]) -> onnx.ModelProto:
        for index in range(self._lite.OperatorsLength()):
            self._add(self._lite.Operators(index))
        (entry,) = self._lite.InputsAsNumpy()
        _, height, width, channels = self._shape(entry)
        self._nodes.insert(0, helper.make_node("Identity", ["input"], [self._name(entry)]))
        results = []
        for wanted, index in zip(outputs, self._lite.OutputsAsNumpy(), strict=True):
            shape = self._shape(index)
            if len(shape) == 4:
                self._emit("Transpose", [self._name(index)], wanted, perm=_TO_LITE)
            else:
                self._emit("Identity", [self._name(index)], wanted)
            results.append(helper.make_tensor_value_info(wanted, TensorProto.FLOAT, shape))
        graph = helper.make_graph(
            self._nodes,
            name,
            [helper.make_tensor_value_info("input", TensorProto.FLOAT, [1, channels, height, width])],
            results,
            [numpy_helper.from_array(value, key) for key, value in self._constants.items()],
        )
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", _OPSET)], ir_version=9)
        onnx.checker.check_model(model, full_check=True)
        return model

    def _add(self, operator: Any) -> None:
        code = self._model.OperatorCodes(operator.OpcodeIndex())
        name = _NAMES[max(code.BuiltinCode(), code.DeprecatedBuiltinCode())]
        if name == "CUSTOM":
            name = code.CustomCode().decode()
        add = getattr(self, f"_add_{name.lower()}", None)
        if add is None:
            raise NotImplementedError(f"tflite_graph: operation {name}")
        options = operator.BuiltinOptions()
        if operator.CustomOptionsLength():
            options = flexbuffers.Loads(operator.CustomOptionsAsNumpy().tobytes())
        add(list(operator.InputsAsNumpy()), int(operator.OutputsAsNumpy()[0]), options)

    def _add_dequantize(self, inputs: list[int], output: int, _: Any) -> None:
        self._values[output] = self._values[inputs[0]].astype(np.float32)

    def _add_conv_2d(self, inputs: list[int], output: int, table: Any) -> None:
        weights = self._values[inputs[1]].transpose(0, 3, 1, 2)
        self._convolve(inputs, output, _read(tflite.Conv2DOptions, table), weights, groups=1)

    def _add_depthwise_conv_2d(self, inputs: list[int], output: int, table: Any) -> None:
        weights = self._values[inputs[1]].transpose(3, 0, 1, 2)
        options = _read(tflite.DepthwiseConv2DOptions, table)
        self._convolve(inputs, output, options, weights, groups=self._shape(inputs[0])[3])

    def _convolve(self, inputs: list[int], output: int, options: Any, weights: np.ndarray, groups: int) -> None:
        kernel = weights.shape[2:]
        strides = (options.StrideH(), options.StrideW())
        named = [
            self._name(inputs[0]),
            self._constant(f"weights_{output}", weights),
            self._constant(f"bias_{output}", self._values[inputs[2]]),
        ]
        padding = self._padding(inputs[0], kernel, strides, options.Padding())
        target = self._before_activation(output, options)
        self._emit("Conv", named, target, kernel_shape=kernel, strides=strides, pads=padding, group=groups)

    def _add_max_pool_2d(self, inputs: list[int], output: int, table: Any) -> None:
        options = _read(tflite.Pool2DOptions, table)
        kernel, strides = (options.FilterHeight(), options.FilterWidth()), (options.StrideH(), options.StrideW())
        padding = self._padding(inputs[0], kernel, strides, options.Padding())
        target = self._before_activation(output, options)
        self._emit("MaxPool", [self._name(inputs[0])], target, kernel_shape=kernel, strides=strides, pads=padding)

    def _add_add(self, inputs: list[int], output: int, table: Any) -> None:
        target = self._before_activation(output, _read(tflite.AddOptions, table))
        self._emit("Add", [self._name(index) for index in inputs], target)

    def _add_relu(self, inputs: list[int], output: int, _: Any) -> None:
        self._emit("Relu", [self._name(inputs[0])], self._name(output))

    def _add_prelu(self, inputs: list[int], output: int, _: Any) -> None:
        slope = self._values[inputs[1]].reshape(-1, 1, 1)
        self._emit("PRelu", [self._name(inputs[0]), self._constant(f"slope_{output}", slope)], self._name(output))

    def _add_pad(self, inputs: list[int], output: int, _: Any) -> None:
        amounts = self._values[inputs[1]][list(_TO_ONNX)].T.reshape(-1).astype(np.int64)
        self._emit("Pad", [self._name(inputs[0]), self._constant(f"pads_{output}", amounts)], self._name(output))

    def _add_reshape(self, inputs: list[int], output: int, _: Any) -> None:
        turned, shaped = self._name(inputs[0]), self._name(output)
        shape = self._constant(f"shape_{output}", np.array(self._shape(output), np.int64))
        if len(self._shape(inputs[0])) == 4:
            turned = self._emit("Transpose", [turned], f"turned_{output}", perm=_TO_LITE)
        if len(self._shape(output)) == 4:
            shaped = f"shaped_{output}"
        self._emit("Reshape", [turned, shape], shaped)
        if shaped != self._name(output):
            self._emit("Transpose", [shaped], self._name(output), perm=_TO_ONNX)

    def _add_mul(self, inputs: list[int], output: int, table: Any) -> None:
        target = self._before_activation(output, _read(tflite.MulOptions, table))
        factor = self._constant(f"factor_{output}", self._values[inputs[1]])
        self._emit("Mul", [self._name(inputs[0]), factor], target)

    def _add_strided_slice(self, inputs: list[int], output: int, _: Any) -> None:
        if self._shape(inputs[0]) != self._shape(output):
            raise NotImplementedError("tflite_graph: a slice that leaves something out")
        self._emit("Identity", [self._name(inputs[0])], self._name(output))

    def _add_landmarks2transformmatrix(self, inputs: list[int], output: int, options: dict[str, Any]) -> None:
        self._crops(output).matrix(self._name(inputs[0]), options)

    def _add_transformtensorbilinear(self, inputs: list[int], output: int, options: dict[str, Any]) -> None:
        _, *sides, _ = self._shape(inputs[0])
        features, matrix = (self._name(index) for index in inputs)
        self._crops(output).sample(features, matrix, options, (sides[0], sides[1]))

    def _add_transformlandmarks(self, inputs: list[int], output: int, _: Any) -> None:
        points, matrix = (self._name(index) for index in inputs)
        self._crops(output).landmarks(points, matrix)

    def _crops(self, output: int) -> Crops:
        return Crops(self._name(output), self._emit, self._constant)

    def _add_concatenation(self, inputs: list[int], output: int, table: Any) -> None:
        axis = _read(tflite.ConcatenationOptions, table).Axis()
        self._emit("Concat", [self._name(index) for index in inputs], self._name(output), axis=axis)

    def _before_activation(self, output: int, options: Any) -> str:
        """Where the operation writes to: the output, or what its fused rectifier reads."""
        kind = options.FusedActivationFunction()
        if kind == tflite.ActivationFunctionType.NONE:
            return self._name(output)
        if kind != tflite.ActivationFunctionType.RELU:
            raise NotImplementedError(f"tflite_graph: fused activation {kind}")
        return f"raw_{self._name(output)}"

    def _emit(self, kind: str, inputs: list[str], output: str, **attributes: Any) -> str:
        self._nodes.append(helper.make_node(kind, inputs, [output], **attributes))
        # The rectifier that TensorFlow Lite has inside the operation is a node of its own.
        if output.startswith("raw_"):
            self._nodes.append(helper.make_node("Relu", [output], [output.removeprefix("raw_")]))
        return output

    def _padding(self, index: int, kernel: Any, strides: Any, padding: int) -> list[int]:
        """ONNX's pads (top, left, bottom, right); TensorFlow's "same" puts the odd one after."""
        if padding == tflite.Padding.VALID:
            return [0, 0, 0, 0]
        _, *sides, _ = self._shape(index)
        whole = [
            max((-(-side // stride) - 1) * stride + extent - side, 0)
            for side, extent, stride in zip(sides, kernel, strides, strict=True)
        ]
        return [amount // 2 for amount in whole] + [amount - amount // 2 for amount in whole]

    def _constant(self, name: str, value: np.ndarray) -> str:
        value = np.ascontiguousarray(value)
        if self._halves and value.dtype == np.float32 and (value == value.astype(np.float16)).all():
            self._constants[f"{name}_half"] = value.astype(np.float16)
            return self._emit("Cast", [f"{name}_half"], name, to=TensorProto.FLOAT)
        self._constants[name] = value
        return name

    def _shape(self, index: int) -> tuple[int, ...]:
        return tuple(int(size) for size in self._lite.Tensors(index).ShapeAsNumpy())

    @staticmethod
    def _name(index: int) -> str:
        return f"t{index}"


def _read(kind: Any, table: Any) -> Any:
    options = kind()
    options.Init(table.Bytes, table.Pos)
    return options

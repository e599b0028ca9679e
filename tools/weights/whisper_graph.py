# SPDX-License-Identifier: GPL-3.0-or-later
"""ONNX graphs of Whisper's parts, node by node."""

from typing import Any

import numpy as np
import onnx
from onnx import helper, numpy_helper


class Graph:
    """An ONNX graph that grows node by node; every method returns the name of its result."""

    def __init__(self, tensors: dict[str, np.ndarray]) -> None:
        self.tensors = tensors
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[str, onnx.TensorProto] = {}

    def add(self, operator: str, inputs: list[str], output: str = "", **attributes: Any) -> str:
        output = output or f"{operator.lower()}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(operator, inputs, [output], name=f"node_{len(self.nodes)}", **attributes))
        return output

    def split(self, stream: str, parts: int, axis: int) -> list[str]:
        names = [f"part_{len(self.nodes)}_{part}" for part in range(parts)]
        node = helper.make_node("Split", [stream], names, name=f"node_{len(self.nodes)}", axis=axis, num_outputs=parts)
        self.nodes.append(node)
        return names

    def constant(self, name: str, values: np.ndarray) -> str:
        self.constants.setdefault(name, numpy_helper.from_array(values, name))
        return name

    def single(self, name: str) -> str:
        return self.constant(name, self.tensors[name])

    def linear(self, stream: str, name: str) -> str:
        """A matrix kept as 8-bit integers with a scale for each output."""
        matrix = self.tensors[f"{name}/weight"].T.astype(np.float64)
        scale = (np.abs(matrix).max(0) / 127.0).astype(np.float32)
        whole = np.rint(matrix / scale).clip(-127, 127).astype(np.int8)
        quantised = [self.constant(f"{name}/integers", whole), self.constant(f"{name}/scale", scale)]
        weights = self.add("DequantizeLinear", quantised, axis=1)
        return self.add("Add", [self.add("MatMul", [stream, weights]), self.single(f"{name}/bias")])

    def layer_norm(self, stream: str, name: str) -> str:
        scale = [self.single(f"{name}/gamma"), self.single(f"{name}/beta")]
        return self.add("LayerNormalization", [stream, *scale], axis=-1, epsilon=1e-5)

    def gelu(self, stream: str) -> str:
        return self.add("Gelu", [stream], approximate="none")

    def checked(
        self, name: str, inputs: list[onnx.ValueInfoProto], outputs: list[onnx.ValueInfoProto]
    ) -> onnx.ModelProto:
        graph = helper.make_graph(self.nodes, name, inputs, outputs, list(self.constants.values()))
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=9)
        onnx.checker.check_model(model)
        return model

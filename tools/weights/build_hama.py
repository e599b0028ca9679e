# SPDX-License-Identifier: GPL-3.0-or-later
"""Make the graph of the encoder that was tried beside Whisper's, for benchmarks/encoders.py.

It is hama's phone recogniser with its hidden layers as outputs, in single precision. Reads
hama/assets/asr_waveform_fp16.onnx (Apache-2.0) out of build/sources/hama-1.3.13-py3-none-any.whl and writes
build/training/hama.onnx, whose outputs are at 50 frames a second:

    low (B, 256, T) after the second of eleven convolution blocks; middle (B, 256, T) after the sixth;
    high (B, 256, T) after both attention layers; log_probs (B, T, 191); out_lengths (B,)
"""

import argparse
import hashlib
import sys
import zipfile

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from .folders import CHECKOUT
from .onnx_files import write_model

WHEEL = CHECKOUT.sources / "hama-1.3.13-py3-none-any.whl"
BUILT = CHECKOUT.root / "build" / "training"
SOURCE = "hama/assets/asr_waveform_fp16.onnx"
SOURCE_SHA256 = "a884b5ac55f8bbc00673e8cf6d2dd601aa76e5031dd85cf3de2f25b5987cd59a"
TAPS = {
    "low": "/acoustic_model/backbone/backbone.1/Add_output_0",
    "middle": "/acoustic_model/backbone/backbone.5/Add_output_0",
    "high": "/acoustic_model/Transpose_2_output_0",
}


def main() -> int:
    argparse.ArgumentParser(description=__doc__.partition("\n")[0]).parse_args()
    BUILT.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(WHEEL) as wheel:
        content = wheel.read(SOURCE)
    found = hashlib.sha256(content).hexdigest()
    if found != SOURCE_SHA256:
        sys.exit(f"build_hama: {SOURCE} has sha256 {found}, not {SOURCE_SHA256}")
    model = onnx.load_from_string(content)
    _widen(model.graph)
    for name, inner in TAPS.items():
        model.graph.node.append(helper.make_node("Identity", [inner], [name], name=f"tap_{name}"))
        model.graph.output.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, None))
    write_model(model, BUILT / "hama.onnx")
    return 0


def _widen(graph: onnx.GraphProto) -> None:
    """Half precision becomes single: processors compute in single anyway, and the casts between cost time."""
    for tensor in graph.initializer:
        _widen_tensor(tensor)
    for node in graph.node:
        for attribute in node.attribute:
            if attribute.HasField("t"):
                _widen_tensor(attribute.t)
            if node.op_type == "Cast" and attribute.name == "to" and attribute.i == TensorProto.FLOAT16:
                attribute.i = TensorProto.FLOAT
    for value in [*graph.input, *graph.output, *graph.value_info]:
        if value.type.tensor_type.elem_type == TensorProto.FLOAT16:
            value.type.tensor_type.elem_type = TensorProto.FLOAT


def _widen_tensor(tensor: TensorProto) -> None:
    if tensor.data_type == TensorProto.FLOAT16:
        wide = numpy_helper.to_array(tensor).astype(np.float32)
        tensor.CopyFrom(numpy_helper.from_array(wide, tensor.name))


if __name__ == "__main__":
    sys.exit(main())

# SPDX-License-Identifier: GPL-3.0-or-later
"""Cut the waveform generator out of the whole graph, so that features can be changed before they are heard.

Its inputs: text_features (1, 512, T) at 40 a second, pitch (1, 1, 2T) Hz and energy (1, 1, 2T) at 80, style (1, 256),
and source (1, 1, 600 T), the glottal source at 24 kHz, which runtime/voice/glottal_source.py makes from the pitch. Its
output: audio (600 T,).
"""

import numpy as np
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

from .static_convolutions import replace_nodes

GENERATOR = "/decoder/decoder/generator/"
INNER = {
    "text_features": "/encoder/MatMul_1_output_0",
    "pitch": "/decoder/decoder/Unsqueeze_output_0",
    "energy": "/decoder/decoder/Unsqueeze_1_output_0",
    "source": f"{GENERATOR}Transpose_1_output_0",
}
_SHAPES: dict[str, list[int | str]] = {
    "text_features": [1, 512, "frames"],
    "pitch": [1, 1, "half_frames"],
    "energy": [1, 1, "half_frames"],
    "style": [1, 256],
    "source": [1, 1, "samples"],
}
_WINDOW, _HOP = 20, 5
"""Of the short-time Fourier transform that the stock graph ends in, samples."""
# What the stock transform's rounding leaves, in 1e-8, where the source is at rest (there the spectrum is zero but for
# its first two bins). The phases of these crumbs go into the network, which is heard: other crumbs cost 0.05 of DNSMOS.
_CRUMBS = {
    0: (0, 0, -2.223, -2.178, 4.569, -3.918, 8.338, -7.427, 0.271, -7.867, 0.313),
    1: (13.36, -15.65, 1.694, -3.516, 4.644, -6.273, 1.457, 1.620, -1.179, 3.378, -13.08),
}
_CRUMB = 1e-7
"""Ten times as large, so that no processor's own rounding hides them."""


def cut_generator(model: ModelProto) -> None:
    """Leave of the whole graph only what makes sound of features, in place."""
    graph = model.graph
    outer = {inner: name for name, inner in INNER.items()}
    nodes = [node for node in graph.node if not set(node.output) & set(outer)]
    for node in nodes:
        for index, name in enumerate(node.input):
            node.input[index] = outer.get(name, name)
    del graph.input[:]
    graph.input.extend(helper.make_tensor_value_info(name, TensorProto.FLOAT, _SHAPES[name]) for name in _SHAPES)
    del graph.output[:]
    graph.output.append(helper.make_tensor_value_info("audio", TensorProto.FLOAT, None))
    replace_nodes(graph, nodes)


def with_convolved_spectrum(model: ModelProto) -> None:
    """The source's short-time Fourier transform as a convolution, in place: ONNX Runtime's STFT is slow."""
    graph = model.graph
    arrays = {tensor.name: tensor for tensor in graph.initializer}
    maker = {output: node for node in graph.node for output in node.output}
    (transform,) = (node for node in graph.node if node.op_type == "STFT")
    (swapped,) = (node for node in graph.node if transform.output[0] in node.input)
    parts = {  # real and imaginary
        int(numpy_helper.to_array(arrays[node.input[1]])): node
        for node in graph.node
        if node.op_type == "Gather" and node.input[0] == swapped.output[0]
    }
    padded = next(node for node in _before(transform, maker) if node.op_type == "Pad")
    window = numpy_helper.to_array(arrays[transform.input[2]]).astype(np.float64)
    angles = 2 * np.pi * np.outer(np.arange(_WINDOW // 2 + 1), np.arange(_WINDOW)) / _WINDOW
    basis = {0: np.cos(angles) * window, 1: -np.sin(angles) * window}
    nodes = []
    for node in graph.node:
        part = next((index for index, gather in parts.items() if gather.output[0] == node.output[0]), None)
        if part is None:
            nodes.append(node)
            continue
        kernel = f"{GENERATOR}STFT/basis_{part}"
        graph.initializer.append(numpy_helper.from_array(basis[part][:, None].astype(np.float32), kernel))
        crumbs = f"{GENERATOR}STFT/crumbs_{part}"
        graph.initializer.append(numpy_helper.from_array(_CRUMB * np.array(_CRUMBS[part], np.float32), crumbs))
        inputs = [padded.output[0], kernel, crumbs]
        nodes.append(helper.make_node("Conv", inputs, [node.output[0]], kernel, strides=[_HOP]))
    replace_nodes(graph, nodes)


def _before(node: NodeProto, maker: dict[str, NodeProto]) -> list[NodeProto]:
    """The nodes that a node's first input comes from, nearest first."""
    found = []
    while node.input and node.input[0] in maker:
        node = maker[node.input[0]]
        found.append(node)
    return found

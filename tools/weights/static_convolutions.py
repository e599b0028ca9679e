# SPDX-License-Identifier: GPL-3.0-or-later
"""Rewrite the integer convolutions that make the sound as statically quantised ones, which run on fast kernels.

The stock graph measures each convolution's input anew (DynamicQuantizeLinear, ConvInteger, Add, Cast, Mul), and
ONNX Runtime's ConvInteger is slow. QLinearConv with ranges fixed beforehand is not. The ranges were measured by
tools/weights/calibrate_voice.py and lie in tools/weights/generator_peaks.npz.

Channels differ much in size, and eight bits for all of them together are heard as noise. So each input channel has
its own scale, folded into the weights, and each output channel too, folded into the weights' scale.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from onnx import GraphProto, ModelProto, NodeProto, helper, numpy_helper

DECODER = "/decoder/decoder/"
_CURVES = ("F0_conv", "N_conv")
"""Convolutions of one channel, the pitch and the energy: they cost nothing, and eight fixed bits of pitch are few."""
LARGEST_WEIGHT = 63
"""Seven bits: processors without VNNI add two products in 16 bits, which full eight-bit weights overflow."""


@dataclass(frozen=True)
class IntegerConvolution:
    """One chain of the stock graph in plain numbers: float weight (out, in, width) and bias (out,) or None.

    source, result: tensor names. removed: the outputs of the nodes that it stands for.
    """

    name: str
    source: str
    result: str
    weight: np.ndarray
    bias: np.ndarray | None
    attributes: dict[str, Any]
    removed: frozenset[str]


def integer_convolutions(model: ModelProto) -> list[IntegerConvolution]:
    """The convolutions of decoder and waveform generator, in the graph's order, except those of pitch and energy."""
    graph = model.graph
    maker = {output: node for node in graph.node for output in node.output}
    user = {name: node for node in graph.node for name in node.input}
    arrays = {tensor.name: tensor for tensor in graph.initializer}

    def array(name: str) -> np.ndarray:
        return numpy_helper.to_array(arrays[name])

    found = []
    for node in graph.node:
        if node.op_type != "ConvInteger" or not node.name.startswith(DECODER) or node.name.split("/")[3] in _CURVES:
            continue
        chain, bias = [node], None
        following = user[node.output[0]]
        if following.op_type == "Add":
            chain.append(following)
            (rounded,) = (name for name in following.input if name != node.output[0])
            bias = array(_float_bias(maker[rounded], maker)).reshape(-1)
            following = user[following.output[0]]
        cast, scaled = following, user[following.output[0]]
        chain += [cast, scaled]
        (scale,) = (name for name in scaled.input if name != cast.output[0])
        (weight_scale,) = (name for name in maker[scale].input if name in arrays)
        weight = array(node.input[1]).astype(np.float32) - array(node.input[3]).astype(np.float32)
        found.append(
            IntegerConvolution(
                name=node.name,
                source=maker[node.input[0]].input[0],
                result=scaled.output[0],
                weight=weight * array(weight_scale),
                bias=bias,
                attributes={a.name: helper.get_attribute_value(a) for a in node.attribute if a.name != "auto_pad"},
                removed=frozenset(link.output[0] for link in chain),
            )
        )
    return found


def _float_bias(node: NodeProto, maker: dict[str, NodeProto]) -> str:
    """The stock graph divides the bias by the scales at run time: its name before that."""
    while node.op_type != "Div":
        node = maker[node.input[0]]
    return node.input[0]


def with_static_convolutions(model: ModelProto, peaks: Mapping[str, np.ndarray]) -> None:
    """Replace them in place. peaks: "name|input" and "name|output" -> (channels,) largest absolute values."""
    chains = integer_convolutions(model)
    last = {chain.result: chain for chain in chains}
    removed = frozenset().union(*(chain.removed for chain in chains))
    nodes: list[NodeProto] = []
    for node in model.graph.node:
        if node.output[0] in last:
            chain = last[node.output[0]]
            nodes += _static_nodes(model.graph, chain, peaks[f"{chain.name}|input"], peaks[f"{chain.name}|output"])
        elif node.output[0] not in removed:
            nodes.append(node)
    replace_nodes(model.graph, nodes)


def _static_nodes(
    graph: GraphProto, chain: IntegerConvolution, source_peaks: np.ndarray, result_peaks: np.ndarray
) -> list[NodeProto]:
    source_scale, result_scale = _scale(source_peaks), _scale(result_peaks)
    folded = chain.weight * source_scale[np.newaxis, :, np.newaxis]
    weight_scale = _scale(np.abs(folded).reshape(len(folded), -1).max(axis=1), LARGEST_WEIGHT)
    weight = np.round(folded / weight_scale[:, np.newaxis, np.newaxis])
    weight = np.clip(weight, -LARGEST_WEIGHT, LARGEST_WEIGHT).astype(np.int8)

    def constant(name: str, value: ArrayLike) -> str:
        graph.initializer.append(numpy_helper.from_array(np.asarray(value), f"{chain.name}/{name}"))
        return f"{chain.name}/{name}"

    one, zero = constant("one", np.float32(1)), constant("zero", np.uint8(128))
    filters = [
        constant("weight", weight),
        constant("weight_scale", weight_scale / result_scale),
        constant("weight_zero", np.zeros(len(weight), np.int8)),
    ]
    bias = []
    if chain.bias is not None:
        bias.append(constant("bias", np.round(chain.bias / weight_scale).astype(np.int32)))
    quantised, convolved = f"{chain.name}/quantised", f"{chain.name}/convolved"
    source = [
        constant("source_scale", source_scale),
        constant("source_zero", np.full(len(source_scale), 128, np.uint8)),
    ]
    result = [
        constant("result_scale", result_scale),
        constant("result_zero", np.full(len(result_scale), 128, np.uint8)),
    ]
    inputs = [quantised, one, zero, *filters, one, zero, *bias]
    return [
        helper.make_node("QuantizeLinear", [chain.source, *source], [quantised], f"{chain.name}/quantise", axis=1),
        helper.make_node("QLinearConv", inputs, [convolved], chain.name, **chain.attributes),
        helper.make_node("DequantizeLinear", [convolved, *result], [chain.result], f"{chain.name}/dequantise", axis=1),
    ]


def _scale(peaks: np.ndarray, largest: int = 127) -> np.ndarray:
    return np.maximum(peaks.astype(np.float32) / np.float32(largest), np.float32(1e-8))


def replace_nodes(graph: GraphProto, nodes: list[NodeProto]) -> None:
    """Set the graph's nodes, without those (and the numbers) that no output needs any more."""
    needed = {output.name for output in graph.output}
    kept = []
    for node in reversed(nodes):
        if needed & set(node.output):
            kept.append(node)
            needed.update(node.input)
    del graph.node[:]
    graph.node.extend(reversed(kept))
    numbers = [tensor for tensor in graph.initializer if tensor.name in needed]
    del graph.initializer[:]
    graph.initializer.extend(numbers)

# SPDX-License-Identifier: GPL-3.0-or-later
"""Rewrite the waveform generator's normalised snakes as table look-ups, for sines are dear.

Between two convolutions the stock graph takes an adaptive instance normalisation and a snake, x + sin(a x)^2 / a (Liu
et al. 2020, "Neural networks fail to learn periodic functions", eq. 3), and the next convolution reads eight bits of
the result. For one channel all of that is a function of one number, so it is computed once for each value that the
number can have and then looked up. After a convolution the number has eight bits already and nothing is lost; on the
residual path it is rounded to ``RESIDUAL_LEVELS`` steps (the path itself stays in single precision).
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from onnx import GraphProto, ModelProto, NodeProto, TensorProto, helper, numpy_helper

from .static_convolutions import replace_nodes

RESIDUAL_LEVELS = 512
_BYTE_LEVELS = 256
_VARIANCE_FLOOR = 1e-5
"""What an instance normalisation adds to the variance, as in the stock graph."""


@dataclass(frozen=True)
class NormalisedSnake:
    """One chain of the stock graph. source: the tensor that is normalised. gain (1, C, 1), offset: tensors of the
    style; the normalised source times gain plus offset goes into the snake. alpha (C,). result: the snake's tensor."""

    name: str
    source: str
    gain: str
    offset: str
    alpha: np.ndarray
    result: str


def normalised_snakes(model: ModelProto) -> list[NormalisedSnake]:
    """The generator's snakes, in the graph's order."""
    maker = {output: node for node in model.graph.node for output in node.output}
    arrays = {tensor.name: tensor for tensor in model.graph.initializer}
    users: dict[str, list[NodeProto]] = {}
    for node in model.graph.node:
        for name in node.input:
            users.setdefault(name, []).append(node)
    found = []
    for sine in model.graph.node:
        if sine.op_type != "Sin" or users[sine.output[0]][0].op_type != "Pow":
            continue
        scaled = maker[sine.input[0]]
        (alpha,) = (name for name in scaled.input if name in arrays)
        (normal,) = (name for name in scaled.input if name != alpha)
        (squared,) = users[sine.output[0]]
        (divided,) = users[squared.output[0]]
        (total,) = users[divided.output[0]]
        shifted = maker[normal]
        (gained,) = (maker[name] for name in shifted.input if maker[name].op_type == "Mul")
        (offset,) = (name for name in shifted.input if name != gained.output[0])
        (whitened,) = (maker[name] for name in gained.input if maker[name].op_type == "Div")
        (gain,) = (name for name in gained.input if name != whitened.output[0])
        found.append(
            NormalisedSnake(
                name=sine.name,
                source=maker[whitened.input[0]].input[0],
                gain=gain,
                offset=offset,
                alpha=numpy_helper.to_array(arrays[alpha]).reshape(-1),
                result=total.output[0],
            )
        )
    return found


def with_snake_tables(model: ModelProto, peaks: Mapping[str, np.ndarray]) -> None:
    """Replace each snake whose result only a static convolution reads, in place.

    peaks: "name|residual" -> (channels,) largest absolute values of the source of a snake on the residual path.
    """
    graph = model.graph
    maker = {output: node for node in graph.node for output in node.output}
    quantise = {node.input[0]: node for node in graph.node if node.op_type == "QuantizeLinear"}
    shared: set[str] = set()
    new: dict[str, list[NodeProto]] = {}
    for snake in normalised_snakes(model):
        reader = quantise[snake.result]
        before = maker[snake.source]
        nodes = [] if snake.source in shared else _source_steps(graph, snake, before, peaks)
        shared.add(snake.source)
        new[reader.output[0]] = nodes + _table_nodes(graph, snake, reader, from_bytes=_is_convolution(before))
    nodes = []
    for node in graph.node:
        nodes += new.get(node.output[0], [node])
    replace_nodes(graph, nodes)


def _is_convolution(node: NodeProto) -> bool:
    return node.op_type == "DequantizeLinear" and node.name.endswith("Conv_quant/dequantise")


def _source_steps(
    graph: GraphProto, snake: NormalisedSnake, before: NodeProto, peaks: Mapping[str, np.ndarray]
) -> list[NodeProto]:
    """The source in whole steps (int32), and mean and variance in these steps; shared by the snakes that read it."""
    name = snake.source
    axis = _constant(graph, "snake/time_axis", np.array([2], np.int64))
    square = [
        helper.make_node("Sub", [f"{name}|float", f"{name}|mean"], [f"{name}|centred"]),
        helper.make_node("Mul", [f"{name}|centred", f"{name}|centred"], [f"{name}|squared"]),
        helper.make_node("ReduceMean", [f"{name}|squared", axis], [f"{name}|variance"], keepdims=1),
    ]
    mean = helper.make_node("ReduceMean", [f"{name}|float", axis], [f"{name}|mean"], keepdims=1)
    if _is_convolution(before):
        integer = [helper.make_node("Cast", [before.input[0]], [f"{name}|steps"], to=TensorProto.INT32)]
        numbers = [helper.make_node("Cast", [before.input[0]], [f"{name}|float"], to=TensorProto.FLOAT)]
        return [*integer, *numbers, mean, *square]
    step = np.maximum(peaks[f"{snake.name}|residual"].astype(np.float32) / (RESIDUAL_LEVELS / 2 - 1), np.float32(1e-8))
    scale = _constant(graph, f"{name}|step", step)
    return [
        *_rounded(graph, name, scale, len(step)),
        helper.make_node("Identity", [name], [f"{name}|float"]),
        mean,
        *square,
    ]


def _rounded(graph: GraphProto, name: str, scale: str, channels: int) -> list[NodeProto]:
    middle = _constant(graph, f"{name}|middle", np.full(channels, RESIDUAL_LEVELS // 2, np.uint16))
    top = _constant(graph, "snake/top", np.int32(RESIDUAL_LEVELS - 1))
    return [
        helper.make_node("QuantizeLinear", [name, scale, middle], [f"{name}|short"], axis=1, domain="com.microsoft"),
        helper.make_node("Cast", [f"{name}|short"], [f"{name}|unbounded"], to=TensorProto.INT32),
        helper.make_node("Min", [f"{name}|unbounded", top], [f"{name}|steps"]),
    ]


def _table_nodes(graph: GraphProto, snake: NormalisedSnake, reader: NodeProto, *, from_bytes: bool) -> list[NodeProto]:
    name = snake.name

    def to(operation: str, inputs: list[str], result: str) -> NodeProto:
        return helper.make_node(operation, inputs, [f"{name}|{result}"])

    levels = _BYTE_LEVELS if from_bytes else RESIDUAL_LEVELS
    steps = np.arange(levels, dtype=np.float32) - np.float32(0 if from_bytes else levels // 2)
    floor = _constant(graph, "snake/variance_floor", np.float32(_VARIANCE_FLOOR))
    ladder = _constant(graph, f"snake/steps_{levels}_{int(from_bytes)}", steps.reshape(1, 1, levels))
    alpha = _constant(graph, f"{name}|alpha", snake.alpha.reshape(1, -1, 1))
    size = _step_size(graph, snake, from_bytes)
    nodes = []
    mean, variance = f"{snake.source}|mean", f"{snake.source}|variance"
    if from_bytes:
        squared = _constant(graph, f"{name}|step_squared", np.square(size))
        nodes = [to("Mul", [variance, squared], "variance")]
        variance = f"{name}|variance"
        centred = [to("Sub", [ladder, mean], "steps"), to("Mul", [f"{name}|steps", _size(graph, name, size)], "values")]
    else:
        scaled = to("Mul", [ladder, _size(graph, name, size)], "steps")
        centred = [scaled, to("Sub", [f"{name}|steps", mean], "values")]
    return [
        *nodes,
        to("Add", [variance, floor], "floored"),
        to("Sqrt", [f"{name}|floored"], "deviation"),
        to("Div", [snake.gain, f"{name}|deviation"], "gain"),
        *centred,
        to("Mul", [f"{name}|values", f"{name}|gain"], "gained"),
        to("Add", [f"{name}|gained", snake.offset], "normal"),
        to("Mul", [f"{name}|normal", alpha], "angle"),
        to("Sin", [f"{name}|angle"], "sine"),
        to("Mul", [f"{name}|sine", f"{name}|sine"], "squared"),
        to("Div", [f"{name}|squared", alpha], "wave"),
        to("Add", [f"{name}|normal", f"{name}|wave"], "snake"),
        helper.make_node("QuantizeLinear", [f"{name}|snake", *reader.input[1:]], [f"{name}|table"], axis=1),
        helper.make_node("GatherElements", [f"{name}|table", f"{snake.source}|steps"], [reader.output[0]], axis=2),
    ]


def _step_size(graph: GraphProto, snake: NormalisedSnake, from_bytes: bool) -> np.ndarray:
    arrays = {tensor.name: tensor for tensor in graph.initializer}
    if not from_bytes:
        return numpy_helper.to_array(arrays[f"{snake.source}|step"]).reshape(1, -1, 1)
    (before,) = (node for node in graph.node if node.output[0] == snake.source)
    return numpy_helper.to_array(arrays[before.input[1]]).reshape(1, -1, 1)


def _size(graph: GraphProto, name: str, size: np.ndarray) -> str:
    return _constant(graph, f"{name}|step_size", size)


def _constant(graph: GraphProto, name: str, value: np.ndarray | np.generic) -> str:
    if all(tensor.name != name for tensor in graph.initializer):
        graph.initializer.append(numpy_helper.from_array(np.asarray(value), name))
    return name

# SPDX-License-Identifier: GPL-3.0-or-later
"""The voice's waveform generator runs on fast integer convolutions that are right on every processor."""

import numpy as np
import onnx
import pytest
from onnx import numpy_helper
from soliloquy.runtime.weights import weight_path

GENERATOR = "/decoder/decoder/generator/"


@pytest.fixture(scope="module")
def graph() -> onnx.GraphProto:
    return onnx.load(weight_path("kokoro")).graph


def test_no_slow_integer_convolution_is_left_in_the_generator(graph: onnx.GraphProto) -> None:
    kinds = [node.op_type for node in graph.node if node.name.startswith(GENERATOR)]
    assert kinds.count("QLinearConv") == 50
    assert "ConvInteger" not in kinds


def test_weights_leave_room_for_processors_that_add_in_16_bits(graph: onnx.GraphProto) -> None:
    arrays = {tensor.name: tensor for tensor in graph.initializer}
    for node in graph.node:
        if node.op_type == "QLinearConv":
            weight = numpy_helper.to_array(arrays[node.input[3]])
            assert weight.dtype == np.int8
            assert 32 <= np.abs(weight.astype(int)).max() <= 63
            assert 2 * 255 * np.abs(weight.astype(int)).max() < 2**15


def test_durations_and_features_are_computed_as_in_the_encoder_alone(graph: onnx.GraphProto) -> None:
    encoder = onnx.load(weight_path("kokoro_encoder")).graph
    ours = {node.name: node.op_type for node in graph.node}
    assert all(ours[node.name] == node.op_type for node in encoder.node if node.name)

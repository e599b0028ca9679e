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
    return onnx.load(weight_path("kokoro_generator")).graph


def test_no_slow_integer_convolution_is_left_but_those_of_pitch_and_energy(graph: onnx.GraphProto) -> None:
    kinds = [node.op_type for node in graph.node]
    assert kinds.count("QLinearConv") == 66
    slow = [node.name for node in graph.node if node.op_type == "ConvInteger"]
    assert sorted(name.split("/")[3] for name in slow) == ["F0_conv", "N_conv"]


def test_no_sine_runs_over_the_sound_but_the_last_one(graph: onnx.GraphProto) -> None:
    sines = [node for node in graph.node if node.op_type == "Sin"]
    over_sound = [node for node in sines if not node.output[0].endswith("|sine")]
    assert len(sines) == 50
    assert [node.name.removeprefix(GENERATOR) for node in over_sound] == ["Sin", "istft/stft/Sin"]
    assert sum(node.op_type == "STFT" for node in graph.node) == 0


def test_weights_leave_room_for_processors_that_add_in_16_bits(graph: onnx.GraphProto) -> None:
    arrays = {tensor.name: tensor for tensor in graph.initializer}
    weights = [numpy_helper.to_array(arrays[node.input[3]]) for node in graph.node if node.op_type == "QLinearConv"]
    assert len(weights) == 66
    for weight in weights:
        assert weight.dtype == np.int8
        assert 32 <= np.abs(weight.astype(int)).max() <= 63
        assert 2 * 255 * np.abs(weight.astype(int)).max() < 2**15

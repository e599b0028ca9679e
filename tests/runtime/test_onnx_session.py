# SPDX-License-Identifier: GPL-3.0-or-later
"""Sessions are opened once, as asked, and refused in the user's words."""

import dataclasses
from collections.abc import Iterator

import numpy as np
import onnxruntime
import pytest
from soliloquy.runtime import onnx_session
from soliloquy.runtime.devices import PROVIDERS
from soliloquy.runtime.errors import SetupError, UsageError
from soliloquy.runtime.onnx_session import Tuning, session, session_of
from soliloquy.runtime.requests import FlowOptions
from soliloquy.runtime.weights import weight_path

WEIGHT = "flow_face"


@pytest.fixture
def fresh() -> Iterator[None]:
    """Nothing is open before or after the test."""
    caches = (onnx_session._of_weight, onnx_session._of_bytes)
    for each in caches:
        each.cache_clear()
    yield
    for each in caches:
        each.cache_clear()


def test_a_session_is_opened_once_for_each_way_of_running_it(fresh: None) -> None:
    assert session(WEIGHT) is session(WEIGHT)
    assert session(WEIGHT) is not session(WEIGHT, Tuning(spinning=False))
    assert session(WEIGHT) is not session(WEIGHT, threads=1)
    graph = weight_path(WEIGHT).read_bytes()
    assert session_of(graph, "a style's") is session_of(graph, "a style's")


def test_a_graph_from_bytes_is_the_one_from_the_file(fresh: None) -> None:
    feed = {"latent": np.linspace(-1, 1, 72, dtype=np.float32).reshape(3, 24)}
    found = session_of(weight_path(WEIGHT).read_bytes(), "a style's").run(None, feed)[0]
    np.testing.assert_array_equal(found, session(WEIGHT).run(None, feed)[0])


def test_settings_reach_onnx_runtime(fresh: None) -> None:
    options = session(WEIGHT, Tuning(memory_pattern=False, highest_level=False), threads=3).get_session_options()
    assert (options.intra_op_num_threads, options.inter_op_num_threads) == (3, 1)
    assert not options.enable_mem_pattern
    assert options.graph_optimization_level == onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED


def test_what_is_no_graph_is_refused_by_its_name(fresh: None) -> None:
    with pytest.raises(SetupError, match="the style's network: ONNX Runtime cannot load it"):
        session_of(b"no graph", "the style's network")
    with pytest.raises(SetupError, match="ONNX Runtime cannot load it"):
        session("flow_styles")


def test_an_unknown_device_is_refused() -> None:
    with pytest.raises(UsageError, match="abacus"):
        session(WEIGHT, device="abacus")


@pytest.mark.filterwarnings("ignore:Specified provider")
def test_a_device_whose_driver_is_missing_is_refused(fresh: None, monkeypatch: pytest.MonkeyPatch) -> None:
    if "CUDAExecutionProvider" in onnxruntime.get_available_providers():
        pytest.skip("this ONNX Runtime knows CUDA")
    monkeypatch.setattr(onnxruntime, "get_available_providers", lambda: ["CUDAExecutionProvider"])
    with pytest.raises(SetupError, match="device 'cuda'"):
        session(WEIGHT, device="cuda")


def test_every_device_that_can_be_asked_for_has_its_provider() -> None:
    device = next(field for field in dataclasses.fields(FlowOptions) if field.name == "device")
    assert {choice.name for choice in device.metadata["option"].choices} == set(PROVIDERS)

# SPDX-License-Identifier: GPL-3.0-or-later
"""An engine is chosen by its name; what it has not is refused, never passed over."""

from typing import Any

import onnxruntime
import pytest
from soliloquy.runtime.animate.engines import ENGINES, animate, find_engine
from soliloquy.runtime.errors import SetupError, UsageError
from soliloquy.runtime.requests import FlowOptions, MotionRequest
from soliloquy.runtime.speech import Speech, SpeechFeatures
from soliloquy.runtime.weights import all_weights

Clip = tuple[Speech, SpeechFeatures]


@pytest.mark.parametrize(
    ("engine", "options", "named"),
    [
        ("magic", {}, "engine 'magic'"),
        ("rules", {"style": "capture"}, "style 'capture'"),
        ("rules", {"device": "cuda"}, "device 'cuda'"),
        ("rules", {"solver_steps": 4}, "solver steps 4"),
        ("flow", {"style": "baroque"}, "style 'baroque'"),
        ("flow", {"device": "abacus"}, "device 'abacus'"),
        ("flow", {"solver_steps": 0}, "solver steps 0"),
        ("flow", {"guidance": 2.5}, "guidance 2.5"),
    ],
)
def test_what_an_engine_has_not_is_refused(demo: Clip, engine: str, options: dict[str, Any], named: str) -> None:
    with pytest.raises(UsageError, match=named):
        animate(MotionRequest(engine, flow=FlowOptions(**options)), *demo)


def test_every_engine_names_weights_that_are_registered_and_options_that_it_has() -> None:
    assert len({engine.name for engine in ENGINES}) == len(ENGINES) >= 2
    for engine in ENGINES:
        assert set(engine.weights) <= set(all_weights())
        assert not engine.options or hasattr(MotionRequest(), engine.options)
    assert find_engine(None) is ENGINES[0]


@pytest.mark.parametrize(
    ("device", "provider"),
    [("cuda", "CUDAExecutionProvider"), ("directml", "DmlExecutionProvider"), ("coreml", "CoreMLExecutionProvider")],
)
def test_a_device_that_is_not_there_is_an_error_and_no_fall_back(demo: Clip, device: str, provider: str) -> None:
    if provider in onnxruntime.get_available_providers():
        pytest.skip(f"this machine has {provider}")
    with pytest.raises(SetupError, match="cannot use it"):
        animate(MotionRequest("flow", flow=FlowOptions(device=device)), *demo)

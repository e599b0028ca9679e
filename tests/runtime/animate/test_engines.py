# SPDX-License-Identifier: GPL-3.0-or-later
"""An engine is chosen by its name; what it has not is refused, never passed over."""

import onnxruntime
import pytest
from soliloquy.runtime.animate.engines import animate
from soliloquy.runtime.animate.flow.options import FlowOptions
from soliloquy.runtime.direction import Direction
from soliloquy.runtime.errors import SetupError, UsageError
from soliloquy.runtime.speech import Speech, SpeechFeatures

Clip = tuple[Speech, SpeechFeatures]


@pytest.mark.parametrize(
    ("engine", "options", "named"),
    [
        ("magic", FlowOptions(), "engine 'magic'"),
        ("rules", FlowOptions(style="capture"), "style 'capture'"),
        ("rules", FlowOptions(device="cuda"), "device 'cuda'"),
        ("rules", FlowOptions(steps=4), "steps 4"),
        ("flow", FlowOptions(style="baroque"), "style 'baroque'"),
        ("flow", FlowOptions(device="abacus"), "device 'abacus'"),
        ("flow", FlowOptions(steps=0), "steps 0"),
        ("flow", FlowOptions(guidance=2.5), "guidance 2.5"),
    ],
)
def test_what_an_engine_has_not_is_refused(demo: Clip, engine: str, options: FlowOptions, named: str) -> None:
    with pytest.raises(UsageError, match=named):
        animate(engine, *demo, Direction(), options)


@pytest.mark.parametrize(
    ("device", "provider"),
    [("cuda", "CUDAExecutionProvider"), ("directml", "DmlExecutionProvider"), ("coreml", "CoreMLExecutionProvider")],
)
def test_a_device_that_is_not_there_is_an_error_and_no_fall_back(demo: Clip, device: str, provider: str) -> None:
    if provider in onnxruntime.get_available_providers():
        pytest.skip(f"this machine has {provider}")
    with pytest.raises(SetupError, match="cannot use it"):
        animate("flow", *demo, Direction(), FlowOptions(device=device))

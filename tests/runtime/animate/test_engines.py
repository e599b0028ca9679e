# SPDX-License-Identifier: GPL-3.0-or-later
"""An engine is chosen by its name; what it has not is refused, never passed over."""

import onnxruntime
import pytest
from soliloquy.runtime.animate.engines import animate
from soliloquy.runtime.direction import Direction
from soliloquy.runtime.errors import SetupError, UsageError
from soliloquy.runtime.speech import Speech, SpeechFeatures

Clip = tuple[Speech, SpeechFeatures]


@pytest.mark.parametrize(
    ("engine", "style", "device", "named"),
    [
        ("magic", "plain", "cpu", "engine 'magic'"),
        ("rules", "capture", "cpu", "style 'capture'"),
        ("rules", "plain", "cuda", "device 'cuda'"),
        ("flow", "baroque", "cpu", "style 'baroque'"),
        ("flow", "plain", "abacus", "device 'abacus'"),
    ],
)
def test_what_an_engine_has_not_is_refused(demo: Clip, engine: str, style: str, device: str, named: str) -> None:
    with pytest.raises(UsageError, match=named):
        animate(engine, *demo, Direction(), style, device)


@pytest.mark.parametrize(
    ("device", "provider"),
    [("cuda", "CUDAExecutionProvider"), ("directml", "DmlExecutionProvider"), ("coreml", "CoreMLExecutionProvider")],
)
def test_a_device_that_is_not_there_is_an_error_and_no_fall_back(demo: Clip, device: str, provider: str) -> None:
    if provider in onnxruntime.get_available_providers():
        pytest.skip(f"this machine has {provider}")
    with pytest.raises(SetupError, match="cannot use it"):
        animate("flow", *demo, Direction(), device=device)

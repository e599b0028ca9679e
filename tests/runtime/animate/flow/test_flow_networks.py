# SPDX-License-Identifier: GPL-3.0-or-later
"""The shipped graphs compute what the torch networks computed."""

from pathlib import Path

import numpy as np
import pytest
from soliloquy.runtime.animate.flow.networks import Graphs
from soliloquy.runtime.errors import SetupError, UsageError

SAMPLES = Path(__file__).with_name("torch_samples.npz")
NAMES = ("flow_listen", "flow_project", "flow_articulate", "flow_decoder", "flow_face")


@pytest.mark.parametrize("name", NAMES)
def test_graph_agrees_with_torch(name: str) -> None:
    with np.load(SAMPLES, allow_pickle=False) as archive:
        sample = {key.split("/")[1]: archive[key] for key in archive.files if key.startswith(f"{name}/")}
    expected = sample.pop("output")
    found = Graphs().run(name, sample)
    assert found.shape == expected.shape and expected.std() > 1e-4
    assert np.abs(found - expected).max() < 1e-3


def test_an_unknown_device_is_refused() -> None:
    with pytest.raises(UsageError, match="abacus"):
        Graphs(device="abacus").run("flow_face", {"latent": np.zeros((1, 24), np.float32)})


def test_a_device_that_is_not_there_is_refused_and_nothing_falls_back() -> None:
    import onnxruntime

    absent = {"cuda": "CUDAExecutionProvider", "directml": "DmlExecutionProvider", "coreml": "CoreMLExecutionProvider"}
    for device, provider in absent.items():
        if provider not in onnxruntime.get_available_providers():
            with pytest.raises(SetupError, match=device):
                Graphs(device=device).run("flow_face", {"latent": np.zeros((1, 24), np.float32)})
            return
    pytest.skip("this ONNX Runtime has every provider")

# SPDX-License-Identifier: GPL-3.0-or-later
"""The networks compute what they computed before they became ONNX.

reference_outputs.npz: what LiteRT (ai-edge-litert 2.3.0) and MediaPipe (0.10.14, a graph of its inference and its own
refinement) give for ``pattern`` with the files of the packages that models/models.toml
names; of the boxes every eighth. MediaPipe takes pictures of bytes, so its pattern is rounded to them, and it was asked
about a face too, since only there the parts that it looks at again lie where a face has them.
"""

from pathlib import Path

import numpy as np
import pytest
from soliloquy.runtime.face import networks

REFERENCE = Path(__file__).with_name("reference_outputs.npz")


def pattern(size: int) -> np.ndarray:
    """(1,3,size,size) in 0..1."""
    y, x = np.mgrid[0:size, 0:size] / size
    channels = [0.5 + 0.5 * np.sin(9 * x + 3 * y), 0.5 + 0.5 * np.cos(7 * y - 2 * x), x * y]
    return np.stack(channels)[np.newaxis].astype(np.float32)


INPUTS = {
    networks.DETECTOR: pattern(256) * 2 - 1,
    networks.LANDMARKS: np.round(pattern(192) * 255).astype(np.float32) / np.float32(255),
}
OUTPUTS = {
    networks.DETECTOR: ("boxes", "scores"),
    networks.LANDMARKS: ("points", "presence"),
}


@pytest.mark.parametrize("name", INPUTS)
def test_a_network_gives_what_it_gave_in_its_own_format(name: str) -> None:
    found = dict(zip(OUTPUTS[name], networks.run(name, INPUTS[name]), strict=True))
    if name == networks.DETECTOR:
        found["boxes"] = found["boxes"][:, ::8]
    with np.load(REFERENCE) as reference:
        for output, values in found.items():
            expected = reference[f"{name}_{output}"].reshape(values.shape)
            assert np.abs(values - expected).max() <= 1e-4 * max(1.0, np.abs(expected).max()), output
            assert np.ptp(expected) > 0 or expected.size == 1


def test_lips_and_eyes_are_refined_as_mediapipe_refines_them() -> None:
    with np.load(REFERENCE) as reference:
        chip = reference["portrait"].astype(np.float32)
        points, presence = networks.run(networks.LANDMARKS, chip.transpose(2, 0, 1)[np.newaxis] / 255)
        assert np.abs(points[0] - reference["portrait_points"]).max() < 0.02
        assert np.abs(presence - reference["portrait_presence"]).max() < 0.02

# SPDX-License-Identifier: GPL-3.0-or-later
"""The face encoder: sixteen patches become four, then one; F has length 1; a few steps learn from whom a picture is."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from soliloquy.runtime.face.entries import POINTS, SIDE  # noqa: E402
from soliloquy.training.face import train  # noqa: E402
from soliloquy.training.face.examples import Faces  # noqa: E402
from soliloquy.training.face.train import trained  # noqa: E402
from soliloquy.training.networks.face_encoder import FaceEncoder, LocalBlock, _by_patches  # noqa: E402


def test_attention_stays_within_a_patch() -> None:
    torch.manual_seed(0)
    block, tokens = LocalBlock(12, 3), torch.randn(1, 12, 16, 16)
    before = _by_patches(block, tokens)
    tokens[0, :, 5, 6] = torch.randn(12)
    changed = (_by_patches(block, tokens) - before).abs().amax(dim=1)[0] > 1e-6
    assert changed[4:8, 4:8].all()
    changed[4:8, 4:8] = False
    assert not changed.any()


def test_f_has_length_one_and_either_stream_gives_one() -> None:
    encoder = FaceEncoder().eval()
    chips, points = torch.zeros(2, 1, SIDE, SIDE), torch.zeros(2, POINTS, 3)
    for features in (encoder(chips, points), encoder.joined(encoder.pixels(chips), torch.zeros(2, 128))):
        assert features.shape == (2, 128)
        assert torch.allclose(features.norm(dim=1), torch.ones(2), atol=1e-5)


@pytest.mark.check
def test_a_run_that_was_ended_goes_on_as_if_it_had_not_been(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("whole", "ended"):
        (tmp_path / name).mkdir()
    draw = np.random.default_rng(1)
    person = np.repeat(np.arange(26), 2)
    known = np.stack([person % 2, 20.0 + person, np.full(52, 0.5), np.full(52, 0.5)], axis=1).astype(np.float32)
    chips = draw.integers(0, 255, (52, SIDE, SIDE), np.uint8)
    faces = Faces(chips, draw.normal(0, 0.05, (52, POINTS, 3)).astype(np.float32), person, known)
    whole = trained(faces, 2, 1, tmp_path / "whole")
    keep = train._keep

    def ended(*kept: Any) -> None:
        keep(*kept)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(train, "_keep", ended)
        trained(faces, 2, 1, tmp_path / "ended")
    again = trained(faces, 2, 1, tmp_path / "ended")
    for one, other in zip(whole.encoder.parameters(), again.encoder.parameters(), strict=True):
        assert torch.equal(one, other)

# SPDX-License-Identifier: GPL-3.0-or-later
"""The face encoder: sixteen patches become four, then one; F has length 1; a few steps learn from whom a picture is; a
face's mirror image has the same whitened points, and what runs over the points have learnt is averaged."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from soliloquy.runtime.face.entries import POINTS, SIDE  # noqa: E402
from soliloquy.training.face import train, train_points  # noqa: E402
from soliloquy.training.face.examples import Faces  # noqa: E402
from soliloquy.training.face.train import Trained, trained  # noqa: E402
from soliloquy.training.networks.face_encoder import FaceEncoder, LocalBlock, _by_patches  # noqa: E402


def _faces(draw: np.random.Generator, person: np.ndarray) -> Faces:
    count = len(person)
    known = np.stack([person % 2, 20.0 + person, *np.full((2, count), 0.5)], axis=1).astype(np.float32)
    chips = draw.integers(0, 255, (count, SIDE, SIDE), np.uint8)
    points, mirrored = draw.normal(0, 0.05, (2, count, POINTS, 3)).astype(np.float32)
    return Faces(chips, points, mirrored, np.zeros(count), person, known)


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


def test_a_face_and_its_mirror_image_have_the_same_whitened_points() -> None:
    draw = np.random.default_rng(1)
    half = draw.normal(0, 10, (POINTS // 2, 3))
    flip = (-1, 1, 1)
    faces = np.concatenate([half, half * flip]) + draw.normal(0, 0.02, (60, POINTS, 3))
    mirrored = np.roll(faces, POINTS // 2, axis=1) * flip
    encoder = FaceEncoder()
    train_points.set_whitening(encoder, faces)
    one, other = (encoder.points.white(torch.from_numpy(each.astype(np.float32))) for each in (faces, mirrored))
    assert torch.allclose(one, other, atol=0.01) and (one[0] - one[1]).norm() > 5


def test_what_the_runs_over_the_points_have_learnt_is_averaged(monkeypatch: pytest.MonkeyPatch) -> None:
    learnt = iter((1.0, 3.0))

    def run(both: Trained, *_: Any) -> Trained:
        torch.nn.init.constant_(both.encoder.join.weight, next(learnt))
        return both

    monkeypatch.setattr(train_points, "_RUNS", 2)
    monkeypatch.setattr(train_points, "_run", run)
    draw = np.random.default_rng(1)
    first = FaceEncoder()
    both = train_points.with_points(_faces(draw, np.arange(40)), first, 1, 0)
    assert (both.encoder.join.weight == 2).all()
    assert torch.equal(both.encoder.pixels.last.weight, first.pixels.last.weight)


def test_pictures_and_mirror_images_are_learnt_from_alike() -> None:
    faces = _faces(np.random.default_rng(1), np.arange(3))
    both = train_points.both_sides(faces)
    assert (both.points == np.concatenate([faces.points, faces.mirrored])).all()
    assert (both.person == [0, 1, 2, 0, 1, 2]).all() and (both.chips[3:] == faces.chips).all()


@pytest.mark.check
def test_a_run_that_was_ended_goes_on_as_if_it_had_not_been(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("whole", "ended"):
        (tmp_path / name).mkdir()
    faces = _faces(np.random.default_rng(1), np.repeat(np.arange(26), 2))
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

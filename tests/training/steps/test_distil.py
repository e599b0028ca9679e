# SPDX-License-Identifier: GPL-3.0-or-later
"""Guidance in one pass is that of two. Needs torch."""

from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch is installed for training alone (requirements/training.txt)")

from soliloquy.runtime.animate.flow.matching import on_path  # noqa: E402
from soliloquy.training.data.corpus import corpus_of  # noqa: E402
from soliloquy.training.data.dataset import Clip  # noqa: E402
from soliloquy.training.steps import loop  # noqa: E402
from soliloquy.training.steps.distil import train_distilled, velocity_of_two_passes  # noqa: E402
from soliloquy.training.steps.encoded_clips import with_heard_features, with_latents  # noqa: E402
from soliloquy.training.steps.flow import train_flow  # noqa: E402
from soliloquy.training.steps.geometry import LipGeometry  # noqa: E402
from soliloquy.training.steps.hear import train_hear  # noqa: E402
from soliloquy.training.steps.vae import train_vae  # noqa: E402


def test_one_pass_learns_the_guided_velocity_of_two(clips: list[Clip], geometry: LipGeometry, tmp_path: Path) -> None:
    vae = train_vae(clips, geometry, tmp_path / "vae.pt", steps=20)
    hearing = train_hear(clips, [], vae, None, tmp_path / "hear.pt", steps=2)
    heard = with_latents(with_heard_features(clips, hearing), vae)
    teacher = train_flow(heard, [], hearing, vae, geometry, tmp_path / "flow.pt", steps=30)
    student = train_distilled(heard, teacher, hearing, tmp_path / "distil.pt", steps=60)
    corpus = corpus_of(heard, ("feature", "source", "emotion", "style", "latent"))
    given = corpus.windows(corpus.places(4, 100, np.random.default_rng(1)))
    style, t = hearing.styles(given["style"]), torch.full((4,), 0.3, device=loop.device())
    frames = hearing.frame_condition(given["feature"], given["source"], given["emotion"], style)
    x_t = on_path(torch.randn_like(given["latent"]), given["latent"], t[:, None, None])
    inputs = (x_t, t, frames, given["emotion"], style, torch.full_like(t, 2.0))
    with torch.no_grad():
        guided, learned, unguided = velocity_of_two_passes(teacher, *inputs), student(*inputs), teacher(*inputs[:-1])
    assert float((learned - guided).pow(2).mean()) < 0.5 * float((unguided - guided).pow(2).mean())

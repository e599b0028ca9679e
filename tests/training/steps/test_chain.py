# SPDX-License-Identifier: GPL-3.0-or-later
"""Each training step learns on a few made-up clips, after the steps before it, and repeats. Needs torch."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch is installed for training alone (requirements/training.txt)")

from soliloquy.training.data.dataset import Clip  # noqa: E402
from soliloquy.training.export.to_onnx import export, networks_to_ship  # noqa: E402
from soliloquy.training.networks.joint import JointNetworks  # noqa: E402
from soliloquy.training.steps import loop  # noqa: E402
from soliloquy.training.steps.distil import train_distilled  # noqa: E402
from soliloquy.training.steps.encoded_clips import with_heard_features, with_latents  # noqa: E402
from soliloquy.training.steps.flow import train_flow  # noqa: E402
from soliloquy.training.steps.geometry import LipGeometry  # noqa: E402
from soliloquy.training.steps.hear import train_hear  # noqa: E402
from soliloquy.training.steps.project import train_project  # noqa: E402
from soliloquy.training.steps.run import STEPS  # noqa: E402
from soliloquy.training.steps.sync import train_sync  # noqa: E402
from soliloquy.training.steps.tune import train_tuning  # noqa: E402
from soliloquy.training.steps.vae import train_vae  # noqa: E402


def test_the_whole_chain_learns_and_exports(
    clips: list[Clip], made_up_clip: Callable[[int], Clip], geometry: LipGeometry, tmp_path: Path
) -> None:
    captured = [replace(made_up_clip(9), style=1)]
    vae = train_vae(clips, geometry, tmp_path / "vae.pt", steps=300)
    lips, face = (torch.as_tensor(np.concatenate([getattr(clip, name) for clip in clips])) for name in ("lips", "face"))
    truth = torch.as_tensor(np.concatenate([clip.weights for clip in clips])).float()
    with torch.no_grad():
        assert float((vae.cpu()(vae.encode(lips, face)) - truth).abs().mean()) < 0.02
    vae.to(loop.device())
    expert = train_sync(clips, vae, tmp_path / "sync.pt", steps=3)
    hearing = train_hear(clips, captured, vae, expert, tmp_path / "hear.pt", steps=3)
    heard = with_latents(with_heard_features(clips, hearing), vae)
    projector = train_project(heard, tmp_path / "project.pt", steps=3)
    borrowed = with_latents(with_heard_features(captured, hearing), vae)
    flow = train_flow(heard, borrowed, hearing, vae, geometry, tmp_path / "flow.pt", steps=3)
    rehearsed = [*heard, *borrowed]
    apart = JointNetworks(projector, hearing, flow)
    joint = train_tuning(heard, rehearsed, apart, vae, geometry, tmp_path / "tune.pt", steps=2)
    joint.flow = train_distilled(rehearsed, joint.flow, joint.hearing, tmp_path / "distil.pt", steps=2)

    for name, (network, inputs) in networks_to_ship(joint, vae).items():
        assert export(network, inputs, tmp_path / f"{name}.onnx") < 1e-3


def test_the_same_seed_gives_the_same_networks(clips: list[Clip], geometry: LipGeometry, tmp_path: Path) -> None:
    vae = train_vae(clips, geometry, tmp_path / "vae.pt", steps=2)
    first, second = (
        train_sync(clips, vae, tmp_path / name, steps=3).sound.layers[0].weight for name in ("a.pt", "b.pt")
    )
    assert torch.equal(first, second)


def test_every_step_has_a_module_of_its_name() -> None:
    for name in STEPS:
        assert (Path(loop.__file__).with_name(f"{name}.py")).is_file()

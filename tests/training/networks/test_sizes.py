# SPDX-License-Identifier: GPL-3.0-or-later
"""The networks stay small enough to train on a CPU and to ship. Needs torch."""

import pytest

pytest.importorskip("torch", reason="torch is installed for training alone (requirements/training.txt)")

from soliloquy.training.networks.flow import FlowDecoder
from soliloquy.training.networks.hearing import Hearing
from soliloquy.training.networks.projector import TtsProjector
from soliloquy.training.networks.vae import LATENT


def test_networks_are_as_small_as_promised() -> None:
    decoder = sum(parameter.numel() for parameter in FlowDecoder(LATENT).parameters())
    everything = decoder + sum(p.numel() for net in (Hearing(), TtsProjector()) for p in net.parameters())
    assert decoder <= 3_000_000 and everything <= 5_000_000

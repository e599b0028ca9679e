# SPDX-License-Identifier: GPL-3.0-or-later
"""The one training loop: seeded, resumable, on one thread of a CPU."""

import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

THREADS = 1
_SAVE_EVERY_SECONDS = 60.0


def start_from(seed: int) -> None:
    """Make the next networks' first weights those of ``seed``."""
    torch.manual_seed(seed)


def train(
    networks: nn.Module,
    loss_of_step: Callable[[np.random.Generator], tuple[Tensor, dict[str, float]]],
    steps: int,
    checkpoint: Path,
    learning_rate: float = 1e-3,
    seed: int = 0,
    weight_decay: float = 0.01,
) -> None:
    """Take ``steps`` steps of AdamW (one cycle) and keep the networks in ``checkpoint``.

    The batches of step n depend on the seed and n alone, so a resumed run sees what an unbroken one does.
    A finished checkpoint is loaded and nothing is trained.
    """
    torch.set_num_threads(THREADS)
    parameters = [parameter for parameter in networks.parameters() if parameter.requires_grad]
    optimiser = torch.optim.AdamW(parameters, learning_rate, weight_decay=weight_decay)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, learning_rate, max(steps, 2), pct_start=0.15)
    first = _resume(networks, optimiser, schedule, checkpoint)
    saved = time.monotonic()
    networks.train()
    for step in range(first, steps):
        torch.manual_seed(seed * 1_000_003 + step)
        loss, parts = loss_of_step(np.random.default_rng([seed, step]))
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(parameters, 1.0)
        optimiser.step()
        schedule.step()
        if step % 100 == 0 or step == steps - 1:
            told = " ".join(f"{name} {value:.4f}" for name, value in parts.items())
            print(f"{checkpoint.stem} {step} {told}", file=sys.stderr, flush=True)
        if time.monotonic() - saved > _SAVE_EVERY_SECONDS or step == steps - 1:
            _save(networks, optimiser, schedule, step + 1, checkpoint)
            saved = time.monotonic()
    networks.eval()


def _resume(
    networks: nn.Module,
    optimiser: torch.optim.Optimizer,
    schedule: torch.optim.lr_scheduler.LRScheduler,
    checkpoint: Path,
) -> int:
    if not checkpoint.exists():
        checkpoint.parent.mkdir(parents=True, exist_ok=True)
        return 0
    state = torch.load(checkpoint, weights_only=True)
    networks.load_state_dict(state["networks"])
    optimiser.load_state_dict(state["optimiser"])
    schedule.load_state_dict(state["schedule"])
    return int(state["steps"])


def _save(
    networks: nn.Module,
    optimiser: torch.optim.Optimizer,
    schedule: torch.optim.lr_scheduler.LRScheduler,
    steps: int,
    checkpoint: Path,
) -> None:
    part = checkpoint.with_suffix(".part")
    state = {"networks": networks.state_dict(), "optimiser": optimiser.state_dict()}
    torch.save(state | {"schedule": schedule.state_dict(), "steps": steps}, part)
    part.replace(checkpoint)


def load_networks(networks: nn.Module, checkpoint: Path) -> nn.Module:
    """The networks as a finished step left them, ready for use."""
    networks.load_state_dict(torch.load(checkpoint, map_location="cpu", weights_only=True)["networks"])
    return networks.eval()

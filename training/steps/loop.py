# SPDX-License-Identifier: GPL-3.0-or-later
"""The one training loop: seeded and resumable, on a GPU where there is one, else on one thread of a CPU.

On a GPU the whole step is captured once as a CUDA graph and replayed: these networks are small, and launching their
kernels one by one takes several times as long as running them. On a CPU that multiplies bfloat16 numbers itself the
networks compute in those (1.7 times as fast); weights, losses and the optimiser stay in single precision.
"""

import math
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from ...runtime.whole_file import whole_file

THREADS = 1
_SAVE_EVERY_SECONDS = 60.0
_REPORT_EVERY_STEPS = 100
_RISING_SHARE = 0.15
"""Of the steps. Chosen by eye."""
_FIRST_RATE, _LAST_RATE = 1 / 25, 1e-4
"""Shares of the highest rate: what torch's own ``OneCycleLR`` begins with, and nearly nothing."""
_LARGEST_GRADIENT = 1.0
"""Norm. Chosen by eye."""
_STEPS_BEFORE_CAPTURE = 3
"""As in torch's own example of capturing a whole training step."""

Batch = dict[str, Tensor]
Loss = tuple[Tensor, dict[str, Tensor]]
"""The value to make smaller, and what is reported of it by name."""


def device() -> torch.device:
    """Where networks are trained."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def start_from(seed: int) -> None:
    """Make the next networks' first weights those of ``seed``."""
    torch.manual_seed(seed)


def train(
    networks: nn.Module,
    draw: Callable[[np.random.Generator], Batch],
    loss: Callable[[Batch], Loss],
    steps: int,
    checkpoint: Path,
    learning_rate: float = 1e-3,
    seed: int = 0,
    weight_decay: float = 0.01,
) -> None:
    """Take ``steps`` steps of AdamW (one cycle) and keep the networks in ``checkpoint``.

    draw: what a step needs, always in the same shapes. loss: networks and whatever else it uses lie on ``device()``,
    and it asks for no value on the way. The batches of step n depend on the seed and n alone, so a resumed run sees
    what an unbroken one does. A finished checkpoint is loaded and nothing is trained.
    """
    torch.set_num_threads(THREADS)
    networks.to(device()).train()
    parameters = [parameter for parameter in networks.parameters() if parameter.requires_grad]
    on_gpu = device().type == "cuda"
    rate = torch.tensor(learning_rate, device=device()) if on_gpu else learning_rate
    optimiser = torch.optim.AdamW(parameters, rate, weight_decay=weight_decay, capturable=on_gpu)
    first = _resume(networks, optimiser, checkpoint)

    def step(batch: Batch) -> dict[str, Tensor]:
        with torch.autocast("cpu", torch.bfloat16, enabled=not on_gpu and _cpu_knows_bfloat16()):
            value, reported = loss(batch)
        optimiser.zero_grad()
        value.backward()
        nn.utils.clip_grad_norm_(parameters, _LARGEST_GRADIENT)
        optimiser.step()
        return reported

    take = _GraphOfStep(step).take if on_gpu else step
    saved = time.monotonic()
    for number in range(first, steps):
        torch.manual_seed(seed * 1_000_003 + number)
        _set_rate(optimiser, learning_rate * _share_of_rate(number / max(steps, 2)))
        reported = take(draw(np.random.default_rng([seed, number])))
        if number % _REPORT_EVERY_STEPS == 0 or number == steps - 1:
            line = " ".join(f"{name} {float(value):.4f}" for name, value in reported.items())
            print(f"{checkpoint.stem} {number} {line}", file=sys.stderr, flush=True)
        if time.monotonic() - saved > _SAVE_EVERY_SECONDS or number == steps - 1:
            _save(networks, optimiser, number + 1, checkpoint)
            saved = time.monotonic()
    networks.eval()


class _GraphOfStep:
    """A step as a CUDA graph. The first steps are taken one kernel at a time, for the libraries set themselves up
    in them; then the step is captured, and from then on replayed on the batch's values."""

    def __init__(self, step: Callable[[Batch], dict[str, Tensor]]) -> None:
        self._step = step
        self._stream = torch.cuda.Stream()
        self._taken = 0
        self._graph: torch.cuda.CUDAGraph | None = None
        self._batch: Batch = {}
        self._reported: dict[str, Tensor] = {}

    def take(self, batch: Batch) -> dict[str, Tensor]:
        if not self._batch:
            self._batch = {name: value.to(device()) for name, value in batch.items()}
        for name, value in batch.items():
            self._batch[name].copy_(value)
        if self._taken < _STEPS_BEFORE_CAPTURE:
            self._taken += 1
            self._stream.wait_stream(torch.cuda.current_stream())
            with torch.cuda.stream(self._stream):
                reported = self._step(self._batch)
            torch.cuda.current_stream().wait_stream(self._stream)
            return reported
        if self._graph is None:
            self._graph = torch.cuda.CUDAGraph()
            with torch.cuda.graph(self._graph):
                self._reported = self._step(self._batch)
        self._graph.replay()
        return self._reported


def _cpu_knows_bfloat16() -> bool:
    return bool(torch.cpu.get_capabilities().get("avx512_bf16"))


def _share_of_rate(progress: float) -> float:
    """One cycle (Smith and Topin 2017): up along a cosine over the first steps, then down to almost nothing."""
    if progress < _RISING_SHARE:
        return _FIRST_RATE + (1 - _FIRST_RATE) * _half_cosine(progress / _RISING_SHARE)
    return 1 + (_LAST_RATE - 1) * _half_cosine((progress - _RISING_SHARE) / (1 - _RISING_SHARE))


def _half_cosine(share: float) -> float:
    return 0.5 - 0.5 * math.cos(math.pi * share)


def _set_rate(optimiser: torch.optim.Optimizer, rate: float) -> None:
    for group in optimiser.param_groups:
        if isinstance(group["lr"], Tensor):  # a captured step reads it there
            group["lr"].fill_(rate)
        else:
            group["lr"] = rate


def _resume(networks: nn.Module, optimiser: torch.optim.Optimizer, checkpoint: Path) -> int:
    if not checkpoint.exists():
        checkpoint.parent.mkdir(parents=True, exist_ok=True)
        return 0
    state = torch.load(checkpoint, map_location=device(), weights_only=True)
    networks.load_state_dict(state["networks"])
    rates = [group["lr"] for group in optimiser.param_groups]
    optimiser.load_state_dict(state["optimiser"])
    for group, rate in zip(optimiser.param_groups, rates, strict=True):
        group["lr"] = rate
    return int(state["steps"])


def _save(networks: nn.Module, optimiser: torch.optim.Optimizer, steps: int, checkpoint: Path) -> None:
    with whole_file(checkpoint) as part, part.open("wb") as file:
        torch.save({"networks": networks.state_dict(), "optimiser": optimiser.state_dict(), "steps": steps}, file)


def load_networks(networks: nn.Module, checkpoint: Path) -> nn.Module:
    """The networks as a finished step left them, ready for use where training runs."""
    networks.load_state_dict(torch.load(checkpoint, map_location="cpu", weights_only=True)["networks"])
    return networks.to(device()).eval()

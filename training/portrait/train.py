# SPDX-License-Identifier: GPL-3.0-or-later
"""Step 3: train what repaints the mouth, on the patches of steps 1 and 2.

    python -m soliloquy.training.portrait.train --folder FOLDER

A run is kept every so many steps, with the running mean of its weights, which is what is exported; one that was ended
goes on, with the same batches as if it had not been. ``--without`` and ``--only`` are the ablations.
"""

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from ...runtime.portrait.patch import edge_fade
from ...runtime.whole_file import whole_file
from ..networks.mouth_painter import MouthPainter
from .drawn import HELD_OUT
from .examples import Mouths, load
from .pairs import Batch, Pairs, batches

STEPS, SEED, BATCH = 2600, 5, 8
_KEPT_EVERY, _TOLD_EVERY = 25, 50
_LEARNING_RATE, _WARM = 8e-4, 40
_MEAN = 0.99
"""Of the running mean of the weights, per step."""
_DRAWN = 0.5
"""Share of pairs that are of drawn heads."""
_LIPS, _WITHIN = 3.0, 6.0
"""How much more an error on lips, and between them, counts."""
_EDGES, _LIKENESS, _LITTLE = 0.5, 0.15, 0.01
PARTS = ("flow", "spade", "maps")


@dataclass(frozen=True)
class Variant:
    """without: a part of the network that is left out. only: "man" or "drawn"."""

    without: str | None = None
    only: str | None = None

    @property
    def name(self) -> str:
        return f"without_{self.without}" if self.without else f"only_{self.only}" if self.only else "whole"

    def network(self) -> MouthPainter:
        return MouthPainter(**{f"with_{part}": part != self.without for part in PARTS})


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--folder", type=Path, required=True, help="of steps 1 and 2")
    parser.add_argument("--steps", type=int, default=STEPS)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--without", choices=PARTS)
    parser.add_argument("--only", choices=("man", "drawn"))
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    train(given.folder, Variant(given.without, given.only), given.steps, given.seed)
    return 0


def checkpoint(folder: Path, variant: Variant) -> Path:
    return folder / f"painter_{variant.name}.pt"


def kinds_of(folder: Path, variant: Variant) -> list[tuple[Pairs, float]]:
    """What pairs are drawn from, with their shares; held-out heads are not among them."""
    kinds = []
    if variant.only != "drawn":
        kinds.append((Pairs(load(folder, "man"), one_person=True), 1.0 - _DRAWN))
    if variant.only != "man":
        drawn = load(folder, "drawn")
        kept = drawn.group % HELD_OUT != 0
        seen = Mouths(drawn.patches[kept], drawn.points[kept], drawn.light[kept], drawn.group[kept])
        kinds.append((Pairs(seen, one_person=False), _DRAWN))
    return kinds


def train(folder: Path, variant: Variant, steps: int, seed: int) -> None:
    """Carried on from where the folder has it."""
    torch.manual_seed(seed)
    network, mean = variant.network(), variant.network()
    mean.load_state_dict(network.state_dict())
    optimiser = torch.optim.AdamW(network.parameters(), lr=_LEARNING_RATE, betas=(0.9, 0.98), weight_decay=0.01)
    path, first = checkpoint(folder, variant), 0
    if path.exists():
        kept = torch.load(path, weights_only=True)
        network.load_state_dict(kept["network"])
        mean.load_state_dict(kept["mean"])
        optimiser.load_state_dict(kept["optimiser"])
        first = kept["step"]
    losses = []
    for step, each in enumerate(batches(kinds_of(folder, variant), BATCH, seed, first, steps), first + 1):
        for group in optimiser.param_groups:
            group["lr"] = _rate(step, steps)
        loss = loss_of(network, each)
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        _follow(mean, network, min(_MEAN, step / (step + 10)))
        losses.append(loss.item())
        if step % _TOLD_EVERY == 0:
            print(f"step {step}/{steps} loss {np.mean(losses[-_TOLD_EVERY:]):.4f}", file=sys.stderr, flush=True)
        if step % _KEPT_EVERY == 0 or step == steps:
            _keep(path, network, mean, optimiser, step)


def composed(painted: Tensor, warped: Tensor) -> Tensor:
    """What is seen: the paint over the warped patch."""
    mask = painted[:, 3:] * torch.from_numpy(edge_fade())
    return warped + mask * (painted[:, :3] - warped)


def loss_of(network: MouthPainter, each: Batch) -> Tensor:
    """Absolute errors, those of edges, and what is unlike by SSIM at three scales; on lips and between them more."""
    with torch.autocast("cpu", torch.bfloat16):
        painted = network(each.reference, each.before, each.begun, each.wanted, each.flow)
    painted = painted.float()
    seen = composed(painted, each.warped)
    counts = 1.0 + _LIPS * functional.avg_pool2d(each.wanted[:, :1], 5, 1, 2) + _WITHIN * each.wanted[:, 1:2]
    counts = counts / counts.mean()
    error = ((seen - each.target).abs() * counts).mean()
    edges = sum(((_slope(seen, axis) - _slope(each.target, axis)).abs() * _cut(counts, axis)).mean() for axis in (2, 3))
    beyond = (painted[:, 3:] * (1.0 - functional.max_pool2d(each.wanted[:, :1], 9, 1, 4))).mean()
    return error + _EDGES * edges + _LIKENESS * _unlike(seen, each.target) + _LITTLE * beyond


def _unlike(one: Tensor, other: Tensor) -> Tensor:
    """1 - SSIM (Wang et al. 2004) with 7 x 7 boxes, the mean over three scales."""
    found = []
    for _ in range(3):
        both = functional.avg_pool2d(torch.cat([one, other, one * one, other * other, one * other], dim=1), 7, 1)
        mean_one, mean_other, square_one, square_other, product = both.chunk(5, dim=1)
        spread = square_one - mean_one**2 + square_other - mean_other**2
        shared = product - mean_one * mean_other
        alike = (2 * mean_one * mean_other + 1e-4) / (mean_one**2 + mean_other**2 + 1e-4)
        found.append((alike * (2 * shared + 9e-4) / (spread + 9e-4)).mean())
        one, other = functional.avg_pool2d(one, 2), functional.avg_pool2d(other, 2)
    return 1.0 - torch.stack(found).mean()


def _slope(picture: Tensor, axis: int) -> Tensor:
    return picture.narrow(axis, 1, picture.shape[axis] - 1) - picture.narrow(axis, 0, picture.shape[axis] - 1)


def _cut(counts: Tensor, axis: int) -> Tensor:
    return counts.narrow(axis, 1, counts.shape[axis] - 1)


def _rate(step: int, steps: int) -> float:
    """Up in a straight line, then down along a cosine."""
    if step < _WARM:
        return _LEARNING_RATE * step / _WARM
    return _LEARNING_RATE * (0.02 + 0.98 * 0.5 * (1 + float(np.cos(np.pi * min(step / steps, 1.0)))))


@torch.no_grad()
def _follow(mean: nn.Module, network: nn.Module, share: float) -> None:
    for kept, now in zip(mean.parameters(), network.parameters(), strict=True):
        kept.lerp_(now, 1.0 - share)


def _keep(path: Path, network: nn.Module, mean: nn.Module, optimiser: torch.optim.Optimizer, step: int) -> None:
    state = {"network": network.state_dict(), "mean": mean.state_dict(), "optimiser": optimiser.state_dict()}
    with whole_file(path) as part, part.open("wb") as file:
        torch.save(state | {"step": step}, file)


if __name__ == "__main__":
    sys.exit(main())

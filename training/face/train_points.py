# SPDX-License-Identifier: GPL-3.0-or-later
"""Step 3: train the points' stream beside the pixels of step 2, which stay, and what is told of both.

    python -m soliloquy.training.face.train_points

The points are whitened: what tells faces apart is small beside what a turn or a smile moves. A minute or two, since
what the pixels give is worked out beforehand, of each picture changed by chance: pixels that were learnt from are known
too well as they are, and would be trusted too much.
"""

import argparse
import sys
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from ...runtime.arrays import Array
from ...runtime.face.entries import even
from ..networks.face_encoder import COMPONENTS, Attributes, FaceEncoder, PlainPoints
from .augment import augmented
from .examples import FaceRecipe, Faces, load
from .train import EPOCHS, SEED, Trained, checkpoint, held_out, pairs_of_views, targets, told_loss

_ROUNDS = 12
_LEARNING_RATE, _DECAY = 1e-3, 0.3
_NOISE = 0.5
"""Standard deviation that is added to the whitened points."""
_WITHOUT_PIXELS = 0.7
"""Share of faces whose pixels are left out: they know the people learnt from better than others."""
_LEAST = 1e-10
_AT_ONCE = 64


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--folder", type=Path, default=FaceRecipe().folder(), help="of step 1")
    parser.add_argument("--rounds", type=int, default=_ROUNDS)
    parser.add_argument("--epochs", type=int, default=EPOCHS, help="of step 2")
    parser.add_argument("--seed", type=int, default=SEED)
    given = parser.parse_args()
    torch.set_num_threads(1)
    faces = load(given.folder)
    first = FaceEncoder(PlainPoints())
    kept = torch.load(checkpoint(given.folder, given.seed, given.epochs), weights_only=True)
    nn.ModuleList([first, Attributes()]).load_state_dict(kept["networks"])
    both = with_points(faces.where(~held_out(faces)), first, given.rounds, given.seed)
    torch.save({"encoder": both.encoder.state_dict(), "attributes": both.attributes.state_dict()}, whole(given.folder))
    return 0


def whole(folder: Path) -> Path:
    """Where the trained encoder lies."""
    return folder / "encoder.pt"


def loaded(folder: Path) -> Trained:
    """The trained encoder, ready to be asked."""
    kept = torch.load(whole(folder), weights_only=True)
    both = Trained(FaceEncoder(), Attributes())
    both.encoder.load_state_dict(kept["encoder"])
    both.attributes.load_state_dict(kept["attributes"])
    both.encoder.eval(), both.attributes.eval()
    return both


def with_points(faces: Faces, first: FaceEncoder, rounds: int, seed: int) -> Trained:
    """One cycle of AdamW over everything but the pixels, which are those of ``first``."""
    torch.manual_seed(seed)
    both = Trained(FaceEncoder(), Attributes())
    encoder = both.encoder
    encoder.pixels.load_state_dict(first.pixels.state_dict())
    set_whitening(encoder, faces.points)
    draw = np.random.default_rng(seed)
    seen = _changed(encoder, faces.chips, draw)
    white = encoder.points.white(torch.from_numpy(faces.points))
    wanted = torch.from_numpy(targets(faces.known))
    learning = nn.ModuleList([encoder.points, encoder.join, both.attributes]).train()
    optimiser = torch.optim.AdamW(learning.parameters(), lr=_LEARNING_RATE, weight_decay=_DECAY)
    batches = [rows for _ in range(rounds) for rows in pairs_of_views(faces, draw)]
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, _LEARNING_RATE, total_steps=len(batches) + 1)
    for rows in batches:
        points = encoder.points.of_white(white[rows] + _NOISE * torch.randn(len(rows), COMPONENTS))
        features = encoder.joined(seen[rows] * (torch.rand(len(rows), 1) > _WITHOUT_PIXELS), points)
        loss = told_loss(both.attributes(features), features, wanted[rows])
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        schedule.step()
    print(f"loss {loss.item():.3f}", file=sys.stderr)
    _balance(both, encoder.joined(seen, encoder.points.of_white(white)), wanted[:, 0] > 0.5)
    return both


@torch.no_grad()
def _balance(both: Trained, features: Tensor, woman: Tensor) -> None:
    """Let 0 lie in the middle between what is told of women and of men."""
    told = both.attributes(features)[:, 0]
    last = both.attributes.layers[-1]
    last.bias[0] -= (told[woman].mean() + told[~woman].mean()) / 2


def set_whitening(encoder: FaceEncoder, points: Array) -> None:
    """The mean of the points, and what gives their principal components a standard deviation of 1."""
    flat = points.reshape(len(points), -1).astype(np.float64)
    mean = flat.mean(axis=0)
    values, vectors = np.linalg.eigh((flat - mean).T @ (flat - mean) / len(flat))
    whitening = vectors[:, ::-1][:, :COMPONENTS] / np.sqrt(np.maximum(values[::-1][:COMPONENTS], _LEAST))
    encoder.points.mean.copy_(torch.from_numpy(mean.astype(np.float32)))
    encoder.points.whitening.copy_(torch.from_numpy(whitening.astype(np.float32)))


@torch.no_grad()
def _changed(encoder: FaceEncoder, chips: Array, draw: np.random.Generator) -> Tensor:
    """As ``seen_by_pixels``, of each chip changed by chance."""
    whole = np.concatenate([chips, chips[: -len(chips) % _AT_ONCE]])
    parts = (augmented(whole[at : at + _AT_ONCE], draw) for at in range(0, len(whole), _AT_ONCE))
    return torch.cat([encoder.pixels(part) for part in parts])[: len(chips)]


@torch.no_grad()
def seen_by_pixels(encoder: FaceEncoder, chips: Array) -> Tensor:
    """(N,FEATURES) of chips (N,SIDE,SIDE) uint8."""
    parts = (torch.from_numpy(even(chips[at : at + _AT_ONCE]))[:, None] for at in range(0, len(chips), _AT_ONCE))
    return torch.cat([encoder.pixels(part) for part in parts])


if __name__ == "__main__":
    sys.exit(main())

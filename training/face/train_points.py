# SPDX-License-Identifier: GPL-3.0-or-later
"""Step 3: train the points' stream beside the pixels of step 2, which stay, and what is told of both.

    python -m soliloquy.training.face.train_points

The points are made alike on both sides and whitened: what tells faces apart is small beside what a turn or a smile
moves. What the pixels give is worked out beforehand, of each picture changed by chance: pixels that were learnt from
are known too well as they are, and would be trusted too much. So a run takes seconds, and the mean of several that
begin alike is kept ("Model soups", Wortsman et al. 2022): what is told hangs less on the order of the pictures.
"""

import argparse
import copy
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from ...runtime.arrays import Array
from ...runtime.face.entries import POINTS, even
from ..networks.face_encoder import COMPONENTS, Attributes, FaceEncoder, PlainPoints
from .augment import augmented
from .examples import FaceRecipe, Faces, load
from .train import EPOCHS, SEED, Trained, checkpoint, held_out, pairs_of_views, targets, told_loss

_ROUNDS = 24
_LEARNING_RATE, _DECAY = 1e-3, 0.3
_NOISE = 0.5
"""Standard deviation that is added to the whitened points."""
_WITHOUT_PIXELS = 0.7
"""Share of faces whose pixels are left out: they know the people learnt from better than others."""
_UNKNOWN = 3e-4
"""Standard deviation by which points are uncertain that are kept in half precision, in distances of the eyes."""
_RUNS = 8
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
    both = with_points(both_sides(faces.where(~held_out(faces))), first, given.rounds, given.seed)
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


def both_sides(faces: Faces) -> Faces:
    """Twice as many: after the pictures their mirror images, whose points the mesh lays otherwise. Chips are as they
    are, for changing them by chance mirrors half of them."""
    rows = np.arange(len(faces.person))
    return replace(faces.where(np.r_[rows, rows]), points=np.concatenate([faces.points, faces.mirrored]))


def with_points(faces: Faces, first: FaceEncoder, rounds: int, seed: int) -> Trained:
    """The mean of ``_RUNS`` runs over everything but the pixels, which are those of ``first``."""
    torch.manual_seed(seed)
    both = Trained(FaceEncoder(), Attributes())
    encoder = both.encoder
    encoder.pixels.load_state_dict(first.pixels.state_dict())
    set_whitening(encoder, faces.points)
    draw = np.random.default_rng(seed)
    seen = _changed(encoder, faces.chips, draw)
    white = encoder.points.white(torch.from_numpy(faces.points))
    runs = [_run(copy.deepcopy(both), faces, seen, white, rounds, draw) for _ in range(_RUNS)]
    learnt = [nn.ModuleList([run.encoder, run.attributes]).state_dict() for run in runs]
    mean = {name: torch.stack([each[name] for each in learnt]).mean(dim=0) for name in learnt[0]}
    nn.ModuleList([encoder, both.attributes]).load_state_dict(mean)
    _balance(both, encoder.joined(seen, encoder.points.of_white(white)), torch.from_numpy(faces.known[:, 0] > 0.5))
    return both


def _run(both: Trained, faces: Faces, seen: Tensor, white: Tensor, rounds: int, draw: np.random.Generator) -> Trained:
    """One cycle of AdamW from ``both`` on. seen (N,FEATURES) by pixels; white (N,COMPONENTS) of the faces' points."""
    encoder, wanted = both.encoder, torch.from_numpy(targets(faces.known))
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
    return both


@torch.no_grad()
def _balance(both: Trained, features: Tensor, woman: Tensor) -> None:
    """Let 0 lie in the middle between what is told of women and of men."""
    told = both.attributes(features)[:, 0]
    last = both.attributes.layers[-1]
    last.bias[0] -= (told[woman].mean() + told[~woman].mean()) / 2


def set_whitening(encoder: FaceEncoder, points: Array) -> None:
    """The mean of the points, and what gives the principal components of their symmetric part a standard deviation of
    1: what sets a face's sides apart is mostly its turn and the mesh's error (``symmetric``)."""
    mean = points.mean(axis=0, dtype=np.float64)
    mirror = _mirror_images(mean)
    flat = symmetric(points - mean, mirror).reshape(len(points), -1)
    values, vectors = np.linalg.eigh(flat.T @ flat / len(flat))
    components = vectors[:, ::-1][:, :COMPONENTS] / np.sqrt(values[::-1][:COMPONENTS] + _UNKNOWN**2)
    each = np.eye(3 * POINTS).reshape(-1, POINTS, 3)
    whitening = symmetric(each, mirror).reshape(3 * POINTS, -1) @ components
    encoder.points.mean.copy_(torch.from_numpy(mean.ravel().astype(np.float32)))
    encoder.points.whitening.copy_(torch.from_numpy(whitening.astype(np.float32)))


def symmetric(points: Array, mirror: Array) -> Array:
    """The means (N,POINTS,3) of faces and their mirror images. mirror (POINTS,): each point's number in those. A linear
    rule had the sex of 94.9 % of pictures of people right whom it had not seen, and of 94.2 % by the points as they
    are."""
    return np.asarray((points + points[:, mirror] * (-1.0, 1.0, 1.0)) / 2)


def _mirror_images(face: Array) -> Array:
    """(POINTS,) the point of a face (POINTS,3) that lies nearest to each one's mirror image."""
    away: Array = np.square((face * (-1.0, 1.0, 1.0))[:, np.newaxis] - face).sum(axis=2)
    return np.asarray(away.argmin(axis=1))


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

# SPDX-License-Identifier: GPL-3.0-or-later
"""Step 2: train the face encoder's pixels on the drawn faces of step 1; its points come after (``train_points``).

    python -m soliloquy.training.face.train

What is learnt is the bilateral part of the paper, on the face's side: two layers tell sex, age and build from F, and F
of two views of one person is nearer than that of two people (NT-Xent, Chen et al. 2020, "SimCLR", eq. 1). Either stream
is left out now and then, so that each holds by itself. Alone, the pixels know drawn people who were held out far
better (89 % of pictures instead of 77 %) and photographs not at all (1 of 13). An epoch is kept when it is whole: a run
that was ended goes on.
"""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from ...runtime.whole_file import whole_file
from ..networks.face_encoder import Attributes, FaceEncoder, PlainPoints
from .augment import augmented
from .examples import FaceRecipe, Faces, load

_PEOPLE = 24
"""Of a batch, each in two views."""
_LEARNING_RATE, _DECAY = 2e-3, 0.05
_TEMPERATURE, _ALIKE = 0.1, 0.3
"""Of the contrast, and its weight."""
_WITHOUT_PIXELS, _WITHOUT_POINTS = 0.2, 0.4
_JITTER = 0.15
"""Standard deviation of the points' noise, in spreads."""
_AGE_MIDDLE, _AGE_UNIT = 45.0, 30.0
_LEAST_SPREAD = 0.004
EPOCHS, SEED = 6, 3
"""Of rounds, each three batches for every 24 people: 2,736 batches of 3,666 people. Set by hand."""


@dataclass(frozen=True)
class Trained:
    encoder: FaceEncoder
    attributes: Attributes


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--folder", type=Path, default=FaceRecipe().folder(), help="of step 1")
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--start", type=Path, help="what another run has kept, whose networks this one begins with")
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    faces = load(arguments.folder)
    learnt_from = faces.where(~held_out(faces))
    trained(learnt_from, arguments.epochs, arguments.seed, arguments.folder, arguments.start)
    return 0


def checkpoint(folder: Path, seed: int, epochs: int) -> Path:
    """Where a run is kept after every epoch."""
    return folder / f"pixels_{seed}_{epochs}.pt"


def held_out(faces: Faces) -> np.ndarray:
    """(N,) pictures of people who are never trained on."""
    return np.asarray(faces.person % FaceRecipe().held_out == 0)


def targets(known: np.ndarray) -> np.ndarray:
    """(N,4) what ``Attributes`` should tell, of (N,4) as ``Faces`` has it."""
    woman, age, weight, muscle = known.T
    scaled = [(woman > 0.5).astype(np.float32), (age - _AGE_MIDDLE) / _AGE_UNIT, weight - 0.5, muscle - 0.5]
    return np.stack(scaled, axis=1).astype(np.float32)


def trained(faces: Faces, epochs: int, seed: int, folder: Path, start: Path | None = None) -> Trained:
    """One cycle of AdamW, carried on from the last whole epoch that the folder has; begun by chance, or with the
    networks that another run has kept."""
    torch.manual_seed(seed)
    plain = PlainPoints()
    _set_statistics(plain, faces.points)
    networks = Trained(FaceEncoder(plain), Attributes())
    both = nn.ModuleList([networks.encoder, networks.attributes])
    optimiser = torch.optim.AdamW(both.parameters(), lr=_LEARNING_RATE, weight_decay=_DECAY)
    steps = len(np.unique(faces.person)) // _PEOPLE * 3
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, _LEARNING_RATE, total_steps=epochs * steps + 1)
    path, first = checkpoint(folder, seed, epochs), 0
    if start is not None:
        both.load_state_dict(torch.load(start, weights_only=True)["networks"])
    if path.exists():
        kept = torch.load(path, weights_only=True)
        both.load_state_dict(kept["networks"])
        optimiser.load_state_dict(kept["optimiser"])
        schedule.load_state_dict(kept["schedule"])
        first = kept["epoch"]
    for epoch in range(first, epochs):
        losses = []
        both.train()
        torch.manual_seed(seed * 1000 + epoch)
        for batch in _batches(faces, np.random.default_rng([seed, epoch])):
            loss = _loss(networks, *batch)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(both.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            losses.append(loss.item())
        print(f"epoch {epoch + 1}/{epochs} loss {np.mean(losses):.3f}", file=sys.stderr, flush=True)
        _keep(path, both, optimiser, schedule, epoch + 1)
    both.eval()
    return networks


def _keep(path: Path, both: nn.Module, optimiser: torch.optim.Optimizer, schedule: object, epoch: int) -> None:
    state = {"networks": both.state_dict(), "optimiser": optimiser.state_dict(), "epoch": epoch}
    with whole_file(path) as part, part.open("wb") as file:
        torch.save({**state, "schedule": schedule.state_dict()}, file)  # type: ignore[attr-defined]


def _set_statistics(plain: PlainPoints, points: np.ndarray) -> None:
    plain.mean.copy_(torch.from_numpy(points.mean(axis=0)))
    plain.spread.copy_(torch.from_numpy(np.maximum(points.std(axis=0), _LEAST_SPREAD)))


def pairs_of_views(faces: Faces, draw: np.random.Generator) -> Iterator[np.ndarray]:
    """Rows (2P,) of batches that make a round: first one view of each person, then another."""
    of_person = {person: np.flatnonzero(faces.person == person) for person in np.unique(faces.person)}
    people = [person for person, pictures in of_person.items() if len(pictures) > 1]
    for _ in range(len(of_person) // _PEOPLE * 3):
        chosen = draw.choice(people, _PEOPLE, replace=False)
        yield np.array([draw.choice(of_person[person], 2, replace=False) for person in chosen]).T.ravel()


def _batches(faces: Faces, draw: np.random.Generator) -> Iterator[tuple[Tensor, Tensor, Tensor]]:
    """chips (2P,1,S,S), points (2P,...) and targets (2P,4) of a round."""
    for rows in pairs_of_views(faces, draw):
        yield (
            augmented(faces.chips[rows], draw),
            torch.from_numpy(faces.points[rows]),
            torch.from_numpy(targets(faces.known[rows])),
        )


def _loss(networks: Trained, chips: Tensor, points: Tensor, target: Tensor) -> Tensor:
    encoder = networks.encoder
    points = points + _JITTER * encoder.points.spread * torch.randn_like(points)
    chance = torch.rand(len(chips), 1)
    with torch.autocast("cpu", torch.bfloat16):  # two thirds of the time
        seen = encoder.pixels(chips)
    pixels = seen.float() * (chance > _WITHOUT_PIXELS)
    shape = encoder.points(points) * (chance < 1.0 - _WITHOUT_POINTS)
    features = encoder.joined(pixels, shape)
    return told_loss(networks.attributes(features), features, target)


def told_loss(told: Tensor, features: Tensor, target: Tensor) -> Tensor:
    """Of what is told of F (B,4) against what is known (B,4), and of F of the same people."""
    sex = nn.functional.binary_cross_entropy_with_logits(told[:, 0], target[:, 0] * 0.96 + 0.02)
    age, build = (told[:, 1] - target[:, 1]).abs().mean(), (told[:, 2:] - target[:, 2:]).abs().mean()
    return sex + age + build + _ALIKE * contrast(features)


def contrast(features: Tensor) -> Tensor:
    """NT-Xent over the first half's and the second half's views of the same people."""
    likeness = features @ features.T / _TEMPERATURE
    likeness = likeness.masked_fill(torch.eye(len(features), dtype=torch.bool), -1e4)
    half = len(features) // 2
    other = torch.cat([torch.arange(half, 2 * half), torch.arange(half)])
    return nn.functional.cross_entropy(likeness, other)


if __name__ == "__main__":
    sys.exit(main())

# SPDX-License-Identifier: GPL-3.0-or-later
"""What each part of the face encoder is worth, in the paper's own form, into docs/measured/face-encoder-ablations.md.

    python -m soliloquy.training.face.ablate [--steps 300] [--only "all parts"]

One part is left out at a time; all else is as it is, from one seed, for so many steps of both streams together, which
is a short training: the rows are to be compared with each other and not with the shipped encoder. What F knows of sex
and age is told by a ridge regression on F, fitted on the people learnt from, so that an encoder that was taught no
attributes is asked in the same way. A row is kept when it is done.
"""

import argparse
import json
from dataclasses import asdict, dataclass
from itertools import chain, count, islice
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from ...runtime.arrays import Array
from ..networks.face_encoder import Attributes, FaceEncoder, Pixels, Points
from .augment import augmented
from .evaluate import ROOT, scores
from .examples import FaceRecipe, Faces, load
from .train import Trained, contrast, held_out, pairs_of_views, targets, told_loss
from .train_points import seen_by_pixels, set_whitening

PAGE = ROOT / "docs" / "measured" / "face-encoder-ablations.md"
_LEARNING_RATE, _DECAY, _SEED = 2e-3, 0.05, 5
_WITHOUT_PIXELS, _WITHOUT_POINTS = 0.2, 0.25
_NOISE = 0.3
_RIDGE = 0.1


@dataclass(frozen=True)
class Parts:
    """Which parts an encoder has. attributes: it is taught sex, age and build. hierarchy: patches are joined twice;
    else each of the sixteen is seen by itself. views: others than each person's first. mesh: the points' stream."""

    name: str
    attributes: bool = True
    hierarchy: bool = True
    views: bool = True
    mesh: bool = True


_TITLE = "# What each part of the face encoder is worth"
_ABOUT = """\
Written by `training/face/ablate.py`: {steps} steps each of both streams together, from one seed, which is a short
training. On {pictures} drawn pictures of {people} people who were held out, as
[the page of the shipped encoder](face-encoder.md) has it; sex and age are told by a ridge regression on F. The audio's
side is a regression on how voices sound, and no part of this training:
[what it is worth](face-voices.md) is heard of voices."""
_HEAD = (
    "| | sex as drawn | of people | age, rank correlation | age, mean error | the same person |",
    "|---|---|---|---|---|---|",
)
ROWS = (
    Parts("all parts"),
    Parts("without the face's attributes", attributes=False),
    Parts("without the patches' hierarchy", hierarchy=False),
    Parts("without the many views", views=False),
    Parts("without the mesh's points", mesh=False),
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--folder", type=Path, default=FaceRecipe().folder(), help="of step 1")
    parser.add_argument("--steps", type=int, default=300)
    parser.add_argument("--only", choices=[parts.name for parts in ROWS], help="one row")
    given = parser.parse_args()
    torch.set_num_threads(1)
    faces = load(given.folder)
    kept = given.folder / "ablations.json"
    done = json.loads(kept.read_text()) if kept.exists() else {}
    keys = {parts: json.dumps([asdict(parts), given.steps, len(faces.chips)]) for parts in ROWS}
    for parts, key in keys.items():
        if key not in done and given.only in (None, parts.name):
            done[key] = row(faces, parts, given.steps)
            kept.write_text(json.dumps(done))
    lines = [f"| {parts.name} | {done[key]} |" for parts, key in keys.items() if key in done]
    PAGE.write_text(page(faces, given.steps, lines), encoding="utf-8")
    return 0


def page(faces: Faces, steps: int, lines: list[str]) -> str:
    left = faces.where(held_out(faces))
    about = _ABOUT.format(steps=steps, pictures=len(left.chips), people=len(np.unique(left.person)))
    return "\n".join([_TITLE, "", about, "", *_HEAD, *lines, ""])


def row(faces: Faces, parts: Parts, steps: int) -> str:
    """A row's cells after its name."""
    out = held_out(faces)
    learnt = faces.where(~out)
    encoder = trained(learnt, parts, steps)
    known, asked = features(encoder, learnt, parts), features(encoder, faces.where(out), parts)
    wanted = targets(learnt.known)[:, :2] - np.array([0.5, 0.0])
    flat = np.c_[known, np.ones(len(known))]
    told = np.linalg.solve(flat.T @ flat + _RIDGE * np.eye(flat.shape[1]), flat.T @ wanted)
    return scores(asked, np.c_[asked, np.ones(len(asked))] @ told, faces.where(out))


def trained(faces: Faces, parts: Parts, steps: int) -> FaceEncoder:
    torch.manual_seed(_SEED)
    both = Trained(FaceEncoder(Points()), Attributes())
    encoder = both.encoder
    if not parts.hierarchy:
        encoder.pixels = Pixels(levels=1)
    set_whitening(encoder, faces.points)
    learning = nn.ModuleList([encoder, both.attributes]).train()
    optimiser = torch.optim.AdamW(learning.parameters(), lr=_LEARNING_RATE, weight_decay=_DECAY)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, _LEARNING_RATE, total_steps=steps + 1)
    draw = np.random.default_rng(_SEED)
    rounds = chain.from_iterable(pairs_of_views(faces, draw) for _ in count())
    for rows in islice(rounds, steps):
        loss = _loss(both, faces, _chosen(faces, rows, parts), parts, draw)
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(learning.parameters(), 1.0)
        optimiser.step()
        schedule.step()
    learning.eval()
    return encoder


def _chosen(faces: Faces, rows: Array, parts: Parts) -> Array:
    """The rows themselves, or each person's first picture twice."""
    return rows if parts.views else np.searchsorted(faces.person, faces.person[rows])


def _loss(both: Trained, faces: Faces, rows: Array, parts: Parts, draw: np.random.Generator) -> Tensor:
    encoder = both.encoder
    white = encoder.points.white(torch.from_numpy(faces.points[rows]))
    chance = torch.rand(len(rows), 1)
    with torch.autocast("cpu", torch.bfloat16):
        seen = encoder.pixels(augmented(faces.chips[rows], draw))
    pixels = seen.float() * (chance > _WITHOUT_PIXELS)
    shape = encoder.points.of_white(white + _NOISE * torch.randn_like(white)) * (chance < 1.0 - _WITHOUT_POINTS)
    features = encoder.joined(pixels, shape) if parts.mesh else encoder.joined(pixels, torch.zeros_like(pixels))
    if not parts.attributes:
        return contrast(features)
    return told_loss(both.attributes(features), features, torch.from_numpy(targets(faces.known[rows])))


@torch.no_grad()
def features(encoder: FaceEncoder, faces: Faces, parts: Parts) -> Array:
    """(N,128) F."""
    shape = encoder.points(torch.from_numpy(faces.points)) if parts.mesh else torch.zeros(len(faces.chips), 1)
    return encoder.joined(seen_by_pixels(encoder, faces.chips), shape).numpy()


if __name__ == "__main__":
    raise SystemExit(main())

# SPDX-License-Identifier: GPL-3.0-or-later
"""Step 5: the axes along which a face's F tells it from others, for its place in the space of voices.

    python -m soliloquy.training.face.voice_axes [--folder FOLDER]

Fisher's discriminant over the drawn people of step 1, but for those who are left out of all training: where the means
of people differ most for how much one person's pictures differ. What men's and women's means differ by is taken out
of it first, since the voice's sex is asked for apart. Writes models/voice_axes.npz, and says on people who were left
out how far one's own pictures and others' lie apart.
"""

import argparse
import sys
from pathlib import Path

import numpy as np
from tqdm import tqdm

from ...runtime.archives import npz_of
from ...runtime.arrays import Array
from ...runtime.face.impression import impression_by
from ...runtime.weights import MODELS_FOLDER
from ..export.registry import register
from .examples import FaceRecipe, Faces, load
from .train import held_out

TARGET = MODELS_FOLDER / "voice_axes.npz"
_HOW = "python -m soliloquy.training.face.voice_axes, on the pictures of face_encoder"
_ORIGIN = (
    "fitted here on face_encoder's vectors of {people} people drawn by chance of MakeHuman's data (CC0); no picture of "
    "a person was looked at"
)
AXES, RIDGE = 5, 0.01
"""Fitted on other people: with three or twelve axes one's own pictures and others' were told apart less well."""
_DRAWN = 4000
"""Pairs of other people."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--folder", type=Path, default=FaceRecipe().folder(), help="of step 1")
    faces = load(parser.parse_args().folder)
    features = features_of(faces)
    left = held_out(faces)
    middle, axes = axes_of(features[~left], faces.where(~left))
    coordinates = (features - middle) @ axes
    people = len(np.unique(faces.person[~left]))
    print(f"{(~left).sum()} pictures of {people} people")
    print(f"left-out people: {apart(coordinates[left], faces.where(left))}")
    TARGET.write_bytes(npz_of({"middle": middle.astype(np.float32), "axes": axes.astype(np.float32)}))
    register([TARGET.name], MODELS_FOLDER / "models.toml", how=_HOW, origin=_ORIGIN.format(people=people))
    return 0


def features_of(faces: Faces) -> Array:
    """F of each picture (N,128), of length 1, as the tool looks."""
    pictures = tqdm(zip(faces.chips, faces.alike, strict=True), total=len(faces.chips))
    return np.stack([impression_by(*each).features for each in pictures])


def axes_of(features: Array, faces: Faces) -> tuple[Array, Array]:
    """The middle (128,) and axes (128,AXES) along which pictures have a variance of 1."""
    middle = features.mean(axis=0)
    people = np.unique(faces.person)
    means = np.array([features[faces.person == person].mean(axis=0) for person in people]) - middle
    own = features - middle - means[np.searchsorted(people, faces.person)]
    within = own.T @ own / len(own)
    within += RIDGE * np.trace(within) / len(within) * np.eye(len(within))
    woman = np.array([faces.known[faces.person == person][0, 0] > 0.5 for person in people], np.float64)
    explained = np.c_[np.ones(len(people)), woman]
    means -= explained @ np.linalg.lstsq(explained, means, rcond=None)[0]
    lower = np.linalg.inv(np.linalg.cholesky(within))
    _, vectors = np.linalg.eigh(lower @ (means.T @ means / len(people)) @ lower.T)
    axes = lower.T @ vectors[:, ::-1][:, :AXES]
    axes *= np.sign(axes[np.abs(axes).argmax(axis=0), np.arange(AXES)])
    return middle, axes / ((features - middle) @ axes).std(axis=0)


def apart(coordinates: Array, faces: Faces) -> str:
    """How far pictures of one person lie apart, and those of two people of one sex."""
    same = faces.person[:, None] == faces.person[None]
    sex = faces.known[:, 0] > 0.5
    above = np.triu(np.ones_like(same), 1).astype(bool)
    distances = np.linalg.norm(coordinates[:, None] - coordinates[None], axis=2)
    own = distances[same & above]
    others = distances[~same & above & (sex[:, None] == sex[None])]
    nearer = np.mean(own[:, None] < np.random.default_rng(0).choice(others, _DRAWN)[None])
    return (
        f"one person {np.median(own):.2f}, two people {np.median(others):.2f}, nearer to oneself {100 * nearer:.0f} %"
    )


if __name__ == "__main__":
    sys.exit(main())

# SPDX-License-Identifier: GPL-3.0-or-later
"""Step 5: the people who were held out, drawn and looked at as the tool looks: each picture and its mirror image.

    python -m soliloquy.training.face.as_used

Those of each part of step 1 are kept when they are whole, so a run that was ended goes on where it was. A second and a
half of a core for a person.
"""

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import ImageOps
from tqdm import tqdm

from ...runtime.arrays import Array
from ...runtime.face.entries import frontal_points, grey_chip
from ...runtime.face.landmarks import Mesh
from ...runtime.face.mesh_points import EYE_CORNERS
from ...runtime.threads import set_thread_count
from .examples import SURE, FaceRecipe, Faces, known_of, mesh_twice, pictures

_WITHIN = "as_used"
"""Of the folder of step 1."""
_COLUMNS = ("chips", "points", "mirrored", "turned", "person", "known")


@dataclass(frozen=True)
class Pairs:
    """faces; mirrored (N,POINTS,3): the points of their mirror images. turned (N,): degrees to a side, 0 to 90."""

    faces: Faces
    mirrored: Array
    turned: Array


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--folder", type=Path, default=FaceRecipe().folder(), help="of step 1")
    set_thread_count(1)
    make(FaceRecipe(), parser.parse_args().folder)
    return 0


def make(recipe: FaceRecipe, folder: Path) -> None:
    """What is not there yet of the pictures of those held out of the folder of step 1. Raises OSError."""
    (folder / _WITHIN).mkdir(exist_ok=True)
    for part in tqdm(sorted(folder.glob("*.npz"))):
        path = folder / _WITHIN / part.name
        if not path.exists():
            with np.load(part) as file:
                people = np.unique(file["person"][file["person"] % recipe.held_out == 0])
            rows = [row for number in people for row in _seen(recipe, int(number))]
            columns = (np.stack(column) for column in zip(*rows, strict=True))
            staged = path.with_suffix(".part")
            with staged.open("wb") as kept:
                np.savez(kept, **dict(zip(_COLUMNS, columns, strict=True)))
            staged.replace(path)


def pairs(folder: Path) -> Pairs:
    """What ``make`` has left in the folder of step 1."""
    parts = []
    for path in sorted((folder / _WITHIN).glob("*.npz")):
        with np.load(path) as file:
            parts.append([file[name] for name in _COLUMNS])
    chips, points, mirrored, turned, person, known = (np.concatenate(column) for column in zip(*parts, strict=True))
    return Pairs(Faces(chips, points, person, known), mirrored, turned)


def _seen(recipe: FaceRecipe, number: int) -> Iterator[tuple[Array | float, ...]]:
    for who, image, near in pictures(recipe, number):
        mesh = mesh_twice(image, near)
        if mesh.presence > SURE:
            other = mesh_twice(ImageOps.mirror(image), _mirrored(near, image.width))
            points = frontal_points(mesh), frontal_points(other)
            yield grey_chip(image, mesh), *points, mesh.turned, number, known_of(who)


def _mirrored(near: Mesh, width: int) -> Mesh:
    """Where a detector would have laid the face in the mirror image: of ``near`` a box and the eyes' corners count."""
    points = near.points * (-1.0, 1.0, 1.0) + (width, 0.0, 0.0)
    points[list(EYE_CORNERS)] = points[list(EYE_CORNERS[::-1])]
    return Mesh(points, near.presence)


if __name__ == "__main__":
    raise SystemExit(main())

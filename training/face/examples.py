# SPDX-License-Identifier: GPL-3.0-or-later
"""Step 1: drawn faces of people by chance, each in several views, with what is known of them. Each picture and its
mirror image are looked at as the tool looks.

    python -m soliloquy.training.face.examples --people 900

A part holds fifty people and is kept when it is whole, so a run that was ended goes on where it was. Everything follows
from the recipe's numbers. A second of a core for a person.
"""

import argparse
import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps
from tqdm import tqdm

from ...runtime.arrays import Array
from ...runtime.face.entries import POINTS, frontal_points, grey_chip
from ...runtime.face.landmarks import Mesh, mesh_again, steadied
from ...runtime.face.mesh_points import EYE_CORNERS
from ...runtime.head.heads import neutral_vertices
from ...runtime.people.identity import as_text
from ...runtime.threads import set_thread_count
from ...runtime.whole_file import whole_file
from ..data.recipe import BUILD_FOLDER
from .drawing import Drawn, drawn
from .marks import marked
from .people import Someone, someone, view
from .photograph import photograph
from .skins import own_skin

IN_PART = 50
_SURE = 0.5
"""Presence below which the mesh does not lie on the face."""
_COLUMNS = ("chips", "points", "mirrored", "turned", "person", "known")
_HALVED = ("points", "mirrored")
"""What is kept in half precision."""


@dataclass(frozen=True)
class FaceRecipe:
    """seed; views of each; held_out: every so many-th person is never trained on."""

    seed: int = 9
    views: int = 8
    held_out: int = 12

    def folder(self) -> Path:
        content = json.dumps(asdict(self), sort_keys=True).encode()
        return BUILD_FOLDER / f"faces_{hashlib.sha256(content).hexdigest()[:12]}"


@dataclass(frozen=True)
class Faces:
    """chips (N,SIDE,SIDE) uint8; points (N,POINTS,3) float32, and mirrored: those of the mirror images. turned (N,):
    degrees to a side, 0 to 90. person (N,), and of each the sex (1 for a woman's face), age in years, weight and muscle
    (N,4)."""

    chips: Array
    points: Array
    mirrored: Array
    turned: Array
    person: Array
    known: Array

    @property
    def alike(self) -> Array:
        """(N,POINTS,3) the mean of both, by which the tool tells a face."""
        return (self.points + self.mirrored) / np.float32(2.0)

    def where(self, chosen: Array) -> "Faces":
        return Faces(**{each.name: getattr(self, each.name)[chosen] for each in fields(self)})


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--people", type=int, default=900)
    parser.add_argument("--first", type=int, default=0, help="the number of the first of them, a multiple of 50")
    parser.add_argument("--views", type=int, default=FaceRecipe.views)
    parser.add_argument("--folder", type=Path, help="by default below build/training, named after the recipe")
    given = parser.parse_args()
    recipe = FaceRecipe(views=given.views)
    set_thread_count(1)
    make(recipe, range(given.first, given.first + given.people), given.folder or recipe.folder())
    return 0


def make(recipe: FaceRecipe, people: range, folder: Path) -> None:
    """Every part of the set that is not there yet. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    for first in tqdm(range(people.start, people.stop, IN_PART)):
        path = folder / f"{first:06d}.npz"
        if not path.exists():
            with whole_file(path) as part, part.open("wb") as file:
                np.savez(file, **_part(recipe, range(first, min(first + IN_PART, people.stop))))


def load(folder: Path) -> Faces:
    """All parts of a folder."""
    parts = []
    for path in sorted(folder.glob("*.npz")):
        with np.load(path) as file:
            parts.append([file[name] for name in _COLUMNS])
    joined = dict(zip(_COLUMNS, (np.concatenate(column) for column in zip(*parts, strict=True)), strict=True))
    points = {name: joined[name].astype(np.float32) for name in _HALVED}
    return Faces(**(joined | points))


def _part(recipe: FaceRecipe, numbers: range) -> dict[str, Array]:
    rows = [row for number in numbers for row in _seen(recipe, number)]
    columns = dict(zip(_COLUMNS, (np.stack(column) for column in zip(*rows, strict=True)), strict=True))
    return columns | {name: columns[name].astype(np.float16) for name in _HALVED}


def _seen(recipe: FaceRecipe, number: int) -> Iterator[tuple[Array | float, ...]]:
    """The views of a person in which the mesh lies on the face."""
    for who, image, near in pictures(recipe, number):
        mesh = _looked(image, near)
        if mesh.presence > _SURE:
            other = _looked(ImageOps.mirror(image), _mirrored(near, image.width))
            points = frontal_points(mesh), frontal_points(other)
            yield grey_chip(image, mesh), *points, mesh.turned, number, known_of(who)


def pictures(recipe: FaceRecipe, number: int) -> Iterator[tuple[Someone, Image.Image, Mesh]]:
    """A person's views: who it is, the picture, and where a detector would have laid the face."""
    who, marks = marked(recipe.seed, someone(recipe.seed, number))
    neutral = neutral_vertices(as_text(who.identity))
    skin = own_skin(who.identity, marks, neutral, np.random.default_rng([recipe.seed, number, 4]))
    for which in range(recipe.views):
        draw = np.random.default_rng([recipe.seed, number, 3, which])
        one = drawn(who, neutral, view(recipe.seed, number, which), skin)
        yield who, photograph(one, draw), about(one, draw)


def _looked(image: Image.Image, near: Mesh) -> Mesh:
    """As at a picture that a user gives: the second time about the face as the first mesh has it."""
    return steadied(image, mesh_again(image, mesh_again(image, near)))


def _mirrored(near: Mesh, width: int) -> Mesh:
    """Where a detector would have laid the face in the mirror image: of ``near`` a box and the eyes' corners count."""
    points = near.points * (-1.0, 1.0, 1.0) + (width, 0.0, 0.0)
    points[list(EYE_CORNERS)] = points[list(EYE_CORNERS[::-1])]
    return Mesh(points, near.presence)


def known_of(who: Someone) -> Array:
    """(4,) sex (1 for a woman), age in years, weight and muscle."""
    identity = who.identity
    return np.array([identity.woman, identity.age, identity.weight, identity.muscle], np.float32)


def about(one: Drawn, draw: np.random.Generator) -> Mesh:
    """Where a detector would have laid a face: a mesh of its box and its eyes alone, a little off."""
    points = np.zeros((POINTS + 10, 3))
    points[:, :2] = one.box.mean(axis=0)
    size = np.ptp(one.box, axis=0).max()
    points[0, :2], points[1, :2] = one.box + draw.normal(0.0, 0.03 * size, (2, 2))
    points[list(EYE_CORNERS), :2] = one.eyes
    return Mesh(points, 1.0)


if __name__ == "__main__":
    raise SystemExit(main())

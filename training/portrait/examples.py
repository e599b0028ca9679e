# SPDX-License-Identifier: GPL-3.0-or-later
"""Step 1: mouths of a real man's films and of drawn heads, each with the points of its face.

    python -m soliloquy.training.portrait.examples --films FOLDER --folder FOLDER

The films are those of the GRID corpus (M. Cooke, J. Barker, S. Cunningham, X. Shao 2006, CC BY 4.0), speaker s1, cut to
the face; the last ninety by name are held out. The heads are people by chance before the renderer of the previews. A
part is kept when it is whole, so a run that was ended goes on where it was.
"""

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image
from tqdm import tqdm

from ...runtime.arrays import Array
from ...runtime.capture.opened_film import opened_film
from ...runtime.face.chips import cut
from ...runtime.face.detection import detect
from ...runtime.face.landmarks import Mesh, mesh_again, mesh_of
from ...runtime.portrait.light import light_of
from ...runtime.portrait.patch import SIDE, in_square, mouth_square
from ...runtime.threads import set_thread_count
from ...runtime.whole_file import whole_file

HELD_OUT_FILMS = 90
_FILMS_IN_PART = 30
SURE = 0.9


@dataclass(frozen=True)
class Mouths:
    """patches (N,SIDE,SIDE,3) uint8; points (N,478,2) float16 in the patch's coordinates, 0..1; light (N,3): as
    ``light_of``; group (N,): which film or which head a patch is of."""

    patches: Array
    points: Array
    light: Array
    group: Array

    def __len__(self) -> int:
        return len(self.patches)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--films", type=Path, required=True, help="of the GRID corpus, NAME.mp4")
    parser.add_argument("--folder", type=Path, required=True, help="where the parts are kept")
    parser.add_argument("--every", type=int, default=8, help="frame of a film that is taken")
    parser.add_argument("--every-film", type=int, default=2, help="film that is looked at")
    given = parser.parse_args()
    set_thread_count(1)
    given.folder.mkdir(parents=True, exist_ok=True)
    films = parted(given.films)[0][:: given.every_film]
    for first in tqdm(range(0, len(films), _FILMS_IN_PART)):
        some = list(enumerate(films))[first : first + _FILMS_IN_PART]
        keep(
            given.folder / f"man_{first:04d}.npz",
            (row for group, film in some for row in _of_film(film, group, given.every)),
        )
    return 0


def parted(folder: Path) -> tuple[list[Path], list[Path]]:
    """Films to train on, and those that are held out. Raises FileNotFoundError where there are too few."""
    films = sorted(folder.glob("*.mp4"))
    if len(films) <= HELD_OUT_FILMS:
        raise FileNotFoundError(f"{folder} has {len(films)} films")
    return films[:-HELD_OUT_FILMS], films[-HELD_OUT_FILMS:]


def keep(path: Path, rows: Iterator[tuple[Array, Array, Array, int]]) -> None:
    """Write a part unless it is there, or nothing is seen. Raises OSError."""
    seen = [] if path.exists() else list(rows)
    if not seen:
        return
    patches, points, light, group = (np.stack(column) for column in zip(*seen, strict=True))
    with whole_file(path) as part, part.open("wb") as file:
        np.savez(file, patches=patches, points=points.astype(np.float16), light=light.astype(np.float32), group=group)


def load(folder: Path, kind: str) -> Mouths:
    """All parts of a kind: "man" or "drawn"."""
    parts = []
    for path in sorted(folder.glob(f"{kind}_*.npz")):
        with np.load(path) as file:
            parts.append({name: file[name] for name in file.files})
    return Mouths(**{name: np.concatenate([part[name] for part in parts]) for name in parts[0]})


def patch_of(image: Image.Image, mesh: Mesh) -> tuple[Array, Array, Array]:
    """The mouth's patch, the face's points in it, and the picture's light."""
    patch = mouth_square(mesh.points)
    light = light_of(np.asarray(image.convert("RGB"), np.float32), mesh.points)
    return cut(image, patch, SIDE), in_square(mesh.flat, patch), light


def meshes_of(film: Path, every: int = 1) -> Iterator[tuple[Image.Image, Mesh]]:
    """Every so many-th picture of a film in which the face is surely seen, with its mesh."""
    mesh = None
    with opened_film(film) as opened:
        for number, image in enumerate(opened.pictures()):
            if number % every:
                continue
            if mesh is None:
                found = detect(image)
                if not found:
                    continue
                mesh = mesh_of(image, found[0])
            mesh = mesh_again(image, mesh)
            if mesh.presence < SURE:
                mesh = None
                continue
            yield image, mesh


def _of_film(film: Path, group: int, every: int) -> Iterator[tuple[Array, Array, Array, int]]:
    for image, mesh in meshes_of(film, every):
        yield (*patch_of(image, mesh), group)


if __name__ == "__main__":
    raise SystemExit(main())

# SPDX-License-Identifier: GPL-3.0-or-later
"""A photograph that speaks, against films of the same face: docs/measured/portrait.md.

    python benchmarks/portrait.py --films FOLDER --sounds FOLDER --patches FOLDER

FOLDERs: the GRID corpus' films and sounds of speaker s1, and the patches of ``training/portrait``. The reference is the
first picture of a held-out film; the points that it is to have are those that the mesh sees in the true pictures.
"""

import argparse
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from measured_page import write_part
from PIL import Image
from portrait_measures import landmark_distance, ms_ssim, psnr, ssim, velocity_distance
from soliloquy.runtime.arrays import Array
from soliloquy.runtime.face.chips import cut
from soliloquy.runtime.face.landmarks import Mesh, mesh_again
from soliloquy.runtime.face.mesh_points import INNER_LIPS, OUTER_LIPS
from soliloquy.runtime.layouts import arkit_curves
from soliloquy.runtime.motion import ArkitCurves
from soliloquy.runtime.perform import perform
from soliloquy.runtime.portrait.frames import as_bytes, moved, warped
from soliloquy.runtime.portrait.motion import face_motion, wanted_points
from soliloquy.runtime.portrait.painter import by_network
from soliloquy.runtime.portrait.painting import Painted, Reference, blend, by_hand, reference_of, wanted_of
from soliloquy.runtime.portrait.patch import SIDE, mouth_square
from soliloquy.runtime.portrait.sitter import Sitter
from soliloquy.runtime.requests import AnimateRequest
from soliloquy.training.portrait.drawn import HELD_OUT, views
from soliloquy.training.portrait.examples import Mouths, load, meshes_of, parted

PAGE = "portrait.md"
_LIPS = [*OUTER_LIPS, *INNER_LIPS]
_FIRST, _FRAMES = 12, 16
"""Consecutive pictures of a film that are made: he begins to speak about then."""
_RATE = 25.0
SPEAR = "30.1 | 0.90 | | | | 1.84 | 1.28"
"""As issue 23 quotes the paper, on MEAD."""
Make = Callable[[Sitter, Sequence[Mesh]], Iterator[Array]]


@dataclass(frozen=True)
class Seen:
    """What one way of making pictures gave: whole pictures and patches of the mouth, each a mean over frames."""

    psnr: float
    ssim: float
    ms_ssim: float
    patch_psnr: float
    patch_ssim: float
    distance: float
    velocity: float


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--films", type=Path, required=True)
    parser.add_argument("--sounds", type=Path, required=True)
    parser.add_argument("--patches", type=Path, required=True)
    parser.add_argument("--every", type=int, default=3, help="held-out film that is made")
    parser.add_argument("--heads", type=int, default=8, help="held-out drawn heads, and as many known ones")
    given = parser.parse_args()
    films = parted(given.films)[1][:: given.every]
    ways = _ways(load(given.patches, "man"))
    man = _table(ways, (_of_film(film) for film in films))
    drawn = _table({name: ways[name] for name in ways if name != NEAREST}, _heads(given.heads))
    known = _table({name: ways[name] for name in (WARP, ALONE)}, _heads(given.heads, held_out=False))
    heard = _heard(films[::3], given.sounds)
    write_part(PAGE, "portrait.py", _page(man, drawn, known, len(films), given.heads, heard))
    return 0


STILL, WARP, NEAREST, BY_HAND, ALONE, WHOLE = (
    "still photograph",
    "warp alone",
    "nearest training picture",
    "by hand",
    "by the network alone",
    "as shipped",
)


def _ways(training: Mouths) -> Mapping[str, Make]:
    known = training.points[:, _LIPS].astype(np.float32).reshape(len(training), -1)

    def still(sitter: Sitter, meshes: Sequence[Mesh]) -> Iterator[Array]:
        return (as_bytes(sitter.picture) for _ in meshes)

    def warp(sitter: Sitter, meshes: Sequence[Mesh]) -> Iterator[Array]:
        return (as_bytes(warped(sitter.picture, sitter.mesh.flat, mesh.flat)) for mesh in meshes)

    def painted(sitter: Sitter, meshes: Sequence[Mesh], nearest: bool) -> Iterator[Array]:
        reference = _reference(sitter)
        for mesh in meshes:
            seen = warped(sitter.picture, sitter.mesh.flat, mesh.flat)
            wanted = wanted_of(reference, mesh.points)
            paint = by_hand(wanted)
            if nearest:
                found = int(((known - wanted.points[_LIPS].ravel()) ** 2).sum(axis=1).argmin())
                paint = Painted(training.patches[found].astype(np.float32), np.ones((SIDE, SIDE), np.float32))
            blend(seen, wanted, paint)
            yield as_bytes(seen)

    def by_network_alone(sitter: Sitter, meshes: Sequence[Mesh]) -> Iterator[Array]:
        reference = _reference(sitter)
        mouths = [wanted_of(reference, mesh.points) for mesh in meshes]
        for mesh, mouth, paint in zip(meshes, mouths, by_network(reference, mouths), strict=True):
            seen = warped(sitter.picture, sitter.mesh.flat, mesh.flat)
            blend(seen, mouth, paint)
            yield as_bytes(seen)

    return {
        STILL: still,
        WARP: warp,
        NEAREST: lambda sitter, meshes: painted(sitter, meshes, True),
        BY_HAND: lambda sitter, meshes: painted(sitter, meshes, False),
        ALONE: by_network_alone,
        WHOLE: lambda sitter, meshes: moved(sitter, _reference(sitter), np.stack([mesh.points for mesh in meshes])),
    }


@dataclass(frozen=True)
class Film:
    """The sitter, and what is to be made of it: pictures, the points that they are to have, and those that the mesh
    sees in them."""

    sitter: Sitter
    images: list[Image.Image]
    meshes: list[Mesh]
    seen: list[Mesh]


def _of_film(film: Path) -> Film:
    seen = list(meshes_of(film))
    chosen = seen[_FIRST : _FIRST + _FRAMES]
    meshes = [mesh for _, mesh in chosen]
    return Film(_sitter(*seen[0]), [image for image, _ in chosen], meshes, meshes)


def _heads(count: int, held_out: bool = True) -> Iterator[Film]:
    """Drawn heads that were held out of training, or as many that were not."""
    for number in range(0 if held_out else 1, count * HELD_OUT, HELD_OUT):
        first, *rest = views(number, 12)
        images, meshes = ([each[part] for each in rest] for part in (0, 1))
        yield Film(_sitter(*first), images, meshes, [mesh_again(*each) for each in rest])


def _reference(sitter: Sitter) -> Reference:
    return reference_of(sitter.picture, sitter.mesh.points)


def _sitter(image: Image.Image, mesh: Mesh) -> Sitter:
    return Sitter(np.asarray(image, np.float32), mesh, ())


def _table(ways: Mapping[str, Make], films: Iterator[Film]) -> dict[str, Seen]:
    return {name: Seen(*found.mean(axis=0)) for name, found in scored(ways, films).items()}


def scored(ways: Mapping[str, Make], films: Iterator[Film]) -> dict[str, Array]:
    """(films, what ``Seen`` has) of each way."""
    rows: dict[str, list[list[float]]] = {name: [] for name in ways}
    for film in films:
        for name, make in ways.items():
            rows[name].append(_scores(film, list(make(film.sitter, film.meshes))))
    return {name: np.array(found) for name, found in rows.items()}


def _scores(film: Film, made: list[Array]) -> list[float]:
    each = []
    for picture, image, mesh in zip(made, film.images, film.meshes, strict=True):
        true, square = np.asarray(image, float), mouth_square(mesh.points)
        patch, true_patch = (
            cut(Image.fromarray(np.asarray(a, np.uint8)), square, SIDE).astype(float) for a in (picture, true)
        )
        whole = picture.astype(float)
        alike = (psnr(whole, true), ssim(whole, true), ms_ssim(whole, true))
        each.append([*alike, psnr(patch, true_patch), ssim(patch, true_patch)])
    found = np.stack([mesh_again(Image.fromarray(a), b).flat for a, b in zip(made, film.meshes, strict=True)])
    true_points = np.stack([mesh.flat for mesh in film.seen])
    distances = [landmark_distance(found, true_points), velocity_distance(found, true_points)]
    return [*np.mean(each, axis=0), *distances]


def _heard(films: Sequence[Path], sounds: Path) -> tuple[float, float, int]:
    """LD and LVD, and of how many films, where the learned motion hears his sound, in the patch's pixels."""
    scores = []
    for film in films:
        seen = _of_film(film)
        take = perform(AnimateRequest(recording=str(sounds / f"{film.stem}.flac")))
        curves = arkit_curves(take, _RATE)
        rows = slice(_FIRST, _FIRST + _FRAMES)
        some = ArkitCurves(curves.weights[rows], curves.head[rows] * 0)
        points = wanted_points(face_motion(seen.sitter.mesh), some, 0.0)
        made, true = (
            np.stack([_in_patch(each) for each in all_of]) for all_of in (points, [m.points for m in seen.meshes])
        )
        scores.append([landmark_distance(made, true), velocity_distance(made, true)])
    distance, velocity = np.mean(scores, axis=0)
    return float(distance), float(velocity), len(films)


def _in_patch(points: Array) -> Array:
    from soliloquy.runtime.portrait.patch import in_square

    return in_square(points[:, :2], mouth_square(points)) * SIDE


def _page(
    man: dict[str, Seen],
    drawn: dict[str, Seen],
    known: dict[str, Seen],
    films: int,
    heads: int,
    heard: tuple[float, float, int],
) -> str:
    return f"""## A man on film

{films} held-out films of speaker s1 of the GRID corpus (M. Cooke, J. Barker, S. Cunningham, X. Shao 2006, CC BY 4.0),
{_FRAMES} consecutive pictures each, 256 x 256 pixels. The reference is the film's first picture, the wanted points are
those of the true pictures. LD and LVD: points of lips and jaw, found again in what was made, in pixels.

{_rows(man)}| SPEAR, as published: MEAD, 48 people, another cut; to be compared in kind alone | {SPEAR} |

"By hand" is what is drawn with our head's teeth, without the network; "as shipped" is the network's, with three
quarters of that where the reference shows no inside. Sharp teeth where his are not cost likeness; a blur costs less,
and is not shown for all that.

Where the learned motion hears his sound, with a standing head, LD is {heard[0]:.2f} and LVD {heard[1]:.2f} pixels of
the patch ({heard[2]} films); that is the motion's own error, without any picture.

## Drawn heads

{heads} people by chance, held out of training, in their own light; 176 x 176 pixels. The reference is the head at rest,
the wanted points are those of the mesh on it, moved as the head's own are. No time passes between their pictures, so
LVD says little.

{_rows(drawn)}
Over the mouth the network alone is {_gain(drawn):.2f} dB nearer to them than the warp alone, and {_gain(known):.2f} dB
nearer to {heads} heads that it was trained on. Were the second much the larger, more heads would help.
"""


def _gain(table: dict[str, Seen]) -> float:
    return table[ALONE].patch_psnr - table[WARP].patch_psnr


def _rows(table: dict[str, Seen]) -> str:
    head = "| | PSNR | SSIM | MS-SSIM | PSNR, mouth | SSIM, mouth | LD | LVD |\n|---|---|---|---|---|---|---|---|\n"
    return head + "".join(
        f"| {name} | {s.psnr:.1f} | {s.ssim:.3f} | {s.ms_ssim:.3f} | {s.patch_psnr:.1f} | {s.patch_ssim:.3f} | "
        f"{s.distance:.2f} | {s.velocity:.2f} |\n"
        for name, s in table.items()
    )


if __name__ == "__main__":
    raise SystemExit(main())

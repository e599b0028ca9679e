# SPDX-License-Identifier: GPL-3.0-or-later
"""Step 2: mouths of drawn heads: people by chance in their own light, each in many shapes of the mouth.

python -m soliloquy.training.portrait.drawn --folder FOLDER
"""

import argparse
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
from PIL import Image, ImageFilter
from tqdm import tqdm

from ...runtime.arrays import Array
from ...runtime.face.landmarks import Mesh, mesh_again
from ...runtime.head.arkit import ARKIT_INDEX
from ...runtime.head.heads import neutral_vertices
from ...runtime.people.identity import as_text
from ...runtime.portrait.warp import bound_places
from ...runtime.threads import set_thread_count
from ..face.drawing import drawn, seen_at
from ..face.examples import about
from ..face.people import View, someone, view
from ..face.photograph import exposed, photograph
from .examples import SURE, keep, patch_of

SEED = 11
HELD_OUT = 5
"""Every so many-th head is never trained on."""
_BAD_CAMERA = 3
"""Every so many-th is taken by one: the paint is to be as sharp as the photograph."""
_SPOTS = ImageFilter.MedianFilter(3)
"""Takes out pixels that skin which stretches leaves to what is behind it."""
_TURN = np.radians((4.0, 6.0, 2.0))
_FRONTAL = 0.5
"""Of how far a face of the face encoder's training is turned."""
_BOTH = ("mouthSmile", "mouthStretch", "mouthLowerDown", "mouthUpperUp", "mouthFrown", "mouthDimple", "mouthPress")
_ONE = ("mouthPucker", "mouthFunnel", "mouthRollLower", "mouthRollUpper", "mouthClose", "mouthShrugLower")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--folder", type=Path, required=True, help="where the parts are kept")
    parser.add_argument("--heads", type=int, default=400)
    parser.add_argument("--views", type=int, default=12, help="of each head")
    given = parser.parse_args()
    set_thread_count(1)
    for number in tqdm(range(given.heads)):
        path = given.folder / f"drawn_{number:04d}.npz"
        keep(path, ((*patch_of(image, mesh), number) for image, mesh in views(number, given.views)))
    return 0


def views(number: int, count: int) -> Iterator[tuple[Image.Image, Mesh]]:
    """A head in some shapes, the first one at rest, with the mesh that is seen at rest, its points moved as the head's
    own are. None where no mesh is surely seen."""
    who = replace(someone(SEED, number), glasses=0.0)
    neutral = neutral_vertices(as_text(who.identity))
    draw = np.random.default_rng([SEED, number, 4])
    first = view(SEED, number, 0)
    rest: tuple[Mesh, Array] | None = None
    for which in range(count):
        turn = first.turn * _FRONTAL + draw.uniform(-1.0, 1.0, 3) * _TURN
        seen: View = replace(first, weights=_mouth(draw) if which else np.zeros(len(ARKIT_INDEX)), turn=turn)
        one = drawn(who, neutral, seen)
        # The same numbers each time: one light, one background, one camera.
        camera = np.random.default_rng([SEED, number, 5])
        image = photograph(one, camera) if number % _BAD_CAMERA == 0 else exposed(one, camera).filter(_SPOTS)
        places = bound_places(seen_at(neutral, seen))
        if rest is None:
            mesh = mesh_again(image, mesh_again(image, about(one, draw)))
            if mesh.presence <= SURE:
                return
            rest = mesh, places
        yield image, _moved(*rest, places)


def _moved(mesh: Mesh, before: Array, after: Array) -> Mesh:
    points = mesh.points.copy()
    points[:, :2] += after - before
    return replace(mesh, points=points)


def _mouth(draw: np.random.Generator) -> Array:
    """Weights (52,): more or less open, with two or three other shapes of the mouth."""
    weights = np.zeros(len(ARKIT_INDEX))
    if draw.random() < 0.75:
        weights[ARKIT_INDEX["jawOpen"]] = draw.beta(1.2, 2.5) * 0.7
    for name in draw.choice(_BOTH, 2, replace=False):
        value = abs(draw.normal(0.0, 0.3))
        for side in ("Left", "Right"):
            weights[ARKIT_INDEX[f"{name}{side}"]] = np.clip(value * draw.uniform(0.8, 1.2), 0.0, 1.0)
    weights[ARKIT_INDEX[str(draw.choice(_ONE))]] = min(abs(draw.normal(0.0, 0.35)), 0.9)
    weights[ARKIT_INDEX["mouthClose"]] = min(weights[ARKIT_INDEX["mouthClose"]], weights[ARKIT_INDEX["jawOpen"]])
    return weights


if __name__ == "__main__":
    raise SystemExit(main())

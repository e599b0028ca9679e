# SPDX-License-Identifier: GPL-3.0-or-later
"""Fit what the face mesh sees of each ARKit shape: models/capture_basis.npz.

    python -m soliloquy.tools.weights.fit_capture [--responses FOLDER]

Three of our heads stand in some 600 poses before the renderer of the previews, and the mesh looks at them. FOLDER keeps
what it saw, for it takes a quarter of an hour. The slopes are a ridge regression; how sure a point is comes from what
they leave over; what is known of weights before a picture is how they vary in speech of our own engines.
"""

import argparse
from pathlib import Path

import numpy as np
from PIL import Image
from soliloquy.exporters.render.picture import FACE, Portrait
from soliloquy.runtime.arrays import Array
from soliloquy.runtime.capture.basis import Basis, counted_from_between
from soliloquy.runtime.capture.pose import posed
from soliloquy.runtime.face.detection import detect
from soliloquy.runtime.face.landmarks import Mesh, followed_mesh, mesh_of
from soliloquy.runtime.face.mesh_points import (
    BROWS,
    CHEEKS,
    INNER_LIPS,
    IRISES,
    JAW_EDGE,
    LIDS,
    NOSE_EDGE,
    OUTER_LIPS,
    RIGID,
)
from soliloquy.runtime.head.arkit import ARKIT_NAMES
from soliloquy.runtime.head.deform import arkit_vertices
from soliloquy.runtime.head.heads import Head, load_head

from .capture_poses import Line, Poses, poses, spoken_poses

ROOT = Path(__file__).resolve().parents[2]
TARGET = ROOT / "models" / "capture_basis.npz"
HEADS = {"Clara": 1, "Mei": 2, "Amara": 2}
"""Head -> of the poses it stands in every nth."""
EYES = tuple(point for outline in (*LIDS, *IRISES) for point in outline)
_MORE_OF_CHEEKS = (118, 347, 187, 411)
"""Chosen by hand."""
_NOSTRILS = NOSE_EDGE[1::2]
POINTS = tuple(
    sorted({*BROWS, *EYES, *RIGID, *OUTER_LIPS, *INNER_LIPS, *CHEEKS, *_MORE_OF_CHEEKS, *_NOSTRILS, *JAW_EDGE})
)
SPOKEN: tuple[Line, ...] = (
    ("The ship was torn apart on the sharp reef.", "af_heart", {}),
    ("Sickness kept him home the third week.", "am_adam", {"happy": 0.8}),
    ("The wide road shimmered in the hot sun.", "bf_emma", {}),
    ("A lame back kept his score low.", "bm_george", {"sad": 0.8}),
    ("Lift the square stone over the fence.", "af_heart", {"surprised": 0.7}),
    ("The rope will bind the seven books at once.", "am_adam", {"angry": 0.8}),
)
SIZE, DISTANCE = 384, FACE * 1.15
"""Pixels of the pictures, and metres of the camera from the face. Chosen by hand."""
_RIDGE = 0.5
"""On each weight. Chosen by hand."""
_OWN = 0.35
"""Of what the slopes leave over, so much is taken as every point's own. Set on the heads and the man on film of
docs/measured/capture.md: with 0.8 rounding has an r that is 0.01 to 0.07 less on the heads and 0.02 more on the man."""
_LEAST = 0.01
"""Square millimetres that a point's own variance has at least. Chosen by hand."""
_SPREAD = {
    "browDown": 0.1,
    "browInnerUp": 0.1,
    "browOuterUp": 0.1,
    "tongueOut": 0.02,
    "cheekPuff": 0.02,
    "jawForward": 0.02,
}
_SPREAD_OF_OTHERS = 0.05
"""Standard deviations that a weight has at least. Set on the benchmark of docs/measured/capture.md."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--responses", type=Path, help="keeps what the mesh saw, and is read where it has it")
    folder = parser.parse_args().responses
    wanted = poses()
    seen = {}
    for name, every in HEADS.items():
        some = Poses(wanted.weights[::every], wanted.turns[::every])
        seen[name] = (some.weights.astype(float), _kept(folder, name, some))
    np.savez_compressed(TARGET, **_fitted(seen))
    return 0


def _kept(folder: Path | None, name: str, some: Poses) -> Array:
    path = None if folder is None else folder / f"{name}_train.npz"
    if path is not None and path.exists():
        with np.load(path) as file:
            if np.abs(file["w"] - some.weights).max() > 1e-6:
                raise SystemExit(f"{path}: was seen in other poses")
            return np.asarray(file["points"])
    points = responses(load_head(name), some)
    if path is not None:
        np.savez_compressed(path, points=points.astype(np.float32), w=some.weights, h=some.turns)
    return points


def responses(head: Head, some: Poses) -> Array:
    """The mesh's points (N,478,3) of a head in each pose, in pixels."""
    found: list[Mesh] = []
    with Portrait(head, SIZE, DISTANCE) as portrait:
        for index in range(len(some.weights)):
            only = slice(index, index + 1)
            vertices = arkit_vertices(head, some.weights[only], some.turns[only])[0]
            image = Image.fromarray(portrait.picture(vertices))
            if found:
                found.append(followed_mesh(image, followed_mesh(image, found[-1])))
            else:
                found.append(mesh_of(image, detect(image)[0]))
    return np.array([mesh.points for mesh in found])


def _fitted(seen: dict[str, tuple[Array, Array]]) -> dict[str, Array]:
    points = np.array(POINTS)
    rest = _rest_of(load_head(next(iter(seen))), *next(iter(seen.values())))
    basis = Basis(points, rest, *([np.empty(0)] * 4))
    rigid, shapes = basis.places(RIGID), len(ARKIT_NAMES)
    weights, moved = [], []
    for known, pixels in seen.values():
        face = pixels[:, points] * [1.0, -1.0, -1.0]
        own = np.median(posed(face, rest, rigid).face[_at_rest(known)], axis=0)
        weights.append(known)
        moved.append(counted_from_between(posed(face, own, rigid).face - own, basis).reshape(len(known), -1))
    all_weights, all_moved = np.concatenate(weights), np.concatenate(moved)
    normal = all_weights.T @ all_weights + _RIDGE * np.eye(shapes)
    slopes = np.linalg.solve(normal, all_weights.T @ all_moved)
    slopes[~_may_move(basis)] = 0.0
    over = all_moved - all_weights @ slopes
    shared = over.T @ over / len(over)
    own_part = np.diag(np.diag(shared)) * _OWN + _LEAST * np.eye(len(shared))
    sure = np.linalg.inv(shared * (1 - _OWN) + own_part)
    region = np.repeat(_region_of_points(basis), 3)
    sure[region[:, None] != region] = 0.0
    precision, pull = _known_before()
    return {
        "points": points.astype(np.int16),
        "rest": rest.astype(np.float32),
        "slopes": slopes.reshape(shapes, len(points), 3).astype(np.float32),
        "weighing": (slopes @ sure).astype(np.float32),
        "precision": precision.astype(np.float32),
        "pull": pull.astype(np.float32),
    }


def _rest_of(head: Head, weights: Array, pixels: Array) -> Array:
    """The face at rest (K,3) of the first head, in millimetres: the pupils are as far apart as its eyes' bones."""
    face = np.median(pixels[_at_rest(weights)], axis=0) * [1.0, -1.0, -1.0]
    eyes = head.eye_joints
    scale = np.linalg.norm(eyes[0] - eyes[1]) * 1000 / np.linalg.norm(face[IRISES[0][0]] - face[IRISES[1][0]])
    return np.asarray((face[list(POINTS)] - face[list(RIGID)].mean(axis=0)) * scale)


def _at_rest(weights: Array) -> Array:
    return np.asarray(np.abs(weights).sum(axis=1) < 1e-6)


def _region_of_points(basis: Basis) -> Array:
    """(K,) 0 brows, 1 eyes, 2 the rest."""
    regions = np.full(len(basis.points), 2)
    regions[basis.places(BROWS)], regions[basis.places(EYES)] = 0, 1
    return regions


def _region_of_shapes() -> Array:
    return np.array([{"brow": 0, "eye": 1}.get(name[: 4 if name.startswith("brow") else 3], 2) for name in ARKIT_NAMES])


def _may_move(basis: Basis) -> Array:
    """(52,3K) brows and eyes are known from their own points alone, so that nothing else of a face moves them."""
    return np.asarray(_region_of_shapes()[:, None] == np.repeat(_region_of_points(basis), 3))


def _known_before() -> tuple[Array, Array]:
    """Inverse covariance (52,52) of the weights in speech, each region for itself, and that times their mean."""
    spoken = [
        spoken_poses(text, voice, emotion, engine)
        for (text, voice, emotion), engine in zip(SPOKEN, ("flow", "rules") * 3, strict=True)
    ]
    weights = np.concatenate([each.weights for each in spoken]).astype(float)
    regions = _region_of_shapes()
    covariance = np.cov(weights.T) * (regions[:, None] == regions)
    names = [name.removesuffix("Left").removesuffix("Right") for name in ARKIT_NAMES]
    covariance += np.diag([_SPREAD.get(name, _SPREAD_OF_OTHERS) ** 2 for name in names])
    precision = np.linalg.inv(covariance)
    return precision, precision @ (weights.mean(axis=0) * (regions == 2))


if __name__ == "__main__":
    raise SystemExit(main())

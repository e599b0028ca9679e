# SPDX-License-Identifier: GPL-3.0-or-later
"""Heads that were made of a user's FLAME files, in the user's own folder: one file NAME.flame.npz each."""

from functools import lru_cache
from pathlib import Path

import numpy as np

from ..archives import Archive, array_of
from ..arrays import Array
from ..errors import UsageError
from ..head.arkit import ARKIT_NAMES
from ..limits import FLAME_HEAD_BYTES
from ..motion import EXPRESSION_DIMENSIONS
from ..user_archive import user_archive
from ..user_file import file_version
from ..user_folder import check_name, names_kept, not_kept, user_data_folder
from ..whole_file import whole_file
from .flame_head import FlameHead
from .model import JOINTS, VERTICES

FILE_ENDING = ".flame.npz"
_FOLDER = "heads"
_MOST = 1000
"""Either way, of the values that a head may hold. Chosen by hand."""
_MOST_LIPS = 500
"""Pairs of vertices of two lips: more than any mouth of FLAME's vertices has. Chosen by hand."""
SHAPES: dict[str, tuple[int, ...]] = {
    "template": (VERTICES, 3),
    "expressions": (EXPRESSION_DIMENSIONS, VERTICES, 3),
    "pose_shapes": (18, VERTICES, 3),
    "joints": (len(JOINTS), 3),
    "weights": (VERTICES, len(JOINTS)),
    "eyelids": (2, VERTICES, 3),
    "arkit_shapes": (len(ARKIT_NAMES), VERTICES, 3),
}
_NUMBERS = ("triangles", "upper", "lower")
_HINT = "Import it again: soliloquy import-flame FILE --out NAME.flame.npz"


def heads_folder() -> Path:
    return user_data_folder() / _FOLDER


def kept_names() -> tuple[str, ...]:
    """Names of the heads that are kept, in the order of the alphabet; none where the folder cannot be read."""
    return names_kept(heads_folder(), FILE_ENDING)


def kept_path(name: str) -> Path | None:
    """Where the head of that name is kept, capitals or not; None where there is none."""
    found = next((known for known in kept_names() if known.lower() == name.lower()), None)
    return None if found is None else heads_folder() / f"{found}{FILE_ENDING}"


def new_name(name: str, taken: tuple[str, ...]) -> str:
    """``name``, where it can be that of a head. taken: names of the embedded heads. Raises UsageError."""
    check_name("head", name, heads_folder())
    if name.lower() in (each.lower() for each in taken):
        raise UsageError(f"head {name!r}", "is one that Soliloquy has itself", "Give yours another name")
    return name


def keep_head(name: str, head: FlameHead) -> Path:
    """Write a head into the user's folder, complete or not at all; one of that name is replaced. Raises WriteError."""
    path = kept_path(name) or heads_folder() / f"{name}{FILE_ENDING}"
    arrays = {each: getattr(head, each) for each in (*SHAPES, *_NUMBERS)}
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(path) as part, part.open("wb") as file:
            np.savez(file, jaw_angle=np.float32(head.jaw_angle), **arrays)
    except OSError as error:
        raise not_kept(path, error) from error
    return path


def kept_head(path: Path) -> FlameHead:
    """The head in a file of ``keep_head``. Raises InputError for what is none."""
    version = file_version(path)
    return _read(path) if version is None else _cached(path, version)


@lru_cache(maxsize=4)
def _cached(path: Path, version: tuple[int, int, int]) -> FlameHead:
    return _read(path)


def _read(path: Path) -> FlameHead:
    with user_archive(path, "head", FLAME_HEAD_BYTES, _HINT, entries=len(SHAPES) + 5) as archive:
        return _head(archive)


def _head(archive: Archive) -> FlameHead:
    arrays = {name: _floats(archive, name, shape) for name, shape in SHAPES.items()}
    angle = float(_floats(archive, "jaw_angle", ()))
    if not 0.05 <= angle <= 1.0:
        raise ValueError("its jaw's angle is none")
    triangles, upper, lower = (array_of(archive.read(f"{name}.npy"), ("<i4",)) for name in _NUMBERS)
    for numbers, axes in ((triangles, 2), (upper, 1), (lower, 1)):
        if numbers.ndim != axes or not numbers.size or numbers.min() < 0 or numbers.max() >= VERTICES:
            raise ValueError("it names vertices that are not there")
    if triangles.shape[1] != 3 or len(upper) != len(lower) or len(upper) > _MOST_LIPS:
        raise ValueError("its triangles or its lips are none")
    return FlameHead(**arrays, triangles=triangles, jaw_angle=angle, upper=upper, lower=lower)


def _floats(archive: Archive, name: str, shape: tuple[int, ...]) -> Array:
    array = array_of(archive.read(f"{name}.npy"), ("<f4",))
    if array.shape != shape or not (np.abs(array) <= _MOST).all():
        raise ValueError(f"its {name} is not what it should be")
    return array

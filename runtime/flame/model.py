# SPDX-License-Identifier: GPL-3.0-or-later
"""A user's FLAME file, checked: FLAME 2020, 2023 and 2023 Open, as .pkl or as .npz.

The names, shapes and order of the arrays are those of Li et al. 2017, "Learning a model of facial shape and expression
from 4D scans", and of the loaders that are published for it. Nothing of the model itself is in this project.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ..archives import array_of, opened_archive
from ..arrays import Array
from ..errors import InputError
from ..limits import ARCHIVE_ENTRIES, FLAME_BYTES
from ..user_file import open_file, read_file
from .pickled import read_pickle
from .records import as_array

VERTICES = 5023
"""FLAME's topology, of every version."""
IDENTITY_SHAPES = 300
"""Of the shapes, those that come first; the expressions follow."""
_EXPRESSIONS = 100
"""Most that a file of FLAME's has."""
JOINTS = ("root", "neck", "jaw", "eye.L", "eye.R")
_PARENTS = (-1, 0, 1, 1, 1)
POSED = {"neck": 0, "jaw": 1, "eye.L": 2, "eye.R": 3}
"""Which nine of the pose's 36 numbers each joint has."""
_EYELIDS = ("l_eyelid", "r_eyelid")
"""Eyelid shapes (5023,3) of later tools, as flame-fitting ones keep them beside the model."""
_KINDS = ("<f4", "<f8", "<i2", "<i4", "<i8", "<u2", "<u4", "<u8", "|u1")
_MOST_FACES = 20_000
"""Triangles; FLAME has 9,976. Chosen by hand."""
_HINT = "Give generic_model.pkl, flame2023.pkl or flame2023_Open.pkl, as you have it from flame.is.tue.mpg.de"
_RANGES = {"v_template": 1.0, "shapedirs": 1.0, "posedirs": 1.0, "J_regressor": 10.0, "weights": 1.001}
"""Metres, or without unit: a head is 0.3 m high, and one standard deviation of a shape moves millimetres."""


@dataclass(frozen=True, eq=False)
class FlameModel:
    """float64; metres, FLAME's axes (+Y up, +Z out of the face, +X the person's left).

    template (5023,3). expressions (E,5023,3), E from 1 to 100. pose_shapes (4,9,5023,3): for neck, jaw, left and right
    eye, what each number of that joint's rotation matrix less the identity, row by row, adds. joints (5,3) and weights
    (5023,5) in the order of JOINTS. triangles (F,3). eyelids (2,5023,3), or None where the file has none.
    """

    template: Array
    expressions: Array
    pose_shapes: Array
    joints: Array
    weights: Array
    triangles: Array
    eyelids: Array | None


def read_flame(path: Path) -> FlameModel:
    """The model in a user's file. Nothing in it is run. Raises InputError for what is none."""
    try:
        get = _of_archive(path) if path.suffix.lower() == ".npz" else _of_pickle(path)
        return _model(get)
    except ValueError as error:
        raise InputError(str(path), f"cannot be used as a FLAME model: {error}", _HINT) from error


Get = Callable[[str], Array | None]
"""The array of that name; None where there is none."""


def _of_pickle(path: Path) -> Get:
    found = read_pickle(read_file(path, FLAME_BYTES, _HINT))
    return lambda name: as_array(found[name]) if name in found else None


def _of_archive(path: Path) -> Get:
    wanted = ("v_template", "shapedirs", "posedirs", "J_regressor", "weights", "kintree_table", "f", *_EYELIDS)
    with (
        open_file(path, FLAME_BYTES, _HINT) as file,
        opened_archive(file, entries=ARCHIVE_ENTRIES, most=2 * FLAME_BYTES) as archive,
    ):
        there = [name for name in wanted if f"{name}.npy" in archive.entries]
        found = {name: array_of(archive.read(f"{name}.npy"), _KINDS) for name in there}
    return found.get


def _model(get: Get) -> FlameModel:
    template = _checked(get, "v_template", (VERTICES, 3))
    shapes = _checked(get, "shapedirs", (VERTICES, 3, None), first=IDENTITY_SHAPES + _EXPRESSIONS)
    if shapes.shape[2] <= IDENTITY_SHAPES:
        raise ValueError(f"its shapedirs hold {shapes.shape[2]} shapes, and none after {IDENTITY_SHAPES} is there")
    posed = _checked(get, "posedirs", (VERTICES, 3, 9 * len(POSED)))
    regressor = _checked(get, "J_regressor", (len(JOINTS), VERTICES))
    weights = _checked(get, "weights", (VERTICES, len(JOINTS)))
    if (weights < -1e-6).any() or (np.abs(weights.sum(axis=1) - 1.0) > 0.01).any():
        raise ValueError("its weights do not add up to 1 at every vertex")
    _check_tree(get("kintree_table"))
    joints = regressor @ template
    _check_face(template, joints)
    return FlameModel(
        template,
        np.ascontiguousarray(shapes[:, :, IDENTITY_SHAPES:].transpose(2, 0, 1)),
        np.ascontiguousarray(posed.transpose(2, 0, 1)).reshape(len(POSED), 9, VERTICES, 3),
        joints,
        weights.clip(0.0) / weights.clip(0.0).sum(axis=1, keepdims=True),
        _triangles(get("f")),
        _eyelids(get),
    )


def _checked(get: Get, name: str, shape: tuple[int | None, ...], first: int | None = None) -> Array:
    """The array of that name, float64. first: so much of its last axis is enough."""
    array = get(name)
    if array is None:
        raise ValueError(f"it has no {name}")
    fits = array.ndim == len(shape) and all(
        wanted in (None, size) for wanted, size in zip(shape, array.shape, strict=True)
    )
    if not fits or array.dtype.kind not in "fiu":
        wanted = " by ".join("any" if size is None else str(size) for size in shape)
        raise ValueError(f"its {name} is {' by '.join(map(str, array.shape))}, not {wanted} numbers")
    array = array[..., :first]
    most = _RANGES.get(name, 1.0)
    if not np.isfinite(array).all() or np.abs(array).max(initial=0.0) > most:
        raise ValueError(f"its {name} holds numbers beyond {most:g}, or none at all")
    return array.astype(np.float64)


def _check_tree(table: Array | None) -> None:
    """Root, neck, jaw and the eyes, each hung where FLAME hangs it. The root's parent is any number that is none."""
    if table is None or table.shape != (2, len(JOINTS)) or table.dtype.kind not in "iuf":
        raise ValueError("it has no kintree_table of 2 by 5")
    if table[0, 1:].tolist() != list(_PARENTS[1:]) or table[1].tolist() != list(range(len(JOINTS))):
        raise ValueError("its kintree_table is not that of neck, jaw and two eyes")


def _check_face(template: Array, joints: Array) -> None:
    size = np.ptp(template, axis=0)
    if not (size.min() > 0.05 and size.max() < 1.0):
        raise ValueError(f"its head measures {size.max():.3g} at most, and should be metres")
    left, right = joints[3], joints[4]
    if left[0] <= right[0] or joints[2][2] >= left[2] + 0.1:
        raise ValueError("its face does not look along +Z with its left eye at +X")


def _triangles(array: Array | None) -> Array:
    if array is None or array.ndim != 2 or array.shape[1] != 3 or array.dtype.kind not in "iu":
        raise ValueError("it has no triangles f")
    if not 1 <= len(array) <= _MOST_FACES or int(array.min()) < 0 or int(array.max()) >= VERTICES:
        raise ValueError("its triangles f name vertices that are not there")
    triangles = array.astype(np.int64)
    if (triangles == np.roll(triangles, 1, axis=1)).any():
        raise ValueError("its triangles f have corners twice")
    return triangles


def _eyelids(get: Get) -> Array | None:
    found = [get(name) for name in _EYELIDS]
    if any(each is None for each in found):
        return None
    return np.stack([_checked(get, name, (VERTICES, 3)) for name in _EYELIDS])

# SPDX-License-Identifier: GPL-3.0-or-later
"""The embedded heads: one topology, several people, baked from CC0 data by tools/head/bake_head.py; and beside them
those that a user made of FLAME files (``runtime.flame``)."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from ..arrays import Array
from ..errors import UsageError
from ..weights import all_weights, weight_path
from .arkit import ARKIT_INDEX
from .layout_columns import EXPRESSION_SHAPES, EYELIDS

DEFAULT_HEAD = "Clara"
OWN_LAYOUT = "flame:"
"""What stands before the name of a user's own head in the layout that moves it."""
_SHARED = "head_shared"
_PREFIX = "head_"


@dataclass(frozen=True)
class Head:
    """A person's head, in metres, +Y up, +Z out of the face, +X the person's left. An embedded one's origin is its head
    joint.

    vertices (V,3). quads (F,4) counter-clockwise seen from outside. uv (F,4,2), 0..1, each material has a
    square of its own. material_index (F,) into material_names. shape_deltas (52,V,3) in the order of
    ARKIT_NAMES. expression_basis (50,V,3), orthonormal over the default head. eyelid_shapes (2,V,3), left
    then right. bone_names, bone_parents (-1 for none), joints (6,3); bone_weights (V,6), rows sum to 1.
    eye_radii (2,) left then right. pose_shapes (18,V,3): of a FLAME head, whose other arrays are its own: what each
    number of the head's, then the jaw's rotation matrix adds, row by row and less the identity; its quads are triangles
    whose last two corners are one.
    """

    name: str
    vertices: Array
    quads: Array
    uv: Array
    material_index: Array
    material_names: tuple[str, ...]
    shape_deltas: Array
    expression_basis: Array
    eyelid_shapes: Array
    bone_names: tuple[str, ...]
    bone_parents: tuple[int, ...]
    joints: Array
    bone_weights: Array
    eye_radii: Array
    pose_shapes: Array | None = None


def head_names() -> tuple[str, ...]:
    """Names of the embedded heads, the default one first, then of the user's own."""
    from ..flame.kept import kept_names

    embedded = embedded_names()
    known = {name.lower() for name in embedded}
    return (*embedded, *(name for name in kept_names() if name.lower() not in known))


def embedded_names() -> tuple[str, ...]:
    """Names of the embedded heads, the default one first."""
    built = (name.removeprefix(_PREFIX) for name in all_weights() if name.startswith(_PREFIX) and name != _SHARED)
    people = sorted(name.capitalize() for name in built)
    return (DEFAULT_HEAD, *(name for name in people if name != DEFAULT_HEAD))


def head_called(name: str | None) -> str:
    """The name of an identity as it is written, the default one's for None. Capitals do not matter.

    Raises UsageError for an unknown one.
    """
    if name is None:
        return DEFAULT_HEAD
    found = next((known for known in head_names() if known.lower() == name.lower()), None)
    if found is None:
        raise UsageError(f"head {name!r}", "is not known", f"Use one of: {', '.join(head_names())}")
    return found


def flame_file(name: str) -> Path | None:
    """Where a head of a FLAME file is kept; None for an embedded one. Raises UsageError for an unknown one."""
    from ..flame.kept import kept_path

    found = head_called(name)
    return None if found in embedded_names() else kept_path(found)


def flame_layout(name: str) -> str:
    """The FLAME layout of a head: "flame", or "flame:NAME" for one of a FLAME file, whose expressions are its own.

    Raises UsageError for an unknown one.
    """
    return "flame" if flame_file(name) is None else OWN_LAYOUT + head_called(name)


def load_head(name: str = DEFAULT_HEAD) -> Head:
    """The head of an identity; its arrays cannot be written to.

    Raises UsageError for an unknown name, SetupError when its data is missing or altered, InputError when that of a
    user's own is.
    """
    path = flame_file(name)
    if path is None:
        return _embedded(head_called(name))
    from ..flame.as_head import head_of_file

    return head_of_file(path)


@cache
def _embedded(found: str) -> Head:
    shared, own = shared_arrays(), _arrays(f"{_PREFIX}{found.lower()}")
    displacements = spanned_displacements(own["shapes"], own["jaw_remainder"], shared["eye_vertices"])
    flat = displacements.reshape(len(displacements), -1)
    basis = np.linalg.solve(shared["triangular"].T, flat.astype(np.float64))
    eyelids = own["shapes"][[ARKIT_INDEX[eyelid] for eyelid in EYELIDS]]
    arrays = {
        "vertices": own["vertices"],
        "quads": shared["quads"],
        "uv": shared["uv"],
        "material_index": shared["material_index"],
        "shape_deltas": own["shapes"],
        "expression_basis": basis.reshape(displacements.shape).astype(np.float32),
        "eyelid_shapes": eyelids,
        "joints": own["joints"],
        "bone_weights": shared["bone_weights"],
        "eye_radii": own["eye_radii"],
    }
    for array in arrays.values():
        array.setflags(write=False)
    return Head(
        name=found,
        material_names=tuple(shared["material_names"].tolist()),
        bone_names=tuple(shared["bone_names"].tolist()),
        bone_parents=tuple(shared["bone_parents"].tolist()),
        **arrays,
    )


def spanned_displacements(shapes: Array, jaw_remainder: Array, eye_vertices: Array) -> Array:
    """The 50 displacements (50,V,3) that the expression spans, in the order of EXPRESSION_SHAPES.

    shapes (52,V,3); jaw_remainder (V,3), what jawOpen has beyond the jaw's turn, before that turn;
    eye_vertices: indices of the eyeballs, which the bones turn.
    """
    spanned = shapes[[ARKIT_INDEX[name] for name in EXPRESSION_SHAPES]]
    spanned[-1] = jaw_remainder
    spanned[:, eye_vertices] = 0.0
    return spanned


@cache
def shared_arrays() -> dict[str, Array]:
    """What all heads share: topology, bone weights, and the matrices of the layout and of the lips."""
    return _arrays(_SHARED)


def _arrays(weight: str) -> dict[str, Array]:
    with np.load(weight_path(weight), allow_pickle=False) as file:
        return {name: file[name] for name in file.files}

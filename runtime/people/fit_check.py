# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether a head fits its shapes: what is seen from the front that should be hidden, and how the lips meet."""

import math
from dataclasses import dataclass, replace

import numpy as np

from ..arrays import Array
from ..head.arkit import ARKIT_INDEX, ARKIT_NAMES
from ..head.heads import Head, shared_arrays
from ..head.lip_curves import SPANNED
from ..head.lips import lip_gap_profile_mm
from ..head.named_weights import weights_of
from ..triangles import barycentric, double_area, triangles_of
from .data import people_data
from .lid_mesh import LOWER_COLUMNS
from .lip_shapes import ellipse

_STEP = 0.25
"""Millimetres between what is looked at."""
_SEALED = 0.3
"""jawOpen and mouthClose of the P/B/M that is looked at."""
_FUNNELS = (0.3, 0.45, 0.6)
_JAWS = np.linspace(0.0, 0.5, 11)
_AROUND_MOUTH, _AROUND_LIPS, _AROUND_EYE = (45.0, 45.0), (35.0, 12.0), (22.0, 14.0)
"""Millimetres from the middle, either way, that are looked at."""
_TILTS = tuple(math.radians(degrees) for degrees in (-15.0, 15.0))
"""Looks between the lips at rest, from above and from below."""
_BESIDE_LIPS = 8.0
"""Millimetres above and below the lips' line beyond which nothing of the mouth's inside may be seen."""
_UNDER_LID = 1.0
"""Millimetres under the lower lid's edge from which on nothing of the eye may be seen."""
_INSIDE = ("mouth", "teeth", "gums", "tongue")


@dataclass(frozen=True)
class FitCheck:
    """Millimetres, and square millimetres seen from the front.

    rest, sealed: least and largest gap of the lips across the mouth, at rest and where mouthClose equals jawOpen from 0
    to 0.5. teeth_at_rest, teeth_sealed: of teeth and gums. eyes_shut: of both eyeballs, and of what
    lies between the lids, when both blinks are 1. through: of the mouth's inside away from the lips, at rest and, below
    them, when jawOpen is 1. puckered: as rest, over mouthPucker from 0.25 to 1. round: how far the gap is from an
    ellipse at most, anywhere along the lips, in mouthFunnel from 0.3 to 0.6, alone, with mouthPucker 0.5 and with
    jawOpen 0.2. between: of the mouth's inside at rest, from 15 degrees above or below, whichever shows more.
    squinting: of eyeballs and sockets under the lower lids' edges, where both eyes and cheeks squint fully.
    """

    rest: tuple[float, float]
    sealed: tuple[float, float]
    teeth_at_rest: float
    teeth_sealed: float
    eyes_shut: float
    through: float
    puckered: tuple[float, float]
    round: float
    between: float
    squinting: float


def check_fit(head: Head) -> FitCheck:
    """Look at an embedded head."""
    seal = np.zeros((len(_JAWS), len(ARKIT_NAMES)))
    seal[:, ARKIT_INDEX["jawOpen"]] = seal[:, ARKIT_INDEX["mouthClose"]] = _JAWS
    rest, sealed = lip_gap_profile_mm(seal[:1], head.name), lip_gap_profile_mm(seal, head.name)
    still, shut = _posed(head), _posed(head, eyeBlinkLeft=1.0, eyeBlinkRight=1.0)
    pressed = _posed(head, jawOpen=_SEALED, mouthClose=_SEALED)
    eyes = head.eye_joints * 1000
    return FitCheck(
        (float(rest.min()), float(rest.max())),
        (float(sealed.min()), float(sealed.max())),
        teeth_at_rest=_seen_teeth(head, still),
        teeth_sealed=_seen_teeth(head, pressed),
        eyes_shut=sum(_seen_of_eye(head, shut, eye) for eye in eyes),
        puckered=_puckered(head),
        round=_from_ellipse(head),
        between=max(_seen_between(head, still, tilt) for tilt in _TILTS),
        squinting=_seen_through_lids(head),
        through=_seen_through(head, still) + _seen_below_lips(head, _posed(head, jawOpen=1.0)),
    )


def _puckered(head: Head) -> tuple[float, float]:
    gap = lip_gap_profile_mm(np.outer(np.linspace(0.25, 1.0, 4), weights_of(mouthPucker=1.0)), head.name)
    return float(gap.min()), float(gap.max())


def _from_ellipse(head: Head) -> float:
    """With an open jaw: of what mouthFunnel adds to the gap that the jaw makes."""
    further: tuple[dict[str, float], ...] = ({}, {"mouthPucker": 0.5}, {"jawOpen": 0.2})
    funnel = weights_of(mouthFunnel=1.0)
    rows = [amount * funnel + weights_of(**each) for amount in _FUNNELS for each in further]
    jaws = [weights_of(jawOpen=each.get("jawOpen", 0.0)) for _ in _FUNNELS for each in further]
    added = lip_gap_profile_mm(np.array(rows), head.name) - lip_gap_profile_mm(np.array(jaws), head.name)
    wanted = ellipse(np.linspace(-SPANNED, SPANNED, added.shape[1])) * added[:, added.shape[1] // 2, None]
    return float(np.abs(added - wanted).max())


def _posed(head: Head, **weights: float) -> Array:
    """Vertices (V,3) in millimetres."""
    posed = head.vertices.astype(np.float64)
    for name, weight in weights.items():
        posed = posed + weight * head.shape_deltas[ARKIT_INDEX[name]]
    return posed * 1000.0


def _mouth(vertices: Array) -> Array:
    shared = shared_arrays()
    middle: Array = vertices[np.concatenate([shared["lip_upper"][:, 0], shared["lip_lower"][:, 0]]), :2].mean(axis=0)
    return middle


def _seen_teeth(head: Head, vertices: Array) -> float:
    return _area(head, front_view(head, vertices, _mouth(vertices), _AROUND_MOUTH), ("teeth", "gums"))


def _seen_between(head: Head, vertices: Array, tilt: float) -> float:
    """From ``tilt`` (radians) below."""
    sine, cosine = math.sin(tilt), math.cos(tilt)
    seen = vertices @ np.array([[1.0, 0.0, 0.0], [0.0, cosine, -sine], [0.0, sine, cosine]])
    return _area(head, front_view(head, seen, _mouth(seen), _AROUND_LIPS), _INSIDE)


def _seen_through(head: Head, vertices: Array) -> float:
    view = front_view(head, vertices, _mouth(vertices), _AROUND_MOUTH)
    height = (np.arange(len(view)) - (len(view) - 1) / 2) * _STEP
    return _area(head, view[np.abs(height) > _BESIDE_LIPS], _INSIDE)


def _seen_below_lips(head: Head, vertices: Array) -> float:
    view = front_view(head, vertices, _mouth(vertices), _AROUND_MOUTH)
    height = (np.arange(len(view)) - (len(view) - 1) / 2) * _STEP + _mouth(vertices)[1]
    return _area(head, view[height < vertices[shared_arrays()["lip_lower"], 1].min()], _INSIDE)


def _seen_of_eye(head: Head, vertices: Array, middle: Array) -> float:
    """Of the ball, and of tears and caruncle; the shade between them is looked through."""
    own, materials = people_data().topology.lid_parts, head.material_index.copy()
    here = ((head.quads >= own.start) & (head.quads < own.stop)).all(axis=1)
    here &= materials != head.material_names.index("shade")
    materials[here] = head.material_names.index("eye")
    marked = replace(head, material_index=materials)
    return _area(head, front_view(marked, vertices, middle[:2], _AROUND_EYE), ("eye",))


def _seen_through_lids(head: Head) -> float:
    squints = {shape + side: 1.0 for shape in ("eyeSquint", "cheekSquint") for side in ("Left", "Right")}
    vertices, topology = _posed(head, **squints), people_data().topology
    seen = 0.0
    for name, rings in zip(("eye.L", "eye.R"), topology.lid_rings, strict=True):
        middle = head.joints[head.bone_names.index(name), :2] * 1000
        view = front_view(head, vertices, middle, _AROUND_EYE)
        across, height = (
            at + _STEP * (np.arange(size) - (size - 1) / 2) for at, size in zip(middle, view.shape[::-1], strict=True)
        )
        edge = vertices[rings[1:, :LOWER_COLUMNS]]
        order = edge[..., 0].mean(axis=0).argsort()
        lowest = np.interp(across, edge[:, order, 0].mean(axis=0), edge[:, order, 1].min(axis=0))
        seen += _area(head, np.where(height[:, None] < lowest - _UNDER_LID, view, -1), ("eye", "socket"))
    return seen


def _area(head: Head, view: Array, materials: tuple[str, ...]) -> float:
    numbers = [head.material_names.index(name) for name in materials]
    return float(np.isin(view, numbers).sum()) * _STEP**2


def front_view(head: Head, vertices: Array, middle: Array, around: tuple[float, float]) -> Array:
    """The foremost material (H,W) at places _STEP apart around ``middle`` (2,), from below up; -1 where there is none.

    vertices (V,3) in millimetres. Hair, lashes, the clear cornea and the shade on the eye are looked through.
    """
    clear = [head.material_names.index(name) for name in ("hair", "lashes", "cornea", "shade")]
    kept = ~np.isin(head.material_index, clear)
    quads, materials = head.quads[kept], head.material_index[kept]
    corners = vertices[triangles_of(quads)]
    labels = np.concatenate([materials, materials])
    low, high = middle - around, middle + around
    near = (corners[:, :, :2].max(axis=1) >= low).all(axis=1) & (corners[:, :, :2].min(axis=1) <= high).all(axis=1)
    near &= corners[:, :, 2].min(axis=1) > 0.0
    return _rasterised(corners[near], labels[near], low, np.array(around))


def _rasterised(corners: Array, labels: Array, low: Array, around: Array) -> Array:
    width, height = (np.round(2 * around / _STEP).astype(int) + 1).tolist()
    depth, seen = np.full((height, width), -np.inf), np.full((height, width), -1)
    scaled = (corners[:, :, :2] - low) / _STEP
    first = np.ceil(scaled.min(axis=1)).astype(int).clip(0)
    last = np.floor(scaled.max(axis=1)).astype(int) + 1
    for (a, b, c), z, (x0, y0), (x1, y1), label in zip(scaled, corners[:, :, 2], first, last, labels, strict=True):
        x, y = np.arange(x0, min(x1, width)), np.arange(y0, min(y1, height))[:, None]
        area = double_area(a, b, c)
        if not len(x) or not len(y) or abs(area) < 1e-9:
            continue
        of_a, of_b, of_c = barycentric(a, b, c, x, y, area)
        there = of_a * z[0] + of_b * z[1] + of_c * z[2]
        place = (slice(y0, y0 + len(y)), slice(x0, x0 + len(x)))
        hit = (of_a >= 0) & (of_b >= 0) & (of_c >= 0) & (there > depth[place])
        depth[place][hit], seen[place][hit] = there[hit], label
    return seen

# SPDX-License-Identifier: GPL-3.0-or-later
"""The pictures of a portrait that speaks, one a frame."""

from collections.abc import Iterator

import numpy as np

from ..arrays import Array
from ..motion import ArkitCurves
from .motion import face_motion, wanted_points
from .painter import painted
from .painting import Reference, blend, reference_of, wanted_of
from .sitter import Sitter
from .surroundings import moved_surroundings, with_surroundings
from .warp import flow, sampled

_AT_ONCE = 8
"""Mouths painted together. Chosen by hand, for memory."""


def frames(sitter: Sitter, curves: ArkitCurves, turning: float) -> Iterator[Array]:
    """uint8 (H,W,3), or (H,W,4) where the sitter's picture has alpha; one for each frame of the curves."""
    motion = face_motion(sitter.mesh, sitter.eyes_covered)
    reference = reference_of(sitter.picture[..., :3], sitter.mesh.points)
    for first in range(0, len(curves.weights), _AT_ONCE):
        rows = slice(first, first + _AT_ONCE)
        some = ArkitCurves(curves.weights[rows], curves.head[rows])
        yield from moved(sitter, reference, wanted_points(motion, some, turning))


def moved(sitter: Sitter, reference: Reference, wanted: Array) -> Iterator[Array]:
    """The sitter with points (T,478,3) of the mesh, in the picture's pixels; all T are painted together."""
    mouths = [wanted_of(reference, each) for each in wanted]
    for each, mouth, paint in zip(wanted, mouths, painted(reference, mouths), strict=True):
        seen = warped(sitter.picture, sitter.mesh.flat, each[:, :2])
        blend(seen, mouth, paint)
        yield as_bytes(seen)


def warped(picture: Array, before: Array, after: Array) -> Array:
    """float32 (H,W,C): the picture with its points (478,2) moved, without any paint."""
    height, width = picture.shape[:2]
    here, there = moved_surroundings(before, after), with_surroundings(before)
    return sampled(picture, flow(here, there, width, height))


def as_bytes(seen: Array) -> Array:
    """uint8 of a picture float32 (H,W,3 or 4), 0..255; the fourth channel's product is undone."""
    if seen.shape[2] == 4:
        alpha = seen[..., 3:]
        seen = np.concatenate([seen[..., :3] * 255.0 / np.maximum(alpha, 1.0), alpha], axis=2)
    return np.asarray(np.clip(seen + 0.5, 0, 255).astype(np.uint8))

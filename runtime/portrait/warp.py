# SPDX-License-Identifier: GPL-3.0-or-later
"""A picture moved by its face's points: straight in each triangle of the mesh, as ever beyond the rings around it."""

from dataclasses import dataclass
from functools import cache

import numpy as np
from PIL import Image, ImageDraw

from ..arrays import Array
from ..weights import weight_path

WEIGHT = "portrait_points"
_SLIVER, _GROWN = 0.3, (6.0, 0.7)
"""Twice the area, in square pixels of either picture, below which a triangle is left to its neighbours, and how far
those grow: in the face further below all others, so that at an opening's edge the lip is seen and not what was there
before. Chosen by eye."""
_MOST_STRETCHED = 8.0
"""Pixels of the picture for one of what is made. Chosen by eye."""


@dataclass(frozen=True)
class Binding:
    """vertices (478,3) of our heads for each point of the face mesh and their shares (478,3), which sum to 1.
    triangles (T,3) over the points and those around the face, what lids and lips cover first."""

    vertices: Array
    shares: Array
    triangles: Array


@cache
def binding() -> Binding:
    """Raises SetupError when it is missing or altered."""
    with np.load(weight_path(WEIGHT), allow_pickle=False) as file:
        return Binding(file["vertices"].astype(int), file["shares"], file["triangles"].astype(int))


def bound_places(vertices: Array) -> Array:
    """The mesh's points (...,478,C) on a head with vertices (...,V,C)."""
    bound = binding()
    return np.asarray(np.einsum("pk,...pkc->...pc", bound.shares, vertices[..., bound.vertices, :].astype(float)))


def flow(here: Array, there: Array, width: int, height: int) -> Array:
    """Where each pixel of a picture comes from, float32 (height,width,2), x and y in pixels of the picture it is of.

    here (P,2): the points, with what is around the face, in pixels of the picture that is made; there: in the other.
    """
    triangles = binding().triangles
    corners = here[triangles]
    seen = _touching(corners, width, height)
    seen = seen[np.abs(_areas(there[triangles[seen]])) > _SLIVER]
    turned = _areas(corners[seen]) * _areas(there[triangles[seen]]) < 0
    # What is within an eye that shuts turns over, and is not seen; skin that does is a point of the mesh a bit off.
    seen = seen[~turned]
    maps = _affine(corners[seen], there[triangles[seen]])
    seen, maps = (each[np.abs(maps[..., :2]).max(axis=(1, 2)) < _MOST_STRETCHED] for each in (seen, maps))
    numbers = Image.new("I", (width, height), len(maps))
    draw = ImageDraw.Draw(numbers)
    # Pillow's corners are middles of pixels.
    within = np.flatnonzero((triangles[seen] < len(binding().shares)).all(axis=1))
    for some, pixels in zip((within, np.arange(len(seen))), _GROWN, strict=True):
        outlines = (_grown(corners[seen[some]], pixels) - 0.5).reshape(-1, 6)
        for number, outline in zip(some.tolist(), outlines.tolist(), strict=True):
            draw.polygon(outline, fill=number)
    still = np.array([[[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]]], np.float32)
    of_pixel = np.concatenate([maps, still])[np.asarray(numbers)]
    x, y = np.arange(width, dtype=np.float32) + 0.5, (np.arange(height, dtype=np.float32) + 0.5)[:, None]
    found: Array = of_pixel[..., 0] * x[..., None] + of_pixel[..., 1] * y[..., None] + of_pixel[..., 2]
    return found


def sampled(picture: Array, places: Array) -> Array:
    """float32 (H,W,C): a picture (h,w,C) at places (H,W,2), bilinear, its edge held beyond it."""
    height, width = picture.shape[:2]
    x = np.clip(places[..., 0] - 0.5, 0.0, width - 1.001)
    y = np.clip(places[..., 1] - 0.5, 0.0, height - 1.001)
    column, row = x.astype(np.int32), y.astype(np.int32)
    right, down = (x - column)[..., None], (y - row)[..., None]
    flat = picture.reshape(-1, picture.shape[2])
    at = row * width + column
    top = flat[at] * (1 - right) + flat[at + 1] * right
    below = flat[at + width] * (1 - right) + flat[at + width + 1] * right
    mixed: Array = top * (1 - down) + below * down
    return mixed.astype(np.float32)


def _touching(corners: Array, width: int, height: int) -> Array:
    """Which triangles (T,3,2) may touch the picture and have an area."""
    low, high = corners.min(axis=1), corners.max(axis=1)
    inside = (high >= 0).all(axis=1) & (low[:, 0] < width) & (low[:, 1] < height)
    return np.asarray(np.flatnonzero(inside & (np.abs(_areas(corners)) > _SLIVER)))


def _areas(corners: Array) -> Array:
    """Twice the areas (T,) of triangles (T,3,2), with the sign of the way that their corners go around."""
    one, other = corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]
    return np.asarray(one[:, 0] * other[:, 1] - one[:, 1] * other[:, 0])


def _grown(corners: Array, pixels: float) -> Array:
    """Triangles (T,3,2) a little larger, so that neighbours fill what is left of those that have no area."""
    out = corners - corners.mean(axis=1, keepdims=True)
    return np.asarray(corners + pixels * out / np.maximum(np.linalg.norm(out, axis=2, keepdims=True), 1e-6))


def _affine(corners: Array, sources: Array) -> Array:
    """(T,2,3) that take corners (T,3,2), which have an area, to sources (T,3,2)."""
    sides, there = (each[:, 1:] - each[:, :1] for each in (corners, sources))
    (a, b), (c, d) = sides.transpose(1, 2, 0)
    inverse = np.array([[d, -b], [-c, a]]) / (a * d - b * c)
    linear = np.einsum("ijt,tjk->tki", inverse, there)
    move = sources[:, 0] - np.einsum("tki,ti->tk", linear, corners[:, 0])
    return np.concatenate([linear, move[..., None]], axis=2).astype(np.float32)

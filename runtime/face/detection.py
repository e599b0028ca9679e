# SPDX-License-Identifier: GPL-3.0-or-later
"""Where faces are in a picture: BlazeFace (Bazarevsky et al. 2019), MediaPipe's network of 256 x 256 pixels."""

from dataclasses import dataclass
from functools import cache

import numpy as np
from PIL import Image

from ..arrays import Array
from . import networks

SCORE = 0.6
"""From this on a finding counts. MediaPipe takes 0.5; between the two, things were found that are no faces."""

_SIZE = 256
"""Pixels a side that the network sees."""
_GRIDS = ((16, 2), (8, 6))
"""Cells a side, and anchors in each cell (MediaPipe's ssd_anchors_calculator: strides 16, 32, 32, 32)."""
_SAME = 0.3
"""Findings that overlap by more (intersection over union) are one face. As in MediaPipe's weighted suppression."""


@dataclass(frozen=True)
class Detection:
    """box: left, top, right, bottom in pixels. eyes (2,2): the one that is left in the picture, then the other; x, y.
    score: 0..1."""

    box: Array
    eyes: Array
    score: float

    @property
    def side(self) -> float:
        """The longer side of the box."""
        return float((self.box[2:] - self.box[:2]).max())


def detect(image: Image.Image) -> list[Detection]:
    """The faces of a picture, the largest first. Where the whole shows none its quarters are searched too."""
    found = _search(image, (0, 0, *image.size))
    if not found:
        found = [detection for part in _quarters(*image.size) for detection in _search(image, part)]
    found = _without_doubles(found)
    return sorted(found, key=lambda detection: -detection.side)


def _quarters(width: int, height: int) -> list[tuple[int, int, int, int]]:
    """Nine overlapping parts, each half as wide and half as high as the whole."""
    across, down = width // 2, height // 2
    if min(across, down) < _SIZE // 4:
        return []
    return [
        (left, top, left + across, top + down)
        for top in (0, down // 2, height - down)
        for left in (0, across // 2, width - across)
    ]


def _search(image: Image.Image, part: tuple[int, int, int, int]) -> list[Detection]:
    left, top, right, bottom = part
    side = max(right - left, bottom - top)
    scale = side / _SIZE
    pad = np.array([side - (right - left), side - (bottom - top)]) / 2
    square = Image.new("RGB", (_SIZE, _SIZE))
    small = image.resize(
        (max(1, round((right - left) / scale)), max(1, round((bottom - top) / scale))),
        Image.Resampling.BILINEAR,
        box=part,
    )
    square.paste(small, (round(pad[0] / scale), round(pad[1] / scale)))
    pixels = np.asarray(square, np.float32).transpose(2, 0, 1)[np.newaxis] / 127.5 - 1.0
    boxes, scores = networks.run(networks.DETECTOR, pixels)
    shares = 1.0 / (1.0 + np.exp(-np.clip(scores[0, :, 0], -80.0, 80.0)))
    good = shares >= SCORE
    points = boxes[0, good].reshape(-1, 8, 2) / _SIZE
    points[:, [0, *range(2, 8)]] += _anchors()[good, np.newaxis]
    origin = np.array([left, top]) - pad
    return [_detection(points[index], float(share), side, origin) for index, share in enumerate(shares[good])]


def _detection(points: Array, score: float, side: float, origin: Array) -> Detection:
    middle, half = points[0] * side + origin, points[1] * side / 2
    return Detection(np.concatenate([middle - half, middle + half]), points[2:4] * side + origin, score)


def _without_doubles(found: list[Detection]) -> list[Detection]:
    """Each face once: the mean of its findings, weighted by their scores."""
    rest = sorted(found, key=lambda detection: -detection.score)
    kept = []
    while rest:
        same = [other for other in rest if _overlap(rest[0].box, other.box) > _SAME]
        rest = [other for other in rest if all(other is not one for one in same)]
        weights = np.array([one.score for one in same]) / sum(one.score for one in same)
        box = np.tensordot(weights, [one.box for one in same], axes=1)
        kept.append(Detection(box, np.tensordot(weights, [one.eyes for one in same], axes=1), same[0].score))
    return kept


def _overlap(one: Array, other: Array) -> float:
    shared = np.clip(np.minimum(one[2:], other[2:]) - np.maximum(one[:2], other[:2]), 0.0, None).prod()
    return float(shared / ((one[2:] - one[:2]).prod() + (other[2:] - other[:2]).prod() - shared))


@cache
def _anchors() -> Array:
    """(896,2) middles of the cells, 0..1, in the order of the network's output."""
    grids = []
    for cells, each in _GRIDS:
        middles = (np.arange(cells) + 0.5) / cells
        down, across = np.meshgrid(middles, middles, indexing="ij")
        grids.append(np.repeat(np.stack([across, down], axis=-1).reshape(-1, 2), each, axis=0))
    return np.concatenate(grids).astype(np.float32)

# SPDX-License-Identifier: GPL-3.0-or-later
"""Pairs of mouths of one person: a reference, and what is wanted of it."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from ...runtime.arrays import Array
from ...runtime.face.mesh_points import LOWER_INNER, UPPER_INNER
from ...runtime.portrait.inner_mouth import drawn, fitted
from ...runtime.portrait.maps import CHANNELS, landmark_maps
from ...runtime.portrait.painting import unseen
from ...runtime.portrait.patch import SIDE
from ...runtime.portrait.surroundings import moved_surroundings, with_surroundings
from ...runtime.portrait.warp import flow
from .examples import Mouths

_SHUT, _OPEN = 0.3, 0.6
"""Shares of a person's mouths, by their gap: references are taken from the first as often as from all, what is wanted
from beyond the second."""
_SAME_FILM = 0.5
_GAIN, _GAMMA, _GREY = 0.12, 0.2, 0.35
_LIGHT = 0.12
"""Spread of the logarithm of the light in the mouth: a picture tells it no better."""


@dataclass(frozen=True)
class Batch:
    """What ``MouthPainter`` is given, target (B,3,SIDE,SIDE): what it should paint, and warped: what it paints over."""

    reference: Tensor
    before: Tensor
    begun: Tensor
    wanted: Tensor
    flow: Tensor
    target: Tensor
    warped: Tensor


class Pairs:
    """Draws pairs of one kind. one_person: all groups show one person (the man's films)."""

    def __init__(self, mouths: Mouths, one_person: bool) -> None:
        self._mouths, self._one = mouths, one_person
        self._maps = np.zeros((len(mouths), CHANNELS, SIDE, SIDE), np.uint8)
        self._drawn = np.zeros(len(mouths), bool)
        groups = np.zeros(len(mouths), int) if one_person else mouths.group
        gap = _gaps(mouths.points.astype(np.float32))
        self._sets = []
        for group in np.unique(groups):
            own = np.flatnonzero(groups == group)
            self._sets.append(own[np.argsort(gap[own])])

    def draw(self, draw: np.random.Generator) -> tuple[int, int]:
        """Numbers of a reference and of what is wanted."""
        own = self._sets[draw.integers(len(self._sets))]
        size = len(own)
        shut, opened = max(1, int(size * _SHUT)), int(size * _OPEN)
        reference = own[draw.integers(shut)] if draw.random() < 0.5 else own[draw.integers(size)]
        wanted = own[draw.integers(opened, size)] if draw.random() < 0.5 else own[draw.integers(size)]
        if self._one and draw.random() < _SAME_FILM:
            film = np.flatnonzero(self._mouths.group == self._mouths.group[wanted])
            reference = draw.choice(film)
        return int(reference), int(wanted)

    def example(self, reference: int, wanted: int, draw: np.random.Generator | None = None) -> tuple[Array, ...]:
        """As ``Batch`` has it but for what is warped, without the first axis, and last the inside that is drawn and how
        much it covers; of other colours and mirrored by chance where ``draw`` is given."""
        pictures = self._mouths.patches[[reference, wanted]].astype(np.float32) / 255.0
        before, after = (self._mouths.points[each].astype(np.float64) for each in (reference, wanted))
        maps = np.stack([self._map(reference), self._map(wanted)]).astype(np.float32) / 255.0
        light = self._mouths.light[reference] * (1.0 if draw is None else np.exp(draw.normal(0.0, _LIGHT)))
        inside = drawn(fitted(before), after, maps[1, 1], light) / np.float32(255.0)
        pictures = np.concatenate([pictures, np.clip(inside, 0.0, 1.0)[None]])
        shown = np.float32(unseen(before, after))
        if draw is not None:
            pictures = _recoloured(pictures, draw)
            if draw.random() < 0.5:
                pictures, maps = pictures[:, :, ::-1], maps[..., ::-1]
                before, after = (np.column_stack([1.0 - each[:, 0], each[:, 1]]) for each in (before, after))
        moved = patch_flow(before, after)
        pictures = np.ascontiguousarray(pictures.transpose(0, 3, 1, 2))
        maps = np.ascontiguousarray(maps)
        return pictures[0], maps[0], maps[1], moved, pictures[1], pictures[2], shown * maps[1, 1:2]

    def _map(self, number: int) -> Array:
        if not self._drawn[number]:
            self._maps[number] = landmark_maps(self._mouths.points[number])
            self._drawn[number] = True
        return np.asarray(self._maps[number])


def patch_flow(before: Array, after: Array) -> Array:
    """float32 (SIDE,SIDE,2): where each pixel of a patch with points ``after`` (478,2) comes from, -1..1."""
    found = flow(moved_surroundings(before, after) * SIDE, with_surroundings(before) * SIDE, SIDE, SIDE)
    return np.clip(found / SIDE * 2.0 - 1.0, -2.0, 2.0)


def batch(examples: list[tuple[Array, ...]]) -> Batch:
    reference, before, wanted, moved, target, inside, shown = (
        torch.from_numpy(np.stack(column)) for column in zip(*examples, strict=True)
    )
    warped = functional.grid_sample(reference, moved, padding_mode="border", align_corners=False)
    return Batch(reference, before, warped + shown * (inside - warped), wanted, moved, target, warped)


def batches(kinds: list[tuple[Pairs, float]], size: int, seed: int, first: int, last: int) -> Iterator[Batch]:
    """Batches number first to last; kinds: each with its share. The same for a seed, wherever one begins."""
    shares = np.array([share for _, share in kinds])
    for number in range(first, last):
        draw = np.random.default_rng([seed, number])
        chosen = draw.choice(len(kinds), size, p=shares / shares.sum())
        pairs = [kinds[kind][0] for kind in chosen]
        yield batch([each.example(*each.draw(draw), draw) for each in pairs])


def _gaps(points: Array) -> Array:
    """(N,) between the lips."""
    return np.asarray((points[:, list(LOWER_INNER), 1] - points[:, list(UPPER_INNER), 1]).mean(axis=1))


def _recoloured(pictures: Array, draw: np.random.Generator) -> Array:
    """Both in the same other light."""
    grey = pictures.mean(axis=3, keepdims=True)
    mixed = pictures + draw.uniform(0.0, _GREY) * (grey - pictures)
    lit = mixed ** np.exp(draw.normal(0.0, _GAMMA)) * np.exp(draw.normal(0.0, _GAIN) + draw.normal(0.0, _GAIN / 2, 3))
    return np.clip(lit, 0.0, 1.0).astype(np.float32)

# SPDX-License-Identifier: GPL-3.0-or-later
"""Drawn faces as cameras might have seen them too: each time a chip is learnt from it is another picture.

What a photograph has and a drawing lacks cannot be drawn, but what a network holds on to can be made uncertain: curves
of brightness, light from a side, blur, noise, where the face lies, and parts that are hidden. Two are against what
drawings and photographs have least alike: filters by chance, which leave shapes and change what surfaces look like
("RandConv", Xu et al. 2021), and the strength of coarse and fine of another picture ("A Fourier-based framework for
domain generalization", Xu et al. 2021). Sizes are chosen.
"""

import math

import numpy as np
import torch
from torch import Tensor, nn

from ...runtime.arrays import Array
from ...runtime.face.entries import SIDE, even

_GAMMA, _SIDE_LIGHT, _NOISE = 0.35, 0.3, 0.05
"""Standard deviations: of a brightness curve's logarithm, of light's logarithm across the face, of noise at most."""
_SHIFT, _SCALE, _TURN = 0.06, 0.06, 0.07
"""Half widths, of a picture of 2; standard deviations of the logarithm and of radians."""
_COARSER = (1, 1, 2, 4)
"""By how much each quarter of a batch is coarser."""
_HIDDEN, _LEAST_HIDDEN, _MOST_HIDDEN = 0.4, 16, 56
"""Share of pictures in which a rectangle is hidden, and its sides in pixels."""
_FILTERED, _FILTER, _MOST = 0.5, 5, 0.7
"""Share of pictures that are filtered, the filter's side in pixels, and the filtered's share at most."""
_OTHERS = 0.5
"""Of another picture's strength of each frequency, at most."""


def augmented(chips: Array, draw: np.random.Generator) -> Tensor:
    """(B,1,SIDE,SIDE) of chips (B,SIDE,SIDE) uint8, as ``even`` leaves them. B is a multiple of four."""
    seen = torch.from_numpy(chips.astype(np.float32) / 255.0)[:, None]
    seen = _noisy(_coarser(_moved(_filtered(_as_coarse(_lit(seen, draw), draw), draw), draw), draw), draw)
    return _hidden(torch.from_numpy(even(255.0 * seen.numpy())), draw)


def _normal(draw: np.random.Generator, count: int, spread: float) -> Tensor:
    return torch.from_numpy(draw.normal(0.0, spread, (count, 1, 1, 1)).astype(np.float32))


def _lit(seen: Tensor, draw: np.random.Generator) -> Tensor:
    place = torch.linspace(-1.0, 1.0, SIDE)
    across, down, curved = (_normal(draw, len(seen), _SIDE_LIGHT) for _ in range(3))
    light = across * place + down * place[:, None] + curved * place * place[:, None]
    return (seen.clamp(1e-3) ** _normal(draw, len(seen), _GAMMA).exp() * light.exp()).clamp(0.0, 1.0)


def _as_coarse(seen: Tensor, draw: np.random.Generator) -> Tensor:
    """Each picture's own phases, with strengths between its own and another's of the batch."""
    waves = torch.fft.rfft2(seen)
    strength = waves.abs()
    share = torch.from_numpy(draw.uniform(0.0, _OTHERS, (len(seen), 1, 1, 1)).astype(np.float32))
    mixed = torch.lerp(strength, strength[torch.from_numpy(draw.permutation(len(seen)))], share)
    return torch.fft.irfft2(torch.polar(mixed, waves.angle()), s=(SIDE, SIDE)).clamp(0.0, 1.0)


def _filtered(seen: Tensor, draw: np.random.Generator) -> Tensor:
    """A mix of each picture and what a filter of normal numbers makes of it, no negative, with the contrast it had."""
    kernels = draw.normal(0.0, 1.0 / _FILTER, (len(seen), 1, _FILTER, _FILTER)).astype(np.float32)
    padded = nn.functional.pad(seen.transpose(0, 1), (_FILTER // 2,) * 4, mode="reflect")
    other = nn.functional.conv2d(padded, torch.from_numpy(kernels), groups=len(seen)).transpose(0, 1)
    share = draw.uniform(0.0, _MOST, len(seen)) * (draw.random(len(seen)) < _FILTERED)
    mean, spread = seen.mean(dim=(2, 3), keepdim=True), seen.std(dim=(2, 3), keepdim=True)
    other = (other - other.mean(dim=(2, 3), keepdim=True)) / other.std(dim=(2, 3), keepdim=True).clamp(1e-3)
    other = other * ((seen - mean) * other).mean(dim=(2, 3), keepdim=True).sign()
    return torch.lerp(seen, mean + spread * other, torch.from_numpy(share.astype(np.float32))[:, None, None, None])


def _moved(seen: Tensor, draw: np.random.Generator) -> Tensor:
    turn, scale = draw.normal(0.0, _TURN, len(seen)), np.exp(draw.normal(0.0, _SCALE, len(seen)))
    mirror = np.where(draw.random(len(seen)) < 0.5, -1.0, 1.0)
    rows = np.empty((len(seen), 2, 3), np.float32)
    rows[:, 0, 0], rows[:, 0, 1] = mirror * scale * np.cos(turn), -scale * np.sin(turn)
    rows[:, 1, 0], rows[:, 1, 1] = mirror * scale * np.sin(turn), scale * np.cos(turn)
    rows[:, :, 2] = draw.uniform(-_SHIFT, _SHIFT, (len(seen), 2))
    grid = nn.functional.affine_grid(torch.from_numpy(rows), list(seen.shape), align_corners=False)
    return nn.functional.grid_sample(seen, grid, padding_mode="border", align_corners=False)


def _coarser(seen: Tensor, draw: np.random.Generator) -> Tensor:
    seen, order = seen.clone(), torch.from_numpy(draw.permutation(len(seen)))
    for rows, by in zip(order.chunk(len(_COARSER)), _COARSER, strict=True):
        if by > 1:
            small = nn.functional.interpolate(seen[rows], size=math.ceil(SIDE / by), mode="area")
            seen[rows] = nn.functional.interpolate(small, size=SIDE, mode="bilinear")
    return seen


def _noisy(seen: Tensor, draw: np.random.Generator) -> Tensor:
    strong = torch.from_numpy(draw.uniform(0.0, _NOISE, (len(seen), 1, 1, 1)).astype(np.float32))
    return seen + strong * torch.from_numpy(draw.standard_normal(seen.shape, np.float32))


def _hidden(seen: Tensor, draw: np.random.Generator) -> Tensor:
    for row in np.flatnonzero(draw.random(len(seen)) < _HIDDEN):
        high, wide = draw.integers(_LEAST_HIDDEN, _MOST_HIDDEN, 2)
        top, left = draw.integers(0, SIDE - high), draw.integers(0, SIDE - wide)
        seen[row, :, top : top + high, left : left + wide] = 0.0
    return seen

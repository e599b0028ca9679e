# SPDX-License-Identifier: GPL-3.0-or-later
"""The white of an eye: vessels that come out of its corners and fork, pink where these are, yellow in old age.

Places are an angle from the eye's axis and a turn about it, radians; the texture lies around both as
``runtime.people.eye_mesh`` has it. All was chosen by eye.
"""

import math
from dataclasses import dataclass

import numpy as np
from soliloquy.runtime.people.eye_mesh import white_angle, white_uv
from soliloquy.runtime.smooth_step import smooth_step
from soliloquy.runtime.srgb import of_code

from .paint import noise

BALL_MM = 16.0
"""Radius of MakeHuman's eyeballs."""
_WHITE = np.array([0.885, 0.850, 0.825])
_AGED, _BROWN = np.array([0.03, 0.045, 0.09]), np.array([0.06, 0.10, 0.16])
"""What age, and dark skin's melanin, take from it."""
_PINK, _BLOOD = np.array([0.05, 0.19, 0.20]), np.array([0.14, 0.60, 0.60])
"""What the corners' blood takes, and a vessel's."""
_CORNER = math.radians(24.0), math.radians(56.0)
"""Between which angles the white turns pink."""
_TRUNKS, _FORKS = 46, 3
_BEGIN, _END = (math.radians(48.0), math.radians(84.0)), (math.radians(23.5), math.radians(36.0))
"""Between which angles a vessel begins, and between which it ends."""
_SPREAD = 0.60
"""Deviation, in radians about the axis, of vessels from the line between an eye's corners."""
_WIDE_MM, _DARK = (0.07, 0.19), (0.25, 0.75)
"""Of trunks; branches are as thin and as pale as a share of it."""
_STEP = 0.0015
"""Radians from point to point of a vessel: less than a texel."""
_LEAST_TEXELS, _REACH = 0.6, 3
"""A vessel's least deviation across, and how many texels of it are looked at."""


@dataclass(frozen=True)
class _Vessel:
    """angles and turns (N,) of its points; wide_mm, dark (N,) there."""

    angles: np.ndarray
    turns: np.ndarray
    wide_mm: np.ndarray
    dark: np.ndarray


def paint_white(radius: np.ndarray, turn: np.ndarray, size: int, skin: str, age: float, seed: int) -> np.ndarray:
    """sRGB (N,3) of all texels of a texture of ``size`` by their radius in it and their turn about its middle, row by
    row. skin: an sRGB code; age: 0 to 1, as lines are."""
    angle = white_angle(radius)
    places = np.stack([np.sin(angle) * np.cos(turn), np.sin(angle) * np.sin(turn), np.cos(angle)], axis=1)
    corner = smooth_step(*_CORNER, angle) * np.cos(turn) ** 2
    uneven = noise(places, 0.30, seed)
    pink = np.clip(0.10 + 0.15 * age + corner * (0.75 + 0.35 * uneven) + 0.12 * uneven, 0.0, 1.2)
    dark = float(np.clip((0.62 - of_code(skin).mean()) / 0.35, 0.0, 1.0))
    spots = np.clip(noise(places, 0.12, seed + 3) - 0.1, 0.0, 1.0) * smooth_step(1.1, 0.45, angle)
    brown = dark * (0.6 + 1.1 * spots + 0.4 * corner)
    veins = (0.85 + 0.3 * age) * _drawn(_vessels(seed), size).ravel()
    painted = np.tile(_WHITE * (1.0 - age * _AGED), (len(radius), 1))
    for amount, takes in ((pink, _PINK), (brown, _BROWN), (veins, _BLOOD)):
        painted = painted * (1.0 - amount[:, np.newaxis] * takes)
    return painted


def _vessels(seed: int) -> list[_Vessel]:
    draw = np.random.default_rng(seed)
    found = []
    for number in range(_TRUNKS):
        turn = (number % 2) * math.pi + _SPREAD * draw.standard_normal()
        wide, dark = draw.uniform(*_WIDE_MM), draw.uniform(*_DARK)
        trunk = _grown(draw, draw.uniform(*_BEGIN), turn, draw.uniform(*_END), wide, dark)
        found.append(trunk)
        for _ in range(draw.integers(0, _FORKS + 1)):
            at = int(draw.integers(len(trunk.angles) // 5, len(trunk.angles)))
            end = trunk.angles[at] - draw.uniform(0.05, 0.30)
            way = draw.choice((-1.0, 1.0)) * draw.uniform(0.1, 0.6)
            thin = draw.uniform(0.4, 0.75)
            found.append(
                _grown(draw, trunk.angles[at], trunk.turns[at], max(end, _END[0]), thin * trunk.wide_mm[at],
                       thin * trunk.dark[at], way)
            )  # fmt: skip
    return found


def _grown(
    draw: np.random.Generator, begin: float, turn: float, end: float, wide: float, dark: float, way: float = 0.0
) -> _Vessel:
    """A vessel that winds from an angle towards the iris; way: radians by which it turns aside, for a radian."""
    angles = np.arange(begin, end, -_STEP)
    gone = begin - angles
    winds = np.zeros(len(angles))
    for length, most in ((0.40, 0.032), (0.15, 0.010), (0.05, 0.0022)):
        own = most * draw.uniform(0.3, 1.0)
        phase = draw.uniform(0.0, 2.0 * math.pi)
        winds += own * (np.sin(2.0 * math.pi * gone / length + phase) - math.sin(phase))
    turns = turn + (way * gone + winds) / np.sin(angles)
    left = 1.0 - gone / max(begin - end, _STEP)
    return _Vessel(angles, turns, wide * (0.45 + 0.55 * left), dark * smooth_step(0.0, 0.35, left))


def _drawn(vessels: list[_Vessel], size: int) -> np.ndarray:
    """How dark (S,S) vessels are, 0..1, each a Gaussian across."""
    picture = np.zeros((size, size))
    window = np.stack(np.meshgrid(*[np.arange(-_REACH, _REACH + 1)] * 2), axis=-1).reshape(-1, 2)
    for vessel in vessels:
        radius = np.array([white_uv(angle) for angle in vessel.angles])
        ways = np.column_stack([np.cos(vessel.turns), np.sin(vessel.turns)])
        places = size * (0.5 + radius[:, np.newaxis] * ways) - 0.5
        texels = np.round(places).astype(int)[:, np.newaxis] + window
        away = texels - places[:, np.newaxis]
        out = (away * ways[:, np.newaxis]).sum(axis=2)
        aside = away[..., 1] * ways[:, :1] - away[..., 0] * ways[:, 1:]
        per_mm = size * np.stack([np.gradient(radius, vessel.angles), radius / np.sin(vessel.angles)]) / BALL_MM
        wide = np.maximum(0.5 * vessel.wide_mm * per_mm, _LEAST_TEXELS)[..., np.newaxis]
        dark = vessel.dark[:, np.newaxis] * np.exp(-0.5 * ((out / wide[0]) ** 2 + (aside / wide[1]) ** 2))
        column, row = np.clip(texels, 0, size - 1).reshape(-1, 2).T
        np.maximum.at(picture, (row, column), dark.ravel())
    return picture

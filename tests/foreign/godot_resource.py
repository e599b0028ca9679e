# SPDX-License-Identifier: GPL-3.0-or-later
"""A ``.tres`` by godot-parser. (Debian has Godot 3 alone, which reads no resource of Godot 4.)"""

import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from .programs import ReaderError

_WIDTHS = {"blend_shape": 1, "value": 1, "position_3d": 3, "rotation_3d": 4, "scale_3d": 3}


@dataclass(frozen=True)
class GodotTrack:
    """times and transitions (K,); values (K,N), N = 4 for turns (x, y, z, w)."""

    kind: str
    path: str
    enabled: bool
    interpolation: int
    times: np.ndarray
    transitions: np.ndarray
    values: np.ndarray

    def at(self, times: np.ndarray) -> np.ndarray:
        """(T,N), linear between the keys."""
        return np.stack([np.interp(times, self.times, column) for column in self.values.T], axis=1)


@dataclass(frozen=True)
class GodotAnimation:
    """format: 3 for Godot 4. step: seconds of a frame. length in seconds."""

    format: int
    name: str
    length: float
    step: float
    tracks: tuple[GodotTrack, ...]

    def track(self, path: str) -> GodotTrack:
        """Raises ValueError where there is not exactly one to this path."""
        (found,) = (each for each in self.tracks if each.path == path)
        return found


def read_animation(path: Path) -> GodotAnimation:
    """Raises ReaderError where the file is no Animation."""
    with warnings.catch_warnings():
        # It calls its own parser by names that are going out of use.
        warnings.simplefilter("ignore")
        from godot_parser import load

        top, *_, resource = load(str(path)).get_sections()
    if (top.header.name, top.header.get("type"), resource.header.name) != ("gd_resource", "Animation", "resource"):
        raise ReaderError(f"{path.name} is no Animation, but {top.header}")
    values = resource.properties
    return GodotAnimation(
        format=top.header.get("format"),
        name=values.get("resource_name", ""),
        length=values.get("length", 1.0),
        step=values.get("step", 0.1),
        tracks=tuple(_tracks(values)),
    )


def _tracks(values: Mapping[str, Any]) -> Iterator[GodotTrack]:
    count = len({name.split("/")[1] for name in values if name.startswith("tracks/")})
    for index in range(count):
        track = {name.split("/")[2]: value for name, value in values.items() if name.startswith(f"tracks/{index}/")}
        if not track:
            raise ReaderError(f"track {index} of {count} is missing")
        if track["keys"].name != "PackedFloat32Array":
            raise ReaderError(f"track {index} has its keys in a {track['keys'].name}")
        keys = np.array(track["keys"].args, float).reshape(-1, 2 + _WIDTHS[track["type"]])
        yield GodotTrack(
            kind=track["type"],
            path=track["path"].path,
            enabled=track["enabled"],
            interpolation=track["interp"],
            times=keys[:, 0],
            transitions=keys[:, 1],
            values=keys[:, 2:],
        )

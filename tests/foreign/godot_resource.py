# SPDX-License-Identifier: GPL-3.0-or-later
"""A ``.tres`` by the grammar that Godot's documentation gives of its text resources ("TSCN file format").

Debian has Godot 3 alone, which reads no resource of Godot 4.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from .programs import ReaderError

_WIDTHS = {"blend_shape": 1, "value": 1, "position_3d": 3, "rotation_3d": 4, "scale_3d": 3}
_HEADER = re.compile(r"\[(?P<kind>\w+)(?P<fields>[^\]]*)\]")
_PLAIN = {"true": True, "false": False, "null": None}
_TOKEN = re.compile(
    r"""\s*(?:(?P<text>"(?:[^"\\]|\\.)*")|(?P<number>[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)"""
    r"""|(?P<plain>true|false|null)|(?P<call>&?\w*)\((?P<inside>(?:"(?:[^"\\]|\\.)*"|[^()"])*)\))\s*"""
)


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
    """Raises ReaderError where the text is no Animation by the grammar."""
    head, *rest = path.read_text(encoding="utf-8").splitlines()
    kind, fields = _header(head)
    if (kind, fields.get("type")) != ("gd_resource", "Animation"):
        raise ReaderError(f"{path.name} begins with {head}, and is no Animation")
    values: dict[str, Any] = {}
    section = ""
    for line in filter(str.strip, rest):
        if line.startswith("["):
            section = _header(line)[0]
        elif section == "resource":
            name, _, value = line.partition(" = ")
            values[name] = _value(value)
    return GodotAnimation(
        format=fields["format"],
        name=values.get("resource_name", ""),
        length=values.get("length", 1.0),
        step=values.get("step", 0.1),
        tracks=tuple(_tracks(values)),
    )


def _header(line: str) -> tuple[str, dict[str, Any]]:
    found = _HEADER.fullmatch(line.strip())
    if found is None:
        raise ReaderError(f"is no section of a resource: {line}")
    pairs = re.findall(r"(\w+)=(\"[^\"]*\"|\S+)", found["fields"])
    return found["kind"], {name: _value(value) for name, value in pairs}


def _value(text: str) -> Any:
    found = _TOKEN.fullmatch(text)
    if found is None:
        raise ReaderError(f"is no value of a resource: {text[:60]}")
    if found["text"] is not None:
        return re.sub(r"\\(.)", r"\1", found["text"][1:-1])
    if found["number"] is not None:
        return float(found["number"]) if re.search(r"[.eE]", found["number"]) else int(found["number"])
    if found["plain"] is not None:
        return _PLAIN[found["plain"]]
    if found["call"] == "NodePath":
        return _value(found["inside"])
    if found["call"] == "PackedFloat32Array":
        return np.array([float(each) for each in found["inside"].split(",") if each.strip()])
    raise ReaderError(f"is a value of an unknown kind: {text[:60]}")


def _tracks(values: Mapping[str, Any]) -> Iterator[GodotTrack]:
    count = len({name.split("/")[1] for name in values if name.startswith("tracks/")})
    for index in range(count):
        track = {name.split("/")[2]: value for name, value in values.items() if name.startswith(f"tracks/{index}/")}
        if not track:
            raise ReaderError(f"track {index} of {count} is missing")
        keys = track["keys"].reshape(-1, 2 + _WIDTHS[track["type"]])
        yield GodotTrack(
            kind=track["type"],
            path=track["path"],
            enabled=track["enabled"],
            interpolation=track["interp"],
            times=keys[:, 0],
            transitions=keys[:, 1],
            values=keys[:, 2:],
        )

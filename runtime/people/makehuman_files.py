# SPDX-License-Identifier: GPL-3.0-or-later
"""Read the files of MakeHuman's assets as MPFB keeps them: hair, brows, lashes, glasses (.mhclo with its .obj) and
materials (.mhmat). Text alone is read; pictures are named, not opened.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ..arrays import Array
from ..errors import InputError
from ..limits import MAKEHUMAN_BYTES, MAKEHUMAN_VERTICES
from ..user_file import read_file
from .base_mesh import BASE_VERTICES

_HINT = "Give a .mhclo or .mhmat of MakeHuman or MPFB, beside the files that it names"
_AXES = ("x_scale", "y_scale", "z_scale")
_MESH = "the .obj of its mesh"
_PICTURES = ("diffuseTexture", "normalmapTexture")


@dataclass(frozen=True)
class Material:
    """diffuse: red, green, blue, 0..1. shininess 0..1. transparent: by the picture's alpha. pictures: by the file's own
    words (diffuseTexture, normalmapTexture), only such as lie beside it."""

    name: str
    diffuse: tuple[float, float, float]
    shininess: float
    transparent: bool
    pictures: Mapping[str, Path]


@dataclass(frozen=True)
class Asset:
    """Something worn. sources (N,3), shares (N,3), offsets (N,3), decimetres: each vertex lies at the mean of those
    vertices of the base mesh, and so far off. scales: for each axis the two base vertices whose distance along it is
    so many decimetres where offsets are as they are told. faces: corners of each; uv (C,2): of all corners in turn."""

    name: str
    sources: Array
    shares: Array
    offsets: Array
    scales: tuple[tuple[int, int, float], ...]
    faces: tuple[tuple[int, ...], ...]
    uv: Array
    material: Material | None


def read_asset(path: Path) -> Asset:
    """A .mhclo and what it names. Raises InputError."""
    told: dict[str, list[str]] = {}
    rows: list[list[str]] = []
    within = ""
    for words in _lines(path):
        if words[0] in ("verts", "weights", "delete_verts", "delete"):
            within = words[0]
        elif within == "verts" and _is_number(words[0]):
            rows.append(words)
        elif not _is_number(words[0]):
            within = ""
            told[words[0]] = words[1:]
    try:
        sources, shares, offsets = _fitting(rows)
        scales = tuple((int(told[axis][0]), int(told[axis][1]), float(told[axis][2])) for axis in _AXES)
    except (KeyError, IndexError, ValueError) as error:
        raise InputError(path.name, f"is no clothes file of MakeHuman ({error})", _HINT) from error
    faces, uv, count = _mesh(_beside(path, " ".join(told.get("obj_file", [])), _MESH))
    numbers = [number for first, second, _length in scales for number in (first, second)]
    if count != len(sources) or not len(sources):
        raise InputError(path.name, f"fits {len(sources)} vertices of a mesh that has {count}", _HINT)
    if sources.min() < 0 or max(sources.max(), *numbers) >= BASE_VERTICES or min(numbers) < 0:
        raise InputError(path.name, "names vertices that MakeHuman's mesh does not have", _HINT)
    if not all(np.isfinite(each).all() for each in (shares, offsets, uv)) or any(not each[2] > 0 for each in scales):
        raise InputError(path.name, "has numbers that are none", _HINT)
    named = " ".join(told.get("material", []))
    material = read_material(_beside(path, named, "its .mhmat")) if named else None
    return Asset(path.stem, sources, shares, offsets, scales, faces, uv, material)


def read_material(path: Path) -> Material:
    """A .mhmat. Raises InputError."""
    told = _told(path)
    if not {"name", "diffuseColor", "diffuseTexture"} & set(told):
        raise InputError(path.name, "is no material of MakeHuman", _HINT)
    try:
        colour = [min(max(float(part), 0.0), 1.0) for part in told.get("diffuseColor", ["1", "1", "1"])[:3]]
        shininess = min(max(float((told.get("shininess") or ["0.3"])[0]), 0.0), 1.0)
        red, green, blue = colour
    except ValueError as error:
        raise InputError(path.name, f"is no material of MakeHuman ({error})", _HINT) from error
    transparent = (told.get("transparent") or ["False"])[0].lower() in ("true", "1", "yes")
    return Material(path.stem, (red, green, blue), shininess, transparent, _pictures(path, told))


def files_of(path: Path) -> list[Path]:
    """A .mhclo or .mhmat and the files that it and they name, whose contents are what is worn. Raises InputError."""
    told = _told(path)
    if not told.get("obj_file"):
        return [path, *_pictures(path, told).values()]
    found = [path, _beside(path, " ".join(told["obj_file"]), _MESH)]
    if told.get("material"):
        material = _beside(path, " ".join(told["material"]), "its .mhmat")
        found += [material, *_pictures(material, _told(material)).values()]
    return found


def _pictures(material: Path, told: Mapping[str, list[str]]) -> dict[str, Path]:
    return {word: _beside(material, " ".join(told[word]), "a picture") for word in _PICTURES if told.get(word)}


def _told(path: Path) -> dict[str, list[str]]:
    """The words that follow the last line of each first word."""
    return {words[0]: words[1:] for words in _lines(path)}


def _lines(path: Path) -> list[list[str]]:
    """The words of each line that has some. Raises InputError."""
    text = read_file(path, MAKEHUMAN_BYTES, _HINT).decode("utf-8", errors="replace")
    words = (line.split() for line in text.splitlines())
    return [each for each in words if each and not each[0].startswith(("#", "//"))]


def _beside(path: Path, name: str, what: str) -> Path:
    """A file that another one names. Raises InputError where it is not in that one's folder or below."""
    folder = path.parent.resolve()
    found = (folder / name).resolve()
    if not name or not found.is_relative_to(folder) or not found.is_file():
        raise InputError(path.name, f"names {name or 'nothing'} as {what}, which is not beside it", _HINT)
    return found


def _is_number(word: str) -> bool:
    return word.lstrip("-").isdigit()


def _fitting(rows: list[list[str]]) -> tuple[Array, Array, Array]:
    """Sources, shares and offsets of lines of one vertex, or of three with shares and an offset. Raises ValueError."""
    if len(rows) > MAKEHUMAN_VERTICES:
        raise ValueError("too many vertices")
    whole = []
    for row in rows:
        if len(row) == 1:
            whole.append([*row * 3, "1", "0", "0", "0", "0", "0"])
        elif len(row) in (6, 9):
            whole.append([*row, "0", "0", "0"][:9])
        else:
            raise ValueError(f"a line of {len(row)} numbers")
    table = np.array(whole, float).reshape(-1, 9)
    return table[:, :3].astype(int), table[:, 3:6], table[:, 6:]


def _mesh(path: Path) -> tuple[tuple[tuple[int, ...], ...], Array, int]:
    """Faces, uv of their corners, and how many vertices there are, of a Wavefront .obj. Raises InputError."""
    count, places, faces, uv = 0, [(0.0, 0.0)], [], []
    try:
        for kind, *fields in _lines(path):
            if kind == "v":
                count += 1
            elif kind == "vt":
                places.append((float(fields[0]), float(fields[1])))
            elif kind == "f":
                corners = [[int(part) for part in field.split("/")[:2] if part] for field in fields]
                faces.append(tuple(corner[0] - 1 for corner in corners))
                uv += [places[corner[1]] if len(corner) > 1 else places[0] for corner in corners]
    except (ValueError, IndexError) as error:
        raise InputError(path.name, f"is no Wavefront .obj ({error})", _HINT) from error
    bad = not faces or any(len(set(face)) < 3 or len(set(face)) != len(face) for face in faces)
    if bad or min(map(min, faces)) < 0 or max(map(max, faces)) >= count:
        raise InputError(path.name, "has faces without three corners of its own", _HINT)
    return tuple(faces), np.array(uv, float), count

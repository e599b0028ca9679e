# SPDX-License-Identifier: GPL-3.0-or-later
"""A rig's map as JSON: in the .blend, in the user's folder as NAME.rig.json, and in a file for somebody else."""

import json
import math
from pathlib import Path
from typing import Any

from ..errors import InputError
from ..json_text import parse_json
from ..limits import RIG_MAP_BYTES
from ..user_file import read_file
from ..user_folder import check_name, names_kept, not_kept, user_data_folder
from ..whole_file import whole_file
from .rig_map import HINT, LONGEST, MOST_ROWS, RigMap, Row

FORMAT, VERSION = "soliloquy rig map", 1
FILE_ENDING = ".rig.json"
_FOLDER = "rigs"
_FIELDS = {"format", "version", "name", "kind", "rows"}
_ROW_FIELDS = {"ours", "theirs", "strength", "channel"}


def map_to_json(rig_map: RigMap) -> str:
    rows = [{name: value for name, value in vars(row).items() if value != ""} for row in rig_map.rows]
    about = {"format": FORMAT, "version": VERSION, "name": rig_map.name, "kind": rig_map.kind, "rows": rows}
    return json.dumps(about, indent=1, ensure_ascii=False) + "\n"


def map_from_json(content: bytes, what: str) -> RigMap:
    """The map of ``map_to_json``. what: it is called in errors. Raises InputError for what is none, naming the row."""
    try:
        data = parse_json(content, 5 * MOST_ROWS + 10)
    except ValueError as error:
        raise InputError(what, f"is no map of a rig: {error}", HINT) from error
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise InputError(what, "is no map of a rig", HINT)
    if data.get("version") != VERSION:
        raise InputError(what, f"is of version {data.get('version')!r:.40}", f"This Soliloquy reads version {VERSION}")
    unknown = sorted(set(data) - _FIELDS)
    if unknown:
        raise InputError(what, f"has the field {unknown[0][:LONGEST]!r}, which no map has", HINT)
    name, kind, rows = data.get("name"), data.get("kind", ""), data.get("rows")
    if not isinstance(name, str) or not isinstance(kind, str) or not isinstance(rows, list):
        raise InputError(what, "lacks its name or its rows", HINT)
    return RigMap(name, tuple(_row(row, f"{what}, row {number}") for number, row in enumerate(rows, start=1)), kind)


def _row(data: Any, what: str) -> Row:
    if not isinstance(data, dict) or not {"ours", "theirs"} <= set(data) or set(data) - _ROW_FIELDS:
        raise InputError(what, "has other fields than ours, theirs, strength and channel", HINT)
    strength = data.get("strength", 1.0)
    if isinstance(strength, bool) or not isinstance(strength, int | float):
        raise InputError(what, "has a strength that is no number", HINT)
    texts = [data["ours"], data["theirs"], data.get("channel", "")]
    if not all(isinstance(text, str) for text in texts):
        raise InputError(what, "has a name that is no text", HINT)
    return Row(data["ours"], data["theirs"], _as_float(strength), data.get("channel", ""))


def _as_float(number: int | float) -> float:
    try:
        return float(number)
    except OverflowError:
        return math.inf


def maps_folder() -> Path:
    return user_data_folder() / _FOLDER


def kept_maps() -> tuple[str, ...]:
    """Names of the maps that are kept, in the order of the alphabet; none where the folder cannot be read."""
    return names_kept(maps_folder(), FILE_ENDING)


def map_path(name: str) -> Path:
    """Where the map of that name is kept. Raises UsageError for what can be no file's name."""
    check_name("map", name, maps_folder())
    return maps_folder() / f"{name}{FILE_ENDING}"


def keep_map(rig_map: RigMap) -> Path:
    """Write a map into the user's folder; one of that name is replaced. Raises UsageError, WriteError."""
    path = map_path(rig_map.name)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise not_kept(path.parent, error) from error
    write_map(rig_map, path)
    return path


def write_map(rig_map: RigMap, path: Path) -> None:
    """Write a map, complete or not at all. Raises WriteError."""
    try:
        with whole_file(path) as part:
            part.write_text(map_to_json(rig_map), encoding="utf-8", newline="\n")
    except (OSError, ValueError) as error:
        raise not_kept(path, error) from error


def read_map(path: Path) -> RigMap:
    """The map in a file. Raises InputError for what is none."""
    return map_from_json(read_file(path, RIG_MAP_BYTES, HINT), str(path))

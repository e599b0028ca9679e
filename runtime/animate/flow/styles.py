# SPDX-License-Identifier: GPL-3.0-or-later
"""The styles that the networks know: how one face, or one data set's faces, moves its mouth."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from ...arrays import Array
from ...errors import InputError, UsageError
from ...weights import weight_path

STYLES_WEIGHT = "flow_styles"
FILE_ENDING = ".style.npz"
STYLE_WIDTH = 16
NETWORKS = ("flow_listen", "flow_project", "flow_articulate", "flow_decoder", "flow_face")
GAIN_RANGE = (0.25, 4.0)
_GAIN = "opening_gain"
_HINT = "Make it with `soliloquy train`, or name a shipped style"


@dataclass(frozen=True, eq=False)
class Style:
    """vector (1,16): what the networks are conditioned on. opening_gain: by how much the mouth's opening is
    scaled, so that it is as wide as the style's own faces. networks: ONNX graphs of the style's own, by the name of
    the shipped one that each takes the place of."""

    vector: Array
    opening_gain: float = 1.0
    networks: Mapping[str, bytes] = field(default_factory=dict)


def style_names() -> tuple[str, ...]:
    """Names of the shipped styles, the default one first. Raises SetupError when their file is missing."""
    return tuple(_shipped())


def find_style(name: str) -> Style:
    """A shipped style by its name, or that of a file that ``soliloquy train`` wrote, by its path.

    Raises UsageError for an unknown style, InputError for a file that is none.
    """
    if name.endswith(FILE_ENDING):
        return _read(Path(name))
    styles = _shipped()
    if name not in styles:
        reason = "is not known"
        raise UsageError(f"style {name!r}", reason, f"Use {', '.join(styles)}, or a file NAME{FILE_ENDING}")
    return styles[name]


def write_style(path: Path, style: Style) -> None:
    """Write a style file, complete or not at all. Raises OSError."""
    values: dict[str, Array] = {"style": style.vector[0], _GAIN: np.array(style.opening_gain, np.float32)}
    values |= {name: np.frombuffer(graph, np.uint8) for name, graph in style.networks.items()}
    part = path.with_suffix(".part")
    with part.open("wb") as file:
        np.savez_compressed(file, **values)
    part.replace(path)


def _read(path: Path) -> Style:
    try:
        with np.load(path, allow_pickle=False) as archive:
            vector = archive["style"].astype(np.float32)
            gain = float(archive[_GAIN])
            networks = {name: archive[name].tobytes() for name in archive.files if name in NETWORKS}
    except (OSError, ValueError, KeyError, TypeError, BadZipFile) as error:
        raise InputError(str(path), f"cannot be read as a style ({error})", _HINT) from error
    if vector.shape != (STYLE_WIDTH,) or not np.isfinite(vector).all():
        raise InputError(str(path), f"does not hold {STYLE_WIDTH} numbers", _HINT)
    if not GAIN_RANGE[0] <= gain <= GAIN_RANGE[1]:
        reason = f"has an opening gain of {gain:g}, which is not within {GAIN_RANGE[0]:g} to {GAIN_RANGE[1]:g}"
        raise InputError(str(path), reason, _HINT)
    return Style(vector[None], gain, networks)


@cache
def _shipped() -> dict[str, Style]:
    """The file holds a vector under each style's name, and its gain under NAME.opening_gain where it is not 1."""
    with np.load(weight_path(STYLES_WEIGHT), allow_pickle=False) as archive:
        return {
            name: Style(archive[name].astype(np.float32)[None], _gain_of(archive, name))
            for name in archive.files
            if not name.endswith(_GAIN)
        }


def _gain_of(archive: "np.lib.npyio.NpzFile", name: str) -> float:
    key = f"{name}.{_GAIN}"
    return float(archive[key]) if key in archive.files else 1.0

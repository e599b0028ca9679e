# SPDX-License-Identifier: GPL-3.0-or-later
"""The styles that the networks know: how one face, or one data set's faces, moves its mouth."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np

from ...archives import Archive, array_of
from ...arrays import Array
from ...errors import UsageError
from ...head.arkit import ARKIT_NAMES
from ...limits import STYLE_BYTES
from ...user_archive import user_archive
from ...weights import weight_path
from ...whole_file import whole_file
from .graph_weights import weights_of, with_weights
from .lip_gains import Gains
from .residual import CONTENT, CONTENT_AT, CURVES, HEARD, HEARD_AT, SEEN_AT, Residual

STYLES_WEIGHT = "flow_styles"
FILE_ENDING = ".style.npz"
STYLE_WIDTH = 16
"""Numbers of a style's vector, as the networks have them (``training/networks/conditions.py``)."""
NETWORKS = ("flow_listen", "flow_project", "flow_articulate", "flow_decoder", "flow_face")
GAIN_RANGE = (0.25, 4.0)
"""Of a style's gains, in training and in a file. Chosen by hand."""
_VECTOR, _GAINS = "style", "lip_gains"
_ONE_GAIN = "opening_gain"
"""In the place of the gains, in files of versions up to 0.2: one for jaw and lips."""
_WITHOUT_NARROWNESS = len(ARKIT_NAMES)
"""Curves of a residual in older files."""
_WITHOUT_CORNERS = 3
"""Gains of files of versions up to 0.2: none of the mouth's corners."""
_RESIDUALS: dict[str, tuple[str, ...]] = {
    "residual": ("heard", "seen", "rest"),
    "recorded": ("heard", "seen", "rest", "content"),
}
"""Arrays of a style's residuals, by the residual's name; in a file they are NAME/ARRAY."""
_MOST = 1000.0
"""Of a style's numbers, either way. Those of trained ones are below 5. Chosen by hand."""
_KINDS = ("<f4", "<f2", "|u1")
_HINT = "Make it with `soliloquy train`, or name a shipped style"


@dataclass(frozen=True, eq=False)
class Style:
    """vector (1,16): what the networks are conditioned on. gains: by how much jaw, lips and corners are scaled
    (``lip_gains.py``), so that each moves as far as on the style's own faces. networks: ONNX graphs by the name of the
    shipped one that each takes the place of; one that is read from a file is ours with other weights in it
    (``graph_weights.py``). residual: what sets its person apart (``residual.py``), where that was learned; recorded:
    the same for recordings, whose content is heard too, which older files lack."""

    vector: Array
    gains: Gains = (1.0, 1.0, 1.0, 1.0)
    networks: Mapping[str, bytes] = field(default_factory=dict)
    residual: Residual | None = None
    recorded: Residual | None = None


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
    """Write a style file, complete or not at all. Raises OSError, ValueError for a graph that is none of ours."""
    values: dict[str, Array] = {_VECTOR: style.vector[0], _GAINS: np.array(style.gains, np.float32)}
    for network, graph in style.networks.items():
        weights = weights_of(graph, _shipped_graph(network))
        values |= {f"{network}/{name}": array for name, array in weights.items()}
    for kind, names in _RESIDUALS.items():
        residual = getattr(style, kind)
        if residual is not None:
            values |= {f"{kind}/{name}": getattr(residual, name).astype(np.float16) for name in names}
    with whole_file(path) as part, part.open("wb") as file:
        np.savez_compressed(file, **values)


def _read(path: Path) -> Style:
    with user_archive(path, "style", STYLE_BYTES, _HINT) as archive:
        return _style(archive)


def _style(archive: Archive) -> Style:
    arrays = {name.removesuffix(".npy"): array_of(archive.read(name), _KINDS) for name in archive.entries}
    vector, gains = arrays.pop(_VECTOR, None), _gains(arrays.pop(_ONE_GAIN, None), arrays.pop(_GAINS, None))
    if vector is None or vector.dtype.kind != "f" or vector.shape != (STYLE_WIDTH,) or not (abs(vector) <= _MOST).all():
        raise ValueError(f"it does not hold {STYLE_WIDTH} numbers within {_MOST:g}")
    residual, recorded = (_residual(_taken(arrays, f"{kind}/"), names) for kind, names in _RESIDUALS.items())
    if recorded is not None and residual is None:
        raise ValueError("it knows what sets a recording's face apart, and nothing of our own voices'")
    return Style(vector.astype(np.float32)[None], gains, _networks(arrays), residual, recorded)


def _taken(arrays: dict[str, Array], prefix: str) -> dict[str, Array]:
    """What begins with ``prefix``, without it, is taken out of ``arrays``."""
    return {name.removeprefix(prefix): arrays.pop(name) for name in list(arrays) if name.startswith(prefix)}


def _residual(found: Mapping[str, Array], names: Sequence[str]) -> Residual | None:
    """Raises ValueError."""
    if not found:
        return None
    shapes = {name: array.shape for name, array in found.items()}
    if not any(shapes == _residual_shapes(names, curves) for curves in (CURVES, _WITHOUT_NARROWNESS)):
        raise ValueError("what it adds to a face is not of the shapes that a style has")
    if not all(array.dtype.kind == "f" and (abs(array) <= _MOST).all() for array in found.values()):
        raise ValueError(f"what it adds to a face is not within {_MOST:g}")
    return Residual(**{name: array.astype(np.float32) for name, array in found.items()})


def _residual_shapes(names: Sequence[str], curves: int) -> dict[str, tuple[int, ...]]:
    shapes = {
        "heard": (len(HEARD_AT), HEARD, curves),
        "seen": (len(SEEN_AT), curves, curves),
        "rest": (curves,),
        "content": (len(CONTENT_AT), CONTENT, curves),
    }
    return {name: shapes[name] for name in names}


def _gains(one: Array | None, each: Array | None) -> Gains:
    """Of a file that holds ``one`` for jaw and lips, or one for ``each``. Raises ValueError."""
    if (one is None) == (each is None):
        raise ValueError("it has no gains of the lips, or two kinds")
    found = each if one is None else np.broadcast_to(one, _WITHOUT_CORNERS) if one.shape == () else one
    if found is not None and found.shape == (_WITHOUT_CORNERS,):
        found = np.append(found, np.float32(1.0))
    if found is None or found.shape != (4,) or not ((found >= GAIN_RANGE[0]) & (found <= GAIN_RANGE[1])).all():
        raise ValueError(f"it has no gains of the lips within {GAIN_RANGE[0]:g} to {GAIN_RANGE[1]:g}")
    jaw, lower, upper, corners = map(float, found)
    return jaw, lower, upper, corners


def _networks(arrays: Mapping[str, Array]) -> dict[str, bytes]:
    """Our own graphs with a style's weights. Files of version 0.1.0 hold them within graphs of their own."""
    weights: dict[str, dict[str, Array]] = {}
    for key, array in arrays.items():
        network, _, name = key.partition("/")
        if network not in NETWORKS:
            raise ValueError(f"it holds {key[:80]!r}, which no style has")
        if name:
            weights.setdefault(network, {})[name] = array
        elif network in weights or array.dtype != np.uint8:
            raise ValueError(f"its {network} is no network")
        else:
            weights[network] = weights_of(array.tobytes(), _shipped_graph(network))
    return {network: with_weights(_shipped_graph(network), own) for network, own in weights.items()}


def _shipped_graph(network: str) -> bytes:
    return weight_path(network).read_bytes()


@cache
def _shipped() -> dict[str, Style]:
    """The file holds a vector under each style's name, and its gains under NAME.lip_gains where they are not 1."""
    with np.load(weight_path(STYLES_WEIGHT), allow_pickle=False) as archive:
        return {
            name: Style(archive[name].astype(np.float32)[None], _gains(None, archive[f"{name}.{_GAINS}"]))
            if f"{name}.{_GAINS}" in archive.files
            else Style(archive[name].astype(np.float32)[None])
            for name in archive.files
            if not name.endswith(_GAINS)
        }

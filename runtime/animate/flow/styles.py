# SPDX-License-Identifier: GPL-3.0-or-later
"""The styles that the networks know: a vector for each face that they learned from."""

from functools import cache
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from ...errors import InputError, UsageError
from ...weights import weight_path

DEFAULT_STYLE = "plain"
FILE_ENDING = ".style.npz"
STYLE_WIDTH = 16
_WAY_OUT = "Make it with soliloquy.training.fine_tune, or name a shipped style"


def style_names() -> tuple[str, ...]:
    """Names of the shipped styles, the default one first. Raises SetupError when their file is missing."""
    return tuple(_styles())


def style_vector(name: str) -> np.ndarray:
    """(1,16) float32 of a shipped style, or of the file that ``training/fine_tune.py`` wrote, given by its path.

    Raises UsageError for an unknown style, InputError for a file that is none.
    """
    if name.endswith(FILE_ENDING):
        return _read(Path(name))[None]
    styles = _styles()
    if name not in styles:
        raise UsageError(f"style {name!r}", "is not known", f"Use one of: {', '.join(styles)}")
    return styles[name][None]


def _read(path: Path) -> np.ndarray:
    try:
        with np.load(path, allow_pickle=False) as archive:
            vector = archive["style"].astype(np.float32)
    except (OSError, ValueError, KeyError, BadZipFile) as error:
        raise InputError(str(path), f"cannot be read as a style ({error})", _WAY_OUT) from error
    if vector.shape != (STYLE_WIDTH,) or not np.isfinite(vector).all():
        raise InputError(str(path), f"does not hold {STYLE_WIDTH} numbers", _WAY_OUT)
    return vector


@cache
def _styles() -> dict[str, np.ndarray]:
    with np.load(weight_path("flow_styles"), allow_pickle=False) as archive:
        return {name: archive[name].astype(np.float32) for name in archive.files}

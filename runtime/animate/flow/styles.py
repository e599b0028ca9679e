# SPDX-License-Identifier: GPL-3.0-or-later
"""The styles that the networks know: a vector for each face that they learned from."""

from functools import cache

import numpy as np

from ...errors import UsageError
from ...weights import weight_path

DEFAULT_STYLE = "plain"


def style_names() -> tuple[str, ...]:
    """Names of the shipped styles, the default one first. Raises SetupError when their file is missing."""
    return tuple(_styles())


def style_vector(name: str) -> np.ndarray:
    """(1,16) float32. Raises UsageError for an unknown style."""
    styles = _styles()
    if name not in styles:
        raise UsageError(f"style {name!r}", "is not known", f"Use one of: {', '.join(styles)}")
    return styles[name][None]


@cache
def _styles() -> dict[str, np.ndarray]:
    with np.load(weight_path("flow_styles"), allow_pickle=False) as archive:
        return {name: archive[name].astype(np.float32) for name in archive.files}

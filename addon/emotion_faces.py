# SPDX-License-Identifier: GPL-3.0-or-later
"""The faces that curves of emotion mix, as a head is moved by them: reckoned beside the window, kept for a while."""

import hashlib
import zlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..runtime.motion import ArkitCurves, Motion

if TYPE_CHECKING:
    from ..runtime.take import Take

_MOST = 24
"""Those of two takes with all emotions."""
_known: dict[tuple[bytes, str, float], ArkitCurves | Motion] = {}


def face_of(motion: bytes, layout: str, rate: float, take: Callable[[], "Take"]) -> ArkitCurves | Motion:
    """A motion, compressed as ``take_parts`` does it, for a layout at a frame rate. take: the take of it, asked for
    where it is not known. Raises what that does."""
    from ..runtime.layouts import curves_in_layout

    key = (hashlib.sha256(motion).digest(), layout, rate)
    found = _known.get(key)
    if found is None:
        found = curves_in_layout(take(), layout, rate)
        for old in list(_known)[: max(len(_known) + 1 - _MOST, 0)]:
            _known.pop(old, None)
        _known[key] = found
    return found


def layers_of(result: Mapping[str, Any]) -> dict[str, bytes]:
    """Motions that the worker made besides, by name, the arrays of take.motion compressed; their files are removed."""
    found = {}
    for layer, path in result.get("layers", {}).items():
        found[layer] = zlib.compress(Path(path).read_bytes())
        Path(path).unlink(missing_ok=True)
    return found


def reckon(take: "Take", layers: Mapping[str, bytes], layout: str, rate: float) -> None:
    """Know the faces of a take and of its layers (compressed, by name). Free of bpy: a thread does it."""
    from ..runtime.take_parts import parts_of, take_of

    if not layers:
        return
    whole = parts_of(take, {})
    for motion in (whole.motion, *layers.values()):
        parts = replace(whole, motion=motion)
        face_of(motion, layout, rate, lambda parts=parts: take_of(parts, set(), "emotion"))  # type: ignore[misc]

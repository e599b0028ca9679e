# SPDX-License-Identifier: GPL-3.0-or-later
"""A take's motion as the options of an export ask for it: rate, mouthClose, and the frames that an engine wants."""

from dataclasses import replace

from ..runtime.arrays import Array
from ..runtime.head.heads import flame_layout
from ..runtime.layouts import arkit_curves, eye_turns, flame_motion
from ..runtime.long_arrays import changed
from ..runtime.motion import ArkitCurves, Motion, Moving, each_array
from ..runtime.presets import held, padding
from ..runtime.requests import ExportOptions
from ..runtime.rigs.folded import jaw_as_lips
from ..runtime.take import Take
from .shown_head import shown_head


def exported_arkit(take: Take, options: ExportOptions) -> ArkitCurves:
    """ARKit weights at ``options.fps``, every closure on a frame."""
    return _as_asked(arkit_curves(take, options.fps), options)


def exported_with_eyes(take: Take, options: ExportOptions) -> tuple[ArkitCurves, Array]:
    """``exported_arkit``, and the eyes' turns (T,6) in the FLAME layout of our own heads; closures are placed but
    once."""
    curves = arkit_curves(take, options.fps)
    eyes = eye_turns(take, curves)
    return _as_asked(curves, options), held(eyes, padding(len(eyes), options.fps, options.preset))


def exported_flame(take: Take, options: ExportOptions, layout: str | None = None) -> Motion:
    """The FLAME layout at ``options.fps``, as long as ``exported_arkit``. layout: whose; the shown head's by default.

    Raises UsageError where that head is not there.
    """
    return _padded(flame_motion(take, options.fps, layout or flame_layout(shown_head(take, options))), options)


def exported_motion(take: Take, options: ExportOptions) -> ArkitCurves | Motion:
    """What moves a head in ``options.layout``."""
    return exported_flame(take, options) if options.layout == "flame" else exported_arkit(take, options)


def _as_asked(curves: ArkitCurves, options: ExportOptions) -> ArkitCurves:
    curves = _padded(curves, options)
    return folded(curves) if options.mouth_close == "fold" else curves


def _padded(moving: Moving, options: ExportOptions) -> Moving:
    more = padding(len(moving), options.fps, options.preset)
    return each_array(moving, lambda values: held(values, more))


def folded(curves: ArkitCurves) -> ArkitCurves:
    """``curves`` without mouthClose."""
    return replace(curves, weights=changed(curves.weights, jaw_as_lips))

# SPDX-License-Identifier: GPL-3.0-or-later
"""The scenes that an exporter writes out, as its options ask for them."""

from pathlib import Path

import bpy

from ...blender.fresh_scene import FreshScene, fresh_scene
from ...blender.worn import put_on
from ...blender.worn_copies import carry_as_engines_do
from ...runtime.requests import ExportOptions
from ...runtime.take import Take
from ..exported_motion import exported_motion
from ..shown_head import shown_head


def exported_scene(take: Take, name: str, options: ExportOptions, start_frame: int = 0) -> FreshScene:
    """``take`` from ``start_frame`` on, alone in a file whose clip is called ``name``. Raises as ``fresh_scene``, and
    InputError for what cannot be worn."""
    fresh = fresh_scene(
        exported_motion(take, options),
        name,
        head=shown_head(take, options),
        layout=options.layout,
        frames_per_second=options.fps,
        start_frame=start_frame,
        tongue=options.tongue,
    )
    _dress(fresh, options)
    return fresh


def head_scene(take: Take, name: str, options: ExportOptions) -> FreshScene:
    """The head of ``take`` at rest, without keys, and what it wears as engines know it. Raises as
    ``exported_scene``."""
    fresh = fresh_scene(
        None,
        name,
        head=shown_head(take, options),
        layout=options.layout,
        frames_per_second=options.fps,
        tongue=options.tongue,
    )
    for thing in _dress(fresh, options):
        carry_as_engines_do(thing, fresh.head.mesh)
    return fresh


def _dress(fresh: FreshScene, options: ExportOptions) -> list[bpy.types.Object]:
    """The objects that the head wears now."""
    put = [put_on(fresh.head.mesh, Path(each)) for each in options.wear]
    return [thing for thing in put if thing is not None]

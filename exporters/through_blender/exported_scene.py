# SPDX-License-Identifier: GPL-3.0-or-later
"""The scenes that an exporter writes out, as its options ask for them."""

from ...blender.fresh_scene import FreshScene, fresh_scene
from ...runtime.requests import ExportOptions
from ...runtime.take import Take
from ..exported_motion import exported_motion
from ..shown_head import shown_head


def exported_scene(take: Take, name: str, options: ExportOptions, start_frame: int = 0) -> FreshScene:
    """``take`` from ``start_frame`` on, alone in a file whose clip is called ``name``. Raises as ``fresh_scene``."""
    return fresh_scene(
        exported_motion(take, options),
        name,
        head=shown_head(take, options),
        layout=options.layout,
        frames_per_second=options.fps,
        start_frame=start_frame,
        tongue=options.tongue,
    )


def head_scene(take: Take, name: str, options: ExportOptions) -> FreshScene:
    """The head of ``take`` at rest, without keys. Raises as ``fresh_scene``."""
    return fresh_scene(
        None,
        name,
        head=shown_head(take, options),
        layout=options.layout,
        frames_per_second=options.fps,
        tongue=options.tongue,
    )

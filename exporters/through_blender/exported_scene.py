# SPDX-License-Identifier: GPL-3.0-or-later
"""The scene that an exporter writes out, as its options ask for it."""

from ...blender.fresh_scene import FreshScene, fresh_scene
from ...runtime.requests import ExportOptions
from ...runtime.take import Take
from ..shown_head import shown_head


def exported_scene(take: Take, name: str, options: ExportOptions, start_frame: int = 0) -> FreshScene:
    """``take`` from ``start_frame`` on, alone in a file whose clip is called ``name``. Raises as ``fresh_scene``."""
    return fresh_scene(
        take,
        name,
        head=shown_head(take, options),
        layout=options.layout,
        frames_per_second=options.fps,
        start_frame=start_frame,
    )

# SPDX-License-Identifier: GPL-3.0-or-later
"""Count the pixels of teeth and gums in what Blender's Cycles draws of a shut mouth from the front, 1,000 wide.

Everything is black there but teeth and gums, which shine white, so a pixel of theirs is told whatever the light.
"""

import tempfile
from pathlib import Path
from typing import Any

import bpy
import numpy as np
from PIL import Image
from soliloquy.benchmarks.head_sheet import VIEWS, aim, pose
from soliloquy.blender.head import build_head
from soliloquy.blender.stage import set_stage
from soliloquy.blender.versions import nodes_of
from soliloquy.runtime.head.heads import load_head

SHUT = {"at rest": "mouth", "/p/": "p"}
"""What is counted, and the view of ``head_sheet`` that shows it: 85 mm across, so a pixel is 0.085 mm wide."""
_SIZE, _SEEN = 1000, 64
"""Pixels of a picture either way, and the brightness (of 255) from which one shows a tooth: a quarter of it does."""


def tooth_pixels(name: str, views: dict[str, str] | None = None) -> dict[str, int]:
    """How many pixels show teeth or gums of the head called ``name``, by what it does (``SHUT`` unless told)."""
    bpy.ops.wm.read_factory_settings(use_empty=True)
    scene: Any = bpy.context.scene
    set_stage(scene)
    built = build_head(name, "arkit")
    _only_teeth_shine(built.mesh)
    _draw_plainly(scene)
    counted = {}
    for what, view in (views or SHUT).items():
        pose(built, VIEWS[view])
        aim(scene.camera, load_head(name), VIEWS[view])
        counted[what] = _white_pixels(scene)
    return counted


def _only_teeth_shine(mesh: Any) -> None:
    for material in mesh.data.materials:
        nodes, links = nodes_of(material).nodes, nodes_of(material).links
        shine = nodes.new("ShaderNodeEmission")
        shine.inputs["Strength"].default_value = float(material.name.split()[-1] in ("teeth", "gums"))
        for end in [node for node in nodes if node.type == "OUTPUT_MATERIAL"]:
            links.new(shine.outputs["Emission"], end.inputs["Surface"])


def _draw_plainly(scene: Any) -> None:
    scene.render.engine, scene.cycles.device = "CYCLES", "CPU"
    scene.cycles.samples, scene.cycles.use_denoising, scene.cycles.max_bounces = 4, False, 0
    scene.render.resolution_x = scene.render.resolution_y = _SIZE
    scene.render.image_settings.file_format = "PNG"
    scene.view_settings.view_transform, scene.view_settings.look = "Raw", "None"
    nodes_of(scene.world).nodes["Background"].inputs["Strength"].default_value = 0.0


def _white_pixels(scene: Any) -> int:
    with tempfile.TemporaryDirectory() as folder:
        scene.render.filepath = str(Path(folder) / "teeth.png")
        bpy.ops.render.render(write_still=True)
        with Image.open(scene.render.filepath) as picture:
            return int((np.asarray(picture.convert("L")) >= _SEEN).sum())

# SPDX-License-Identifier: GPL-3.0-or-later
"""Speech leaves Blender: by the panel's button, from File > Export, and where nothing can be written."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import bpy
from editing import make_higher
from hand import (
    OUT,
    area,
    check,
    click,
    close_file_browser,
    invoke,
    key,
    message,
    press_generate,
    region,
    screenshot,
    wait_while_busy,
    window,
)
from sections import height_of, open_only
from speaking import LINE

_BUTTON = 130, 154
"""Pixels from the sidebar's left edge, and below the section's heading."""
_LOWER = 30
"""Pixels that the timeline gives to the sidebar."""


def export_speech() -> Iterator[float]:
    scene = bpy.context.scene
    for cube in [each for each in scene.objects if each.name == "Cube"]:
        bpy.data.objects.remove(cube)
    scene.soliloquy.text = LINE
    yield 1.0
    check("nothing can be exported before it speaks", not bpy.ops.soliloquy.export.poll())
    yield from press_generate()
    yield from wait_while_busy()
    yield 1.0
    yield from make_higher(-_LOWER)
    yield from open_only("Export")
    screenshot("12-export")
    settings = scene.soliloquy_export
    settings.preset, settings.split, settings.folder = "unity", True, str(OUT / "exported")
    scene.frame_set(7)
    before = _state()
    yield 1.0
    yield from click(_BUTTON[0], height_of("Export") + _BUTTON[1])
    yield 10.0
    region(area("VIEW_3D"), "UI").tag_redraw()
    yield 2.0
    screenshot("12-exported")
    names = _endings(OUT / "exported")
    check("the button exports a head, a clip and the sound", names == [".anim", ".fbx", ".wav"])
    check("the panel says so", "exported" in message().text)
    check("the export leaves the scene as it was", _state() == before)
    yield from make_higher(_LOWER)
    yield from _by_the_menu()
    _where_nothing_can_be_written()
    check("a refused export leaves the scene as it was", _state() == before)


def _by_the_menu() -> Iterator[float]:
    bpy.ops.wm.call_menu(name="TOPBAR_MT_file_export")
    yield 1.0
    screenshot("12-export-menu")
    key("Escape")
    yield 0.5
    invoke(bpy.ops.soliloquy.export, formats="glb")
    yield 1.5
    screenshot("12-export-dialog")
    close_file_browser()
    yield 0.5
    invoke(
        bpy.ops.soliloquy.export,
        "EXEC_DEFAULT",
        formats="fbx,glb",
        preset="unity",
        split=False,
        folder=str(OUT / "whole"),
    )
    names = _endings(OUT / "whole")
    check("whole files are exported", names == [".fbx", ".glb", ".wav"])


def _where_nothing_can_be_written() -> None:
    (OUT / "in-the-way").touch()
    try:
        invoke(bpy.ops.soliloquy.export, "EXEC_DEFAULT", folder=str(OUT / "in-the-way"))
        said = ""
    except RuntimeError as error:
        said = str(error)
    check("a folder that is none is refused", "Choose another folder" in said)


def _endings(folder: Path) -> list[str]:
    return sorted(path.suffix for path in folder.glob("[!.]*"))


def _state() -> list[Any]:
    scene, layer = window().scene, window().view_layer
    return [
        scene.name,
        layer.name,
        scene.frame_current,
        scene.frame_end,
        [each.name for each in layer.objects if each.select_get()],
        layer.objects.active,
        bpy.context.mode,
        sorted(each.name for each in (*bpy.data.objects, *bpy.data.meshes, *bpy.data.materials, *bpy.data.actions)),
        window().workspace.sequencer_scene,
    ]

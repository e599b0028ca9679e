# SPDX-License-Identifier: GPL-3.0-or-later
"""What becomes of a line whose file goes away from here: sent alone, appended to another, without the extension."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import bpy
from hand import OUT, check, invoke, press_button, screenshot, wait_while_busy

_LINE = "My map, Bob."
_ARROW, _UNINSTALL = (955, 202), (834, 276)
"""In the preferences' window, which opens at the screen's left: beside Soliloquy, and what it opens."""


def hand_on() -> Iterator[float]:
    for extra in list(bpy.context.window_manager.windows)[1:]:
        with bpy.context.temp_override(window=extra):
            bpy.ops.wm.window_close()
    bpy.ops.wm.read_homefile(use_splash=False)
    yield 2.0
    invoke(bpy.ops.soliloquy.add_head, identity="Clara")
    bpy.context.scene.soliloquy.text = _LINE
    invoke(bpy.ops.soliloquy.generate)
    yield from wait_while_busy()
    yield 1.0
    sent = _sent_alone()
    bpy.ops.wm.open_mainfile(filepath=str(sent))
    yield 2.0
    check("a file sent alone has its keys and its sound", _speaks())
    bpy.ops.wm.read_homefile(use_splash=False)
    yield 2.0
    objects = f"{sent}/Object/"
    invoke(bpy.ops.wm.append, "EXEC_DEFAULT", filepath=f"{objects}Clara", directory=objects, filename="Clara")
    yield 1.0
    check("a head appended to another file has its keys and its sound", _speaks())
    check("and its takes", len(bpy.data.objects["Clara"].soliloquy_takes_kept) == 1)
    bpy.ops.wm.open_mainfile(filepath=str(sent))
    yield 2.0
    yield from _without_the_extension()


def _sent_alone() -> Path:
    """The file, saved and moved away from the folder that lies beside it."""
    home, away = OUT / "home", OUT / "away"
    for folder in (home, away):
        folder.mkdir()
    bpy.ops.wm.save_as_mainfile(filepath=str(home / "line.blend"))
    shutil.copy2(home / "line.blend", away)
    shutil.rmtree(home)
    return away / "line.blend"


def _without_the_extension() -> Iterator[float]:
    bpy.ops.screen.userpref_show("INVOKE_DEFAULT", section="EXTENSIONS")
    yield 3.0
    for place in (_ARROW, _UNINSTALL):
        subprocess.run(["xdotool", "mousemove", *map(str, place)], check=True)
        yield 0.6
        press_button()
        yield 1.0
    yield 4.0
    screenshot("29-uninstalled")
    check("the extension is uninstalled", not hasattr(bpy.types.Scene, "soliloquy"))
    check("without it the head speaks on", _speaks())
    zipped = str(OUT / "soliloquy.zip")
    invoke(
        bpy.ops.extensions.package_install_files,
        "EXEC_DEFAULT",
        filepath=zipped,
        repo="user_default",
        enable_on_install=True,
    )
    yield 4.0
    check("installed anew it knows the head and its line", _known() == ("Clara", _LINE, 1))


def _speaks() -> bool:
    """Whether Clara has keys and a sound that is in the file, and opens her mouth somewhere in the line."""
    keys = bpy.data.objects["Clara"].data.shape_keys
    packed = [sound.packed_file is not None for sound in bpy.data.sounds]
    widest = 0.0
    for frame in range(1, 60):
        bpy.context.scene.frame_set(frame)
        shown: Any = keys.evaluated_get(bpy.context.evaluated_depsgraph_get())
        widest = max(widest, shown.key_blocks["jawOpen"].value)
    return packed == [True] and widest > 0.1


def _known() -> tuple[str, str, int]:
    settings = bpy.context.scene.soliloquy
    return settings.target.name, settings.text, len(settings.target.soliloquy_takes_kept)

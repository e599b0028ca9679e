# SPDX-License-Identifier: GPL-3.0-or-later
"""What happens in the window: run inside a real Blender by tools/window_test/run.py, on a virtual screen.

The steps are a generator that a timer resumes; what it yields is how long to wait. Each step leaves a
screenshot, and what is measured goes to results.json.
"""

import json
import os
import sys
import time
import traceback
from collections.abc import Iterator
from pathlib import Path

import bpy

sys.path.append(str(Path(__file__).parent))
from artist_rigs import drivers, missing_shapes, never_saved, noise, whole_mouths
from directing import direct_takes
from editing import edit_words
from exporting import export_speech
from faults import another_file, edit_mode_waits, head_faults, worker_faults
from hand import (
    GENERATE_BUTTON,
    IS_FIRST,
    MEASURES_ONLY,
    OUT,
    RESULTS,
    GapMeter,
    area,
    check,
    first_identity,
    hover,
    invoke,
    press_generate,
    region,
    screenshot,
    wait_while_busy,
)
from handing_on import hand_on
from speaking import (
    LINE,
    escape_leaves_the_scene,
    fit_a_voice_to_a_picture,
    generate,
    hear_a_voice,
    look_and_play,
    speak_happily,
)
from windows import two_processes, two_windows


def steps() -> Iterator[float]:
    order = "before all else" if IS_FIRST else f"niceness {os.nice(0)}"
    RESULTS["machine"] = f"load {os.getloadavg()[0]:.1f}, {order}"
    meter = GapMeter()
    scene = bpy.context.scene
    for cube in [each for each in scene.objects if each.type == "MESH"]:
        bpy.data.objects.remove(cube)
    yield from show_the_tab()
    screenshot("1-panel")
    check("generate is greyed out at first", not bpy.ops.soliloquy.generate.poll())

    began = time.perf_counter()
    invoke(bpy.ops.soliloquy.add_head, identity=first_identity())
    RESULTS["seconds to add a head"] = round(time.perf_counter() - began, 3)
    yield 2.0
    screenshot("2-head")
    check("the head is the target", scene.soliloquy.target is not None)

    yield from generate(meter)
    if MEASURES_ONLY:
        return
    yield from edit_words()
    yield from look_and_play()
    yield from speak_happily()
    yield from escape_leaves_the_scene()
    yield from hear_a_voice()
    yield from fit_a_voice_to_a_picture()
    yield from worker_faults()
    yield from edit_mode_waits()
    yield from head_faults()
    yield from another_file()
    yield from graph_editor()
    yield from beside_the_cube()
    yield from export_speech()
    yield from never_saved()
    yield from missing_shapes()
    yield from drivers()
    yield from noise()
    yield from whole_mouths()
    yield from direct_takes()
    yield from two_windows()
    yield from two_processes()
    yield from in_german()
    yield from hand_on()


def show_the_tab() -> Iterator[float]:
    area("VIEW_3D").spaces[0].show_region_ui = True
    yield 2.0
    region(area("VIEW_3D"), "UI").active_panel_category = "Speech"
    yield 1.5


def graph_editor() -> Iterator[float]:
    view = area("VIEW_3D")
    view.ui_type = "FCURVES"
    yield 1.0
    view.spaces[0].show_region_ui = True
    yield 2.0
    region(view, "UI").active_panel_category = "Speech"
    yield 1.0
    screenshot("11-graph-editor")
    check("the graph editor has the tab", region(view, "UI").active_panel_category == "Speech")


def beside_the_cube() -> Iterator[float]:
    """A new file has a cube at the 3D cursor, where heads are added."""
    area("GRAPH_EDITOR").ui_type = "VIEW_3D"
    yield from show_the_tab()
    invoke(bpy.ops.soliloquy.add_head, identity="Kofi")
    yield 2.0
    screenshot("12-beside-the-cube")


def in_german() -> Iterator[float]:
    view = bpy.context.preferences.view
    view.language = "de_DE"
    view.use_translate_interface = view.use_translate_tooltips = view.use_translate_reports = True
    yield 2.0
    screenshot("13-german")
    translated = bpy.app.translations.pgettext_iface("Generate Speech Animation")
    check("the panel speaks German", translated == "Sprachanimation erzeugen")
    invoke(bpy.ops.soliloquy.add_head, identity=first_identity())
    yield 2.0
    bpy.context.scene.soliloquy.text = LINE
    yield from hover(10, 10)
    region(area("VIEW_3D"), "UI").tag_redraw()
    yield 2.0
    yield from hover(*GENERATE_BUTTON)
    yield 3.0
    screenshot("13-german-tooltip")
    yield from press_generate()
    yield 1.0
    screenshot("13-german-generating")
    yield from wait_while_busy()
    yield 1.0
    screenshot("13-german-generated")
    bpy.context.scene.soliloquy.source = "AUDIO"
    region(area("VIEW_3D"), "UI").tag_redraw()
    yield 2.0
    screenshot("13-german-recording")
    yield from preferences()


def preferences() -> Iterator[float]:
    bpy.ops.screen.userpref_show("INVOKE_DEFAULT", section="ADDONS")
    yield 1.0
    bpy.ops.preferences.addon_show(module="bl_ext.user_default.soliloquy")
    yield 3.0
    screenshot("14-german-preferences")


def run() -> None:
    running = steps()

    def resume() -> float | None:
        try:
            return next(running)
        except StopIteration:
            RESULTS["finished"] = True
        except Exception:
            RESULTS["error"] = traceback.format_exc()
            print(RESULTS["error"], flush=True)
            screenshot("failed")
        (OUT / "results.json").write_text(json.dumps(RESULTS, indent=1))
        bpy.ops.wm.quit_blender()
        return None

    bpy.app.timers.register(resume, first_interval=3.0, persistent=True)


run()

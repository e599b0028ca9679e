# SPDX-License-Identifier: GPL-3.0-or-later
"""What happens in the window: run inside a real Blender by tools/window_test/run.py, on a virtual screen.

The steps are a generator that a timer resumes; what it yields is how long to wait. Each step leaves a
screenshot, and what is measured goes to results.json.
"""

import json
import sys
import time
import traceback
from collections.abc import Iterator
from pathlib import Path

import bpy
from mathutils import Euler

sys.path.append(str(Path(__file__).parent))
from faults import another_file, edit_mode_waits, head_faults, worker_faults
from hand import OUT, RESULTS, GapMeter, area, check, first_identity, invoke, region, screenshot
from speaking import escape_leaves_the_scene, generate_and_play, hear_a_voice


def steps() -> Iterator[float]:
    meter = GapMeter()
    scene = bpy.context.scene
    for cube in [each for each in scene.objects if each.type == "MESH"]:
        bpy.data.objects.remove(cube)
    area("VIEW_3D").spaces[0].show_region_ui = True
    yield 2.0
    region(area("VIEW_3D"), "UI").active_panel_category = "Speech"
    yield 1.5
    screenshot("1-panel")
    check("generate is greyed out at first", not bpy.ops.soliloquy.generate.poll())

    began = time.perf_counter()
    invoke(bpy.ops.soliloquy.add_head, identity=first_identity())
    RESULTS["seconds to add a head"] = round(time.perf_counter() - began, 3)
    yield 2.0
    screenshot("2-head")
    check("the head is the target", scene.soliloquy.target is not None)
    face_the_head()

    yield from generate_and_play(meter)
    yield from escape_leaves_the_scene()
    yield from hear_a_voice()
    yield from worker_faults()
    yield from edit_mode_waits()
    yield from head_faults()
    yield from another_file()
    yield from graph_editor()
    yield from in_german()


def face_the_head() -> None:
    """Seen from the front and a little from its left, close."""
    view = area("VIEW_3D").spaces[0].region_3d
    view.view_rotation = Euler((1.5, 0.0, 0.35)).to_quaternion()
    view.view_location = (0.0, -0.02, -0.02)
    view.view_distance = 0.75


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


def in_german() -> Iterator[float]:
    view = bpy.context.preferences.view
    view.language = "de_DE"
    view.use_translate_interface = True
    yield 2.0
    screenshot("12-german")
    translated = bpy.app.translations.pgettext_iface("Generate Speech Animation")
    check("the panel speaks German", translated == "Sprachanimation erzeugen")


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

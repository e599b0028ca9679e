# SPDX-License-Identifier: GPL-3.0-or-later
"""The scenario's part in which something is wrong: a linked head, no recording, a dead worker, a lost weight."""

import os
import signal
import time
from pathlib import Path

import bpy
from scenario_findings import LINE, RESULTS, WORK, contents, curves_of, generate, part


def play() -> None:
    meet_a_linked_head()
    survive_faults()


def meet_a_linked_head() -> None:
    """A head from another file cannot be keyed: the panel says so, and what to do."""
    library = WORK / "library.blend"
    bpy.data.libraries.write(str(library), {bpy.data.objects["Odd"]})
    with bpy.data.libraries.load(str(library), link=True) as (_, linked):
        linked.objects = ["Odd"]
    head = linked.objects[0]
    bpy.context.scene.collection.objects.link(head)
    bpy.context.scene.soliloquy.target = head
    before = contents()
    bpy.context.scene.soliloquy.text = LINE
    RESULTS["reason on a linked head"] = part("addon.scene_request").disabled_reason(bpy.context)
    RESULTS["error on a linked head"] = generate()
    RESULTS["a linked head changes nothing"] = contents() == before
    override = head.override_create()
    override.data = head.data.override_create()
    bpy.context.scene.collection.objects.link(override)
    bpy.context.scene.soliloquy.target = override
    RESULTS["reason on an overridden head"] = part("addon.scene_request").disabled_reason(bpy.context)
    bpy.data.objects.remove(override)
    bpy.data.objects.remove(head)
    RESULTS["error on no recording"] = generate(recording=str(WORK / "missing.wav"), target="Odd")


def survive_faults() -> None:
    session = part("addon.session")
    pid = session.worker().process_id
    os.kill(pid, signal.SIGKILL)
    while session.worker().process_id is not None:
        time.sleep(0.02)
    RESULTS["error after the worker was killed"] = generate(text=LINE, target="Odd", mode="REPLACE")
    RESULTS["keys when replaced"] = len(curves_of(bpy.data.objects["Odd"])["Face_Jaw_Open"][0])
    before = contents()
    RESULTS["a new worker"] = session.worker().process_id not in (None, pid)
    session.worker().stop()
    voice = Path(part("runtime.weights").weight_path("kokoro_generator"))
    hidden = voice.with_suffix(".hidden")
    voice.rename(hidden)
    RESULTS["error without a weight"] = generate(text=LINE, target="Odd")
    hidden.rename(voice)
    RESULTS["faults change nothing"] = contents() == before

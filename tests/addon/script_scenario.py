# SPDX-License-Identifier: GPL-3.0-or-later
"""A script on a timeline, run inside one Blender by test_script_in_versions.py: no test itself.

    python script_scenario.py ZIP SCRIPT_FOLDER WORK_FOLDER

SCRIPT_FOLDER holds lines.csv, changed.xlsx and takes/, most of the script's takes. Prints one line "RESULTS {...}" with
what was found; the test judges it.
"""

import json
import shutil
import sys
from pathlib import Path
from typing import Any

import bpy
import numpy as np

ZIP, SCRIPT, WORK = (Path(each) for each in sys.argv[1:4])
MODULE = "bl_ext.user_default.soliloquy"
CLOSED = 0.10
"""Of the opening's 90th percentile (docs/conventions.md)."""
RESULTS: dict[str, Any] = {"blender": bpy.app.version_string}


def part(name: str) -> Any:
    return sys.modules[f"{MODULE}.{name}"]


def run(script: str, *options: str) -> dict[str, Any]:
    """Exit code, which lines the worker made, and how every line lies."""
    worker, made = part("addon.session").worker(), []
    ask = worker.ask

    def remember(kind: str, arguments: Any, convert: Any = None) -> Any:
        made.extend([arguments["task"]["id"]] if kind == "line" else [])
        return ask(kind, arguments, convert)

    worker.ask = remember
    out = WORK / "spoken.blend"
    options = (*options, "--engine", "rules", "--timeline", str(out), "--json")
    code = part("addon.commands").run(["batch", str(SCRIPT / script), *options])
    del worker.ask
    return {"code": code, "made": made, "lines": lines(), "saved": out.is_file()}


def lines() -> dict[str, Any]:
    """Where action, sound and marker of each line begin, and the frames of its first and last sound, by its name."""
    scene, versions = bpy.context.scene, part("blender.versions")
    strips = versions.strips_of(scene) if scene.sequence_editor else []
    sounds = {strip.name: round(versions.strip_start(strip)) for strip in strips}
    lengths = {strip.name: round(versions.strip_end(strip) - versions.strip_start(strip)) for strip in strips}
    found = {}
    for head, line in part("blender.script_lines").lines_in(scene):
        tracks = head.data.shape_keys.animation_data.nla_tracks
        strip = next(each for track in tracks for each in track.strips if each.name == line.name)
        found[line.name] = {
            "head": head.name,
            "start": line.start,
            "frames": line.frames,
            "heard": [line.start + line.first, line.start + line.last],
            "hash": line.hash,
            "action": strip.action.name,
            "action begins": strip.frame_start - strip.action_frame_start,
            "sound begins": sounds.get(line.name),
            "sound frames": lengths.get(line.name),
            "marker": scene.timeline_markers[line.name].frame,
        }
    return found


def idles() -> list[dict[str, Any]]:
    """Of each strip by which a head idles: its frames, and how far the lids shut in it and at its ends."""
    scene, found = bpy.context.scene, []
    for head in {head for head, _line in part("blender.script_lines").lines_in(scene)}:
        key = head.data.shape_keys.key_blocks["eyeBlinkLeft"]
        for strip in (each for track in head.data.shape_keys.animation_data.nla_tracks for each in track.strips):
            if strip.action.get(part("blender.idle_strips").OF_IDLE) is None:
                continue
            start, end, lids = round(strip.frame_start), round(strip.frame_end), []
            for frame in range(start, end + 1):
                scene.frame_set(frame)
                lids.append(key.value)
            found.append({"start": start, "end": end, "shut": max(lids), "ends": max(lids[0], lids[-1])})
    return found


def closures() -> dict[str, Any]:
    """How many of the script's P, B and M shut the lips on a frame of the scene, and which did not."""
    load_take, lips = part("runtime.take").load_take, part("runtime.head.lips")
    from_arkit, scene = part("runtime.head.arkit"), bpy.context.scene
    rate, shut, open_ones = scene.render.fps / scene.render.fps_base, 0, []
    folder = part("addon.session").temporary_folder() / "lines"
    for head, line in part("blender.script_lines").lines_in(scene):
        take = load_take(folder / f"{line.hash}.take")
        limit = CLOSED * float(np.percentile(lips.opening(take.curves.weights), 90))
        for phone in (each for each in take.speech.phones if each.symbol in "pbm"):
            inside = range(int(np.ceil(phone.start * rate)), int(phone.end * rate) + 1)
            frames = list(inside) or [round((phone.start + phone.end) / 2 * rate)]
            if min(opening(head, line.start + frame, lips, from_arkit) for frame in frames) <= limit:
                shut += 1
            else:
                open_ones.append([line.name, phone.symbol, round(phone.start, 3)])
    return {"shut": shut, "open": open_ones}


def opening(head: Any, frame: int, lips: Any, arkit: Any) -> float:
    """Of the mouth as Blender shows it on a frame."""
    bpy.context.scene.frame_set(frame)
    keys = head.data.shape_keys.key_blocks
    return float(lips.opening(np.array([[keys[name].value for name in arkit.ARKIT_NAMES]]))[0])


def first_sounds() -> dict[str, float]:
    """By how many seconds the sound that a line's strip plays is heard before or after its first phone, for those that
    the .blend holds."""
    import soundfile

    found = {}
    for _head, line in part("blender.script_lines").lines_in(bpy.context.scene):
        strip = next(each for each in part("blender.versions").strips_of(bpy.context.scene) if each.name == line.name)
        file = WORK / "heard.wav"
        file.write_bytes(strip.sound.packed_file.data)
        samples, rate = soundfile.read(file)
        loud = np.abs(samples) > 0.02 * np.abs(samples).max()
        found[line.name] = float(np.argmax(loud) / rate - line.lead)
    return found


def play() -> None:
    bpy.ops.wm.read_factory_settings(use_empty=True)
    bpy.ops.extensions.package_install_files(filepath=str(ZIP), repo="user_default", enable_on_install=True)
    shutil.copytree(SCRIPT / "takes", part("addon.session").temporary_folder() / "lines")
    has_sound = getattr(bpy.app.build_options, "audaspace", True)
    RESULTS["has sound"] = has_sound
    RESULTS["first"] = run("lines.csv")
    RESULTS["closures"] = closures()
    RESULTS["idles"] = idles()
    RESULTS["first sounds"] = first_sounds() if has_sound else {}
    RESULTS["again"] = run("lines.csv")
    RESULTS["changed"] = run("changed.xlsx")
    bpy.ops.wm.open_mainfile(filepath=str(WORK / "spoken.blend"))
    RESULTS["opened"] = lines()
    RESULTS["opened again"] = run("changed.xlsx")
    RESULTS["onnxruntime in Blender"] = "onnxruntime" in sys.modules
    part("addon.session").worker().stop()


play()
print("RESULTS", json.dumps(RESULTS), flush=True)

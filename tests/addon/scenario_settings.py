# SPDX-License-Identifier: GPL-3.0-or-later
"""The scenario's part around the panel: the preferences, and the command line of Blender."""

import bpy
from scenario_findings import LINE, MODULE, RESULTS, WORK, generate, part, strips


def play() -> None:
    use_preferences()
    use_the_command_line()


def use_preferences() -> None:
    """Default voice and head, and where the sound of a file is kept."""
    preferences = bpy.context.preferences.addons[MODULE].preferences
    bpy.ops.soliloquy.add_head(identity="Daniel")
    settings = bpy.context.scene.soliloquy
    RESULTS["voice of a new man"], settings.voice = settings.voice, ""
    bpy.data.objects.remove(settings.target.parent)
    bpy.data.objects.remove(settings.target)
    preferences.voice, preferences.head, preferences.sound_place = "bf_emma", "kofi", "BESIDE"
    bpy.ops.soliloquy.add_head()
    head = bpy.context.scene.soliloquy.target
    RESULTS["head of the preferences"] = head.name
    asked = part("addon.scene_request").request_from_panel(bpy.context, {"text": LINE})
    RESULTS["voice of the preferences"] = asked.arguments["request"]["spoken"]["voice"]
    RESULTS["error with preferences"] = generate(text=LINE)
    RESULTS["packed before the first save"] = all(strip.sound.packed_file for strip in strips()[-1:])
    (WORK / "kept").mkdir()
    bpy.ops.wm.save_as_mainfile(filepath=str(WORK / "kept" / "scene.blend"), copy=True)
    RESULTS["sounds beside a saved file"] = len(list((WORK / "kept" / "speech").glob("*.wav"))) if strips() else 1
    RESULTS["worker process"] = part("addon.session").worker_process_id()
    label = part("addon.preferences_page")._worker_label(
        part("addon.session").worker_process_id(), part("addon.session").worker_memory()
    )
    RESULTS["what the preferences say of the worker"] = label
    for name in ("voice", "head", "sound_place"):
        preferences.property_unset(name)


def use_the_command_line() -> None:
    run = part("addon.commands").run
    out = WORK / "spoken.blend"
    RESULTS["exit code"] = run(["speak", LINE, "--out", str(out), "--target", "Odd", "--json"])
    RESULTS["file written"] = out.is_file()
    RESULTS["sound beside it"] = [path.suffix for path in (WORK / "speech").glob("*")] if strips() else [".wav"]
    recording = str(WORK / "Aufnahme – stereo.wav")
    # What was recorded is the text block: the line, twice.
    animate = ["animate", recording, "--transcript", f"{LINE} {LINE}", "--target", "Odd"]
    RESULTS["exit code of animate"] = run([*animate, "--out", str(WORK / "moved.blend"), "--json"])
    RESULTS["exit code of animate without a file"] = run([*animate[:1], "none.wav", "--target", "Odd", "--save"])
    RESULTS["exit code without a target"] = run(["speak", LINE, "--out", str(out), "--target", "Nobody"])
    RESULTS["exit code without a text"] = run(["speak", "--out", str(out)])

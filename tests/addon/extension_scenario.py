# SPDX-License-Identifier: GPL-3.0-or-later
"""What an artist does with the extension, run inside one Blender by test_extension.py: no test itself.

    python extension_scenario.py ZIP WORK_FOLDER [thorough]

Prints one line "RESULTS {...}" with what was found; the test judges it.
"""

import json
import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

import bpy
import numpy as np

ZIP, WORK = Path(sys.argv[1]), Path(sys.argv[2])
MODULE = "bl_ext.user_default.soliloquy"
LINE = "My map, Bob."
FIVE_SECONDS = "Good morning! My brother Bob bought a big blue balloon, but the pump broke before five."
RESULTS: dict[str, Any] = {"blender": bpy.app.version_string}


def part(name: str) -> Any:
    return sys.modules[f"{MODULE}.{name}"]


def curves_of(target: Any) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Frames and values of each keyed shape key, by its name."""
    found = {}
    channels = part("blender.versions").channels_of(target.data.shape_keys)
    for curve in channels.fcurves if channels is not None else ():
        frames, values = part("blender.keyframes").read_curve(curve)
        found[curve.data_path.split('"')[1]] = (frames, values)
    return found


def strips() -> list[Any]:
    editor = bpy.context.scene.sequence_editor
    return [] if editor is None else list(part("blender.versions").strips_of(bpy.context.scene))


def contents() -> dict[str, Any]:
    """What a generation may change."""
    return {
        "actions": len(bpy.data.actions),
        "strips": len(strips()),
        "sounds": len(bpy.data.sounds),
        "frame_end": bpy.context.scene.frame_end,
        "objects": sorted(each.name for each in bpy.data.objects),
    }


def generate(**properties: Any) -> str:
    """The operator as a script calls it, with an undo step; returns the error's text, empty when it worked."""
    try:
        bpy.ops.soliloquy.generate("EXEC_DEFAULT", True, **properties)
    except RuntimeError as error:
        return str(error).strip()
    return ""


def seals(target: Any, names: dict[str, str]) -> dict[str, float]:
    """How open the mouth gets, and how shut: jawOpen less mouthClose over the keyed frames."""
    curves = curves_of(target)
    jaw, close = curves[names["jawOpen"]][1], curves[names["mouthClose"]][1]
    opening = jaw - np.minimum(close, jaw)
    return {"keyed": len(curves), "frames": len(jaw), "widest": float(opening.max()), "narrowest": float(opening.min())}


def install() -> None:
    began = time.perf_counter()
    bpy.ops.extensions.package_install_files(filepath=str(ZIP), repo="user_default", enable_on_install=True)
    RESULTS["install seconds"] = round(time.perf_counter() - began, 1)
    RESULTS["installed"] = MODULE in bpy.context.preferences.addons
    RESULTS["loaded too early"] = [name for name in ("onnxruntime", "soundfile") if name in sys.modules]


def speak_on_the_embedded_head() -> Any:
    bpy.ops.wm.read_factory_settings(use_empty=True)
    install()
    scene = bpy.context.scene
    scene.render.fps, scene.frame_end = 24, 20
    scene.soliloquy.text = LINE
    RESULTS["reason without a head"] = part("addon.scene_request").disabled_reason(bpy.context)
    bpy.ops.ed.undo_push(message="start")
    bpy.ops.soliloquy.add_head("EXEC_DEFAULT", True)
    shapes = bpy.context.scene.soliloquy.target.data.shape_keys.key_blocks
    RESULTS["shapes at rest"] = all(shape.value == 0.0 for shape in shapes[1:])
    before = contents()
    RESULTS["error on the embedded head"] = generate(emotion="happy=0.4", seed=3, start_frame=11)
    assert not RESULTS["error on the embedded head"], RESULTS["error on the embedded head"]
    RESULTS["after"] = contents()
    target = bpy.context.scene.soliloquy.target
    same = {name: name for name in ("jawOpen", "mouthClose")}
    RESULTS["embedded"] = seals(target, same)
    RESULTS["first frame"] = float(curves_of(target)["jawOpen"][0][0])
    if strips():
        strip = strips()[0]
        sound = Path(bpy.path.abspath(strip.sound.filepath))
        versions = part("blender.versions")
        start = versions.strip_start(strip)
        RESULTS["sound"] = {"start": int(start), "frames": int(versions.strip_end(strip) - start)}
        RESULTS["sound file exists"] = sound.is_file()
    bpy.ops.ed.undo()
    RESULTS["undone"] = contents() == before
    return bpy.context.scene.soliloquy.target


def odd_head() -> tuple[Any, dict[str, str]]:
    """A mesh whose ARKit shapes are written as another tool writes them: "Face_JAW_OPEN", sides as _L, _R."""
    names = {}
    mesh = bpy.data.meshes.new("Odd")
    mesh.from_pydata([(0, 0, 0), (0, 0, 1), (0, 1, 0)], [], [(0, 1, 2)])
    head = bpy.data.objects.new("Odd", mesh)
    bpy.context.scene.collection.objects.link(head)
    head.shape_key_add(name="Basis")
    for name in part("runtime.head.arkit").ARKIT_NAMES:
        words = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).split("_")
        side = {"left": "_L", "right": "_R"}.get(words[-1], "")
        if side and words[0] in ("jaw", "mouth") and len(words) == 2:
            side = ""
        spelled = "Face_" + "_".join(words[:-1] if side else words).title() + side
        names[name] = spelled
        head.shape_key_add(name=spelled)
    head.shape_key_add(name="Hat")
    return head, names


def measure_the_overhead() -> None:
    """What Blender's side adds to the worker's own time, with a warm worker."""
    worker = part("addon.session").worker()
    asked = []
    ask = worker.ask

    def remember(*arguments: Any) -> Any:
        asked.append(ask(*arguments))
        return asked[-1]

    worker.ask = remember
    began = time.perf_counter()
    RESULTS["error when timed"] = generate(text=FIVE_SECONDS)
    RESULTS["seconds of the timed line"] = bpy.context.scene.frame_end / bpy.context.scene.render.fps
    RESULTS["overhead seconds"] = round(time.perf_counter() - began - asked[-1].seconds, 3)
    del worker.ask
    bpy.ops.ed.undo()


def speak_on_an_odd_head() -> None:
    head, names = odd_head()
    plain = bpy.data.objects.new("Plain", bpy.data.meshes.new("Plain"))
    bpy.context.scene.collection.objects.link(plain)
    before = contents()
    RESULTS["error without shape keys"] = generate(text=LINE, target="Plain")
    RESULTS["refusal changes nothing"] = contents() == before
    RESULTS["error on the odd head"] = generate(text=LINE, target="Odd")
    RESULTS["odd"] = seals(head, names)
    RESULTS["hat keyed"] = "Hat" in curves_of(head)


def add_a_line() -> None:
    head = bpy.data.objects["Odd"]
    first = {name: len(frames) for name, (frames, _) in curves_of(head).items()}["Face_Jaw_Open"]
    RESULTS["error when added"] = generate(text=LINE, target="Odd", start_frame=200, mode="ADD")
    both = {name: len(frames) for name, (frames, _) in curves_of(head).items()}["Face_Jaw_Open"]
    RESULTS["keys first, then added"] = [first, both]


def speak_a_text_block() -> None:
    """Several lines, longer than a field is read in: a text block of the file."""
    settings = bpy.context.scene.soliloquy
    settings.text_block = bpy.data.texts.new("Lines")
    settings.text_block.write(f"{LINE}\n\n{LINE}\n")
    settings.target = bpy.data.objects["Odd"]
    RESULTS["error with a text block"] = generate()
    RESULTS["frames of the text block"] = len(curves_of(settings.target)["Face_Jaw_Open"][0])
    bpy.data.texts.remove(settings.text_block)


def move_to_a_recording() -> None:
    sound = Path(bpy.path.abspath(bpy.data.sounds[0].filepath))
    recording = WORK / "Aufnahme – stereo.wav"
    _as_stereo(sound, recording)
    RESULTS["error on a recording"] = generate(recording=str(recording), target="Odd")
    RESULTS["heard with the recording"] = [Path(bpy.path.abspath(strip.sound.filepath)).name for strip in strips()]
    RESULTS["error when generated again"] = generate(recording=str(recording), target="Odd")
    RESULTS["heard when generated again"] = len(strips())
    RESULTS["error with a lexicon's mistake"] = generate(text=LINE, target="Odd", lexicon=str(_lexicon("Bob")))
    RESULTS["error with a lexicon"] = generate(text=LINE, target="Odd", lexicon=str(_lexicon("Bob = /pæm/")))
    RESULTS["error with the rules"] = generate(text=LINE, target="Odd", engine="rules")
    RESULTS["error with a style"] = generate(
        text=LINE, target="Odd", engine="flow", style="capture", guidance=1.5, solver_steps=4
    )
    order = part("addon.scene_request").request_from_panel(
        bpy.context, {"text": LINE, "engine": "flow", "guidance": 1.5}
    )
    RESULTS["learned motion as ordered"] = order.arguments["request"]["motion"]["flow"]
    RESULTS["error with an unknown style"] = generate(text=LINE, target="Odd", engine="flow", style="baroque")
    RESULTS["error with an unknown engine"] = generate(text=LINE, target="Odd", engine="magic")


def fit_a_voice_to_a_picture() -> None:
    settings = bpy.context.scene.soliloquy
    picture = Path(__file__).resolve().parents[2] / "docs" / "images" / "heads.jpg"
    bpy.ops.soliloquy.voice_from_picture(filepath=str(picture))
    RESULTS["voice from a picture"] = [settings.voice, settings.second_voice, round(settings.second_share, 2)]
    try:
        bpy.ops.soliloquy.voice_from_picture(filepath=str(_lexicon("Bob")))
    except RuntimeError as error:
        RESULTS["error on no picture"] = str(error)
    settings.voice = settings.second_voice = ""
    settings.pitch, settings.speed = 0.0, 1.0


def use_the_sequencers_sound() -> None:
    """A recording that the artist has put into the sequencer already is not put there again."""
    recording = WORK / "Aufnahme – stereo.wav"
    remove = part("blender.takes").remove_take
    rig = part("blender.rig").find_rig(bpy.data.objects["Odd"])
    for take in part("blender.takes").written_takes(rig):
        remove(bpy.context.scene, rig, take)
    before = [strip.name for strip in strips()]
    own = part("blender.versions").strips_of(bpy.context.scene).new_sound("Artist's", str(recording), 9, 31)
    bpy.context.scene.sequence_editor.active_strip = own
    bpy.ops.soliloquy.use_sound_strip()
    settings = bpy.context.scene.soliloquy
    settings.source = "AUDIO"
    settings.target = bpy.data.objects["Odd"]
    RESULTS["start taken from the strip"] = settings.start_frame
    RESULTS["error with the strip's sound"] = generate()
    RESULTS["strips added to the artist's"] = len(strips()) - len(before) - 1
    RESULTS["first frame with the strip"] = float(curves_of(settings.target)["Face_Jaw_Open"][0][0])
    settings.source = "TEXT"


def _as_stereo(source: Path, target: Path) -> None:
    import soundfile

    samples, rate = soundfile.read(source)
    soundfile.write(target, np.stack([samples, 0.5 * samples], axis=1), rate)


def _lexicon(line: str) -> Path:
    path = WORK / "lexicon.txt"
    path.write_text(line + "\n", encoding="utf-8")
    return path


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


def use_preferences() -> None:
    """Default voice and head, and where the sound of a file goes that was never saved."""
    preferences = bpy.context.preferences.addons[MODULE].preferences
    preferences.voice, preferences.head, preferences.cache_folder = "bf_emma", "kofi", str(WORK / "cache")
    bpy.ops.soliloquy.add_head()
    head = bpy.context.scene.soliloquy.target
    RESULTS["head of the preferences"] = head.name
    order = part("addon.scene_request").request_from_panel(bpy.context, {"text": LINE})
    RESULTS["voice of the preferences"] = order.arguments["request"]["spoken"]["voice"]
    RESULTS["error with preferences"] = generate(text=LINE)
    RESULTS["sounds in the cache folder"] = len(list((WORK / "cache" / "speech").glob("*.wav"))) if strips() else 1
    label = part("addon.preferences")._worker_label(
        part("addon.session").worker_process_id(), part("addon.session").worker_memory()
    )
    RESULTS["what the preferences say of the worker"] = label
    for name in ("voice", "head", "cache_folder"):
        preferences.property_unset(name)


def workers() -> int:
    """How many worker processes this Blender has."""
    found = 0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1])
            command = (folder / "cmdline").read_text()
        except OSError:  # ended meanwhile
            continue
        found += parent == os.getpid() and "worker_main.py" in command
    return found


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


def leave() -> None:
    RESULTS["onnxruntime in Blender"] = "onnxruntime" in sys.modules
    worker = part("addon.session").worker().process_id
    bpy.ops.preferences.addon_disable(module=MODULE)
    RESULTS["disabled"] = not hasattr(bpy.types.Scene, "soliloquy")
    time.sleep(0.3)
    RESULTS["worker ended"] = not Path(f"/proc/{worker}").exists() if sys.platform == "linux" else True
    bpy.ops.preferences.addon_enable(module=MODULE)
    RESULTS["enabled again"] = hasattr(bpy.types.Scene, "soliloquy")
    names = [repo.module for repo in bpy.context.preferences.extensions.repos]
    bpy.ops.extensions.package_uninstall(repo_index=names.index("user_default"), pkg_id="soliloquy")
    RESULTS["removed"] = MODULE not in bpy.context.preferences.addons and not hasattr(bpy.types.Scene, "soliloquy")


speak_on_the_embedded_head()
measure_the_overhead()
speak_on_an_odd_head()
if "thorough" in sys.argv:
    add_a_line()
    speak_a_text_block()
    move_to_a_recording()
    fit_a_voice_to_a_picture()
    use_the_sequencers_sound()
    meet_a_linked_head()
    survive_faults()
    use_preferences()
    use_the_command_line()
RESULTS["workers"] = workers()
leave()
print("RESULTS", json.dumps(RESULTS), flush=True)

# SPDX-License-Identifier: GPL-3.0-or-later
"""The scenario's part with more to say: an added line, a text block, a recording, a picture, the sequencer's sound."""

from pathlib import Path

import bpy
import numpy as np
from scenario_findings import LINE, RESULTS, WORK, curves_of, generate, part, refusal, strips


def play() -> None:
    add_a_line()
    speak_a_text_block()
    move_to_a_recording()
    fit_a_voice_to_a_picture()
    use_the_sequencers_sound()


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
    sound = WORK / "spoken.wav"
    sound.write_bytes(bpy.data.sounds[0].packed_file.data)
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
    asked = part("addon.scene_request").request_from_panel(
        bpy.context, {"text": LINE, "engine": "flow", "guidance": 1.5}
    )
    RESULTS["learned motion as ordered"] = asked.arguments["request"]["motion"]["flow"]
    RESULTS["error with an unknown style"] = generate(text=LINE, target="Odd", engine="flow", style="baroque")
    RESULTS["error with an unknown engine"] = generate(text=LINE, target="Odd", engine="magic")


def fit_a_voice_to_a_picture() -> None:
    settings = bpy.context.scene.soliloquy
    picture = Path(__file__).resolve().parents[2] / "docs" / "images" / "heads.jpg"
    bpy.ops.soliloquy.voice_from_picture(filepath=str(picture))
    names = part("addon.voices")
    told = [names.voice_label(settings.voice), names.language_code(settings.voice)]
    error = generate(text="Mm.", target="Odd", engine="rules")
    RESULTS["voice from a picture"] = [settings.voice, settings.second_voice, *told, error]
    no_picture = str(_lexicon("Bob"))
    RESULTS["error on no picture"] = refusal(lambda: bpy.ops.soliloquy.voice_from_picture(filepath=no_picture))
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

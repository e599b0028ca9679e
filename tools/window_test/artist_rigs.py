# SPDX-License-Identifier: GPL-3.0-or-later
"""A new file that was never saved, two heads, drivers, noise, and a character with whole mouths and its mapping."""

import random
import wave
from collections.abc import Iterator
from typing import Any

import bpy
from hand import (
    MUTE_BUTTON,
    OUT,
    REMOVE_BUTTON,
    area,
    check,
    click,
    hover,
    invoke,
    keyed_frames,
    message,
    notes,
    press_generate,
    region,
    screenshot,
    scroll_down,
    session,
    wait_while_busy,
)
from sections import open_only
from speaking import LINE

_SHORT = "My map, Bob."
_END = 20
"""Of the scene: the line is longer."""
_TAKEN_AWAY = ("cheekPuff", "tongueOut")
_VISEMES = {
    "PP": {"jawOpen": 0.03, "mouthClose": 0.03}, "FF": {"mouthRollLower": 0.5, "mouthUpperUpLeft": 0.3},
    "TH": {"jawOpen": 0.12}, "DD": {"jawOpen": 0.1}, "kk": {"jawOpen": 0.14}, "CH": {"mouthFunnel": 0.5},
    "SS": {"jawOpen": 0.06, "mouthStretchLeft": 0.3}, "nn": {"jawOpen": 0.1}, "RR": {"mouthPucker": 0.4},
    "aa": {"jawOpen": 0.3}, "E": {"jawOpen": 0.3, "mouthStretchLeft": 0.3}, "ih": {"jawOpen": 0.2},
    "oh": {"jawOpen": 0.25, "mouthFunnel": 0.4}, "ou": {"mouthPucker": 0.8, "jawOpen": 0.1}, "sil": {},
}  # fmt: skip
"""What each viseme of the fabricated character is, in shapes of our head; its aa opens hardly further than its E."""


def never_saved() -> Iterator[float]:
    session().say("About the file before.")
    bpy.ops.wm.read_homefile(use_splash=False)
    yield 2.0
    check("a new file has no message", message() is None)
    area("VIEW_3D").spaces[0].show_region_ui = True
    yield 2.0
    region(area("VIEW_3D"), "UI").active_panel_category = "Speech"
    yield 1.0
    invoke(bpy.ops.soliloquy.add_head, identity="Clara")
    yield 1.0
    invoke(bpy.ops.soliloquy.add_head, identity="Kofi")
    yield 2.0
    screenshot("15-two-heads")
    places = [bpy.data.objects[name].parent.location for name in ("Clara", "Kofi")]
    check("a head is put beside the cube, and the next beside it", 1.0 <= places[0].x < places[1].x - 0.2)
    scene = bpy.context.scene
    check("a head has a voice that fits it", scene.soliloquy.voice[1:3] == "m_")
    scene.soliloquy.text, scene.frame_end = _SHORT, _END
    bpy.ops.ed.undo_push()
    yield from press_generate()
    yield from wait_while_busy()
    yield 1.0
    screenshot("15-never-saved")
    check("the scene's end moves out for a line", scene.frame_end > _END)
    sounds = [sound.packed_file is not None for sound in bpy.data.sounds]
    check("before the first save the sound is in the file", sounds == [True])
    check(
        "the action is called after its line",
        all(each.name.startswith(("My-map", "My map")) for each in bpy.data.actions),
    )
    scene.soliloquy.emotion.happy = 0.3
    scene.soliloquy.target = bpy.data.objects["Clara"]
    check("a message belongs to its head", message() is None)
    check("text belongs to its head", scene.soliloquy.text != _SHORT)
    check("voice and emotion belong to their head", _own_settings() == ("f_", 0.0))
    scene.soliloquy.target = bpy.data.objects["Kofi"]
    check("and come back with it", _own_settings() == ("m_", 0.3))
    yield 1.0
    yield from click(*REMOVE_BUTTON)
    yield 1.0
    check("the scene's end shrinks again", scene.frame_end == _END and keyed_frames() == 0)
    bpy.ops.ed.undo()
    yield 1.0
    check("one undo brings the line back", keyed_frames() > 20 and bpy.context.scene.frame_end > _END)
    bpy.ops.wm.save_as_mainfile(filepath=str(OUT / "first.blend"))
    yield 1.0
    check("the first save keeps the sound", bpy.data.sounds[0].packed_file is not None or (OUT / "speech").is_dir())


def _own_settings() -> tuple[str, float]:
    """Which sex the chosen head's voice has, and how happy it is."""
    settings = bpy.context.scene.soliloquy
    return settings.voice[1:3], round(settings.emotion.happy, 2)


def missing_shapes() -> Iterator[float]:
    scene = bpy.context.scene
    scene.soliloquy.target = head = bpy.data.objects["Clara"]
    for name in _TAKEN_AWAY:
        head.shape_key_remove(head.data.shape_keys.key_blocks[name])
    bpy.ops.ed.undo_push()
    yield from hover(30, 200)
    yield 1.5
    screenshot("16-missing")
    told = " ".join(notes().texts)
    check(
        "missing shapes are listed before generating", "50 of 52" in told and all(name in told for name in _TAKEN_AWAY)
    )
    bpy.ops.ed.undo()
    yield 1.0


def drivers() -> Iterator[float]:
    """A shape that follows the time by a driver cannot be keyed: that is said before, and after."""
    scene = bpy.context.scene
    scene.soliloquy.target = bpy.data.objects["Clara"]
    scene.soliloquy.text = _SHORT
    driver = bpy.data.objects["Clara"].data.shape_keys.key_blocks["jawOpen"].driver_add("value").driver
    driver.expression = "0.2 * sin(frame)"
    yield from hover(30, 200)
    yield 1.5
    screenshot("16-driver")
    check("what a driver holds is said before generating", notes().stuck == ("jawOpen",))
    invoke(bpy.ops.soliloquy.generate)
    yield from wait_while_busy()
    yield 1.0
    screenshot("16-driver-generated")
    said = message()
    check("what a driver holds is named", "jawOpen" in said.text and said.kind == "warning")
    check("it is not said to speak", "speaks" not in said.text)
    yield from click(*MUTE_BUTTON)
    yield 1.0
    check("the button mutes the driver", notes().stuck == ())
    invoke(bpy.ops.soliloquy.generate)
    yield from wait_while_busy()
    yield 1.0
    check("with the driver muted it speaks", "speaks" in message().text)


def noise() -> Iterator[float]:
    path = OUT / "noise.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(24000)
        file.writeframes(random.Random(1).randbytes(2 * 48000))
    settings = bpy.context.scene.soliloquy
    settings.source, settings.recording = "AUDIO", str(path)
    yield 0.5
    invoke(bpy.ops.soliloquy.generate)
    yield from wait_while_busy()
    yield 1.0
    screenshot("17-noise")
    said = message()
    check("noise is warned of, and not said to speak", "noise" in said.text and said.kind == "warning")
    settings.source = "TEXT"


def whole_mouths() -> Iterator[float]:
    """A character with the visemes of Oculus, and its mapping as the manual shows it."""
    scene = bpy.context.scene
    for each in list(scene.objects):
        bpy.data.objects.remove(each)
    heard = len(scene.sequence_editor.strips_all)
    invoke(bpy.ops.soliloquy.remove_lost_sounds)
    check("sounds of heads that are gone can be removed", len(scene.sequence_editor.strips_all) < heard)
    invoke(bpy.ops.soliloquy.add_head, identity="Mei")
    head = scene.soliloquy.target
    _give_visemes(head)
    scene.soliloquy.text = LINE
    yield from _mapping(head)
    invoke(bpy.ops.soliloquy.find_mapping)
    invoke(bpy.ops.soliloquy.generate)
    yield from wait_while_busy()
    yield 1.0
    screenshot("18-visemes")
    said = message().text
    check("the panel says what it has and which map moved it", "15 visemes" in said and "Fitted" in said)


def _mapping(head: Any) -> Iterator[float]:
    invoke(bpy.ops.soliloquy.edit_mapping)
    mapping = head.parent.soliloquy_mapping
    mapping.active = next(number for number, row in enumerate(mapping.rows) if row.ours == "aa")
    mapping.rows[mapping.active].test = 0.8
    yield from open_only("Mapping")
    yield from hover(60, 200)
    scroll_down(15)
    yield 1.0
    screenshot("19-mapping")
    keys = head.evaluated_get(bpy.context.evaluated_depsgraph_get()).data.shape_keys
    check("a test slider moves its shape now", abs(keys.key_blocks["viseme_aa"].value - 0.8) < 0.01)


def _give_visemes(head: Any) -> None:
    blocks = head.data.shape_keys.key_blocks
    before = [block.name for block in blocks[1:]]
    for name, parts in _VISEMES.items():
        for block in blocks:
            side = block.name.replace("Right", "Left")
            block.value = parts.get(block.name, parts.get(side, 0.0))
        head.shape_key_add(name=f"viseme_{name}", from_mix=True).value = 0.0
    for name in before:
        head.shape_key_remove(head.data.shape_keys.key_blocks[name])

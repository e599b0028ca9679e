# SPDX-License-Identifier: GPL-3.0-or-later
"""Ways to damage an open scene, by name: as a .blend may be that others made, or that was made for harm. Needs bpy."""

import math
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from typing import Any

import bpy
from soliloquy.addon import generation
from soliloquy.blender import versions
from soliloquy.blender.rig import RECORD

from .blender_scenes import HEAD, PLAIN

Alter = Callable[[], object]

DAMAGED = {
    "no number": math.nan,
    "without end": math.inf,
    "huge": 3e38,
    "far below": -3e38,
    "the largest whole number": 2**31 - 1,
    "the smallest": -(2**31),
    "a text": "x",
    "a long text": "x" * 100_000,
    "an array": [1.0, 2.0],
    "a group": {"a": 1},
}
"""Values that a .blend may hold for a setting, though Blender's window would not let them be set."""
_SETTINGS = (
    "source", "text", "voice", "second_voice", "second_share", "mode", "language", "speed", "pitch", "pitch_range",
    "energy", "manner", "lexicon", "say_emoji", "engine", "seed", "blink_rate", "style", "guidance", "solver_steps",
    "emotion_in_voice", "recording", "transcript", "start_frame", "happy",
)  # fmt: skip
_RECORDS: dict[str, Any] = {
    "no JSON": "{",
    "empty": "",
    "null": "null",
    "a number": "5",
    "an object": '{"name": "x"}',
    "a list of numbers": "[1, 2]",
    "empty objects": "[{}]",
    "of other fields": '[{"name": "x", "start": 1, "end": 2, "strip": "", "more": 1}]',
    "of texts for frames": '[{"name": "x", "start": "1", "end": "2", "strip": ""}]',
    "of no frames": '[{"name": "x", "start": NaN, "end": Infinity, "strip": ""}]',
    "of huge frames": '[{"name": "x", "start": -1e308, "end": 1e308, "strip": "Theirs"}]',
    "of null": '[{"name": null, "start": null, "end": null, "strip": null}]',
    "nested deep": "[" * 100_000,
    "a number of Blender's": 7,
    "an array of Blender's": [1.0, 2.0],
    "many": "[" + ",".join(['{"name": "x", "start": 1, "end": 9, "strip": "x"}'] * 5000) + "]",
    "of somebody's strip": '[{"name": "x", "start": 1, "end": 9, "strip": "Theirs"}]',
}


def damaged_settings() -> Iterator[tuple[str, Alter]]:
    """Each setting with each damaged value that its place can hold."""
    for name in _SETTINGS:
        for what, value in DAMAGED.items():
            yield f"{name} is {what}", partial(_set_past_limits, name, value)


def earlier_takes() -> Iterator[tuple[str, Alter]]:
    for what, value in _RECORDS.items():
        yield f"earlier takes are {what}", partial(_set_record, value)


def scene() -> Any:
    return bpy.context.scene


def _settings() -> Any:
    return scene().soliloquy


def _head() -> Any:
    return bpy.data.objects[HEAD]


def _shapes() -> Any:
    return _head().data.shape_keys


def _set_past_limits(name: str, value: Any) -> None:
    """As it would stand in the file, past what Blender's interface allows; left out where Blender's files cannot."""
    group = _settings().emotion if name == "happy" else _settings()
    stored = group.bl_system_properties_get(do_create=True) if bpy.app.version >= (5, 0, 0) else group
    with suppress(TypeError):
        stored[name] = value


def _set_record(value: Any) -> None:
    head = _head()
    # Blender keeps the kind of a property that is there already.
    head.pop(RECORD, None)
    head[RECORD] = value


def _text(content: str) -> Alter:
    def alter() -> None:
        block = bpy.data.texts["Lines"]
        block.from_string(content)
        _settings().text_block = block

    return alter


TEXT_BLOCKS: dict[str, Alter] = {
    "an empty text block": _text(""),
    "a text block of spaces": _text(" \n\t\n" * 50),
    "a text block of 61,000 characters": _text("Bob moved. " * 5600),
    "a text block of two megabytes": _text("Bob moved.\n" * 180_000),
    "a text block of a word": _text("a" * 200_000),
    "a text block of marks": _text("<emphasis>" * 500 + "Bob"),
    "a text block of brackets": _text("[[(" * 5000),
    "a text block of control characters": _text("".join(map(chr, range(1, 32))) + "Bob\u202e\ufeff\x7f"),
    "a text block of marks on letters": _text("a" + "\u0301" * 50_000),
}


def _rate(frames: int, base: float) -> Alter:
    def alter() -> None:
        scene().render.fps, scene().render.fps_base = frames, base

    return alter


def _start(frame: int) -> Alter:
    return lambda: setattr(_settings(), "start_frame", frame)


RATES: dict[str, Alter] = {
    "a billion frames a second": _rate(32767, 1e-5),
    "32767 frames a second": _rate(32767, 1.0),
    "a frame in a million seconds": _rate(1, 1e6),
    "a start at the last frame": _start(1_048_574),
    "a start beyond the last frame": _start(2**31 - 1),
    "a start long before": _start(-(2**31)),
}


def _target(name: str) -> Alter:
    return lambda: setattr(_settings(), "target", bpy.data.objects.get(name))


def _link(kind: str, name: str) -> Any:
    libraries: Any = bpy.data.libraries
    with libraries.load("lib.blend", link=True) as (_, linked):
        setattr(linked, kind, [name])
    return getattr(linked, kind)[0]


def _linked_head() -> None:
    head = _link("objects", HEAD)
    scene().collection.objects.link(head)
    _settings().target = head


def _linked_action() -> None:
    _shapes().animation_data.action = _link("actions", _shapes().animation_data.action.name)


def _locked_curves() -> None:
    for curve in versions.channels_of(_shapes()).fcurves:
        curve.lock = curve.mute = True


def _driven() -> None:
    _shapes().animation_data_clear()
    for block in _shapes().key_blocks[1:]:
        block.driver_add("value").driver.expression = "1/0"


def _without_slot() -> None:
    _shapes().animation_data.action = bpy.data.actions.new("Empty")


def _with_a_layer_of_strips() -> None:
    action = _shapes().animation_data.action
    for strip in list(action.layers[0].strips):
        action.layers[0].strips.remove(strip)


def _in_the_nla() -> None:
    animation = _shapes().animation_data
    animation.nla_tracks.new().strips.new("Old", 1, animation.action)
    animation.use_tweak_mode = True


def _without_vertices() -> None:
    face = bpy.data.objects.new("Empty", bpy.data.meshes.new("Empty"))
    scene().collection.objects.link(face)
    for name in ("Basis", "jawOpen", "mouthClose"):
        face.shape_key_add(name=name)
    _settings().target = face


def _narrow_ranges() -> None:
    for block in _shapes().key_blocks[1:]:
        block.slider_min, block.slider_max, block.mute = -10.0, -9.0, True


def _absolute() -> None:
    _shapes().use_relative = False


def _renamed(name: str) -> Alter:
    def alter() -> None:
        for block in _shapes().key_blocks:
            block.name = name

    return alter


def _elsewhere() -> None:
    scene().collection.objects.unlink(_head())
    bpy.data.scenes.new("Other").collection.objects.link(_head())


def _turning(mode: str) -> Alter:
    def alter() -> None:
        for bone in bpy.data.objects[f"{HEAD} rig"].pose.bones:
            bone.rotation_mode, bone.lock_rotation = mode, (True, True, True)

    return alter


def _in_edit_mode() -> None:
    bpy.context.view_layer.objects.active = _head()
    bpy.ops.object.mode_set(mode="EDIT")


HEADS: dict[str, Alter] = {
    "no head is chosen": _target(""),
    "a mesh without shapes": _target(PLAIN),
    "the armature": _target(f"{HEAD} rig"),
    "a linked head": _linked_head,
    "a linked action": _linked_action,
    "locked curves": _locked_curves,
    "shapes that are driven": _driven,
    "an action without a slot": _without_slot,
    "an action without strips": _with_a_layer_of_strips,
    "an action in the NLA": _in_the_nla,
    "a mesh without vertices": _without_vertices,
    "shapes of narrow ranges": _narrow_ranges,
    "shapes that are absolute": _absolute,
    "shapes of one name": _renamed("jawOpen"),
    "shapes of odd names": _renamed('"]; x["😀\\'),
    "a head in another scene": _elsewhere,
    "bones that turn by quaternions": _turning("QUATERNION"),
    "bones that turn about an axis": _turning("AXIS_ANGLE"),
    "a head in edit mode": _in_edit_mode,
}


def _preference(name: str, value: Any) -> Alter:
    """In a file that was never saved, where more hangs on preferences."""

    def alter() -> None:
        bpy.ops.wm.read_homefile(use_empty=True, use_factory_startup=True)
        generation.add_head(bpy.context, HEAD)
        _settings().text = "Bob."
        preferences = bpy.context.preferences.addons["soliloquy"].preferences
        setattr(preferences, name, value)

    return alter


_PREFERENCES = (
    ("voice", ("nobody", " ", "af_heart:", "x" * 1000)),
    ("sound_place", ("PACKED", "BESIDE")),
    ("styles_folder", ("/dev/null", "good.wav", "loop", "/proc/self/fd", "/x" * 500)),
)
PREFERENCES: dict[str, Alter] = {
    f"the preference {name} is {value}"[:60]: _preference(name, value)
    for name, tried in _PREFERENCES
    for value in tried
}

# SPDX-License-Identifier: GPL-3.0-or-later
"""Uneven rigs whose shapes cannot be keyed or measured by themselves: behind custom properties, behind bones that are
sliders, and beside a jaw's bone that follows them."""

from collections.abc import Callable
from typing import Any

import bpy
import numpy as np
from soliloquy.blender.axes import to_blender
from soliloquy.runtime.head.arkit import ARKIT_INDEX
from soliloquy.runtime.rigs.metahuman_board import TABLE

from .fabricated_rigs import build
from .rig_tables import ARKIT, RIGS
from .uneven_rigs import UNEVEN_RIGS, Uneven, build_uneven, face_parts

SLIDER = 0.04
"""Metres that a slider of a board goes."""


def behind_properties(face: Any, most: float = 1.0) -> Any:
    """The face, whose shapes get names that say nothing; each is a custom property of its armature, which goes to
    ``most``."""
    armature = _armature(face, ["head"])
    for number, block in enumerate(_shapes(face)):
        armature[block.name] = 0.0
        driver = block.driver_add("value").driver
        _reads(driver, armature, f'["{bpy.utils.escape_identifier(block.name)}"]')
        driver.expression = f"max(0, var) / {most}"
        block.name = f"corrective_{number}"
    return face


def behind_a_board(
    face: Any, named: bool = True, expression: str = "max(0, min(1.5, strength * max(var / {way}, 0)))"
) -> Any:
    """The face; each of its shapes has a bone that is a slider. ``strength`` is a property of the board. named: whether
    shapes keep names that say something."""
    names = [block.name for block in _shapes(face)]
    armature = _armature(face, ["head", *(f"c_{name}_slider" for name in names)])
    armature["strength"] = 1.0
    for number, block in enumerate(_shapes(face)):
        driver = block.driver_add("value").driver
        variable = _reads(driver, armature, "", "TRANSFORMS")
        variable.targets[0].bone_target = f"c_{block.name}_slider"
        block.name = block.name if named else f"corrective_{number}"
        variable.targets[0].transform_type, variable.targets[0].transform_space = "LOC_Y", "LOCAL_SPACE"
        _reads(driver, armature, '["strength"]').name = "strength"
        driver.expression = expression.format(way=SLIDER)
    return face


def behind_metahumans_board(way: float = 1.0, upright: bool = False) -> Any:
    """A face whose shapes have names that say nothing, and MetaHuman's board, whose bones go ``way`` metres. upright:
    along z in the place of y, and the jaw downwards."""
    face = build(RIGS["MetaHuman"])
    names = [block.name.removeprefix("CTRL_expressions_") for block in _shapes(face)]
    table = {expression: (control, axis, far) for control, axis, far, expression in TABLE}
    bones = dict.fromkeys(table[name][0] for name in names)
    armature = _armature(face, ["head", *(f"FACIAL_{bone}" for bone in bones)])
    for number, (name, block) in enumerate(zip(names, _shapes(face), strict=True)):
        control, axis, far = table[name]
        if upright:
            axis, far = axis.replace("y", "z"), -far if name == "jawOpen" else far
        block.name = f"head_lod0_mesh__{number}"
        driver = block.driver_add("value").driver
        variable = _reads(driver, armature, "", "TRANSFORMS")
        variable.targets[0].bone_target, variable.targets[0].transform_space = f"FACIAL_{control}", "LOCAL_SPACE"
        variable.targets[0].transform_type = f"LOC_{axis.upper()}"
        driver.expression = f"max(0, {far} * var / {way})"
    return face


def behind_one_bone() -> Any:
    """A face whose jaw, corners and pucker hang on one bone that is moved: down, up, and to either side."""
    face = build({name: does for name, does in ARKIT.items() if name in ("jawOpen", "mouthPucker", "mouthStretchLeft")})
    armature = _armature(face, ["head", "c_mouth"])
    for name, axis, expression in (
        ("jawOpen", "LOC_Z", "clamp(-var / 0.05)"),
        ("mouthPucker", "LOC_X", "max(-var, 0) * 25"),
        ("mouthStretchLeft", "LOC_X", "max(var, 0) * 25"),
    ):
        driver = face.data.shape_keys.key_blocks[name].driver_add("value").driver
        target = _reads(driver, armature, "", "TRANSFORMS").targets[0]
        target.bone_target, target.transform_type, target.transform_space = "c_mouth", axis, "LOCAL_SPACE"
        driver.expression = expression
    return face


def behind_one_slider(*names: str) -> Any:
    """A face with ARKit's shapes, of which these hang on one property of its armature."""
    face = build(ARKIT)
    armature = _armature(face, ["head"])
    armature["mouth_open"] = 0.0
    for name in names:
        driver = face.data.shape_keys.key_blocks[name].driver_add("value").driver
        _reads(driver, armature, '["mouth_open"]')
        driver.expression = "var"
    return face


def behind_a_jaw_handle() -> Any:
    """A face whose jaw is opened by a bone that is moved down, and whose lips are closed by the same one moved up."""
    face = build({name: does for name, does in ARKIT.items() if name in ("jawOpen", "mouthClose")})
    armature = _armature(face, ["head", "c_jaw"])
    for name, sign in (("jawOpen", "-"), ("mouthClose", "+")):
        driver = face.data.shape_keys.key_blocks[name].driver_add("value").driver
        _reads(driver, armature, 'pose.bones["c_jaw"].location[2]')
        driver.expression = f"max(0, {sign}var / 0.05)"
    return face


def with_a_jaw(uneven: Uneven, degrees: float = 12.0) -> Any:
    """The face whose lower half is skinned to a jaw's bone, that opens it further as the shapes that open it do."""
    face = build_uneven(uneven)
    armature = _armature(face, ["head", "jaw_bone"])
    bpy.ops.object.mode_set(mode="EDIT")
    armature.data.edit_bones["jaw_bone"].parent = armature.data.edit_bones["head"]
    bpy.ops.object.mode_set(mode="OBJECT")
    jaw = armature.pose.bones["jaw_bone"]
    jaw.rotation_mode = "XYZ"
    lowered = face_parts()[0].shape_deltas[ARKIT_INDEX["jawOpen"]][face_parts()[1]]
    shares = np.clip(-lowered[:, 1] / -lowered[:, 1].min(), 0.0, 1.0)
    group = face.vertex_groups.new(name="jaw_bone")
    for vertex, share in enumerate(shares):
        if share > 0:
            group.add([vertex], float(share), "REPLACE")
    rest = face.vertex_groups.new(name="head")
    for vertex, share in enumerate(shares):
        rest.add([vertex], float(1.0 - share), "REPLACE")
    curve = jaw.driver_add("rotation_euler", 0)
    opening = {name: uneven.names.get(name, "") for name in (block.name for block in _shapes(face))}
    wide = [name for name, phones in opening.items() if name == "jawOpen" or set(phones.split()) & set("ɑaæɛo")]
    for number, name in enumerate(wide):
        variable = curve.driver.variables.new()
        variable.name = f"v{number}"
        variable.targets[0].id_type, variable.targets[0].id = "KEY", face.data.shape_keys
        variable.targets[0].data_path = f'key_blocks["{bpy.utils.escape_identifier(name)}"].value'
    curve.driver.expression = f"{np.radians(degrees)} * ({' + '.join(f'v{n}' for n in range(len(wide)))})"
    return face


def shapes_and_a_jaw() -> Any:
    """Our face with ARKit's shapes but for jawOpen, which is a bone's."""
    face = build_uneven(Uneven())
    face.shape_key_remove(face.data.shape_keys.key_blocks["jawOpen"])
    return _hung_on_a_jaw(face, "jaw")


def still_jaw_shape_and_a_jaw() -> Any:
    """Our face with ARKit's shapes as Character Creator 3 has them, whose Jaw_Open does nothing without its bone."""
    face = build_uneven(Uneven())
    key = face.data.shape_keys
    places = np.empty(3 * len(key.reference_key.data), np.float32)
    key.reference_key.data.foreach_get("co", places)
    key.key_blocks["jawOpen"].data.foreach_set("co", places)
    for number, block in enumerate(_shapes(face)):
        block.name = f"A{number:02}_{block.name}"
    return _hung_on_a_jaw(face, "CC_Base_JawRoot")


def lip_shapes_and_a_jaw() -> Any:
    """Our face with Character Creator 3's lip shapes, of which none opens it far, and its jaw's bone."""
    return _hung_on_a_jaw(build_uneven(_LIP_SHAPES), "CC_Base_JawRoot")


def _hung_on_a_jaw(face: Any, name: str) -> Any:
    """The face; its lips alone hang on a bone at the jaw's joint."""
    head, kept, _places = face_parts()
    armature = _armature(face, ["head", name])
    bpy.ops.object.mode_set(mode="EDIT")
    jaw, top = armature.data.edit_bones[name], armature.data.edit_bones["head"]
    places = to_blender(head.vertices[kept])
    lowered = -head.shape_deltas[ARKIT_INDEX["jawOpen"]][kept][:, 1]
    lip = places[int(lowered.argmax())]
    jaw.head, jaw.tail, jaw.parent = (0.0, lip[1] + 0.085, lip[2] + 0.035), (0.0, lip[1] + 0.005, lip[2] - 0.035), top
    bpy.ops.object.mode_set(mode="OBJECT")
    shares = np.clip(lowered / lowered.max(), 0.0, 1.0)
    for bone, each in ((name, shares), ("head", 1.0 - shares)):
        group = face.vertex_groups.new(name=bone)
        for vertex, share in enumerate(each):
            group.add([vertex], float(share), "REPLACE")
    return face


def _shapes(face: Any) -> list[Any]:
    return list(face.data.shape_keys.key_blocks)[1:]


def _reads(driver: Any, holder: Any, path: str, kind: str = "SINGLE_PROP") -> Any:
    variable = driver.variables.new()
    variable.type = kind
    variable.targets[0].id = holder
    if path:
        variable.targets[0].data_path = path
    return variable


def _armature(face: Any, bones: list[str]) -> Any:
    """With a bone for each name, side by side behind the face, that faces -Y as it does."""
    armature = bpy.data.objects.new("Board", bpy.data.armatures.new("Board"))
    assert bpy.context.scene is not None and bpy.context.view_layer is not None
    bpy.context.scene.collection.objects.link(armature)
    bpy.context.view_layer.objects.active = armature
    bpy.ops.object.mode_set(mode="EDIT")
    for number, name in enumerate(bones):
        bone = armature.data.edit_bones.new(name)
        bone.head, bone.tail = (0.02 * number, 0.09, 0.0), (0.02 * number, 0.02, -0.03)
    bpy.ops.object.mode_set(mode="OBJECT")
    face.modifiers.new("Bones", "ARMATURE").object = armature
    face.parent = armature
    return armature


_OCULUS = UNEVEN_RIGS["Oculus, aa opens half as far, others 0.5 to 2 times; PP leaves 1 mm"]
_ARKIT = UNEVEN_RIGS["ARKit, mouthClose 0.8 times"]
_LIP_SHAPES = Uneven(
    {
        "V_Open": "ɑ", "V_Explosive": "p", "V_Dental_Lip": "f", "V_Tight_O": "u o", "V_Wide": "i",
        "V_Affricate": "tʃ ʃ", "V_Lip_Open": "ɛ",
    },
    {"V_Open": 0.15, "V_Tight_O": 0.8, "V_Wide": 0.6, "V_Lip_Open": 0.3},
)  # fmt: skip
HIDDEN_RIGS: dict[str, Callable[[], Any]] = {
    "Oculus, uneven, behind properties to 100": lambda: behind_properties(build_uneven(_OCULUS), 100.0),
    "Oculus, uneven, behind a board": lambda: behind_a_board(build_uneven(_OCULUS)),
    "Oculus, uneven, and a jaw's bone that follows": lambda: with_a_jaw(_OCULUS),
    "ARKit, mouthClose 0.8 times, behind properties": lambda: behind_properties(build_uneven(_ARKIT)),
    "ARKit, mouthClose 0.8 times, behind a board alone": lambda: behind_a_board(build_uneven(_ARKIT), named=False),
    "ARKit, mouthClose 0.8 times, and a jaw's bone that follows": lambda: with_a_jaw(_ARKIT),
    "ARKit but for jawOpen, which is a bone's": shapes_and_a_jaw,
    "ARKit with a jawOpen that does nothing, and a jaw's bone": still_jaw_shape_and_a_jaw,
    "Lip shapes of Character Creator 3 and its jaw's bone": lip_shapes_and_a_jaw,
}
"""On our own face, measured as ``uneven_rigs``."""
BOARD_RIGS: dict[str, Callable[[], Any]] = {
    "MetaHuman's board": lambda: behind_metahumans_board(0.03),
    "Sliders called as ARKit's shapes": lambda: behind_a_board(build(ARKIT), named=False),
    "Oculus behind properties to 100": lambda: behind_properties(build(RIGS["Oculus"]), 100.0),
}
"""Measured as ``fabricated_rigs``."""

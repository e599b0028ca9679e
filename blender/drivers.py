# SPDX-License-Identifier: GPL-3.0-or-later
"""Shape keys that a driver moves: what the driver reads, where that can be keyed instead of the shape."""

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import bpy

from .datablocks import shape_keys_of
from .rig import Rig

MUTED = "soliloquy_muted_drivers"
"""Custom property of shape keys: the data paths whose drivers we have muted, as JSON."""

_BONE = re.compile(r'pose\.bones\["(?:[^"\\]|\\.)*"\]')
_BONE_CHANNEL = re.compile(rf"({_BONE.pattern}\.(?:location|rotation_euler))\[([0-2])\]")
_CUSTOM_PROPERTY = re.compile(r'.*\["(?:[^"\\]|\\.)*"\]', re.DOTALL)
_TRANSFORMS = {f"{kind}_{axis}": (channel, index) for kind, channel in (("LOC", "location"), ("ROT", "rotation_euler"))
               for index, axis in enumerate("XYZ")}  # fmt: skip
_FOLLOWED = 4
"""Drivers one behind the other; a ring of them would have no end."""


@dataclass(frozen=True)
class Channel:
    """What is keyed so that a shape has a value: the value divided by ``gain``."""

    datablock: Any
    data_path: str
    index: int = 0
    gain: float = 1.0
    group: str = ""

    @property
    def place(self) -> tuple[str, int]:
        return self.data_path, self.index


@dataclass(frozen=True)
class KeyedShape:
    """A shape key of a rig. name: of the shape that it shows. channel: None where a driver moves it in a way that
    cannot be followed. driven: whether a driver moves it at all."""

    name: str
    mesh: bpy.types.Object
    block: str
    channel: Channel | None
    driven: bool

    @property
    def own_place(self) -> tuple[str, int]:
        """Of its value."""
        return shape_keys_of(self.mesh).key_blocks[self.block].path_from_id("value"), 0


def keyed_shapes(rig: Rig) -> Iterator[KeyedShape]:
    """Each shape key that a take moves, with what is keyed for it."""
    turned = {bone.name for bone in rig.bones.values()}
    for mesh, shapes in rig.meshes:
        key = shape_keys_of(mesh)
        for name, blocks in shapes.items():
            for block in blocks:
                path = key.key_blocks[block].path_from_id("value")
                yield KeyedShape(name, mesh, block, _channel(key, path, turned), _driver_of(key, path) is not None)


def has_drivers(rig: Rig) -> bool:
    """Whether any driver, muted or not, is on the shape keys: a quick answer for a panel."""
    return any(_drivers(shape_keys_of(mesh)) for mesh, _shapes in rig.meshes)


def mute_drivers(rig: Rig) -> int:
    """Mute the drivers that cannot be followed, and remember which; how many there were."""
    stuck = [shape for shape in keyed_shapes(rig) if shape.driven and shape.channel is None]
    for shape in stuck:
        key = shape_keys_of(shape.mesh)
        path = shape.own_place[0]
        driver = _driver_of(key, path)
        assert driver is not None
        driver.mute = True
        key[MUTED] = json.dumps([*_muted_by_us(key), path])
    return len(stuck)


def free_drivers(rig: Rig) -> None:
    """Let the drivers move the shapes again that ``mute_drivers`` has muted."""
    for mesh, _shapes in rig.meshes:
        key = shape_keys_of(mesh)
        muted = _muted_by_us(key)
        for driver in _drivers(key):
            if driver.data_path in muted:
                driver.mute = False
        if key.get(MUTED) is not None:
            del key[MUTED]


def _muted_by_us(key: Any) -> list[str]:
    """Data paths; none where what is written there cannot be read."""
    try:
        told = json.loads(key.get(MUTED, "[]"))
    except (TypeError, ValueError, RecursionError):
        return []
    return [path for path in told if isinstance(path, str)] if isinstance(told, list) else []


def _drivers(datablock: Any) -> Any:
    return datablock.animation_data.drivers if datablock.animation_data else ()


def _driver_of(datablock: Any, path: str, index: int | None = None) -> Any:
    """The driver that moves a channel now."""
    found = (one for one in _drivers(datablock) if one.data_path == path and index in (None, one.array_index))
    return next((driver for driver in found if not driver.mute), None)


def _channel(key: Any, path: str, turned: set[str], followed: int = 0) -> Channel | None:
    """What is keyed so that ``path`` of ``key`` has a value; None where that is not clear."""
    curve = _driver_of(key, path)
    if curve is None:
        return Channel(key, path)
    variable, factor = _simple(curve)
    if variable is None or not factor or followed == _FOLLOWED:
        return None
    target = variable.targets[0]
    if target.id is None or target.id.library is not None:
        return None
    if variable.type == "SINGLE_PROP" and isinstance(target.id, bpy.types.Key):
        read = _channel(target.id, target.data_path, turned, followed + 1)
    elif variable.type == "SINGLE_PROP":
        read = _property(target.id, target.data_path)
    else:
        read = _transform(target, turned) if variable.type == "TRANSFORMS" else None
    if read is None or (read.datablock != key and _driver_of(read.datablock, read.data_path, read.index)):
        return None
    return replace(read, gain=read.gain * factor)


def _simple(curve: Any) -> tuple[Any, float]:
    """The one variable of a driver, and how many times it the driven value is; (None, 0) where it is not so simple."""
    driver = curve.driver
    steps = [(x, curve.evaluate(x)) for x in (0.0, 0.5, 1.0)]
    slope = steps[2][1]
    if any(abs(value - slope * x) > 1e-3 for x, value in steps):
        return None, 0.0
    variables = {variable.name: variable for variable in driver.variables}
    if driver.type != "SCRIPTED":
        return (next(iter(variables.values())), slope) if len(variables) == 1 else (None, 0.0)
    try:
        name, factor = _times(ast.parse(driver.expression.strip(), mode="eval").body)
    except (SyntaxError, ValueError, ZeroDivisionError, RecursionError):
        return None, 0.0
    return variables.get(name), factor * slope


def _times(node: ast.expr) -> tuple[str, float]:
    """A name and what it is multiplied with. Raises ValueError for any other expression."""
    match node:
        case ast.Name(id=name):
            return name, 1.0
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            name, factor = _times(inner)
            return name, -factor
        case ast.BinOp(left=inner, op=ast.Mult(), right=ast.expr() as other) if not isinstance(inner, ast.Constant):
            name, factor = _times(inner)
            return name, factor * _number(other)
        case ast.BinOp(left=other, op=ast.Mult(), right=inner):
            name, factor = _times(inner)
            return name, factor * _number(other)
        case ast.BinOp(left=inner, op=ast.Div(), right=other):
            name, factor = _times(inner)
            return name, factor / _number(other)
    raise ValueError("no variable times a number")


def _number(node: ast.expr) -> float:
    value = ast.literal_eval(node)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError("no number")
    return float(value)


def _property(datablock: Any, path: str) -> Channel | None:
    """A custom property that holds a float, or a channel of a bone."""
    channel = _BONE_CHANNEL.fullmatch(path)
    try:
        value = datablock.path_resolve(path)
    except ValueError:
        return None
    if channel is not None:
        return Channel(datablock, channel[1], int(channel[2]), group=_group(path))
    if _CUSTOM_PROPERTY.fullmatch(path) and not _BONE.fullmatch(path) and isinstance(value, float):
        return Channel(datablock, path, group=_group(path))
    return None


def _transform(target: Any, turned: set[str]) -> Channel | None:
    """A bone's place or turn as it is keyed; not of a bone that the take itself turns."""
    bone = target.id.pose.bones.get(target.bone_target) if target.id.type == "ARMATURE" else None
    channel, index = _TRANSFORMS.get(target.transform_type, ("", 0))
    if bone is None or not channel or target.transform_space != "LOCAL_SPACE":
        return None
    if channel == "rotation_euler" and (
        bone.rotation_mode in {"QUATERNION", "AXIS_ANGLE"} or target.rotation_mode != "AUTO" or bone.name in turned
    ):
        return None
    return Channel(target.id, bone.path_from_id(channel), index, group=bone.name)


def _group(path: str) -> str:
    """The bone that a path leads into, as Blender groups its curves."""
    bone = _BONE.match(path)
    return bone[0].removeprefix('pose.bones["').removesuffix('"]') if bone else ""

# SPDX-License-Identifier: GPL-3.0-or-later
"""What drivers read, where that can be keyed so that what they drive has a value: bones, custom properties, handles."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

import bpy
import numpy as np

from ..runtime.rigs.responses import Curve, Response, response
from .datablocks import CUSTOM_PROPERTY, NO_ENDS, Ends, full_value, owner_of_property

_BONE = re.compile(r'pose\.bones\["(?:[^"\\]|\\.)*"\]')
_BONE_CHANNEL = re.compile(rf"({_BONE.pattern}\.(?:location|rotation_euler|scale))\[([0-2])\]")
_OWN_CHANNEL = re.compile(r"(location|rotation_euler|scale)\[([0-2])\]")
_TRANSFORMS = {f"{kind}_{axis}": (channel, index)
               for kind, channel in (("LOC", "location"), ("ROT", "rotation_euler"), ("SCALE", "scale"))
               for index, axis in enumerate("XYZ")}  # fmt: skip
_BY_LETTER = re.compile(r"(.*(?:location|rotation_euler|scale))\.([xyz])")
_HANDLES = {"EMPTY", "CURVE", "FONT"}
"""Kinds of objects that are handles, and whose place is none of the character's."""
_FOLLOWED = 4
"""Drivers one behind the other; a ring of them would have no end. Chosen by hand."""
_CURVE_STEPS = 9
"""Between two keys of a driver's curve. Chosen by hand."""


@dataclass(frozen=True)
class Channel:
    """What is keyed so that a shape has a value. responses: of the drivers between, that of the shape first. rest: what
    is keyed where the shape is 0. quaternion: whether it is the part of one about an axis, whose first part stays 1."""

    datablock: Any
    data_path: str
    index: int = 0
    group: str = ""
    rest: float = 0.0
    responses: tuple[Response, ...] = ()
    quaternion: bool = False

    @property
    def place(self) -> tuple[str, int]:
        return self.data_path, self.index

    @property
    def rises(self) -> bool:
        """Whether it goes up as the shape does."""
        return sum(one.gain < 0 for one in self.responses) % 2 == 0

    def beyond_rest(self, values: Any) -> Any:
        """What is keyed for the shape's ``values`` (T,), less what is keyed at rest."""
        for one in self.responses:
            values = one.number(values)
        return values

    def keyed(self, beyond: Any) -> Any:
        """What is keyed for so much beyond rest."""
        return self.rest + (np.tan(np.asarray(beyond) / 2) if self.quaternion else beyond)


def keyed_together(wanted: Sequence[tuple[Channel, Any]], sizes: Sequence[float] = ()) -> Any:
    """What is keyed on a channel for what each of the shapes that hang on it wants beyond rest: what misses their
    points by the least squares, of those that want it on the other side of 0 against them. sizes: how far each shape
    moves a point at 1; by default all the same."""
    squares = np.square(sizes if any(sizes) else np.ones(len(wanted)))
    sides = [[number for number, (each, _one) in enumerate(wanted) if each.rises is side] for side in (True, False)]
    beyond = sum(_mean([wanted[number][1] for number in side], squares[side]) for side in sides if side)
    return wanted[0][0].keyed(beyond)


def _mean(values: list[Any], shares: np.ndarray) -> Any:
    return values[0] if len(values) == 1 else np.average(values, axis=0, weights=shares if shares.any() else None)


@dataclass(frozen=True)
class Reading:
    """turned: bones that a take turns itself. uses: by the number of a datablock, how many of its drivers have each
    variable, as far as it was asked for: a rig has hundreds of drivers. ends: where shape keys are
    whole."""

    turned: frozenset[str] = frozenset()
    uses: dict[int, Counter[tuple[str, ...]]] = field(default_factory=dict)
    ends: Ends = field(default_factory=dict)

    def count(self, datablock: Any, variable: Any) -> int:
        if datablock.session_uid not in self.uses:
            variables = (one for curve in drivers_of(datablock) for one in curve.driver.variables)
            self.uses[datablock.session_uid] = Counter(map(_told, variables))
        return self.uses[datablock.session_uid][_told(variable)]


def _told(variable: Any) -> tuple[str, ...]:
    target = variable.targets[0]
    name = target.id.name_full if target.id is not None else ""
    return name, variable.type, target.data_path, target.bone_target, target.transform_type


@dataclass(frozen=True)
class _Read:
    """What a driver's variable reads. channel: None for what cannot be keyed. rests: what it may be at rest, the
    likeliest first."""

    channel: Channel | None
    rests: tuple[float, ...]


def followed_channels(key: bpy.types.Key, ends: Ends = NO_ENDS) -> Iterator[tuple[str, Channel]]:
    """Name of each shape key that a driver moves, whatever it is called, and what can be keyed for it. ends: where keys
    are whole."""
    reading, paths = Reading(ends=ends), {curve.data_path for curve in drivers_of(key)}
    for block in key.key_blocks:
        path = block.path_from_id("value")
        channel = channel_of(key, path, reading) if path in paths else None
        if channel is not None and channel.responses:
            yield block.name, channel


def drivers_of(datablock: Any) -> Any:
    return datablock.animation_data.drivers if datablock.animation_data else ()


def driver_of(datablock: Any, path: str, index: int | None = None) -> Any:
    """The driver that moves a channel now."""
    found = (one for one in drivers_of(datablock) if one.data_path == path and index in (None, one.array_index))
    return next((driver for driver in found if not driver.mute), None)


def channel_of(
    datablock: Any, path: str, reading: Reading, index: int | None = None, followed: int = 0
) -> Channel | None:
    """What is keyed so that ``path`` of ``datablock`` has a value; None where that is not clear."""
    curve = driver_of(datablock, path, index)
    if curve is None:
        return Channel(datablock, path, index or 0, responses=_to_its_end(datablock, path, reading.ends))
    if followed == _FOLLOWED:
        return None
    variables = {variable.name: variable for variable in curve.driver.variables}
    reads = {name: _read(variable, reading, followed) for name, variable in variables.items()}
    if not all(read.rests for read in reads.values()):
        return None
    found = {name: one for name in reads for one in [_by_variable(curve, reads, name)] if one is not None}
    if not found:
        return None
    # Its own control, and not one that many shapes share.
    own = (
        min(found, key=lambda name: reading.count(datablock, variables[name])) if len(found) > 1 else next(iter(found))
    )
    return replace(found[own], responses=(*_to_its_end(datablock, path, reading.ends), *found[own].responses))


def _to_its_end(datablock: Any, path: str, ends: Ends) -> tuple[Response, ...]:
    """Of a shape key that is whole at another value than 1, as at the end of a slider that ends before."""
    if not isinstance(datablock, bpy.types.Key) or not path.endswith(".value"):
        return ()
    end = full_value(datablock.path_resolve(path.removesuffix(".value")), ends)
    return () if end == 1.0 else (Response((0.0, 1.0), (0.0, end), 1.0 / end, True),)


def _by_variable(curve: Any, reads: dict[str, _Read], name: str) -> Channel | None:
    """What is keyed for the driven value where that variable alone is moved."""
    channel = reads[name].channel
    if channel is None:
        return None
    first = {each: read.rests[0] for each, read in reads.items()}
    now = {each: read.rests[-1] for each, read in reads.items()}
    for rests in (now | {name: first[name]}, first, now):
        told = tuple(sorted(rests.items()))
        found = response(curve.driver.type, curve.driver.expression, told, name, _curve_of(curve))
        if found is not None:
            # Of a driver behind this one, what is at rest is told by itself.
            rest = channel.rest if channel.responses else rests[name]
            return replace(channel, rest=rest, responses=(found, *channel.responses))
    return None


def _curve_of(curve: Any) -> Curve:
    """What a driver's curve makes of its expression; empty where it leaves it as it is."""
    keys = [float(one.co[0]) for one in curve.keyframe_points]
    places = (
        np.unique(np.concatenate([np.linspace(*pair, _CURVE_STEPS) for pair in pairwise(keys)]))
        if len(keys) > 1
        else np.array(keys or [0.0, 0.5, 1.0])
    )
    if keys:
        places = np.concatenate([[places[0] - 1.0], places, [places[-1] + 1.0]])
    points = tuple((float(x), float(curve.evaluate(x))) for x in places)
    return () if all(abs(x - y) < 1e-6 for x, y in points) else points


def _read(variable: Any, reading: Reading, followed: int) -> _Read:
    """No rests where it is not known what it is."""
    target = variable.targets[0]
    if target.id is None or variable.type not in ("SINGLE_PROP", "TRANSFORMS"):
        return _Read(None, ())
    if variable.type == "TRANSFORMS":
        channel = None if target.id.library is not None else _transform(target, reading)
        return _Read(None, ()) if channel is None else _behind(channel, (channel.rest,), reading, followed)
    if isinstance(target.id, bpy.types.Key):
        channel = None if target.id.library is not None else Channel(target.id, target.data_path)
        return _Read(None, ()) if channel is None else _behind(channel, (0.0,), reading, followed)
    spelled = _BY_LETTER.fullmatch(target.data_path)
    path = f"{spelled[1]}[{'xyz'.index(spelled[2])}]" if spelled else target.data_path
    rests = _rests(target.id, path)
    channel = None if target.id.library is not None or not rests else _property(target.id, path)
    return _Read(None, rests) if channel is None else _behind(channel, rests, reading, followed)


def _behind(channel: Channel, rests: tuple[float, ...], reading: Reading, followed: int) -> _Read:
    """As ``channel`` is moved itself, where a driver moves it."""
    if driver_of(channel.datablock, channel.data_path, channel.index) is None:
        return _Read(channel, rests)
    found = channel_of(channel.datablock, channel.data_path, reading, channel.index, followed + 1)
    return _Read(found, rests)


def _rests(datablock: Any, path: str) -> tuple[float, ...]:
    """What a property may be at rest: what it is by default, then what it is now; empty where it is no number."""
    try:
        now = datablock.path_resolve(path)
    except ValueError:
        return ()
    if not isinstance(now, bool | int | float):
        return ()
    if CUSTOM_PROPERTY.fullmatch(path) is None:
        return (
            (float(_BONE_CHANNEL.fullmatch(path) is not None and ".scale" in path),)
            if _is_place(path)
            else (float(now),)
        )
    try:
        owner, name = owner_of_property(datablock, path)
        usual = owner.id_properties_ui(name).as_dict().get("default", 0.0)
    except (TypeError, ValueError, KeyError, AttributeError):
        usual = 0.0
    return (float(usual) if isinstance(usual, bool | int | float) else 0.0, float(now))


def _is_place(path: str) -> bool:
    return _BONE_CHANNEL.fullmatch(path) is not None or _OWN_CHANNEL.fullmatch(path) is not None


def _property(datablock: Any, path: str) -> Channel | None:
    """A custom property that holds a float, a channel of a bone, or the place of a handle."""
    channel = _BONE_CHANNEL.fullmatch(path)
    if channel is not None:
        rest = 1.0 if channel[1].endswith("scale") else 0.0
        return Channel(datablock, channel[1], int(channel[2]), _group(path), rest)
    own = _OWN_CHANNEL.fullmatch(path)
    if own is not None and getattr(datablock, "type", "") in _HANDLES:
        return Channel(datablock, own[1], int(own[2]), rest=1.0 if own[1] == "scale" else 0.0)
    custom = CUSTOM_PROPERTY.fullmatch(path) and not _BONE.fullmatch(path)
    if custom and isinstance(datablock.path_resolve(path), float):
        return Channel(datablock, path, group=_group(path))
    return None


def _transform(target: Any, reading: Reading) -> Channel | None:
    """A bone's place, turn or size as it is keyed, not of a bone that the take itself turns; or a handle's."""
    channel, index = _TRANSFORMS.get(target.transform_type, ("", 0))
    rest = 1.0 if channel == "scale" else 0.0
    if not channel:
        return None
    if target.id.type in _HANDLES:
        as_keyed = target.transform_space != "WORLD_SPACE" or target.id.parent is None
        return Channel(target.id, channel, index, rest=rest) if as_keyed else None
    bone = target.id.pose.bones.get(target.bone_target) if target.id.type == "ARMATURE" else None
    if bone is None or target.transform_space != "LOCAL_SPACE":
        return None
    if channel == "rotation_euler":
        if target.rotation_mode != "AUTO" or bone.name in reading.turned or bone.rotation_mode == "AXIS_ANGLE":
            return None
        if bone.rotation_mode == "QUATERNION":
            return Channel(target.id, bone.path_from_id("rotation_quaternion"), index + 1, bone.name, quaternion=True)
    return Channel(target.id, bone.path_from_id(channel), index, bone.name, rest)


def _group(path: str) -> str:
    """The bone that a path leads into, as Blender groups its curves."""
    bone = _BONE.match(path)
    return bone[0].removeprefix('pose.bones["').removesuffix('"]') if bone else ""

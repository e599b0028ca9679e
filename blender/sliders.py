# SPDX-License-Identifier: GPL-3.0-or-later
"""Bones that are the sliders of a control board, and how far each goes: to where a shape that follows it is 1."""

import re
from collections.abc import Iterable

import bpy

from ..runtime.rigs.affixes import matched
from ..runtime.rigs.metahuman_board import TITLE, Ways, board_map
from ..runtime.rigs.naming import Naming
from ..runtime.rigs.registry import NAMINGS
from ..runtime.rigs.rig_map import ALONG, RigMap, Row
from .datablocks import armature_of, shape_keys_of
from .driver_channels import followed_channels

BY_NAMES = "controls of a board"
_HANDLE = re.compile(
    r"(?i)(?<=.)[ ._-]*(?:slider|ctrl|control|ctl|con|cntrl|handle|nub)(?=$|[ ._-](?:l|r|left|right)$)"
)
"""Words behind the name of what a slider shows."""


def board_of(
    armature: bpy.types.Object | None, meshes: Iterable[bpy.types.Object], name: str
) -> tuple[RigMap, str] | None:
    """The map of a character's board, and what it is; None where none is known."""
    if armature is None:
        return None
    ways = _ways(armature, meshes)
    bones = armature_of(armature).bones.keys()
    metahuman = board_map(bones, name, ways)
    if metahuman is not None:
        return metahuman, TITLE
    named = _by_names(ways, name)
    return None if named is None else (named, BY_NAMES)


def boards_beside(armature: bpy.types.Object | None, meshes: Iterable[bpy.types.Object]) -> list[bpy.types.Object]:
    """Other armatures whose bones the drivers of a character's shape keys read: a board often is an object of its
    own."""
    read = (channel.datablock for mesh in meshes for _block, channel in followed_channels(shape_keys_of(mesh)))
    found = {one.name: one for one in read if isinstance(one, bpy.types.Object) and one.type == "ARMATURE"}
    return [one for one in found.values() if one != armature]


def _ways(armature: bpy.types.Object, meshes: Iterable[bpy.types.Object]) -> Ways:
    found: dict[tuple[str, str, bool], float] = {}
    for mesh in meshes:
        for _block, channel in followed_channels(shape_keys_of(mesh)):
            if channel.datablock == armature and channel.data_path.endswith(".location"):
                far = float(channel.beyond_rest(1.0))
                found.setdefault((channel.group, ALONG[channel.index], far > 0), far)
    return found


def _by_names(ways: Ways, name: str) -> RigMap | None:
    """Of sliders that go one way, by what they are called; of the naming that shows most of a face."""
    bones = [bone for bone, _axis, _up in ways]
    single = {bone: (axis, far) for (bone, axis, _up), far in ways.items() if bones.count(bone) == 1}
    called = {_HANDLE.sub("", bone): bone for bone in single}
    found = [(naming.strength(shown), naming, shown) for naming in NAMINGS for shown in [_matched(naming, called)]]
    strength, naming, shown = max(found, key=lambda one: one[0])
    if not strength:
        return None
    rows = [Row(shape, called[one], single[called[one]][1], single[called[one]][0]) for shape, one in shown.items()]
    return RigMap(name, tuple(rows), naming.title)


def _matched(naming: Naming, called: Iterable[str]) -> dict[str, str]:
    if naming.layout != "arkit":
        return {}
    return {shape: names[0] for shape, names in matched(naming, called).items()}

# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of the mapping editor: rows that Blender shows, kept on the character, whose every change is its map.

What the takes go by is the map as JSON (``blender.rig_map_on``); the rows are only what shows it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from bpy.app.translations import pgettext_iface as _
from bpy.props import CollectionProperty, EnumProperty, FloatProperty, IntProperty, PointerProperty, StringProperty
from bpy.types import Object, PropertyGroup
from bpy.utils import register_class, unregister_class

from ..blender.control_test import move_controls
from ..blender.property_ranges import full_values
from ..blender.rig import find_rig, found_rig
from ..blender.rig_map_on import map_of, map_text, put_map
from ..blender.rig_parts import (
    board_map_of,
    bone_face_of,
    carrier_of,
    controls_of,
    drawn_map_of,
    jaw_of,
    parts_of,
    smplx_map_of,
)
from ..runtime.errors import InputError, SoliloquyError
from ..runtime.rigs.charts import CHARTS
from ..runtime.rigs.guess import GUESSED, guessed_map
from ..runtime.rigs.registry import NAMINGS
from ..runtime.rigs.rig_map import NUMBER, POSE, SEEN, SOURCES, STRONGEST, RigMap, Row, found_map

NAME = "soliloquy_mapping"
"""Where an object keeps its rows."""

KEY = "KEY"
"""Blender's lists take no empty name."""

_filling: list[bool] = []
"""Not empty while rows are written by us, whose updates are none of the artist's."""


def mapping_of(carrier: Any) -> Any:
    """The ``Mapping`` of an object."""
    return getattr(carrier, NAME)


def automatic_map(target: Any) -> RigMap:
    """What is found of a head's names; where they are of no rig that is known, what they seem to mean.

    Raises InputError for a head that is not moved by ARKit's shapes at all.
    """
    parts = parts_of(target)
    name = carrier_of(target).name
    try:
        rig = found_rig(target, parts)
    except InputError:
        return guessed_map(controls_of(parts), name)
    if rig.naming.title == GUESSED:
        return guessed_map(controls_of(parts), name)
    if rig.drawn:
        drawn = drawn_map_of(parts, name)
        assert drawn is not None
        return drawn
    if rig.naming.posed and rig.naming.title not in {naming.title for naming in NAMINGS}:
        board, by_bones = board_map_of(parts, name), bone_face_of(parts)
        if board is not None and board[0].armature != parts.armature:
            raise InputError(target.name, _("its board is an object of its own"), _("It needs no map"))
        if board is not None:
            return board[1]
        assert by_bones is not None
        return smplx_map_of(parts) or by_bones[0]
    if rig.layout != "arkit":
        raise InputError(target.name, _("it is moved by FLAME's own numbers"), _("It needs no map"))
    matched: dict[str, dict[str, None]] = {}
    for _holder, shapes in (*rig.meshes, *rig.properties):
        for shape, keys in shapes.items():
            matched.setdefault(shape, {}).update(dict.fromkeys(keys))
    poses = {shape: [action.name for action in actions] for shape, actions in rig.poses.items()}
    found = found_map(rig.naming, matched, name, poses, full_values(rig))
    return replace(found, rows=(*found.rows, *jaw_of(parts))) if rig.naming.posed else found


def edit_map(target: Any) -> None:
    """Show the head's map as rows: the one that it carries, otherwise what is found. Raises InputError."""
    try:
        rig_map = map_of(carrier_of(target))
    except InputError:
        rig_map = None  # it is damaged, and replaced by what is found
    show_map(target, rig_map or automatic_map(target))


def show_map(target: Any, rig_map: RigMap) -> None:
    """Let the head carry ``rig_map``, and show its rows."""
    carrier = carrier_of(target)
    mapping = mapping_of(carrier)
    with _quiet():
        mapping.rows.clear()
        mapping.name, mapping.kind = rig_map.name, rig_map.kind
        for row in rig_map.rows:
            shown = mapping.rows.add()
            shown.ours, shown.theirs, shown.strength = row.ours, row.theirs, row.strength
            shown.channel = row.channel or KEY
        mapping.active = 0
    put_map(carrier, rig_map)


def forget_map(target: Any) -> None:
    """Go by what is found again."""
    carrier = carrier_of(target)
    rest_controls(carrier)
    mapping_of(carrier).rows.clear()
    put_map(carrier, None)


def is_edited(carrier: Any) -> bool:
    """Whether the rows are shown of the map that the head carries."""
    return bool(map_text(carrier)) and len(mapping_of(carrier).rows) > 0


def rest_controls(carrier: Any) -> None:
    """Every test slider to 0."""
    with _quiet():
        for row in mapping_of(carrier).rows:
            row.test = 0.0
    _show_tests(carrier)


def row_problem(mapping: Any, row: Any) -> str:
    """Why a row moves nothing; empty when it does."""
    if row.ours not in names_of_ours(mapping):
        return _("Choose what of ours it shows")
    known = controls_of(parts_of(mapping.id_data), channel_of(row))
    return "" if row.theirs in known else _("The head has no control of that name")


def store(carrier: Any) -> None:
    """Let the head carry what the rows say, but for those that say nothing yet."""
    mapping = mapping_of(carrier)
    known = names_of_ours(mapping)
    rows = [
        Row(row.ours, row.theirs, row.strength, channel_of(row))
        for row in mapping.rows
        if row.ours in known and row.theirs.strip()
    ]
    unlike = {(row.ours, row.control): row for row in rows}
    put_map(carrier, RigMap(mapping.name.strip() or carrier.name, tuple(unlike.values()), mapping.kind))


def names_of_ours(mapping: Any) -> set[str]:
    """What a row may show."""
    return {*SOURCES, *_own(mapping)}


def channel_of(row: Any) -> str:
    """The channel of a row as ``Row`` has it."""
    return "" if row.channel == KEY else str(row.channel)


def _own(mapping: Any) -> tuple[str, ...]:
    """What of ours the naming has that the map was found by."""
    return next((naming.shapes for naming in (*NAMINGS, *CHARTS) if naming.title == mapping.kind), ())


@contextmanager
def _quiet() -> Iterator[None]:
    _filling.append(True)
    try:
        yield
    finally:
        _filling.pop()


def _changed(edited: Any, context: Any) -> None:
    if not _filling:
        store(edited.id_data)


def _tested(row: Any, context: Any) -> None:
    if not _filling:
        _show_tests(row.id_data)


def _show_tests(carrier: Any) -> None:
    values: dict[str, float] = {}
    for row in mapping_of(carrier).rows:
        control = Row(row.ours, row.theirs, channel=channel_of(row)).control
        values[control] = values.get(control, 0.0) + row.strength * row.test
    try:
        move_controls(find_rig(carrier), values)
    except SoliloquyError:
        return  # the panel says why nothing moves


def _search_ours(row: Any, context: Any, typed: str) -> list[str]:
    return list(dict.fromkeys([*_own(mapping_of(row.id_data)), *SOURCES]))


def _search_theirs(row: Any, context: Any, typed: str) -> list[str]:
    return controls_of(parts_of(row.id_data), channel_of(row))


_CHANNELS = (
    (KEY, "Shape or Property", "The shape key or custom property of that name"),
    ("left", "Bone Left", "The bone moves to the character's left, in the armature's units"),
    ("up", "Bone Up", "The bone moves up, in the armature's units"),
    ("forward", "Bone Forward", "The bone moves out of the face, in the armature's units"),
    ("nod", "Bone Nods", "The bone turns as a head nods and a jaw opens, in degrees"),
    ("shake", "Bone Shakes", "The bone turns to the character's left, in degrees"),
    ("tilt", "Bone Tilts", "The bone leans to the character's right, in degrees"),
    (POSE, "Pose", "An action that holds one pose, as a pose library has them"),
    (NUMBER, "Number of a Picture", "A number that chooses a drawn mouth: it is the strength while ours is shown"),
    (SEEN, "Seen", "A layer or an object that is a drawn mouth, seen while ours is shown"),
    ("x", "Slider X", "The bone moves along its own X axis, as the slider of a board"),
    ("y", "Slider Y", "The bone moves along its own Y axis, as the slider of a board"),
    ("z", "Slider Z", "The bone moves along its own Z axis, as the slider of a board"),
)


class MappingRow(PropertyGroup):
    ours: StringProperty(name="Ours", description="What of ours it shows", search=_search_ours, update=_changed)
    theirs: StringProperty(
        name="Theirs",
        description="The shape key, custom property, bone, pose, layer or object",
        search=_search_theirs,
        update=_changed,
    )
    strength: FloatProperty(
        name="Strength",
        description="Its value where ours is 1",
        default=1.0,
        soft_min=0.0,
        soft_max=2.0,
        min=-STRONGEST,
        max=STRONGEST,
        update=_changed,
    )
    channel: EnumProperty(
        name="Moved By", description="What of the rig moves it", items=_CHANNELS, default=KEY, update=_changed
    )
    test: FloatProperty(
        name="Test",
        description="Move it now, to see what it does; it is not kept",
        min=0.0,
        max=1.0,
        subtype="FACTOR",
        options={"SKIP_SAVE"},
        update=_tested,
    )


class Mapping(PropertyGroup):
    rows: CollectionProperty(type=MappingRow)
    active: IntProperty()
    name: StringProperty(name="Map", description="Its name, which its file has too", update=_changed)
    kind: StringProperty()


_CLASSES = (MappingRow, Mapping)


def register() -> None:
    for each in _CLASSES:
        register_class(each)
    setattr(Object, NAME, PointerProperty(type=Mapping))


def unregister() -> None:
    delattr(Object, NAME)
    for each in reversed(_CLASSES):
        unregister_class(each)

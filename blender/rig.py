# SPDX-License-Identifier: GPL-3.0-or-later
"""What of an artist's scene a take can move: the meshes with the right shape keys, and the bones."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, partial

import bpy
from bpy.app.translations import pgettext_iface as _

from ..runtime.errors import InputError
from ..runtime.head.tongue import TONGUE_NAMES, matched_tongue
from ..runtime.rigs.affixes import matched
from ..runtime.rigs.bone_faces import naming_of_bones
from ..runtime.rigs.drawn import naming_of_drawn
from ..runtime.rigs.guess import naming_of_guess
from ..runtime.rigs.mesh_fit import Measures
from ..runtime.rigs.naming import Matched, Naming
from ..runtime.rigs.registry import NAMINGS
from ..runtime.rigs.rig_map import ALONG, MOVES, POSE, TURNS, RigMap, naming_of_map
from ..runtime.rigs.shapes_and_jaw import naming_with_jaw
from ..runtime.rigs.smplx import naming_of_smplx
from .datablocks import Ends, full_value, number_properties, pose_bones_of, shape_keys_of
from .drawn import Drawn
from .drivers import KeyedShape, keyed_shapes
from .empty_shapes import empty_shapes, muted_shapes
from .measured_face import Face, face_of, told_by_meshes
from .remembered import remembered
from .rig_map_on import map_of
from .rig_parts import (
    Parts,
    board_map_of,
    bone_face_of,
    carrier_of,
    drawn_map_of,
    guess_of,
    jaw_of,
    parts_of,
    smplx_map_of,
)
from .slider_ends import ends_by_shape, far_ends
from .still_jaw import empty_jaw, jaw_is_still
from .unknown_face import is_metarig, metarig, no_shape_known, nothing_there

OWN_LAYOUT_OF = "soliloquy_layout"
"""Custom property of a mesh in the FLAME layout whose expressions are its own: the layout that moves it."""
PERSON_OF = "soliloquy_person"
"""The custom property of an embedded head's mesh that says who it is."""
_SURELY = 8
"""Shapes of a face from which on a naming needs no guess beside it. Chosen by hand."""
RECORD = "soliloquy_takes"
"""Custom property of the object that remembers which takes were written, as JSON."""


@dataclass(frozen=True)
class Rig:
    """A target that a take can be written to.

    naming: how its shapes are called. meshes: the objects with shape keys, and for each the shape keys of every shape
    name, the tongue's sixteen among them. properties: the objects with custom properties for shapes that no shape key
    shows, and these properties. armature and bones: the pose bones that follow, by our name ("head", "jaw", "eye.L",
    "eye.R"). posed: shape name -> the bone that shows it, and how (``runtime.rigs.rig_map.CHANNELS``). poses: shape
    name -> the actions of poses that show it. drawn: shape name -> what shows a drawn mouth by it. muted: shapes whose
    shape keys are all switched off, and which are not shown therefore. missing: what the target does not show of what
    its kind does.
    """

    naming: Naming
    meshes: tuple[tuple[bpy.types.Object, Matched], ...]
    properties: tuple[tuple[bpy.types.Object, Matched], ...]
    armature: bpy.types.Object | None
    bones: dict[str, bpy.types.PoseBone]
    missing: tuple[str, ...]
    posed: Mapping[str, tuple[bpy.types.PoseBone, str]] = field(default_factory=dict)
    poses: Mapping[str, tuple[bpy.types.Action, ...]] = field(default_factory=dict)
    drawn: Mapping[str, Drawn] = field(default_factory=dict)
    muted: frozenset[str] = frozenset()

    @property
    def layout(self) -> str:
        """Of the motion that moves it: "arkit", "flame", or "flame:NAME" for a head of a user's FLAME file."""
        usual = self.naming.layout
        return usual if usual == "arkit" else str(self.object.get(OWN_LAYOUT_OF, usual))

    @property
    def object(self) -> bpy.types.Object:
        """The one that remembers which takes were written: that which does already, otherwise that with the most
        shapes."""
        shown: Iterable[tuple[bpy.types.Object, Collection[str]]] = self.meshes or self.properties
        if not shown and self.drawn:
            return next(iter(self.drawn.values())).owner
        if not shown and self.armature is not None:
            return self.armature
        return max(shown, key=lambda one: (bool(remembered(one[0], RECORD)), len(one[1])))[0]

    @property
    def shown(self) -> frozenset[str]:
        """Every shape of its naming that something of the rig shows."""
        keyed = (name for _, shapes in (*self.meshes, *self.properties) for name in shapes)
        return frozenset((*keyed, *self.posed, *self.poses, *self.drawn)) - self.muted - set(TONGUE_NAMES)

    @cached_property
    def empty(self) -> frozenset[str]:
        """Shapes that move no point, though others do."""
        return empty_shapes(self)

    @property
    def moving(self) -> frozenset[str]:
        """What is shown and not empty: what a take goes by."""
        return self.shown - self.empty

    @cached_property
    def keyed(self) -> tuple[KeyedShape, ...]:
        """Each shape key that a take moves, with what is keyed for it, as drivers stood when it was asked for."""
        return tuple(keyed_shapes(self.meshes, self.muted, [bone.name for bone in self.bones.values()], self.ends))

    @cached_property
    def ends(self) -> Ends:
        """Where those of its shape keys are whole that are so beyond 1; a map that an artist has corrected says that
        itself."""
        return {} if self.naming.by_hand else self.far_ends

    @cached_property
    def far_ends(self) -> Ends:
        """As ``ends``, whoever says how far its shapes go."""
        return far_ends(self.naming, self.meshes, self.armature, lambda: self.moving)

    @cached_property
    def face(self) -> Face | None:
        """Where its lips are; None where that cannot be told, and of our own heads, which others are measured by."""
        if self.naming.usual and any(mesh.get(PERSON_OF) for mesh, _shapes in self.meshes):
            return None
        if told_by_meshes(self.naming, self.meshes, self.properties, self.armature):
            found = face_of(self.naming, self.meshes, self.moving, self.far_ends)
            sizes = ends_by_shape(self.meshes, self.far_ends) if self.naming.by_hand else {}
            return replace(found, measures=replace(found.measures, sizes=sizes)) if found and sizes else found
        # Moving controls goes by a rig, so it cannot be known here before.
        from .moved_face import moved_face

        return moved_face(self)

    @cached_property
    def measures(self) -> Measures | None:
        """What its shapes do to its own lips, where these were found."""
        return None if self.face is None else self.face.measures

    def arkit_keys(self) -> list[tuple[bpy.types.Object, dict[str, list[tuple[str, float]]]]]:
        """For each mesh, ARKit shape -> the keys that show it, each with its value where the shape is 1."""
        return [(mesh, self._arkit_keys(mesh, shapes)) for mesh, shapes in self.meshes]

    def _arkit_keys(self, mesh: bpy.types.Object, shapes: Matched) -> dict[str, list[tuple[str, float]]]:
        found: dict[str, list[tuple[str, float]]] = {}
        blocks = shape_keys_of(mesh).key_blocks
        for name, keys in shapes.items():
            arkit, strength = self.naming.stands_for.get(name, (name, 1.0))
            found.setdefault(arkit, []).extend((key, strength * full_value(blocks[key], self.ends)) for key in keys)
        return found

    @property
    def found(self) -> tuple[int, str]:
        """How much it shows of what its kind does, and what that is: 14, "visemes of Oculus"."""
        return len(self.naming.needed) - len(self.missing), self.naming.title


def find_rig(target: bpy.types.Object | None) -> Rig:
    """The rig that ``target`` belongs to: a mesh, its armature, or a parent of them.

    All meshes of a character that hold known shapes are moved (face, teeth, tongue, lashes), by the map that it
    carries, otherwise by the naming that shows most of a face. Raises InputError with the reason when there is nothing
    to move.
    """
    if target is None:
        raise InputError("target", "no object is chosen", "Choose a head, or use Add Head")
    parts = parts_of(target)
    if not parts.meshes and not parts.holders and not parts.drawn and parts.armature is None:
        raise nothing_there(target)
    rig_map = map_of(carrier_of(target))
    rig = rig_by_map(target, parts, rig_map) if rig_map is not None else found_rig(target, parts)
    return _with_tongue(rig, parts)


def rig_by_map(target: bpy.types.Object, parts: Parts, rig_map: RigMap) -> Rig:
    """The rig as a map moves it. Raises InputError where nothing is there of what it names."""
    rig = _rig_of(naming_of_map(rig_map), parts)
    if not rig.shown:
        reason = _("it has nothing of what its map {name} moves").format(name=rig_map.name)
        raise InputError(target.name, reason, _("Load another map, or find one automatically"))
    return rig


def found_rig(target: bpy.types.Object, parts: Parts) -> Rig:
    """The rig as its names tell it. Raises InputError where they do not."""
    strength, rig = _most_shown(parts)
    if strength < _SURELY:
        strength, rig = max((strength, rig), _most_shown(parts, bare=True), key=lambda one: one[0])
    guess = guess_of(parts, target.name) if strength < _SURELY else None
    if strength:
        shown = {row.ours for row in guess.rows} if guess is not None else ()
        if guess is not None and len(shown) > strength:
            return _rig_of(naming_of_guess(guess), parts)
        jaw = jaw_of(parts) if _lacks_jaw(rig) else ()
        return _rig_of(naming_with_jaw(rig.naming, jaw), parts, bare=True) if jaw else _without_empty_jaw(rig)
    drawn = drawn_map_of(parts, target.name)
    if drawn is not None:
        return _rig_of(naming_of_drawn(drawn), parts)
    board = board_map_of(parts, target.name)
    if board is not None:
        with_board, rows, title = board
        return _rig_of(replace(naming_of_map(rows), title=title), with_board)
    by_bones = bone_face_of(parts)
    if by_bones is not None:
        if parts.armature is not None and is_metarig(parts.armature):
            raise metarig(parts.armature)
        smplx = smplx_map_of(parts)
        return _rig_of(naming_of_bones(*by_bones) if smplx is None else naming_of_smplx(smplx), parts)
    if guess is None:
        raise no_shape_known(target, parts)
    return _rig_of(naming_of_guess(guess), parts)


def _lacks_jaw(rig: Rig) -> bool:
    """Whether its mouth opens by a bone, if it has one, and not by shapes."""
    if rig.naming.mixed or rig.naming.layout != "arkit":
        return rig.naming.jaw_beside
    return "jawOpen" not in rig.naming.shows(rig.shown) or jaw_is_still(rig)


def _without_empty_jaw(rig: Rig) -> Rig:
    """The rig, to which a jawOpen that moves no point is none: its lips open by themselves then."""
    empty = empty_jaw(rig)
    if not empty:
        return rig
    meshes = [(mesh, {name: keys for name, keys in shapes.items() if name not in empty}) for mesh, shapes in rig.meshes]
    found = replace(rig, meshes=tuple(one for one in meshes if one[1]))
    showing = rig.naming.shows(found.shown)
    return replace(found, missing=tuple(name for name in rig.naming.needed if name not in showing))


def _most_shown(parts: Parts, bare: bool = False) -> tuple[int, Rig]:
    """The rig as the naming sees it that shows most of a face, and how much that is."""
    found = [(naming.strength(rig.shown), rig) for naming in NAMINGS for rig in [_rig_of(naming, parts, bare)]]
    return max(found, key=lambda one: one[0])


def _rig_of(naming: Naming, parts: Parts, bare: bool = False) -> Rig:
    """The rig as ``naming`` sees it, with or without shapes. bare: names are told without what they share as well."""
    match = partial(matched, naming) if bare else naming.match
    meshes = [(mesh, match(names)) for mesh, names in parts.meshes.items()]
    keys = {name for _, shapes in meshes for name in shapes}
    known = [(one, match(number_properties(one))) for one in parts.holders]
    properties = [(one, {name: ones for name, ones in shapes.items() if name not in keys}) for one, shapes in known]
    bones = {} if parts.armature is None else pose_bones_of(parts.armature)
    posed = {
        name: (bones[one], channel)
        for name, (one, channel) in naming.posed.items()
        if channel in (*MOVES, *TURNS, *ALONG) and one in bones
    }
    pictures = {(one.name, one.channel): one for one in parts.drawn}
    drawn = {name: pictures[place] for name, place in naming.posed.items() if place in pictures}
    shown = keys.union(posed, drawn, *(shapes for _, shapes in properties))
    poses = {name: actions for name, actions in _poses(naming, parts, match).items() if name not in shown}
    showing = naming.shows(shown.union(poses))
    return Rig(
        naming,
        tuple(one for one in meshes if one[1]),
        tuple(one for one in properties if one[1]),
        parts.armature,
        {ours: bones[theirs] for ours, theirs in naming.bones(bones.keys()).items()},
        tuple(name for name in naming.needed if name not in showing),
        posed,
        poses,
        drawn,
        muted_shapes(meshes),
    )


def _poses(
    naming: Naming, parts: Parts, match: Callable[[Iterable[str]], Matched]
) -> dict[str, tuple[bpy.types.Action, ...]]:
    """Shape -> the poses that show it, by what they are called or by what a map says."""
    found = match(parts.poses) if not naming.posed else {}
    mapped = {name: (one,) for name, (one, channel) in naming.posed.items() if channel == POSE and one in parts.poses}
    return {name: tuple(parts.poses[one] for one in ones) for name, ones in (found | mapped).items()}


def _with_tongue(rig: Rig, parts: Parts) -> Rig:
    """``rig`` with the shapes of the tongue that stand beside its naming's own."""
    known = {mesh.name: shapes for mesh, shapes in rig.meshes}
    meshes = []
    for mesh, names in parts.meshes.items():
        own = known.get(mesh.name, {})
        taken = {key for keys in own.values() for key in keys}
        shapes = {**matched_tongue(key for key in names if key not in taken), **own}
        if shapes:
            meshes.append((mesh, shapes))
    return replace(rig, meshes=tuple(meshes))

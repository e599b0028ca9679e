# SPDX-License-Identifier: GPL-3.0-or-later
"""What of an artist's scene a take can move: the meshes with the right shape keys, and the bones."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import bpy
import numpy as np
from bpy.app.translations import pgettext_iface as _

from ..runtime.errors import InputError
from ..runtime.head.tongue import TONGUE_NAMES, matched_tongue
from ..runtime.rigs.bone_faces import BonePlace, bone_face, naming_of_bones
from ..runtime.rigs.drawn import drawn_map, naming_of_drawn
from ..runtime.rigs.guess import naming_of_guess, speaking_guess
from ..runtime.rigs.mesh_fit import Measures
from ..runtime.rigs.naming import Matched, Naming
from ..runtime.rigs.registry import NAMINGS
from ..runtime.rigs.rig_map import MOVES, NUMBER, POSE, SEEN, TURNS, RigMap, naming_of_map
from ..runtime.rigs.smplx import naming_of_smplx
from .character import armature_of_target, meshes_of_target
from .datablocks import armature_of, mesh_of, number_properties, pose_bones_of, shape_keys_of
from .drawn import Drawn, drawn_of, numbered
from .measured_face import Face, face_of
from .poses import poses_for
from .rig_map_on import map_of
from .smplx_face import smplx_map

OWN_LAYOUT_OF = "soliloquy_layout"
"""Custom property of a mesh in the FLAME layout whose expressions are its own: the layout that moves it."""
PERSON_OF = "soliloquy_person"
"""The custom property of an embedded head's mesh that says who it is."""
_SURELY = 8
"""Shapes of a face from which on a naming needs no guess beside it."""
RECORD = "soliloquy_takes"
"""Custom property of the object that remembers which takes were written, as JSON."""


@dataclass(frozen=True)
class Rig:
    """A target that a take can be written to.

    naming: how its shapes are called. meshes: the objects with shape keys, and for each the shape keys of every shape
    name, the tongue's sixteen among them. properties: the objects with custom properties for shapes that no shape key
    shows, and these properties. armature and bones: the pose bones that follow, by our name ("head", "jaw", "eye.L",
    "eye.R"). posed: shape name -> the bone that shows it, and how (``runtime.rigs.rig_map.CHANNELS``). poses: shape
    name -> the actions of poses that show it. drawn: shape name -> what shows a drawn mouth by it. missing: what the
    target does not show of what its kind does.
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
        return max(shown, key=lambda one: (bool(one[0].get(RECORD)), len(one[1])))[0]

    @property
    def shown(self) -> frozenset[str]:
        """Every shape of its naming that something of the rig shows."""
        keyed = (name for _, shapes in (*self.meshes, *self.properties) for name in shapes)
        return frozenset((*keyed, *self.posed, *self.poses, *self.drawn)) - set(TONGUE_NAMES)

    @cached_property
    def face(self) -> Face | None:
        """Where its lips are; None where that cannot be told, and of our own heads, which others are measured by."""
        if self.naming.usual and any(mesh.get(PERSON_OF) for mesh, _shapes in self.meshes):
            return None
        return face_of(self.naming, self.meshes, self.properties, self.armature)

    @cached_property
    def measures(self) -> Measures | None:
        """What its shapes do to its own lips, where these were found."""
        return None if self.face is None else self.face.measures

    def arkit_keys(self) -> list[tuple[bpy.types.Object, dict[str, list[tuple[str, float]]]]]:
        """For each mesh, ARKit shape -> the keys that show it, each with its value where the shape is 1."""
        return [(mesh, self._arkit_keys(shapes)) for mesh, shapes in self.meshes]

    def _arkit_keys(self, shapes: Matched) -> dict[str, list[tuple[str, float]]]:
        found: dict[str, list[tuple[str, float]]] = {}
        for name, keys in shapes.items():
            arkit, strength = self.naming.stands_for.get(name, (name, 1.0))
            found.setdefault(arkit, []).extend((key, strength) for key in keys)
        return found

    @property
    def found(self) -> tuple[int, str]:
        """How much it shows of what its kind does, and what that is: 14, "visemes of Oculus"."""
        return len(self.naming.needed) - len(self.missing), self.naming.title


@dataclass(frozen=True)
class Parts:
    """The objects of a character. meshes: those with shape keys. holders: those with custom properties that a take can
    move. poses: actions by name that hold a pose of the armature. drawn: what may show a drawn mouth."""

    armature: bpy.types.Object | None
    meshes: tuple[bpy.types.Object, ...]
    holders: tuple[bpy.types.Object, ...]
    poses: Mapping[str, bpy.types.Action]
    drawn: tuple[Drawn, ...]


def parts_of(target: bpy.types.Object) -> Parts:
    """The character that ``target`` belongs to."""
    armature = armature_of_target(target)
    meshes = [mesh for mesh in meshes_of_target(target, armature) if mesh_of(mesh).shape_keys is not None]
    holders = [one for one in (armature, *meshes) if one is not None and number_properties(one)]
    poses = {} if armature is None else poses_for(armature)
    return Parts(armature, tuple(meshes), tuple(holders), poses, drawn_of(target))


def carrier_of(target: bpy.types.Object) -> bpy.types.Object:
    """What of a character carries the map that an artist has corrected: its armature, a mesh that has none itself."""
    return armature_of_target(target) or target


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
        hint = _("Choose a head that has ARKit shape keys")
        raise InputError(target.name, _("it has no mesh with shape keys"), hint)
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
    found = [(naming.strength(rig.shown), rig) for naming in NAMINGS for rig in [_rig_of(naming, parts)]]
    strength, rig = max(found, key=lambda one: one[0])
    guess = guess_of(parts, target.name) if strength < _SURELY else None
    if strength:
        shown = {row.ours for row in guess.rows} if guess is not None else ()
        return _rig_of(naming_of_guess(guess), parts) if guess is not None and len(shown) > strength else rig
    drawn = drawn_map_of(parts, target.name)
    if drawn is not None:
        return _rig_of(naming_of_drawn(drawn), parts)
    by_bones = bone_face_of(parts)
    if by_bones is not None:
        smplx = smplx_map_of(parts)
        return _rig_of(naming_of_bones(*by_bones) if smplx is None else naming_of_smplx(smplx), parts)
    if guess is None:
        raise _no_shape_known(target, parts)
    return _rig_of(naming_of_guess(guess), parts)


def guess_of(parts: Parts, name: str) -> RigMap | None:
    """The map that the English words in a character's names make; None where they tell too little."""
    return speaking_guess(controls_of(parts), name)


def drawn_map_of(parts: Parts, name: str) -> RigMap | None:
    """The map of a drawn mouth, told by its names or their number; None where there is none."""
    return drawn_map([one.name for one in parts.drawn if one.channel == SEEN], numbered(parts.drawn), name)


def smplx_map_of(parts: Parts) -> RigMap | None:
    """The map of an SMPL-X body's face by bones and expressions; None where it has none that can be measured."""
    found = bone_face_of(parts)
    if parts.armature is None or found is None:
        return None
    return smplx_map(parts.armature, parts.meshes, found[0])


def bone_face_of(parts: Parts) -> tuple[RigMap, str] | None:
    """The map of a face that bones alone move, and what was found; None where there is none."""
    if parts.armature is None:
        return None
    bones = armature_of(parts.armature).bones
    places = {bone.name: BonePlace(np.array(bone.head_local), np.array(bone.tail_local)) for bone in bones}
    return bone_face(places, parts.armature.name)


def _rig_of(naming: Naming, parts: Parts) -> Rig:
    """The rig as ``naming`` sees it, with or without shapes."""
    meshes = [(mesh, naming.match(_shape_keys(mesh))) for mesh in parts.meshes]
    keys = {name for _, shapes in meshes for name in shapes}
    known = [(one, naming.match(number_properties(one))) for one in parts.holders]
    properties = [(one, {name: ones for name, ones in shapes.items() if name not in keys}) for one, shapes in known]
    bones = {} if parts.armature is None else pose_bones_of(parts.armature)
    posed = {
        name: (bones[one], channel)
        for name, (one, channel) in naming.posed.items()
        if channel in (*MOVES, *TURNS) and one in bones
    }
    pictures = {(one.name, one.channel): one for one in parts.drawn}
    drawn = {name: pictures[place] for name, place in naming.posed.items() if place in pictures}
    shown = keys.union(posed, drawn, *(shapes for _, shapes in properties))
    poses = {name: actions for name, actions in _poses(naming, parts).items() if name not in shown}
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
    )


def _poses(naming: Naming, parts: Parts) -> dict[str, tuple[bpy.types.Action, ...]]:
    """Shape -> the poses that show it, by what they are called or by what a map says."""
    matched = naming.match(parts.poses) if not naming.posed else {}
    mapped = {name: (one,) for name, (one, channel) in naming.posed.items() if channel == POSE and one in parts.poses}
    return {name: tuple(parts.poses[one] for one in ones) for name, ones in (matched | mapped).items()}


def _with_tongue(rig: Rig, parts: Parts) -> Rig:
    """``rig`` with the shapes of the tongue that stand beside its naming's own."""
    known = {mesh.name: shapes for mesh, shapes in rig.meshes}
    meshes = []
    for mesh in parts.meshes:
        own = known.get(mesh.name, {})
        taken = {key for keys in own.values() for key in keys}
        shapes = {**matched_tongue(key for key in _shape_keys(mesh) if key not in taken), **own}
        if shapes:
            meshes.append((mesh, shapes))
    return replace(rig, meshes=tuple(meshes))


def _no_shape_known(target: bpy.types.Object, parts: Parts) -> InputError:
    some = ", ".join([key for mesh in parts.meshes for key in _shape_keys(mesh)][:3])
    if not some:
        reason = _("neither its shape keys nor its bones are of a face that is known")
        return InputError(target.name, reason, _("Say in the panel Mapping what they show, or use Add Head"))
    return InputError(
        target.name,
        _("its shape keys are of no rig that is known (it has {some} ...)").format(some=some),
        _("Name them as ARKit or a set of visemes does, say in the panel Mapping what they show, or use Add Head"),
    )


def controls_of(parts: Parts, channel: str = "") -> list[str]:
    """Names of all that a map can move by ``channel``: shape keys and custom properties, bones, or poses."""
    if channel == POSE:
        return list(parts.poses)
    if channel in (NUMBER, SEEN):
        return [one.name for one in parts.drawn if one.channel == channel]
    if channel:
        return [] if parts.armature is None else list(pose_bones_of(parts.armature))
    keys = [name for mesh in parts.meshes for name in _shape_keys(mesh)]
    return list(dict.fromkeys([*keys, *(name for one in parts.holders for name in number_properties(one))]))


def _shape_keys(mesh: bpy.types.Object) -> Iterable[str]:
    """Names of the shape keys that can move: all but the reference."""
    key = shape_keys_of(mesh)
    return [block.name for block in key.key_blocks if block != key.reference_key]

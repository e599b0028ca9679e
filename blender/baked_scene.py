# SPDX-License-Identifier: GPL-3.0-or-later
"""A character alone in a scene of its own, for Blender's exporters: copies, under the names of the originals.

Copies, because an exporter changes selection, modes and frames, leaves out what is hidden, and writes all that the
scene holds. The artist's own objects lose their names for that long, and nothing else.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any

import bpy
import numpy as np

from .character import Character, deformer_of
from .datablocks import armature_of, shape_keys_of
from .hair_material import is_unseen
from .measured_face import move_of, places_of_key
from .worn_copies import give_weights_and_shapes, wearer_of


@dataclass(frozen=True)
class Copy:
    """parent: the original's name of what it hangs on, which is a copy too; bone: of that armature. moved_as: the
    original's name of what has the values of its shapes, where that is not its own."""

    object: bpy.types.Object
    parent: str | None = None
    bone: str = ""
    moved_as: str = ""


@dataclass(frozen=True)
class BakedScene:
    """scene: holds the copies alone. copies: by the originals' names, parents before children. armature: the name of
    the one among them. materials, pictures: copies too."""

    scene: bpy.types.Scene
    copies: dict[str, Copy]
    armature: str | None
    materials: list[bpy.types.Material]
    pictures: list[bpy.types.Image]


@contextmanager
def baked_scene(
    context: bpy.types.Context, character: Character, *, own_pictures: bool = False
) -> Iterator[BakedScene]:
    """A copy of ``character`` at rest, in a scene that is the context's in the body. own_pictures: its pictures are
    copies too, otherwise there are none.

    Afterwards the file holds what it held before, under the names of before.
    """
    manager: Any = context.window_manager
    window = context.window or manager.windows[0]
    shown, layer = window.scene, window.view_layer
    present = {each.session_uid for each in _datablocks()}
    with ExitStack() as leaving:
        leaving.callback(_remove_others, present)
        scene = _empty_scene(shown)
        leaving.callback(_show, window, shown, layer)
        kept = {*present, scene.session_uid}
        copier = _Copier(scene, character, own_pictures)
        leaving.callback(copier.give_names_back)
        leaving.callback(_remove_others, kept)
        baked = copier.copied()
        window.scene = scene
        override: Any = context.temp_override(window=window, scene=scene, view_layer=scene.view_layers[0])
        with override:
            yield baked


def _empty_scene(like: bpy.types.Scene) -> bpy.types.Scene:
    scene = bpy.data.scenes.new(like.name)
    scene.render.fps, scene.render.fps_base = like.render.fps, like.render.fps_base
    scene.unit_settings.system = like.unit_settings.system
    scene.unit_settings.scale_length = like.unit_settings.scale_length
    return scene


def _show(window: bpy.types.Window, scene: bpy.types.Scene, layer: bpy.types.ViewLayer) -> None:
    window.scene = scene
    window.view_layer = layer


def _datablocks() -> Iterator[Any]:
    for each in bpy.data.bl_rna.properties:
        if each.type == "COLLECTION":
            yield from getattr(bpy.data, each.identifier)


def _remove_others(kept: set[int]) -> None:
    """Remove the datablocks, by their number in the session, that are not among ``kept``."""
    bpy.data.batch_remove([each for each in _datablocks() if each.session_uid not in kept])


@dataclass
class _Copier:
    """Copies the parts of a character. _named: originals whose names the copies have, with those."""

    scene: bpy.types.Scene
    character: Character
    own_pictures: bool
    _named: list[tuple[Any, str]] = field(default_factory=list)
    _copied: dict[int, Any] = field(default_factory=dict)

    def copied(self) -> BakedScene:
        armature, meshes = self.character.armature, _parents_first(self.character.meshes)
        copies: dict[str, Copy] = {}
        name = None
        if armature is not None:
            name = armature.name
            copies[name] = Copy(self._armature(armature))
        for mesh in meshes:
            # Engines want a mesh with weights beside the one that wears it, not under it.
            wearer = wearer_of(mesh)
            stands = wearer or mesh
            parent, bone = parent_among(stands, {armature, *meshes})
            below = copies[self._name_of(parent)] if parent is not None else None
            deforms = armature is not None and deformer_of(stands) == armature
            own = mesh.name
            copies[own] = Copy(
                self._mesh(mesh, copies[name or ""].object if deforms else None),
                None if parent is None else self._name_of(parent),
                bone,
                "" if wearer is None else self._name_of(wearer),
            )
            if wearer is not None:
                give_weights_and_shapes(copies[own].object, wearer)
            if below is not None:
                _hang(copies[own].object, below.object, bone)
        materials = [each for each in self._copied.values() if isinstance(each, bpy.types.Material)]
        return BakedScene(self.scene, copies, name, materials, self._pictures(materials))

    def give_names_back(self) -> None:
        for original, name in self._named:
            original.name = name

    def _name_of(self, original: bpy.types.Object) -> str:
        return next((name for other, name in self._named if other == original), original.name)

    def _armature(self, original: bpy.types.Object) -> bpy.types.Object:
        bones = self._copy(original.data)
        bones.pose_position = "POSE"
        for bone in bones.bones:
            # So that a bone's place follows from its parent's and its own alone.
            bone.inherit_scale = "FULL"
            bone.use_inherit_rotation = bone.use_local_location = True
        return self._object(original, bones)

    def _mesh(self, original: bpy.types.Object, armature: bpy.types.Object | None) -> bpy.types.Object:
        if original.mode == "EDIT":
            original.update_from_editmode()
        data = self._copy(original.data)
        if data.shape_keys is not None:
            data.shape_keys.animation_data_clear()
            _make_plain(data.shape_keys, original)
        copy = self._object(original, data)
        for slot, theirs in zip(copy.material_slots, original.material_slots, strict=False):
            if is_unseen(theirs):
                slot.material = self._copy(slot.material)
            elif theirs.material is not None:
                slot.link = theirs.link
                slot.material = self._copy(theirs.material)
        if armature is not None:
            modifier: Any = copy.modifiers.new("Armature", "ARMATURE")
            modifier.object = armature
        return copy

    def _pictures(self, materials: list[bpy.types.Material]) -> list[bpy.types.Image]:
        trees = [material.node_tree for material in materials if self.own_pictures]
        nodes = [node for tree in trees if tree is not None for node in tree.nodes]
        shown = [node for node in nodes if isinstance(node, bpy.types.ShaderNodeTexImage) and node.image is not None]
        for node in shown:
            node.image = self._copy(node.image)
        return [each for each in self._copied.values() if isinstance(each, bpy.types.Image)]

    def _object(self, original: bpy.types.Object, data: Any) -> bpy.types.Object:
        copy = bpy.data.objects.new(self._take_name(original), data)
        copy.rotation_mode = "QUATERNION"
        self.scene.collection.objects.link(copy)
        return copy

    def _copy(self, original: Any) -> Any:
        """A copy without animation; one for all that share the original."""
        if original.session_uid not in self._copied:
            name = self._take_name(original)
            copy = original.copy()
            if hasattr(copy, "animation_data_clear"):
                copy.animation_data_clear()
            copy.name = name
            self._copied[original.session_uid] = copy
        return self._copied[original.session_uid]

    def _take_name(self, original: Any) -> str:
        name: str = original.name
        # What is linked from another file does not stand in the way, and cannot be renamed; its namesake may.
        holder = original if original.library is None else _local_namesake(original)
        if holder is not None:
            self._named.append((holder, name))
            holder.name = f"{name[:40]} (exported)"
        return name


def _make_plain(key: bpy.types.Key, original: bpy.types.Object) -> None:
    """Let the shapes of a copy be what files know: what a vertex group limits, or another shape is the rest of, is said
    by their points alone. Those of absolute shapes stay."""
    rest = places_of_key(key.reference_key)
    limited = [one for one in key.key_blocks if one.vertex_group or one.relative_key != key.reference_key]
    moves = {one.name: move_of(original, shape_keys_of(original).key_blocks[one.name]) for one in limited}
    for block in limited if key.use_relative else ():
        places: Any = block.points
        places.foreach_set("co", (rest + moves[block.name]).astype(np.float32).ravel())
        block.vertex_group, block.relative_key = "", key.reference_key


def _local_namesake(linked: Any) -> Any:
    """The datablock of this file that is called as ``linked``; None where there is none."""
    alike = (each for each in _datablocks() if type(each) is type(linked) and each.name == linked.name)
    return next((each for each in alike if each.library is None), None)


def _hang(copy: bpy.types.Object, parent: bpy.types.Object, bone: str) -> None:
    copy.parent = parent
    if bone:
        copy.parent_type, copy.parent_bone = "BONE", bone


def _parents_first(meshes: tuple[bpy.types.Object, ...]) -> list[bpy.types.Object]:
    return sorted(meshes, key=_depth)


def _depth(one: bpy.types.Object) -> int:
    return 0 if one.parent is None else 1 + _depth(one.parent)


def parent_among(one: bpy.types.Object, others: Any) -> tuple[bpy.types.Object | None, str]:
    """The nearest of ``others`` that ``one`` hangs on, and on which of its bones, where it hangs on it directly."""
    above = one.parent
    if above in others and one.parent_type == "BONE" and above is not None:
        known = above.type == "ARMATURE" and one.parent_bone in armature_of(above).bones
        return above, one.parent_bone if known else ""
    while above is not None and above not in others:
        above = above.parent
    return above, ""

# SPDX-License-Identifier: GPL-3.0-or-later
"""Whole files of a character that was set alone into a scene: FBX and binary glTF."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import bpy

from ...blender import versions
from ...blender.baked_motion import play, rest
from ...blender.baked_scene import BakedScene
from ...blender.datablocks import mesh_of
from ...blender.hair_sides import two_sided_hair
from ...blender.head import BuiltHead
from ...blender.scene_clip import SceneClip
from ...runtime.presets import PRESETS
from ...runtime.requests import ExportOptions
from ...runtime.rigs.flame import BONES_IN_FILES
from ..fbx_file import FbxPlan
from ..glb_file import GlbPlan
from ..glb_file import mend as mend_glb
from . import fbx, gltf
from .plain_materials import show_pictures_plainly


@dataclass(frozen=True)
class Motion:
    """clip: what is sampled. name: of the animation; None for the rig where it stands on the first frame, at rest.
    is_own_head: one of the embedded heads."""

    clip: SceneClip
    name: str | None
    is_own_head: bool

    @property
    def bone_names(self) -> Mapping[str, str]:
        """New names of bones, by those that they have."""
        return BONES_IN_FILES if self.is_own_head else {}


Write = Callable[[BakedScene, Motion, Path, ExportOptions], None]


def write_fbx(baked: BakedScene, motion: Motion, path: Path, options: ExportOptions) -> None:
    """Of our own head with the levels of detail that the engine wants. Raises OSError, WriteError, SetupError."""
    called = fbx.ARMATURE if motion.is_own_head else options.preset and PRESETS[options.preset].armature
    with _armature_called(baked, called), redirect_stdout(StringIO()):
        _move(baked, motion)
        show_pictures_plainly(filter(versions.uses_nodes, baked.materials))
        with _levels(baked, motion, options) as (name, levels):
            hair = _two_sided_hair(baked, motion, levels[1:])
            unit = 100.0 * metres_in_unit(baked.scene)
            plan = FbxPlan(options.fps, motion.name, motion.bone_names, unit, hair=hair)
            fbx.write_scene(path, fbx.for_engine(plan, options, name, levels))


def write_glb(baked: BakedScene, motion: Motion, path: Path, options: ExportOptions) -> None:
    """In metres, whatever the scene's unit is. Raises OSError, WriteError."""
    with redirect_stdout(StringIO()):
        _move(baked, motion, metres_in_unit(baked.scene))
        hair = _two_sided_hair(baked, motion)
        gltf.write_scene(path)
    mend_glb(path, GlbPlan(options.fps, motion.name, motion.bone_names, baked.scene.render.fps_base, hair=hair))


@dataclass(frozen=True)
class Whole:
    """suffix: the file's ending. animated: False for the rig at rest, once for all lines of a split."""

    suffix: str
    write: Write
    animated: bool = True


WHOLE: dict[str, Whole] = {
    "fbx": Whole(".fbx", write_fbx),
    "glb": Whole(".glb", write_glb),
    "head_fbx": Whole("_head.fbx", write_fbx, animated=False),
    "head_glb": Whole("_head.glb", write_glb, animated=False),
}
"""By the names that presets and users know."""


def metres_in_unit(scene: bpy.types.Scene) -> float:
    """The length of one of the scene's units."""
    return 1.0 if scene.unit_settings.system == "NONE" else scene.unit_settings.scale_length


def _move(baked: BakedScene, motion: Motion, scale: float = 1.0) -> None:
    if motion.name is None:
        rest(baked, motion.clip, scale)
    else:
        play(baked, motion.clip, motion.name, scale)


@contextmanager
def _armature_called(baked: BakedScene, name: str | None) -> Iterator[None]:
    """In the body the armature has that name, unless something else in the artist's file has."""
    copy = None if baked.armature is None else baked.copies[baked.armature].object
    if copy is None or not name or name in bpy.data.objects:
        yield
        return
    own, copy.name = copy.name, name
    yield
    copy.name = own


def _two_sided_hair(baked: BakedScene, motion: Motion, farther: Sequence[str] = ()) -> tuple[str, ...]:
    """Materials of the hair of our own head, which has two sides now; none of an artist's own mesh."""
    if not motion.is_own_head or baked.armature is None:
        return ()
    face = baked.copies[_own_mesh(baked)].object
    return two_sided_hair(face, [bpy.data.objects[each] for each in farther])


def _own_mesh(baked: BakedScene) -> str:
    """The name of our own head's mesh, not of what it wears."""
    return next(name for name, copy in baked.copies.items() if name != baked.armature and not copy.moved_as)


@contextmanager
def _levels(baked: BakedScene, motion: Motion, options: ExportOptions) -> Iterator[tuple[str, list[str]]]:
    """Name of our own head, and of its levels of detail, which are there in the body; none of an artist's mesh."""
    if not motion.is_own_head or baked.armature is None:
        yield "", []
        return
    name = _own_mesh(baked)
    head = BuiltHead(baked.copies[name].object, baked.copies[baked.armature].object)
    present = set(baked.scene.objects)
    levels = fbx.head_levels(head, name, options)
    yield name, levels
    for each in set(baked.scene.objects) - present:
        bpy.data.meshes.remove(mesh_of(each))
    head.mesh.name = name

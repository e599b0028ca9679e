# SPDX-License-Identifier: GPL-3.0-or-later
"""Clips without the character, of what was sampled of it in a scene."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ...blender.character import Character
from ...blender.datablocks import current_scene
from ...blender.rig import Rig
from ...blender.scene_clip import SceneClip
from ...runtime.arrays import Array
from ...runtime.errors import InputError
from ...runtime.head.arkit import ARKIT_INDEX, ARKIT_NAMES
from ...runtime.motion import ArkitCurves
from ...runtime.requests import ExportOptions
from ...runtime.rigs.flame import BONES_IN_FILES
from .. import FORMATS, write_clip
from ..clip import Bone, Clip, clip_of
from ..metahuman_clip import metahuman_clip_of
from ..scene_motion import shapes_of_all
from .baked_files import metres_in_unit
from .rig_places import bone_paths, clip_places, main_mesh


@dataclass(frozen=True)
class RigClips:
    """Whose clips are written, and how. rig: what a take moves of the character; None where none is known."""

    character: Character
    rig: Rig | None
    options: ExportOptions
    is_own_head: bool

    @property
    def bone_names(self) -> Mapping[str, str]:
        """New names of bones, by those that they have."""
        return BONES_IN_FILES if self.is_own_head else {}


def write_clips(clip: SceneClip, name: str, of_rig: RigClips, formats: Sequence[str], folder: Path) -> list[str]:
    """Write ``clip`` in each of ``formats``; returns what should be known of it.

    Raises InputError where a format needs ARKit's shapes and the rig has them under no name, OSError.
    """
    warnings: list[str] = []
    for each in formats:
        wanted = FORMATS[each]
        if wanted.clip_of is clip_of:
            made, said = own_clip(clip, name, of_rig)
            warnings += said
        else:
            made = metahuman_clip_of(arkit_curves_of(clip, of_rig), name)
        places = clip_places(wanted, of_rig.character)
        write_clip(wanted, made, folder / (name + wanted.suffix), of_rig.options, places)
    return warnings


def own_clip(clip: SceneClip, name: str, of_rig: RigClips) -> tuple[Clip, list[str]]:
    """Under the artist's names."""
    names, turns = of_rig.bone_names, clip.turns()
    shapes, warnings = shapes_of_all(clip.shapes)
    renamed = {names.get(bone, bone): turn for bone, turn in turns.items()}
    paths = bone_paths(of_rig.character, clip, names)
    made = Clip(name, of_rig.options.fps, shapes, renamed, _bones(clip, turns, of_rig), paths)
    return made, warnings


def _bones(clip: SceneClip, turned: Mapping[str, Array], of_rig: RigClips) -> tuple[Bone, ...]:
    """Those that turn and those above them, each after its parent."""
    if of_rig.character.armature is None:
        return ()
    wanted: set[str] = set()
    for bone in turned:
        above: str | None = bone
        while above is not None:
            wanted.add(above)
            above = clip.parents[above]
    # The armature's own size is in the bones of a file.
    world = clip.places[of_rig.character.armature.name][0]
    metres = float(np.linalg.norm(world[:3, 0])) * metres_in_unit(current_scene())
    names = of_rig.bone_names
    found = []
    for bone, parent in clip.parents.items():
        if bone in wanted:
            place, turn = clip.rest_of(bone)
            below = "" if parent is None else names.get(parent, parent)
            found.append(Bone(names.get(bone, bone), below, place * metres, turn))
    return tuple(found)


def arkit_curves_of(clip: SceneClip, of_rig: RigClips) -> ArkitCurves:
    """The 52 weights, 0 for those that the rig lacks, and the head's turn."""
    rig = of_rig.rig
    if rig is None or not any(name in ARKIT_INDEX for _, keys in rig.arkit_keys() for name in keys):
        mesh = main_mesh(of_rig.character)
        reason = "it has not ARKit's shapes, of which MetaHuman's controls are made"
        raise InputError(mesh.name, reason, "Export it for another engine")
    weights = np.zeros((len(clip), len(ARKIT_NAMES)), np.float32)
    for mesh, keys in reversed(rig.arkit_keys()):
        # One that is in another scene was not sampled.
        rows = clip.shapes.get(mesh.name, {})
        for column, name in enumerate(ARKIT_NAMES):
            if name in keys and keys[name][0][0] in rows:
                key, strength = keys[name][0]
                weights[:, column] = rows[key] / strength
    head = rig.bones.get("head")
    turn = np.zeros((len(clip), 3)) if head is None else clip.turn_of(head.name)
    return ArkitCurves(weights, turn.astype(np.float32), of_rig.options.fps)

# SPDX-License-Identifier: GPL-3.0-or-later
"""What Blender's glTF exporter leaves to be wished for, put right in the file that it wrote."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ...runtime.version import VERSION
from ..clip import Clip
from .attributes import small_skin, small_uv
from .document import read_glb
from .hair import face_out
from .motion import add_motion, keys_on_frames, one_clip, shapes_at_rest, without_still_channels
from .nodes import rename_bones, skinned_at_the_root
from .packing import write_glb
from .shapes import part_still_primitives, quiet_targets, without_normals
from .tangents import add_tangents
from .unseen import Unseen, without_unseen


@dataclass(frozen=True)
class GlbPlan:
    """fps: frames a second of the scene that was exported. clip: what its animation is to be called, None to leave
    names as they are. bone_names: new names of bones, by those that they have. fps_base: the scene's, None for what
    ``blender.takes.set_frame_rate`` makes of ``fps``. unlit: materials on which nobody sees where a surface faces,
    so that their shapes need no normals. dark: those of which nobody sees small moves either. motion: what moves shapes
    and bones, by the names that they are to have, where Blender was to find nothing. unseen: what is left out. hair:
    materials of cards of hair on a head of ours."""

    fps: float
    clip: str | None = None
    bone_names: Mapping[str, str] = field(default_factory=dict)
    fps_base: float | None = None
    unlit: Collection[str] = ()
    dark: Mapping[str, float] = field(default_factory=dict)
    motion: Clip | None = None
    unseen: tuple[Unseen, ...] = ()
    hair: Collection[str] = ()


def mend(path: Path, plan: GlbPlan) -> None:
    """Write the GLB at ``path`` anew: smaller, its keys at exactly k / fps, and to the same bytes each time.

    What it shows stays: each shape to 0.2 mm (more in the dark) and 6 degrees, animated weights to 1e-6. Raises
    InputError for what is no GLB or one with compressed meshes, OSError.
    """
    document = read_glb(path)
    tree = document.tree
    without_unseen(document, plan.unseen)
    face_out(document, plan.hair)
    without_normals(document, {*plan.unlit, *plan.dark})
    quiet_targets(document, plan.dark)
    part_still_primitives(document)
    small_skin(document)
    add_tangents(document)
    small_uv(document)
    skinned_at_the_root(tree)
    rename_bones(tree, plan.bone_names)
    if plan.clip is not None:
        one_clip(tree, plan.clip)
    keys_on_frames(document, plan.fps, plan.fps_base)
    if plan.motion is not None:
        add_motion(document, plan.motion)
    without_still_channels(document)
    shapes_at_rest(document)
    tree["asset"]["generator"] = f"Soliloquy {VERSION}, {tree['asset'].get('generator', 'unknown')}"
    write_glb(document, path)

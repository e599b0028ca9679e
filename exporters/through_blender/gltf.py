# SPDX-License-Identifier: GPL-3.0-or-later
"""Binary glTF, through Blender's own exporter (Khronos glTF-Blender-IO)."""

from pathlib import Path

import bpy

from ...blender.hair_sides import two_sided_hair
from ...blender.pictures import shrink_pictures
from ...runtime.head.heads import load_head
from ...runtime.progress import Progress
from ...runtime.requests import ExportOptions
from ...runtime.rigs.flame import BONES_IN_FILES
from ...runtime.take import Take
from ..behind_lids import behind_lids
from ..clip import clip_of
from ..glb_file import GlbPlan, mend
from ..shown_head import shown_head
from .blender_output import blenders_addon, quiet_blender, written_by_blender
from .exported_scene import head_scene
from .skin_for_files import skin_maps
from .veil import SHADE

_DARK = {"lashes": 3e-4, "mouth": 1e-3, "socket": 1e-3}
"""Of our heads: hairs, and the insides of mouth and lids; metres, chosen by eye. Their normals were a tenth of a head
without textures."""
_UNLIT = (SHADE,)
"""It is black."""


def write(take: Take, path: Path, options: ExportOptions, progress: Progress) -> None:
    """The head with its skin, morph targets under their names, and one animation named as the file, from time 0 on.

    Raises UsageError where exporting would close an artist's work, OSError, WriteError.
    """
    _write(take, path, options, progress, animated=True)


def write_head(take: Take, path: Path, options: ExportOptions, progress: Progress) -> None:
    """The head at rest, without an animation: what clips move. Raises as ``write``."""
    _write(take, path, options, progress, animated=False)


def _write(take: Take, path: Path, options: ExportOptions, progress: Progress, *, animated: bool) -> None:
    with quiet_blender(path):
        clip = clip_of(take, path.stem, options) if animated else None
        head = load_head(shown_head(take, options))
        hair = two_sided_hair(head_scene(take, path.stem, options).head.mesh)
        shrink_pictures(options.texture_size)
        progress("glb", 0.3)
        with skin_maps(bpy.data.materials, options.texture_size):
            write_scene(path)
    mend(path, GlbPlan(options.fps, None, BONES_IN_FILES, None, _UNLIT, _DARK, clip, behind_lids(head), hair))


def write_scene(path: Path) -> None:
    """All of the context's scene, as Blender writes it. Raises OSError, WriteError."""
    with blenders_addon("io_scene_gltf2"), written_by_blender(path):
        bpy.ops.export_scene.gltf(
            filepath=str(path),
            export_format="GLB",
            use_active_scene=True,
            # The default would split the rig and the shape keys into two animations.
            export_animation_mode="ACTIVE_ACTIONS",
            export_optimize_animation_size=False,
            export_morph_tangent=False,
        )
